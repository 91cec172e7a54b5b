"""Rules of an element: a plain string, or a mapping with conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from hongdong_rubric.schema.nodes import NodeReader
from hongdong_rubric.schema.patterns import MAX_SLOTS, PatternReader
from scorer.rubric import DEFAULT_GAP, Pattern, Rule, Slot
from scorer.text import Scope

_CONDITIONS = ("near", "near_within", "not_near", "not_near_within", "not_in")
_OPTIONS = ("text", "all", "within", "gap", "span", "ordered", "exact", *_CONDITIONS)
_WITHIN = (Scope.CLAUSE, Scope.SENTENCE, Scope.PARAGRAPH)
_DEFAULT_SPANS = {Scope.CLAUSE: 0, Scope.SENTENCE: 60, Scope.PARAGRAPH: 120}
_SAFE_LENGTH = 3
_MIN_LENGTH = 2


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads the rules of all elements of one file."""

    nodes: NodeReader
    patterns: PatternReader

    def read(self, node: yaml.Node, keys: str, defaults: Mapping[str, yaml.Node]) -> Rule:
        """A rule; ``defaults`` are the conditions written on its element, which the rule's own replace."""
        entries: dict[str, yaml.Node] = {"text": node}
        if isinstance(node, yaml.MappingNode):
            entries = self.nodes.mapping(node, keys, optional=_OPTIONS)
            if ("text" in entries) == ("all" in entries):
                self.nodes.wrong(node, keys, "一条规则要写 text 或 all,并且只写一个")
        slots, source = self._slots(entries, keys)
        conditions = {**defaults, **{key: entries[key] for key in _CONDITIONS if key in entries}}
        within = Scope(self._choice(entries, "within", keys, _WITHIN))
        rule = Rule(
            source=source,
            slots=slots,
            unordered="all" in entries,
            within=within,
            gap=self._whole(entries, "gap", keys, DEFAULT_GAP, 0, 60),
            span=self._whole(entries, "span", keys, _DEFAULT_SPANS[within], 1, 600),
            ordered=self._flag(entries, "ordered", keys),
            exact=self._flag(entries, "exact", keys),
            near=self._patterns(conditions, "near", keys),
            near_within=Scope(self._choice(conditions, "near_within", keys, tuple(Scope), Scope.SENTENCE)),
            not_near=self._patterns(conditions, "not_near", keys),
            not_near_within=Scope(self._choice(conditions, "not_near_within", keys, tuple(Scope), Scope.CLAUSE)),
            not_in=self._patterns(conditions, "not_in", keys),
        )
        self._check_use(node, keys, entries)
        self._check_length(node, keys, rule)
        return rule

    def _slots(self, entries: Mapping[str, yaml.Node], keys: str) -> tuple[tuple[Slot, ...], str]:
        if "all" in entries:
            patterns = self._all(entries["all"], f"{keys}.all")
            return tuple(slot for one in patterns for slot in one.slots), " + ".join(one.source for one in patterns)
        if "text" in entries:
            pattern = self.patterns.read(entries["text"], keys)
            return pattern.slots, pattern.source
        return (), ""

    def _all(self, node: yaml.Node, keys: str) -> list[Pattern]:
        words = self.nodes.sequence(node, keys)
        if len(words) > MAX_SLOTS:
            self.nodes.wrong(node, keys, f"all 里最多 {MAX_SLOTS} 项,这里有 {len(words)} 项:请只留最要紧的")
            return []
        patterns = [self.patterns.read(word, keys) for word in words]
        for word, pattern in zip(words, patterns, strict=True):
            if len(pattern.slots) > 1:
                self.nodes.wrong(word, keys, f"all 里每项只写一个词或词组,“{pattern.source}”里有空格")
        return patterns

    def _patterns(self, entries: Mapping[str, yaml.Node], key: str, keys: str) -> tuple[Pattern, ...]:
        if key not in entries:
            return ()
        node = entries[key]
        parts = (
            [node]
            if isinstance(node, yaml.ScalarNode)
            else list(node.value)
            if isinstance(node, yaml.SequenceNode)
            else []
        )
        if isinstance(node, yaml.MappingNode):
            self.nodes.wrong(node, f"{keys}.{key}", "这里应是一个词或一列词")
        return tuple(self.patterns.read(part, f"{keys}.{key}") for part in parts)

    def _choice(
        self,
        entries: Mapping[str, yaml.Node],
        key: str,
        keys: str,
        choices: tuple[Scope, ...],
        default: Scope = Scope.CLAUSE,
    ) -> str:
        return self.nodes.choice(entries[key], f"{keys}.{key}", choices) if key in entries else default

    def _whole(self, entries: Mapping[str, yaml.Node], key: str, keys: str, default: int, low: int, high: int) -> int:
        return self.nodes.whole(entries[key], f"{keys}.{key}", low, high) if key in entries else default

    def _flag(self, entries: Mapping[str, yaml.Node], key: str, keys: str) -> bool:
        return self.nodes.boolean(entries[key], f"{keys}.{key}") if key in entries else False

    def _check_use(self, node: yaml.Node, keys: str, entries: Mapping[str, yaml.Node]) -> None:
        useless = [key for key in ("within", "span") if key in entries and "all" not in entries]
        useless += [key for key in ("gap", "ordered", "exact") if key in entries and "text" not in entries]
        if useless:
            self.nodes.wrong(
                node, keys, f"“{useless[0]}”在这种规则里不起作用:within、span 配 all,gap、ordered、exact 配 text"
            )

    def _check_length(self, node: yaml.Node, keys: str, rule: Rule) -> None:
        """Short words mean too many things: one word of two characters needs ``near`` or ``exact``."""
        words = [word for word in rule.source.split() if word != "+"]
        if len(rule.slots) < len(words) or any(mistake.keys.startswith(keys) for mistake in self.nodes.mistakes):
            # A word or group is wrong, which has been told.
            return
        shortest = sum(min((len(word) for word in slot.words), default=_MIN_LENGTH) for slot in rule.slots)
        guarded = bool(rule.near) or rule.exact
        if shortest < _MIN_LENGTH or (shortest < _SAFE_LENGTH and not guarded):
            self.nodes.wrong(
                node, keys, f"规则“{rule.source}”太短,容易误认:请写长些,或加 near,两个字的专用词可加 exact: true"
            )
