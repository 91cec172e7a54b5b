"""The lexicon file: cues for parts, plans, shortcomings, furniture, levels."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from hongdong_rubric.schema.nodes import NodeReader
from scorer.lexicon import Lexicon
from scorer.normalisation import fold
from scorer.rubric import LEVELS
from scorer.text import Part

_KEYS = (
    "schema",
    "variants",
    "distinct",
    "short_terms",
    "lookalikes",
    "continuations",
    "parts",
    "openers",
    "stance",
    "furniture",
    "furniture_anywhere",
    "title",
    "levels",
    "statutory",
)
_PARTS = tuple(part.value for part in (Part.PROBLEM, Part.PLAN, Part.DUTY, Part.ADVICE, Part.OTHER, Part.WORK))
_OPENERS = (Part.PROBLEM.value, Part.PLAN.value, Part.WORK.value)
_STANCE = (
    "planned", "planned_not_in",
    "comments", "preparing", "future", "disposal", "problem", "problem_not_in", "frames", "loose_frames", "cleared",
    "remedied", "actions",
    "obligations", "results", "results_not_in", "turns", "turns_not_in", "concessions",
)  # fmt: skip
_STATUTORY = (
    "duty", "duty_not_in", "leaders", "leaders_not_in", "law", "demands", "others", "offices", "offices_not_in",
    "owning", "answers", "arrangements", "arrangements_not_in", "causes", "causes_not_in",
    "report_kinds", "other_kinds", "other_reports",
)  # fmt: skip
_YEAR_MARK = re.compile(r"<([^>]*)>")
_YEARS = ("当年", "次年", "以后", "年份")


def load_lexicon(text: str, file: str) -> Lexicon:
    """Read a lexicon; raises ``RubricError`` with all mistakes at once."""
    nodes = NodeReader(file)
    entries = nodes.mapping(nodes.compose(text), "", required=_KEYS)
    reader = _LexiconReader(nodes)
    parts = reader.table(entries, "parts", _PARTS)
    openers = reader.table(entries, "openers", _OPENERS)
    lexicon = Lexicon(
        variants=reader.variants(entries.get("variants")),
        distinct=reader.cues(entries.get("distinct"), "distinct"),
        short_terms=reader.cues(entries.get("short_terms"), "short_terms"),
        lookalikes=reader.cues(entries.get("lookalikes"), "lookalikes"),
        continuations=reader.cues(entries.get("continuations"), "continuations"),
        parts=tuple((Part(name), cues) for name, cues in parts),
        openers=tuple((Part(name), cues) for name, cues in openers),
        stance=reader.table(entries, "stance", _STANCE),
        furniture=reader.cues(entries.get("furniture"), "furniture"),
        furniture_anywhere=reader.cues(entries.get("furniture_anywhere"), "furniture_anywhere"),
        title=reader.cues(entries.get("title"), "title"),
        levels=reader.table(entries, "levels", LEVELS),
        statutory=reader.table(entries, "statutory", _STATUTORY),
    )
    nodes.finish()
    return lexicon


class _LexiconReader:
    def __init__(self, nodes: NodeReader) -> None:
        self._nodes = nodes

    def table(
        self, entries: Mapping[str, yaml.Node], key: str, names: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if key not in entries:
            return ()
        found = self._nodes.mapping(entries[key], key, required=names)
        return tuple((name, self.cues(found.get(name), f"{key}.{name}")) for name in names)

    def cues(self, node: yaml.Node | None, keys: str) -> tuple[str, ...]:
        if node is None:
            return ()
        return tuple(cue for one in self._nodes.sequence(node, keys) if (cue := self._cue(one, keys)))

    def _cue(self, node: yaml.Node, keys: str) -> str:
        source = self._nodes.string(node, keys)
        for name in _YEAR_MARK.findall(source):
            if name not in _YEARS:
                self._nodes.wrong(node, keys, f"不认识“<{name}>”:语境词只能用 <当年>、<次年>、<以后> 和 <年份>")
        words = ["|".join(_fold_cue(word) for word in piece.split("|")) for piece in source.split()]
        if any("||" in f"|{word}|" for word in words):
            self._nodes.wrong(node, keys, "竖线两边都要有词")
        if any(mark in source[1:-1] for mark in "^$"):
            self._nodes.wrong(node, keys, "“^”只能放在最前面,“$”只能放在最后面,管全部写法")
        return " ".join(words)

    def variants(self, node: yaml.Node | None) -> tuple[tuple[str, str], ...]:
        if node is None:
            return ()
        pairs = []
        for variant, value in self._nodes.mapping(node, "variants", optional=None).items():
            standard = self._nodes.string(value, f"variants.{variant}")
            if len(variant) != len(standard):
                self._nodes.wrong(value, f"variants.{variant}", f"“{variant}”与“{standard}”字数不同")
            elif variant in standard:
                self._nodes.wrong(value, f"variants.{variant}", "左右相同,不起作用")
            else:
                pairs.append((variant, standard))
        return tuple(pairs)


def _fold_cue(word: str) -> str:
    """Fold a cue's words and leave its marks (^ $ … <次年>) alone."""
    if word == "…":
        return word
    return "".join(piece if piece.startswith("<") else fold(piece).text for piece in re.split(r"(<[^>]*>)", word))
