"""When a report was signed and when it was published. Dates are ISO strings, so that they compare as they read.

By 《法治政府建设与责任落实督察工作规定》 a report is published before 1 April of the year after the one it covers.
A date that names no day is the month alone ("2024-03").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from scorer.lazy import regex
from scorer.segmentation.numerals import numeral
from scorer.text import Document, Span

_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_YEAR = r"20\d\d|二[〇○零oO0][〇○零oO0一二三四五六七八九]{2}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = rf"(?<!\d)({_YEAR})\s*[年./-]\s*({_NUMBER})\s*(?:[月./-]\s*({_NUMBER})(?:\s*日|(?!\d))|月)"
_SIGNED = r"(?:成文|生成|落款|签发|制发|报告|印发)\s*(?:时间|日期)?\s*:?\s*$"
_PUBLISHED = r"(?:(?:发布|公布|公开|发表|刊发|上传|推送|挂网)[于:\s]*|(?:时间|日期|日\s+期|时\s+间)\s*:?\s*)$"
_OTHER = r"(?:更新|有效|失效|生效|废止|截止|截至|打印|访问|修订|修改|统计|会议)[^:]{0,4}:?\s*$|今天是|现在是"
_SHORT_LINE = 160
_LABEL_REACH = 12
# What stands before the date on the line of a signature: the signer, or nothing.
_SIGNER_LIMIT = 40
_MONTHS = 12
_FEBRUARY = 2
_SHORT_MONTHS = (4, 6, 9, 11)


@dataclass(frozen=True, slots=True)
class ReportDate:
    """A date as ISO text, and the source range where it stands."""

    iso: str
    span: Span


@dataclass(frozen=True, slots=True)
class DateFinding:
    """When the report was signed, by its signature, and published, by its page; None where untold."""

    signed: ReportDate | None
    published: ReportDate | None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str


def find_dates(document: Document) -> DateFinding:
    """The dates of a report: labelled ones anywhere on short lines, bare ones by where they stand."""
    begin, end = _body(document)
    signed: list[tuple[int, ReportDate]] = []
    published: list[tuple[int, ReportDate]] = []
    for line in _short_lines(document.text):
        for match in regex(_DATE).finditer(line.text):
            iso = _iso(match)
            if iso is None:
                continue
            date = ReportDate(iso, line.span)
            label = line.text[max(0, match.start() - _LABEL_REACH) : match.start()]
            if regex(_OTHER).search(label):
                continue
            if regex(_SIGNED).search(label):
                signed.append((1, date))
            elif regex(_PUBLISHED).search(label):
                published.append((0, date))
            elif line.span.end <= begin and (_is_bare(line.text, match) or _heads_page(document, line, match)):
                (signed if line.text.startswith("(") else published).append((2, date))
            elif line.span.start >= end and _closes(line.text, match):
                signed.append((0, date))
    return DateFinding(_first(signed), _first(published))


def _first(candidates: list[tuple[int, ReportDate]]) -> ReportDate | None:
    return min(candidates, key=lambda one: one[0])[1] if candidates else None


def _body(document: Document) -> tuple[int, int]:
    """Source offsets between which the running text stands: signatures come after, page heads before it."""
    body = [one for one in document.sentences if not one.heading]
    prose = [one for one in body if "。" in document.folded[one.span.start : one.span.end]] or body
    if not prose:
        return 0, 0
    return document.source_span(prose[0].span).start, document.source_span(prose[-1].span).end - 1


def _short_lines(text: str) -> Iterable[_Line]:
    # Not folded: that would join a date and the time of day behind it.
    for match in re.finditer(r"[^\n\r\f\v\u2028\u2029]+", text):
        words = match[0].strip()
        if words and len(words) <= _SHORT_LINE:
            start = match.start() + match[0].index(words)
            yield _Line(Span(start, start + len(words)), unicodedata.normalize("NFKC", words))


def _is_bare(text: str, match: re.Match[str]) -> bool:
    """Whether a line holds a date, perhaps with a time of day or in brackets, and nothing else."""
    rest = text[: match.start()] + text[match.end() :]
    return re.fullmatch(r"[\s()\[\]【】|*_\d:]*", rest) is not None


def _heads_page(document: Document, line: _Line, match: re.Match[str]) -> bool:
    """Whether a date begins a line of page furniture ("2024-02-18 10:20 来源:…")."""
    before = bisect_right(document.furniture, line.span.start, key=lambda span: span.start)
    return not match.start() and before > 0 and document.furniture[before - 1].covers(line.span)


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether a date ends its line behind a signer or nothing."""
    return (
        match.start() <= _SIGNER_LIMIT
        and not re.search(r"[,，。;；:：]", text[: match.start()])
        and re.fullmatch(r"[)\]】*_]*", text[match.end() :]) is not None
    )


def _iso(match: re.Match[str]) -> str | None:
    """What was matched as ISO text; None where the calendar has no such day or month."""
    year, month = int("20" + match[1][2:].translate(_DIGITS)), numeral(match[2])
    if not 1 <= month <= _MONTHS:
        return None
    if match[3] is None:
        return f"{year}-{month:02}"
    day = numeral(match[3])
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= _last_day(year, month) else None


def _last_day(year: int, month: int) -> int:
    """The last day of a month in this century."""
    if month == _FEBRUARY:
        return 28 + (year % 4 == 0)
    return 30 if month in _SHORT_MONTHS else 31
