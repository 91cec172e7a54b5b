"""The rules of a rubric, numbered: which of them the words of a text concern, and what they ask for.

A *slot* is one place of a pattern with its alternative words. Most rules ask for several slots that meet in a clause,
sentence or paragraph. The *anchor* of a rule is its slot that stands least often in texts: where that does not stand,
the rule cannot be met, and is not even looked at. A rule of one slot is met by any of its words *alone*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scorer.rubric import FIGURES, Company, Filling, Pattern, Plan, Rule, Slot
from scorer.text import Scope

# Where slots meet, in the order in which a filling tells them.
MEETINGS = (Scope.CLAUSE, Scope.SENTENCE, Scope.PARAGRAPH)
_BLANK = " "
_COMMA = ","
_BAR = "|"
_NOTHING: Sequence[Sequence[str]] = ((),) * (1 + len(MEETINGS))


class _Fills(dict[str, Sequence[Sequence[str]]]):
    """The numbers of the rules that a word, or :data:`FIGURES`, meets alone, and of the slots of each meeting."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling

    def __missing__(self, word: str) -> Sequence[Sequence[str]]:
        told = self._filling.words.get(word) if word else self._filling.figures
        self[word] = fills = [part.split() for part in told.split(_BAR)] if told else _NOTHING
        return fills


class _Anchored(dict[str, Sequence[tuple[int, Sequence[str]]]]):
    """The numbers of the rules whose anchor a slot is, each with the numbers of its other slots."""

    def __init__(self, anchors: Mapping[str, str]) -> None:
        self._anchors = anchors

    def __missing__(self, slot: str) -> Sequence[tuple[int, Sequence[str]]]:
        told = [one.split() for one in self._anchors[slot].split(_COMMA)]
        self[slot] = rules = [(int(one[0]), one[1:]) for one in told]
        return rules


class RuleTable:
    """The rules of a rubric, made once and shared by all reports; of a rule only what a text asks for is worked out.

    ``fills`` tells for a word what it fills, ``anchored`` for each of the slots that are ``anchors`` of which rules it
    is the anchor, ``plans`` are the rules as they are asked for.
    """

    def __init__(self, filling: Filling, plans: Sequence[Plan]) -> None:
        """For what these are see :func:`find_filling` and :func:`plan_rules`, of the same rules."""
        self.fills = _Fills(filling)
        self.anchors = filling.anchors.keys()
        self.anchored = _Anchored(filling.anchors)
        self.plans = plans


def plan_rules(rules: Iterable[Rule]) -> tuple[Plan, ...]:
    """The rules as the search asks for them; a condition that several share is one for all."""
    companies: dict[tuple[Pattern, ...], Company] = {}
    plans = []
    for rule in rules:
        for patterns in (rule.near, rule.not_near, rule.not_in):
            if patterns and patterns not in companies:
                companies[patterns] = _company(patterns)
        plans.append(
            Plan(
                **rule._asdict() | {name: companies.get(getattr(rule, name)) for name in ("near", "not_near", "not_in")}
            )
        )
    return tuple(plans)


def _company(patterns: tuple[Pattern, ...]) -> Company:
    single = [pattern.slots[0] for pattern in patterns if len(pattern.slots) == 1]
    words = dict.fromkeys([word for slot in single for word in slot.words])
    alone = Slot(tuple(words), any([slot.figure for slot in single]))
    return Company(alone, tuple([one.slots for one in patterns if len(one.slots) > 1]))


def find_filling(rules: Sequence[Rule], others: Iterable[str] = ()) -> Filling:
    """All words that rules look for or turn down, and ``others``, with what each of them fills.

    Slots are numbered apart for each meeting, so that a slot tells where it has to meet the others.
    """
    fills: dict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in _NOTHING])
    numbers: dict[tuple[Scope, Slot], str] = {}
    anchors: dict[str, list[str]] = defaultdict(list)
    for number, rule in enumerate(rules):
        if is_single(rule):
            _fill(fills, rule.slots[0], 0, str(number))
            continue
        place = meeting(rule)
        slots = sorted(rule.slots, key=_rarity, reverse=True)
        for slot in slots:
            if (place, slot) not in numbers:
                numbers[place, slot] = str(len(numbers))
                _fill(fills, slot, 1 + MEETINGS.index(place), numbers[place, slot])
        anchor, *rest = [numbers[place, slot] for slot in slots]
        anchors[anchor].append(_BLANK.join((str(number), *rest)))
    told = {word: _BAR.join(map(_BLANK.join, parts)) for word, parts in fills.items()}
    figures = told.pop(FIGURES, "")
    idle = words_of(rules).union(others) - told.keys()
    return Filling(
        {word: told.get(word, "") for word in sorted(told.keys() | idle)},
        figures,
        {slot: _COMMA.join(told) for slot, told in anchors.items()},
    )


def _fill(fills: Mapping[str, list[list[str]]], slot: Slot, part: int, number: str) -> None:
    for word in dict.fromkeys((*slot.words, *([FIGURES] if slot.figure else []))):
        fills[word][part].append(number)


def words_of(rules: Iterable[Rule]) -> set[str]:
    """All words that rules look for or turn down."""
    slots = [slot for rule in rules for slot in rule.slots]
    conditions = {id(one): one for rule in rules for one in (rule.near, rule.not_near, rule.not_in)}
    slots += [slot for patterns in conditions.values() for pattern in patterns for slot in pattern.slots]
    return set().union(*[slot.words for slot in slots])


def is_single(rule: Rule | Plan) -> bool:
    """Whether any hit of its only slot meets a rule."""
    return len(rule.slots) == 1 and not rule.unordered


def meeting(rule: Rule | Plan) -> Scope:
    """Where the slots of a rule must meet."""
    return rule.within if rule.unordered else Scope.CLAUSE


def _rarity(slot: Slot) -> tuple[int, int]:
    """How seldom a slot stands in texts, compared with others: the longer its shortest word, the seldomer."""
    return (0, 0) if slot.figure or not slot.words else (min(map(len, slot.words)), -len(slot.words))
