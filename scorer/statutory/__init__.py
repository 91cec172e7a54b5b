"""What an annual report on law-based government must hold, and whether a report holds it.

The source is 《法治政府建设与责任落实督察工作规定》 (2019). It names five contents: the past year's main measures and
results, shortcomings and their causes, how the main leaders performed their duty as first responsible persons, next
year's main arrangements, and other matters; and it asks for publication before 1 April of the next year.
"""

from __future__ import annotations

from dataclasses import dataclass

from scorer.lexicon import Lexicon, compile_cues
from scorer.stance import clause_stances
from scorer.statutory.contents import MIN_HAN, Content, ContentFinding, Presence, find_contents
from scorer.statutory.dates import DateFinding, ReportDate, find_dates
from scorer.statutory.titles import TitleFault, TitleFinding, find_outdated, find_title
from scorer.text import Document, Span


@dataclass(frozen=True, slots=True)
class Statutory:
    """All that the regulation asks of a report. ``outdated`` are source ranges that name the outline of 2015—2020."""

    contents: tuple[ContentFinding, ...]
    title: TitleFinding
    dates: DateFinding
    outdated: tuple[Span, ...]


def find_statutory(document: Document, lexicon: Lexicon) -> Statutory:
    """Judge a segmented report. Deterministic; never fails, whatever the text."""
    cues = compile_cues(lexicon, document.year)
    return Statutory(
        find_contents(document, clause_stances(document, cues), cues),
        find_title(document, cues),
        find_dates(document),
        find_outdated(document),
    )


__all__ = [
    "MIN_HAN",
    "Content",
    "ContentFinding",
    "DateFinding",
    "Presence",
    "ReportDate",
    "Statutory",
    "TitleFault",
    "TitleFinding",
    "find_statutory",
]
