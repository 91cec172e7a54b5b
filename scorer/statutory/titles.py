"""Whether a report's title names its year and what it is, and whether it goes by an outline that is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from scorer.lazy import regex
from scorer.lexicon import Cues, find_cues, has_cue
from scorer.normalisation import arabic_years, fold
from scorer.segmentation.headings import numbering_level
from scorer.text import Document, Span

_TITLE_LIMIT = 60
# 《法治政府建设实施纲要(2015—2020年)》 was replaced by that of 2021—2025.
_OUTDATED = r"纲要[^,。;]{0,12}2015年?[-~至到]{0,2}2020|2015年?[-~至到]{0,2}2020年?[^,。;]{0,16}纲要"
_OUTDATED_FROM = 2021


class TitleFault(StrEnum):
    """What is wrong with a title."""

    UNTITLED = "untitled"
    WRONG_KIND = "wrong_kind"
    NO_YEAR = "no_year"
    WRONG_YEAR = "wrong_year"


@dataclass(frozen=True, slots=True)
class TitleFinding:
    """A title, the year it names and its fault, if any; ``span`` is its source range, None where there is none."""

    title: str | None
    year: int | None
    fault: TitleFault | None
    span: Span | None


def find_title(document: Document, cues: Cues) -> TitleFinding:
    """Judge the title, or the first line where that is a title of another kind of document."""
    title, span = document.title, document.title_span
    if title is None:
        title, span = _other_title(document, cues)
    if title is None:
        return TitleFinding(None, None, TitleFault.UNTITLED, None)
    folded = arabic_years(fold(title).text)
    years = [int(match[1]) for match in re.finditer(r"(?<!\d)(20\d\d)(?:年|法治|依法)", folded)]
    year = years[-1] if years else None
    return TitleFinding(title, year, _fault(folded, year, document.year, cues), span)


def _fault(folded: str, year: int | None, text_year: int | None, cues: Cues) -> TitleFault | None:
    if not _is_right_kind(folded, cues):
        return TitleFault.WRONG_KIND
    if year is None:
        return TitleFault.NO_YEAR
    return TitleFault.WRONG_YEAR if text_year not in (None, year) else None


def _is_right_kind(folded: str, cues: Cues) -> bool:
    """Whether a title names an annual report on law-based government; the last word for a kind of document decides."""
    if not has_cue(cues.statutory["law"], folded) or has_cue(cues.statutory["other_reports"], folded):
        return False
    right = find_cues(cues.statutory["report_kinds"], folded)
    wrong = find_cues(cues.statutory["other_kinds"], folded)
    return bool(right) and (not wrong or right[-1] > wrong[-1])


def _other_title(document: Document, cues: Cues) -> tuple[str | None, Span | None]:
    """The first line, where it is a heading that names some kind of document."""
    if not document.sentences or not document.sentences[0].heading:
        return None, None
    span = document.words(document.sentences[0].span)
    folded = document.folded[span.start : span.end]
    kinds = (cues.statutory["report_kinds"], cues.statutory["other_kinds"], cues.statutory["other_reports"])
    if len(folded) > _TITLE_LIMIT or numbering_level(folded) or not any(has_cue(kind, folded) for kind in kinds):
        return None, None
    source = document.source_span(span)
    return re.sub(r"\s+", "", document.text[source.start : source.end]), source


def find_outdated(document: Document) -> tuple[Span, ...]:
    """Source ranges of what names the outline of 2015—2020, in a report on 2021 or later."""
    if document.year is None or document.year < _OUTDATED_FROM:
        return ()
    return tuple(document.source_span(Span(*match.span())) for match in regex(_OUTDATED).finditer(document.folded))
