"""The rules of a rubric, numbered: what one pass over a text has to look for, and which rules that concerns.

A *slot* is one place of a pattern with its alternative words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from scorer.rubric import Pattern, Rule, Slot
from scorer.text import Scope

class Company(NamedTuple):
    """Patterns of a condition: the slot that holds all patterns of one word, and the longer ones; -1 for no slot."""

    slot: int
    chains: tuple[tuple[int, ...], ...]
    gap: int


class Plan(NamedTuple):
    """A rule with the numbers of its slots and of its conditions (-1 for none).

    ``by_rarity`` are the slots, that first which stands least often in texts. ``single`` rules have but one slot, any
    hit of which meets them. ``within`` is where the slots must meet.
    """

    rule: Rule
    slots: tuple[int, ...]
    by_rarity: tuple[int, ...]
    single: bool
    near: int
    not_near: int
    not_in: int
    within: Scope


class RuleTable:
    """The rules of a rubric, made once and shared by all reports.

    ``members[n]`` holds the words of slot n, ``figures`` the slots that a figure fills as well. ``anchors`` tells which rules have a word in their rarest
    slot, ``figured`` those that have any figure there: no other rule can be met.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.members: list[tuple[str, ...]] = []
        self.figures: set[int] = set()
        self.companies: list[Company] = []
        self._seen: dict[int, tuple[Slot, int]] = {}
        self._known: dict[tuple[int, int], tuple[tuple[Pattern, ...], int]] = {}
        self.plans = tuple(self._plan(rule) for rule in rules)
        self.anchors, self.figured = self._anchors()

    def _plan(self, rule: Rule) -> Plan:
        slots = tuple([self._slot(slot) for slot in rule.slots])
        return Plan(
            rule,
            slots,
            tuple(sorted(slots, key=self._rarity, reverse=True)) if len(slots) > 1 else slots,
            len(slots) == 1 and not rule.unordered,
            self._company(rule.near, rule.gap),
            self._company(rule.not_near, rule.gap),
            self._company(rule.not_in, rule.gap),
            rule.within if rule.unordered else Scope.CLAUSE,
        )

    def _slot(self, slot: Slot) -> int:
        # Rules share slots; comparing two by their words would take longer than to number one of them twice.
        seen = self._seen.get(id(slot))
        if seen is None:
            self.members.append(slot.words)
            if slot.figure:
                self.figures.add(len(self.members) - 1)
            seen = self._seen[id(slot)] = (slot, len(self.members) - 1)
        return seen[1]

    def _company(self, patterns: tuple[Pattern, ...], gap: int) -> int:
        if not patterns:
            return -1
        known = self._known.get((id(patterns), gap))
        if known is None:
            single = [pattern.slots[0] for pattern in patterns if len(pattern.slots) == 1]
            merged = dict.fromkeys(word for slot in single for word in slot.words)
            slot = self._slot(Slot(tuple(merged), any(slot.figure for slot in single))) if single else -1
            chains = tuple(
                tuple(self._slot(slot) for slot in pattern.slots) for pattern in patterns if len(pattern.slots) > 1
            )
            self.companies.append(Company(slot, chains, gap))
            known = self._known[id(patterns), gap] = (patterns, len(self.companies) - 1)
        return known[1]

    def words(self) -> set[str]:
        """All words of all slots."""
        return set().union(*self.members)

    def _rarity(self, slot: int) -> tuple[int, int]:
        """How seldom a slot stands in texts, compared with others: the longer its shortest word, the seldomer."""
        words = self.members[slot]
        return (0, 0) if slot in self.figures or not words else (min(map(len, words)), -len(words))

    def _anchors(self) -> tuple[dict[str, list[int]], list[int]]:
        anchors: dict[str, list[int]] = defaultdict(list)
        figured = []
        for number, plan in enumerate(self.plans):
            anchor = plan.by_rarity[0]
            for word in self.members[anchor]:
                anchors[word].append(number)
            if anchor in self.figures:
                figured.append(number)
        return dict(anchors), figured
