"""The rules of a rubric, numbered: what one pass over a text has to look for, and which rules that concerns.

A *slot* is one place of a pattern with its alternative words. All words of all slots go into one Aho-Corasick automaton
(A. V. Aho, M. J. Corasick, Efficient string matching, CACM 18 (6), 1975), so that the time to find them does not depend
on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

from scorer.rubric import Pattern, Rule, Slot
from scorer.text import Scope


class Company(NamedTuple):
    """Patterns of a condition: the slot that holds all patterns of one word, and the longer ones; -1 for no slot."""

    slot: int
    chains: tuple[tuple[int, ...], ...]
    gap: int


class Plan(NamedTuple):
    """A rule with the numbers of its slots and of its conditions (-1 for none)."""

    rule: Rule
    slots: tuple[int, ...]
    near: int
    not_near: int
    not_in: int
    within: Scope


class RuleTable:
    """The rules of a rubric, made once and shared by all reports.

    ``words`` numbers the words, ``members[n]`` holds the numbers of the words of slot n. ``owners`` tells for each scope
    the slots of its rules that a word belongs to, ``figures`` the slots that a figure fills. ``meetings`` holds, for each
    scope, the numbers of the rules that ask their slots to meet in it, and these slots; ``singles`` the rules that any hit
    of their only slot meets.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.words: dict[str, int] = {}
        self.members: list[tuple[int, ...]] = []
        self.figures: list[int] = []
        self.companies: list[Company] = []
        self._seen: dict[int, tuple[Slot, int]] = {}
        self._known: dict[tuple[int, int], tuple[tuple[Pattern, ...], int]] = {}
        self.plans = tuple(self._plan(rule) for rule in rules)
        self.lengths = [len(word) for word in self.words]
        self.singles: list[tuple[int, int]] = []
        self.meetings: dict[Scope, list[tuple[int, tuple[int, ...]]]] = {}
        for number, plan in enumerate(self.plans):
            if len(plan.slots) == 1 and not plan.rule.unordered:
                self.singles.append((number, plan.slots[0]))
            else:
                self.meetings.setdefault(plan.within, []).append((number, plan.slots))
        self.owners = {scope: self._owners(meetings) for scope, meetings in self.meetings.items()}
        self.automaton = ahocorasick.Automaton()
        add = self.automaton.add_word
        for word, number in self.words.items():
            add(word, number)
        self.automaton.make_automaton()

    def _plan(self, rule: Rule) -> Plan:
        return Plan(
            rule,
            tuple(self._slot(slot) for slot in rule.slots),
            self._company(rule.near, rule.gap),
            self._company(rule.not_near, rule.gap),
            self._company(rule.not_in, rule.gap),
            rule.within if rule.unordered else Scope.CLAUSE,
        )

    def _slot(self, slot: Slot) -> int:
        # Rules share slots; comparing two by their words would take longer than to number one of them twice.
        seen = self._seen.get(id(slot))
        if seen is None:
            self.members.append(tuple([self.words.setdefault(word, len(self.words)) for word in slot.words]))
            if slot.figure:
                self.figures.append(len(self.members) - 1)
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

    def _owners(self, meetings: list[tuple[int, tuple[int, ...]]]) -> dict[int, list[int]]:
        owners: dict[int, list[int]] = {}
        for slot in dict.fromkeys(slot for _, slots in meetings for slot in slots):
            for word in self.members[slot]:
                owners.setdefault(word, []).append(slot)
        return owners
