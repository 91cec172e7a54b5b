"""Composes the stages: a rubric and a text to a scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from scorer.text import Document, Span

# Passages nest a few deep at most; those further back end before the one in hand begins.
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Scorecard:
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


def _evidence(
    rubric: Rubric, document: Document, index: TextIndex, matches: dict[str, list[Match]]
) -> dict[str, list[Evidence]]:
    cues = compile_cues(rubric.lexicon, document.year)
    stances = clause_stances(document, cues)
    mentions = {key: [match.span for match in found] for key, found in matches.items()}
    proofs = [*index.figures, *find_documents(document)]
    proven = evidenced_mentions(document, mentions, proofs, cues)
    result: dict[str, list[Evidence]] = {}
    for element in rubric.elements():
        result[element.id] = []
        for match in _distinct(matches[element.id]):
            source = document.source_span(match.span)
            line, column = document.line_column(source.start)
            sentence = document.sentences[document.clauses[document.clause_at(match.span.start)].sentence]
            result[element.id].append(
                Evidence(
                    quote=document.text[source.start : source.end],
                    span=source,
                    line=line,
                    column=column,
                    section=document.sections[sentence.section].heading,
                    stance=match_stance(document, stances, match.span),
                    rule=match.rule.source,
                    match=match.kind,
                    similarity=match.similarity,
                    evidenced=(element.id, match.span) in proven,
                )
            )
        result[element.id] = _without_covered(result[element.id])
    return result


def _without_covered(evidence: list[Evidence]) -> list[Evidence]:
    """Leaves out passages inside a longer one that says the same: 示范创建 within 法治政府示范创建."""
    kept: list[Evidence] = []
    for one in sorted(evidence, key=lambda one: (one.span.start, -one.span.end)):
        same = (one.stance, one.evidenced)
        if not any(
            other.span.covers(one.span) and (other.stance, other.evidenced) == same for other in kept[-_LOOK_BACK:]
        ):
            kept.append(one)
    return kept


def _distinct(matches: list[Match]) -> list[Match]:
    """One match for each range, the most alike; the rubric's order breaks ties."""
    best: dict[Span, Match] = {}
    for match in matches:
        if match.span not in best or match.similarity > best[match.span].similarity:
            best[match.span] = match
    return [best[span] for span in sorted(best)]


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
