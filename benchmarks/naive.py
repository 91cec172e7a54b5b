"""The obvious way of doing it: compare every word of the rubric with every sentence by likeness alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.fuzz import partial_ratio

from hongdong_rubric.comparing import compare
from hongdong_rubric.evaluation import Comparison, evaluate
from hongdong_rubric.readers import read_report
from scorer import engine
from scorer.rubric import Element, Rubric, Slot, Status
from scorer.text import Document

THRESHOLD = 80.0
# What the naive matcher may choose from in hindsight: how alike, and how long a word must be to count by itself.
THRESHOLDS = (75.0, 80.0, 85.0, 90.0, 95.0, 100.0)
LENGTHS = (2, 3, 4, 5, 6)
# By word, the sentences it is like, and how much.
Likeness = dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """F1 of "reported" on the same labels: ours, and the naive matcher's with fixed and with best settings.

    ``together`` is the naive matcher with our rules: all words of one rule in one sentence.
    """

    labels: int
    ours: float
    fixed: float
    best: float
    best_setting: tuple[float, int]
    together: float
    together_setting: float


@dataclass(frozen=True, slots=True)
class _Judged:
    """An element of a report: what the label says, and the likeness of its best word by length, and of its rules."""

    reported: bool
    words: Mapping[int, float]
    rules: float


def sentences_of(document: Document) -> list[str]:
    """The sentences of a report in the spelling that words are compared in."""
    return [document.folded[one.span.start : one.span.end] for one in document.sentences]


def match(words: Iterable[str], sentences: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs that are alike enough, as one would write it."""
    return [
        (word, sentence)
        for word in words
        for sentence in sentences
        if partial_ratio(word, sentence, score_cutoff=THRESHOLD)
    ]


def accuracy(rubric: Rubric, reports: Sequence[Path]) -> Accuracy:
    """How often ours and the naive matcher call an element reported where careful readers do."""
    found = compare(map(str, reports), [str(one.with_suffix(".labels.jsonl")) for one in reports], rubric, None)
    judged: list[_Judged] = []
    for report, comparisons in zip(reports, found.values(), strict=True):
        document = engine.read(read_report(str(report)).text, rubric)
        judged += _judge(rubric, sentences_of(document), comparisons)
    settings = {(limit, size): _f1(judged, limit, size) for limit in THRESHOLDS for size in LENGTHS}
    together = {limit: _f1(judged, limit, None) for limit in THRESHOLDS}
    best, best_together = max(settings, key=settings.__getitem__), max(together, key=together.__getitem__)
    ours = evaluate([one for own in found.values() for one in own]).rates[Status.REPORTED].f1
    return Accuracy(
        labels=len(judged),
        ours=ours,
        fixed=settings[THRESHOLD, min(LENGTHS)],
        best=settings[best],
        best_setting=best,
        together=together[best_together],
        together_setting=best_together,
    )


def _judge(rubric: Rubric, sentences: Sequence[str], comparisons: Iterable[Comparison]) -> Iterator[_Judged]:
    labels = {one.label.element: one.label.status is Status.REPORTED for one in comparisons}
    words = {word for element in rubric.elements() for word in _words(element)}
    alike = {word: _alike(word, sentences) for word in words}
    numbered = {number: 100.0 for number, one in enumerate(sentences) if any(char.isdigit() for char in one)}
    for element in rubric.elements():
        if element.id in labels:
            yield _Judged(labels[element.id], _by_length(element, alike), _by_rule(element, alike, numbered))


def _alike(word: str, sentences: Sequence[str]) -> dict[int, float]:
    """The sentences a word is like; one shorter than the word would be like it for holding a piece of it."""
    found = process.extract(word, sentences, scorer=partial_ratio, score_cutoff=min(THRESHOLDS), limit=None)
    return {number: score for sentence, score, number in found if len(sentence) >= len(word)}


def _words(element: Element) -> set[str]:
    return {word for rule in element.rules for slot in rule.slots for word in slot.words}


def _by_length(element: Element, alike: Likeness) -> dict[int, float]:
    best = {word: max(alike[word].values(), default=0.0) for word in _words(element)}
    return {size: max((best[word] for word in best if len(word) >= size), default=0.0) for size in LENGTHS}


def _by_rule(element: Element, alike: Likeness, numbered: dict[int, float]) -> float:
    """The likeness of the best rule: that of its least alike word in one sentence."""
    best = 0.0
    for rule in element.rules:
        slots = [_slot(slot, alike, numbered) for slot in rule.slots]
        for number in set(slots[0]).intersection(*slots[1:]):
            best = max(best, min(slot[number] for slot in slots))
    return best


def _slot(slot: Slot, alike: Likeness, numbered: dict[int, float]) -> dict[int, float]:
    best = dict(numbered) if slot.figure else {}
    for word in slot.words:
        for number, score in alike[word].items():
            best[number] = max(score, best.get(number, 0.0))
    return best


def _f1(judged: Sequence[_Judged], limit: float, size: int | None) -> float:
    """F1 of calling reported what is as alike as ``limit``, by words of at least ``size`` or by whole rules."""
    pairs = [(one.reported, (one.rules if size is None else one.words[size]) >= limit) for one in judged]
    hits = pairs.count((True, True))
    return 2 * hits / (2 * hits + pairs.count((True, False)) + pairs.count((False, True)) or 1)
