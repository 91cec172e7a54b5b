"""Composes the stages: a rubric and a text to a scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from scorer.attribution import evidenced_mentions
from scorer.figures import find_documents
from scorer.lexicon import compile_cues
from scorer.matching import Match, Rejection, RuleTable, TextIndex, TypoGuard, WordSearch, find_matches
from scorer.rubric import Rubric
from scorer.scoring import (
    ChapterScore,
    ElementScore,
    Evidence,
    Gap,
    find_gaps,
    judge_element,
    score_chapter,
    score_item,
    score_total,
)
from scorer.segmentation import segment
from scorer.stance import clause_stances, match_stance
from scorer.text import Document, Span, Stance

# Passages nest a few deep at most; those further back end before the one in hand begins.
_LOOK_BACK = 8


class Scorecard(NamedTuple):
    """All that was found out about one report. ``score`` is None where nothing applies.

    ``fired`` holds, by element id, the sources of all rules that matched, also those whose match another rule's
    stands for in the evidence.
    """

    rubric: Rubric
    document: Document
    level: str
    score: float | None
    chapters: tuple[ChapterScore, ...]
    gaps: tuple[Gap, ...]
    rejections: tuple[tuple[str, Rejection], ...]
    fired: Mapping[str, frozenset[str]]

    def elements(self) -> Iterable[ElementScore]:
        """All element scores in the rubric's order."""
        return (element for chapter in self.chapters for item in chapter.items for element in item.elements)


def read(text: str, rubric: Rubric) -> Document:
    """Segment a text with the rubric's lexicon."""
    return segment(text, rubric.lexicon)


def score(rubric: Rubric, document: Document, level: str, *, only: str | None = None) -> Scorecard:
    """Score a segmented report for a level of government (one of :data:`scorer.rubric.LEVELS`).

    With ``only`` the rules of no other element are tried: its status is the same as ever and found much sooner, but
    figures may count for it that belong to an element not looked for.
    """
    matcher = _matcher(rubric)
    index = TextIndex(document, matcher.table, matcher.guard, matcher.search, dict(rubric.lexicon.variants))
    promising = index.promising()
    matches: dict[str, list[Match]] = {}
    rejections: list[tuple[str, Rejection]] = []
    for element in rubric.elements():
        matches[element.id] = []
        for number in matcher.numbers[element.id] if only in (None, element.id) else ():
            if number in promising:
                found, rejected = find_matches(index, number, promising[number])
                matches[element.id] += found
                rejections += [(element.id, one) for one in rejected]
    evidence = _evidence(rubric, document, index, matches)
    chapters = tuple(
        score_chapter(
            chapter,
            [
                score_item(
                    item,
                    [
                        judge_element(element, evidence[element.id], rubric.values, applies=item.applies(level))
                        for element in item.elements
                    ],
                )
                for item in chapter.items
            ],
        )
        for chapter in rubric.chapters
    )
    every = [element for chapter in chapters for item in chapter.items for element in item.elements]
    return Scorecard(
        rubric, document, level, score_total(chapters), chapters, find_gaps(every), tuple(rejections), _fired(matches)
    )


def _fired(matches: Mapping[str, list[Match]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(match.rule.source for match in found) for key, found in matches.items()}


class _Passage(NamedTuple):
    """A match with what tells whether a longer one says the same; ``source`` is its range in the text as read."""

    match: Match
    source: Span
    stance: Stance
    evidenced: bool

    def order(self) -> tuple[int, int, Span]:
        """In the order of the text, the longest first."""
        return self.source.start, -self.source.end, self.match.span


def _evidence(
    rubric: Rubric, document: Document, index: TextIndex, matches: dict[str, list[Match]]
) -> dict[str, list[Evidence]]:
    cues = compile_cues(rubric.lexicon, document.year)
    stances = clause_stances(document, cues)
    distinct = {key: _distinct(found) for key, found in matches.items()}
    proofs = [*index.figures, *find_documents(document)]
    proven = evidenced_mentions(document, distinct, proofs, cues)
    result: dict[str, list[Evidence]] = {}
    for key, best in distinct.items():
        passages = [
            _Passage(match, document.source_span(span), match_stance(document, stances, span), (key, span) in proven)
            for span, match in best.items()
        ]
        result[key] = [_told(document, one) for one in _without_covered(passages)]
    return result


def _told(document: Document, passage: _Passage) -> Evidence:
    """A passage with its words and where they stand."""
    match, source = passage.match, passage.source
    line, column = document.line_column(source.start)
    sentence = document.sentences[document.clauses[document.clause_at(match.span.start)].sentence]
    return Evidence(
        quote=document.text[source.start : source.end],
        span=source,
        line=line,
        column=column,
        section=document.sections[sentence.section].heading,
        stance=passage.stance,
        rule=match.rule.source,
        match=match.kind,
        similarity=match.similarity,
        evidenced=passage.evidenced,
    )


def _without_covered(passages: list[_Passage]) -> list[_Passage]:
    """Leaves out passages inside a longer one that says the same: 示范创建 within 法治政府示范创建."""
    kept: list[_Passage] = []
    furthest = 0
    for one in sorted(passages, key=_Passage.order):
        end = one.source.end
        if end > furthest:
            furthest = end
            kept.append(one)
        elif not any(
            end <= other.source.end and (other.stance, other.evidenced) == (one.stance, one.evidenced)
            for other in kept[-_LOOK_BACK:]
        ):
            kept.append(one)
    return kept


def _distinct(matches: list[Match]) -> dict[Span, Match]:
    """One match for each range, the most alike; the rubric's order breaks ties."""
    best: dict[Span, Match] = {}
    for match in matches:
        if match.span not in best or match.similarity > best[match.span].similarity:
            best[match.span] = match
    return best


class _Matcher(NamedTuple):
    """What is made once for a rubric: its rules, the guard, the search, and the numbers of each element's rules."""

    table: RuleTable
    guard: TypoGuard
    search: WordSearch
    numbers: dict[str, range]


@lru_cache(maxsize=4)
def _matcher(rubric: Rubric) -> _Matcher:
    elements = tuple(rubric.elements())
    starts = accumulate([len(element.rules) for element in elements], initial=0)
    numbers = {
        element.id: range(start, start + len(element.rules)) for element, start in zip(elements, starts, strict=False)
    }
    prepared = rubric.prepared
    if prepared is None:
        # Imported here because a rubric that was kept has it all.
        from scorer.matching.preparation import prepare

        prepared = prepare(elements, rubric.lexicon, rubric.language)
    guard = TypoGuard(prepared.terms, rubric.lexicon.lookalikes, rubric.language)
    table = RuleTable(prepared.filling, prepared.plans)
    return _Matcher(table, guard, WordSearch(prepared.filling.words), numbers)
