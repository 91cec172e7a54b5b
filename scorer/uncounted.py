"""Numbers that count nothing: years, dates, ordinals, numbers of documents and hotlines, and fixed terms.

What begins with a digit is told by a regular expression, what begins with a Chinese character by its words: an
expression of so many characters takes longer to compile than a report to read.
"""

from __future__ import annotations

import re

from scorer.lazy import regex
from scorer.scanning import by_start, digits_end, end_of_any, find_apart, run_end
from scorer.text import Span

_ARABIC = (
    r"20\d\d年度?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|(?<!\d)\d{1,9}[年号]|12345|12348|12315|12388|110"
    r"|(?<!\d)\d{1,9}天[内前]公[示告]"
)
# One of the characters before all: looking at one is so much less than trying all forms.
_STARTS = (
    rf"(?=[\d第〔\[(共届人政全党一二三四五六七八九十两百千万])(?:({_ARABIC})"
    r"|\d(?=\S{0,2}章)|[届人政全党](?=\S{1,8}次)|[^\d届人政全党])"
)
_ORDINAL_NUMERALS = frozenset("一二三四五六七八九十百")
_ORDINAL_UNITS = frozenset("条款项章号届次批期")
_CLOSING = frozenset("〕])")
_MEETINGS = ("届", "人大", "政协", "全会", "党代会")
_MEETING = rf"(?:{'|'.join(_MEETINGS)})\S{{0,3}}?[一二三四五六七八九十两\d]{{1,3}}次(?:全体)?(?:会议|全会)"
_CHAPTERS = r"共?[一二三四五六七八九十\d]{1,3}章[\d一二三四五六七八九十]{1,4}条"
# How far behind its beginning the 章 of "共三十章" stands at most.
_CHAPTERS_REACH = 5
_TERMS = by_start(
    "百件事|百家争鸣|千家万户|万户千家|七十五周年|七十六周年|七十七周年|十三五|十四五|十五五|七五普法|八五普法|九五普法"
    "|三十六计|一二三产业|三名一体|两场战役|三次产业|两批次改革|三批次改革"
    "|三十内容|三十条内容|三十项内容|三十多内容|三十多条内容|三十多项内容|三十几内容|三十几条内容|三十几项内容"
    "|一个方面|二个方面|三个方面|四个方面|五个方面|六个方面|七个方面|八个方面|九个方面|十个方面"
    "|两次会议精神|三次会议精神|四次会议精神|五次会议精神|六次会议精神|七次会议精神|八次会议精神|九次会议精神"
)
_PLENUM = r"[一二三四五六七八九十]届[一二三四五六七八九十]中"


def find_uncounted(folded: str) -> list[Span]:
    """Ranges of all numbers that count nothing in a folded text, in order and apart."""
    return find_apart(regex(_STARTS), folded, _end)


def _end(match: re.Match[str]) -> int:
    """Where the number ends that begins with what was matched; 0 where it is none of these."""
    if match[1]:
        return match.end()
    folded, start, char = match.string, match.start(), match[0]
    if char == "第":
        return _ordinal_end(folded, start + 1)
    if char in "〔[(":
        return _document_end(folded, start + 1) if folded.startswith("20", start + 1) else 0
    if char in "届人政全党":
        return _expression_end(_MEETING, folded, start) if folded.startswith(_MEETINGS, start) else 0
    if "章" in folded[start : start + _CHAPTERS_REACH] and (end := _expression_end(_CHAPTERS, folded, start)):
        return end
    if folded.startswith("届", start + 1):
        return _expression_end(_PLENUM, folded, start)
    return end_of_any(_TERMS, folded, start)


def _ordinal_end(folded: str, start: int) -> int:
    """Where an ordinal ends whose number begins at ``start`` ("第12条", "第三届")."""
    end = digits_end(folded, start)
    if end == start:
        end = run_end(folded, start, _ORDINAL_NUMERALS)
    return end + 1 if end > start and folded[end : end + 1] in _ORDINAL_UNITS else 0


def _document_end(folded: str, start: int) -> int:
    """Where the number of a document ends whose year, in brackets, begins at ``start`` ("〔2023〕12号")."""
    closing = start + 4
    if digits_end(folded, start, 4) < closing or folded[closing : closing + 1] not in _CLOSING:
        return 0
    end = digits_end(folded, closing + 1)
    return end + 1 if end > closing + 1 and folded.startswith("号", end) else 0


def _expression_end(expression: str, folded: str, start: int) -> int:
    match = regex(expression).match(folded, start)
    return match.end() if match else 0
