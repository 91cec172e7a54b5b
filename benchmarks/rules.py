"""Rubrics of any number of rules, made from the bundled one: the same seed always gives the same rules."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable

from scorer.rubric import Element, Pattern, Rubric, Rule, Slot

# Large rubrics share words between their rules (groups): so many words of a copied rule stay as they are.
_KEPT = 0.25
_CHANGED = 0.5


def words_of(rubric: Rubric) -> list[str]:
    """Every word of a rubric: those that its rules look for and those that they refuse."""
    slots = (slot for element in rubric.elements() for rule in element.rules for slot in _slots(rule))
    return sorted({word for slot in slots for word in slot.words})


def _slots(rule: Rule) -> Iterable[Slot]:
    yield from rule.slots
    for pattern in (*rule.near, *rule.not_near, *rule.not_in):
        yield from pattern.slots


def rubric_of(rubric: Rubric, size: int, seed: int = 0) -> Rubric:
    """The rubric with ``size`` rules: drawn from its own, and where these are too few, copies in other words.

    A smaller rubric of the same seed is part of a larger one.
    """
    chance = random.Random(seed)
    own = [(element.id, rule) for element in rubric.elements() for rule in element.rules]
    chance.shuffle(own)
    letters = "".join(sorted("".join(word) for word in words_of(rubric)))
    copiers = [_Copier(f"{seed}/{copy}", letters) for copy in range(size // len(own) + 1)]
    drawn: dict[str, list[Rule]] = {}
    for number in range(size):
        copy, index = divmod(number, len(own))
        element, rule = own[index]
        drawn.setdefault(element, []).append(copiers[copy].rule(rule) if copy else rule)
    # Whatever the program keeps for a rubric, it must not mistake this one for another.
    digest = hashlib.sha256(f"{rubric.digest}/{size}/{seed}".encode()).hexdigest()
    chapters = tuple(
        chapter._replace(
            items=tuple(
                item._replace(elements=tuple(_with_rules(one, drawn.get(one.id, [])) for one in item.elements))
                for item in chapter.items
            ),
        )
        for chapter in rubric.chapters
    )
    # What was prepared is for the rules of the other.
    return rubric._replace(digest=f"sha256:{digest}", chapters=chapters, prepared=None)


def _with_rules(element: Element, rules: list[Rule]) -> Element:
    return element._replace(rules=tuple(rules))


class _Copier:
    """Writes rules in other words; within one copy the same word always becomes the same other one, as in a group."""

    def __init__(self, seed: str, letters: str) -> None:
        """``letters`` holds the characters to draw from, each as often as rules use it."""
        self._seed = seed
        self._letters = letters
        self._others: dict[tuple[str, bool], str] = {}

    def rule(self, rule: Rule) -> Rule:
        """A rule of the same shape; one of a single slot shares no word with the first."""
        alone = len(rule.slots) == 1
        return rule._replace(
            source=f"{rule.source} ({self._seed})",
            slots=tuple(self._slot(slot, keep=not alone) for slot in rule.slots),
            near=tuple(map(self._pattern, rule.near)),
            not_near=tuple(map(self._pattern, rule.not_near)),
            not_in=tuple(map(self._pattern, rule.not_in)),
        )

    def _pattern(self, pattern: Pattern) -> Pattern:
        return pattern._replace(slots=tuple(self._slot(slot, keep=True) for slot in pattern.slots))

    def _slot(self, slot: Slot, *, keep: bool) -> Slot:
        return slot._replace(words=tuple(dict.fromkeys(self._word(word, keep=keep) for word in slot.words)))

    def _word(self, word: str, *, keep: bool) -> str:
        if (word, keep) not in self._others:
            self._others[word, keep] = self._other(word, keep=keep)
        return self._others[word, keep]

    def _other(self, word: str, *, keep: bool) -> str:
        chance = random.Random(f"{self._seed}/{word}")
        if chance.random() < _KEPT and keep:
            return word
        changed = chance.randrange(len(word))
        # About half of the characters change, one in any case: many words stay near to one that reports use.
        return "".join(
            chance.choice(self._letters) if place == changed or chance.random() < _CHANGED else char
            for place, char in enumerate(word)
        )
