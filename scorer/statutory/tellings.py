"""Sentences with what they tell in each sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorer.lexicon import Cues
from scorer.normalisation import fold
from scorer.stance.shortcomings import problem_clauses
from scorer.text import Document, Part, Sentence, Stance, count_any_han

_PART_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of the body: its folded text, and how many Han characters of it speak in each sense.

    ``owns_up`` tells whether it names a shortcoming by itself, wherever it stands; ``under`` is the folded heading that
    it stands under.
    """

    sentence: Sentence
    text: str
    han: dict[Stance, int]
    owns_up: bool
    under: str

    @property
    def total(self) -> int:
        """All Han characters of the sentence."""
        return sum(self.han.values())

    def mostly(self, stance: Stance) -> bool:
        """Whether at least half of the sentence speaks in this sense."""
        return 0 < self.total <= 2 * self.han[stance]


def is_bare_heading(document: Document, one: Telling) -> bool:
    """A heading that tells nothing itself; a short numbered point of a list ("(一)推行…,建立…。") does."""
    level = document.sections[one.sentence.section].level
    return one.sentence.heading and not (level > _PART_LEVEL and ("," in one.text or one.text.endswith(("。", ";"))))


def tellings(document: Document, stances: Sequence[Stance], cues: Cues) -> list[Telling]:
    """One telling for each sentence, headings too; ``stances`` are those of the document's clauses."""
    clauses: list[list[int]] = [[] for _ in document.sentences]
    for index, clause in enumerate(document.clauses):
        clauses[clause.sentence].append(index)
    headings = [fold(section.heading).text for section in document.sections]
    told = []
    for sentence, own in zip(document.sentences, clauses, strict=True):
        texts = [document.folded[document.clauses[i].span.start : document.clauses[i].span.end] for i in own]
        han = dict.fromkeys(Stance, 0)
        for index, text in zip(own, texts, strict=True):
            han[stances[index]] += count_any_han(text)
        # A sentence without a shortcoming in its own part has none anywhere.
        owns_up = han[Stance.PROBLEM] > 0 and bool(problem_clauses(texts, Part.WORK, cues))
        told.append(Telling(sentence, "".join(texts).rstrip("\n"), han, owns_up, headings[sentence.section]))
    return told
