"""The rules of a rubric, numbered: which of them the words of a text concern, and what they ask for.

A *slot* is one place of a pattern with its alternative words. The *anchor* of a rule is its slot that stands least
often in texts: where that does not stand, the rule cannot be met, and is not even looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from scorer.rubric import FIGURES, Pattern, Rule, Slot
from scorer.text import Scope


class Company(NamedTuple):
    """Patterns of a condition: the slot that holds all patterns of one word, and the longer ones; -1 for no slot."""

    slot: int
    chains: tuple[tuple[int, ...], ...]
    gap: int


class Plan(NamedTuple):
    """A rule with the numbers of its slots.

    ``by_rarity`` are the slots, that first which stands least often in texts. ``single`` rules have but one slot, any
    hit of which meets them. ``within`` is where the slots must meet.
    """

    rule: Rule
    slots: tuple[int, ...]
    by_rarity: tuple[int, ...]
    single: bool
    within: Scope


class RuleTable:
    """The rules of a rubric, made once and shared by all reports; of a rule only what a text asks for is worked out.

    ``members[n]`` holds the words of slot n, ``figures`` the slots that a figure fills as well.
    """

    def __init__(self, rules: Sequence[Rule], anchors: Mapping[str, str]) -> None:
        """``anchors`` are those of the rules, see :func:`find_anchors`."""
        self.members: list[tuple[str, ...]] = []
        self.figures: set[int] = set()
        self.companies: list[Company] = []
        self._rarities: list[tuple[int, int]] = []
        self._rules = rules
        self._anchors = anchors
        self._anchored: dict[str, list[int]] = {}
        self._plans: dict[int, Plan] = {}
        self._seen: dict[int, tuple[Slot, int]] = {}
        self._known: dict[tuple[int, int], tuple[tuple[Pattern, ...], int]] = {}

    def anchored(self, words: Iterable[str]) -> set[int]:
        """The numbers of the rules that have one of some words in their anchor."""
        found: list[list[int]] = []
        for word in words:
            numbers = self._anchored.get(word)
            if numbers is None:
                numbers = self._anchored[word] = [int(one) for one in self._anchors.get(word, "").split()]
            found.append(numbers)
        return set().union(*found)

    def plan(self, number: int) -> Plan:
        """The plan of a rule."""
        plan = self._plans.get(number)
        if plan is None:
            plan = self._plans[number] = self._make_plan(self._rules[number])
        return plan

    def _make_plan(self, rule: Rule) -> Plan:
        slots = tuple([self._slot(slot) for slot in rule.slots])
        single = len(slots) == 1 and not rule.unordered
        by_rarity = slots if len(slots) == 1 else tuple(sorted(slots, key=self._rarities.__getitem__, reverse=True))
        return Plan(rule, slots, by_rarity, single, rule.within if rule.unordered else Scope.CLAUSE)

    def _slot(self, slot: Slot) -> int:
        # Rules share slots; comparing two by their words would take longer than to number one of them twice.
        seen = self._seen.get(id(slot))
        if seen is None:
            self.members.append(slot.words)
            self._rarities.append(_rarity(slot))
            if slot.figure:
                self.figures.add(len(self.members) - 1)
            seen = self._seen[id(slot)] = (slot, len(self.members) - 1)
        return seen[1]

    def company(self, patterns: tuple[Pattern, ...], gap: int) -> int:
        """The number of a condition of a rule."""
        known = self._known.get((id(patterns), gap))
        if known is None:
            single = [pattern.slots[0] for pattern in patterns if len(pattern.slots) == 1]
            merged = dict.fromkeys([word for slot in single for word in slot.words])
            slot = self._slot(Slot(tuple(merged), any([slot.figure for slot in single]))) if single else -1
            chains = tuple(
                [tuple([self._slot(slot) for slot in pattern.slots]) for pattern in patterns if len(pattern.slots) > 1]
            )
            self.companies.append(Company(slot, chains, gap))
            known = self._known[id(patterns), gap] = (patterns, len(self.companies) - 1)
        return known[1]


def find_anchors(rules: Iterable[Rule]) -> dict[str, str]:
    """For each word the numbers of the rules that have it in their anchor, joined by blanks.

    Under :data:`scorer.rubric.FIGURES` stand the rules that any figure concerns.
    """
    anchors: dict[str, list[str]] = defaultdict(list)
    for number, rule in enumerate(rules):
        anchor = max(rule.slots, key=_rarity)
        for word in (*anchor.words, *([FIGURES] if anchor.figure else [])):
            anchors[word].append(str(number))
    return {word: " ".join(numbers) for word, numbers in anchors.items()}


def words_of(rules: Iterable[Rule]) -> set[str]:
    """All words that rules look for or turn down."""
    slots = [slot for rule in rules for slot in rule.slots]
    conditions = {id(one): one for rule in rules for one in (rule.near, rule.not_near, rule.not_in)}
    slots += [slot for patterns in conditions.values() for pattern in patterns for slot in pattern.slots]
    return set().union(*[slot.words for slot in slots])


def _rarity(slot: Slot) -> tuple[int, int]:
    """How seldom a slot stands in texts, compared with others: the longer its shortest word, the seldomer."""
    return (0, 0) if slot.figure or not slot.words else (min(map(len, slot.words)), -len(slot.words))
