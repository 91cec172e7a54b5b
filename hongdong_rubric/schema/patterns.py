"""The rule language: strings such as ``<专家> 论证|咨询`` to patterns (docs/rubric-format.md describes it)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from hongdong_rubric.schema.nodes import NodeReader
from hongdong_rubric.suggestions import suggestion
from scorer.normalisation import fold, unify
from scorer.rubric import Pattern, Slot

FIGURE = "数字"
# The time that it takes to fit the hits of slots together may grow many times over with each slot.
MAX_SLOTS = 8
_MAX_CHAIN = 8
_REFERENCE = re.compile(r"<([^<>|\s]+)>")
_REGEX_LIKE = re.compile(r"[\\\[\]{}^$*?]")
_FULL_WIDTH = str.maketrans("｜＜＞　", "|<> ")


@dataclass(slots=True)
class PatternReader:
    """Reads patterns against the groups of a rubric."""

    nodes: NodeReader
    variants: Mapping[str, str]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _spellings: dict[str, str] = field(default_factory=dict)
    # What is written on an element holds for each of its rules. Patterns with mistakes are not among these.
    _patterns: dict[str, Pattern] = field(default_factory=dict)

    def fold(self, word: str) -> str:
        """The spelling in which words are compared."""
        if word not in self._spellings:
            self._spellings[word] = unify(fold(word).text, self.variants)
        return self._spellings[word]

    def read_groups(self, node: yaml.Node) -> None:
        """Read ``groups``: a group may name other groups, but not itself."""
        entries = self.nodes.mapping(node, "groups", optional=None)
        raw = {
            name: [
                (word, self.nodes.string(word, f"groups.{name}"))
                for word in self.nodes.sequence(value, f"groups.{name}")
            ]
            for name, value in entries.items()
        }
        for name, value in entries.items():
            if name == FIGURE:
                self.nodes.wrong(value, f"groups.{name}", f"“{FIGURE}”是内置词组,请换个名字")
            self._expand(name, raw, (), value)

    def _expand(
        self, name: str, raw: Mapping[str, list[tuple[yaml.Node, str]]], above: tuple[str, ...], at: yaml.Node
    ) -> tuple[str, ...]:
        """The words of a group; each group is expanded once, so that groups of groups cannot explode."""
        if name in self.groups:
            return self.groups[name]
        keys = f"groups.{name}"
        if name in above:
            self.nodes.wrong(at, keys, f"词组互相引用:{' → '.join([*above[above.index(name) :], name])}")
            return ()
        if len(above) == _MAX_CHAIN:
            self.nodes.wrong(at, keys, f"词组引用词组超过 {_MAX_CHAIN} 层")
            return ()
        words: list[str] = []
        for node, word in raw[name]:
            reference = _REFERENCE.fullmatch(word.translate(_FULL_WIDTH))
            if reference and reference[1] in raw:
                words += self._expand(reference[1], raw, (*above, name), node)
            elif reference:
                self._unknown_group(node, keys, reference[1], raw)
            elif re.search(r"[|<>\s]", word.translate(_FULL_WIDTH)) or _REGEX_LIKE.search(word):
                self.nodes.wrong(node, keys, f"“{word}”:词组里每项只写一个词,或一个 <词组>")
            elif folded := self.fold(word):
                words.append(folded)
            else:
                self.nodes.wrong(node, keys, f"“{word}”去掉引号和空格后是空的")
        self.groups[name] = tuple(dict.fromkeys(words))
        return self.groups[name]

    def _unknown_group(self, node: yaml.Node, keys: str, name: str, known: Mapping[str, object]) -> None:
        self.nodes.wrong(node, keys, f"没有名为“{name}”的词组{suggestion(name, known)}")

    def read(self, node: yaml.Node, keys: str) -> Pattern:
        """A pattern from a string node."""
        source = self.nodes.string(node, keys)
        if source not in self._patterns:
            mistakes = len(self.nodes.mistakes)
            pattern = self._read(node, keys, source)
            if len(self.nodes.mistakes) > mistakes:
                return pattern
            self._patterns[source] = pattern
        return self._patterns[source]

    def _read(self, node: yaml.Node, keys: str, source: str) -> Pattern:
        text = source.translate(_FULL_WIDTH)
        if _REGEX_LIKE.search(text):
            self.nodes.wrong(node, keys, "规则不是正则表达式:只用空格、竖线和 <词组>")
            return Pattern(source, ())
        pieces = text.split()
        if len(pieces) > MAX_SLOTS:
            self.nodes.wrong(
                node, keys, f"空格隔开的词最多 {MAX_SLOTS} 个,这里有 {len(pieces)} 个:总是相连的词请合写成一个"
            )
            return Pattern(source, ())
        slots = tuple(self._slot(node, keys, piece) for piece in pieces)
        return Pattern(source, tuple(slot for slot in slots if slot.words or slot.figure))

    def _slot(self, node: yaml.Node, keys: str, piece: str) -> Slot:
        words: list[str] = []
        figure = False
        for alternative in piece.split("|"):
            reference = _REFERENCE.fullmatch(alternative)
            if reference and reference[1] == FIGURE:
                figure = True
            elif reference and reference[1] in self.groups:
                words += self.groups[reference[1]]
            elif reference:
                self._unknown_group(node, keys, reference[1], self.groups)
            elif "<" in alternative or ">" in alternative:
                self.nodes.wrong(
                    node, keys, f"“{alternative}”的尖括号没有配对,或与别的字连写:词组单独成词,前后用空格或竖线隔开"
                )
            elif folded := self.fold(alternative):
                words.append(folded)
            else:
                self.nodes.wrong(node, keys, f"“{piece}”里有空的一项:竖线两边都要有词")
        return Slot(tuple(dict.fromkeys(words)), figure)
