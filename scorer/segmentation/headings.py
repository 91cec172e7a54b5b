"""Numbered and unnumbered headings.

Levels: 1 第一部分, 2 一、, 3 (一), 4 1., 5 (1); an unnumbered short line stands at 3, or at 2 where its words
name a part of the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from scorer.cues import CueList
from scorer.figures import find_figures
from scorer.lazy import regex
from scorer.lexicon import Cues, first_cue, has_cue, is_harmless, tells_done
from scorer.segmentation.numerals import NUMERALS, bracketed_at, digits_at, numerals_at
from scorer.text import Part

_NUMBERING_STARTS = f"#第({NUMERALS}"
_FIRST_PARTS = ("部分", "章", "篇")
_POINTS = ("、", ".")
_MARKDOWN = re.compile(r"#{1,6}")
_DATE_LINE = r"\(?20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?\)?|(?:20\d\d|二[〇○零oO0].{2})年.{1,3}月.{1,3}日"
_LONGEST_DATE = len("(2023年12月31日)")
_DATE_STARTS = ("(2", "2", "二")
_AUTHORITIES = (
    *("政府", "委员会", "办公室", "局", "厅", "县委", "市委", "区委", "旗委", "党委", "街道办事处", "管委会"),
)
# How long the name of a place or body before these may be.
_SIGNER_NAMES = range(2, 21)
_NOT_IN_SIGNERS = ",。:、的和与"
_OFFICE = "办公室"
_PARTY = "中共"
# A line that disposes of something or tells it done is a sentence, whatever part its words name.
_TELLINGS = ("把", "将", "列入", "纳入", "启动")
_STOPS = "。;!?"
_LIMIT = 45
_PART_LIMIT = 20
_NAME_LIMIT = 30
_UNNUMBERED_LIMIT = 40
UNNUMBERED_LEVEL = 3


class Heading(NamedTuple):
    """A heading at the start of a block: level, and ranges in the block's folded text.

    The heading is ``start`` to ``end``; its words begin at ``words``, behind the numbering.
    """

    level: int
    start: int
    end: int
    words: int = 0
    numbered: bool = True


def is_date(folded: str) -> bool:
    """Whether a line is a date and nothing else, as under a signature."""
    return (
        len(folded) <= _LONGEST_DATE
        and folded.startswith(_DATE_STARTS)
        and regex(_DATE_LINE).fullmatch(folded) is not None
    )


def is_signer(folded: str) -> bool:
    """Whether a line names an authority and nothing else, as in a signature."""
    if not folded.endswith(_AUTHORITIES) or any(mark in folded for mark in _NOT_IN_SIGNERS):
        return False
    bodies = (folded, folded.removesuffix(_OFFICE))
    names = [body.removesuffix(end) for body in bodies for end in _AUTHORITIES if body.endswith(end)]
    return any(len(one) in _SIGNER_NAMES for name in names for one in (name, name.removeprefix(_PARTY)))


def is_signature(folded: str) -> bool:
    """Whether a line belongs to the close of a report."""
    return is_date(folded) or is_signer(folded)


def numbering_level(folded: str) -> int:
    """The level of the numbering that a folded line begins with; 0 where it has none."""
    return _numbering(folded)[0]


def _numbering(folded: str) -> tuple[int, int]:
    """The level of the numbering that a folded line begins with, and where it ends; zeros where it has none."""
    if not folded or (folded[0] not in _NUMBERING_STARTS and not folded[0].isdecimal()):
        return 0, 0
    if folded[0] == "第":
        end = 1 + len(numerals_at(folded, 1))
        part = next((part for part in _FIRST_PARTS if end > 1 and folded.startswith(part, end)), "")
        return (1, end + len(part)) if part else (0, 0)
    begin = len(folded) - len(folded.lstrip("#"))
    if number := bracketed_at(folded, begin):
        end = begin + len(number) + 2
        return 3 if number[0] in NUMERALS else 5, end + folded.startswith(_POINTS, end)
    number = numerals_at(folded, begin) or digits_at(folded, begin)
    end = begin + len(number) + 1
    if not number or not folded.startswith(_POINTS, end - 1):
        return 0, 0
    if number[0] in NUMERALS:
        return 2, end
    return (0, 0) if folded[end : end + 1].isdecimal() else (4, end)


def find_heading(folded: str, cues: Cues) -> Heading | None:
    """The heading that a block is or begins with ("(一)便民服务还有短板。开餐馆…"), None where there is none."""
    level, begin = _numbering(folded)
    if level:
        return _numbered(folded, level, begin)
    if mark := _MARKDOWN.match(folded):
        held = mark.end() < len(folded) <= _LIMIT * 2
        return Heading(min(5, max(2, mark.end())), mark.end(), len(folded)) if held else None
    if len(folded) <= _UNNUMBERED_LIMIT and not _is_sentence(folded) and not is_signature(folded):
        level = 2 if heading_part(folded, cues) is not None else UNNUMBERED_LEVEL
        return Heading(level, 0, len(folded), numbered=False)
    first = folded.partition("。")[0].partition(":")[0]
    if (
        len(first) < len(folded)
        and len(first) <= _PART_LIMIT
        and "," not in first
        and heading_part(first, cues, short=True) is not None
        and not find_figures(first)
        and not is_harmless(cues.planned, folded, 0)
    ):
        return Heading(2, 0, len(first) + 1, numbered=False)
    return None


def _is_sentence(folded: str) -> bool:
    """Whether a line holds or breaks off a sentence."""
    return folded.endswith((",", "、", ":")) or any(stop in folded for stop in _STOPS)


def _numbered(folded: str, level: int, begin: int) -> Heading | None:
    """The heading with a numbering that ends at ``begin``."""
    words = folded[begin:]
    for stop in "。;:":
        words = words.partition(stop)[0]
    stopped = begin + len(words) < len(folded)
    end = begin + len(words) + stopped
    if end - begin <= _LIMIT or (not stopped and len(folded) <= 2 * _LIMIT):
        return Heading(level, 0, end, words=begin)
    if level >= 4:
        return None
    comma = folded.find(",", begin)
    return Heading(level, 0, comma if begin < comma <= begin + _LIMIT else begin + _NAME_LIMIT, words=begin)


def heading_part(folded: str, cues: Cues, *, short: bool = False) -> Part | None:
    """The part that a heading's words name, by the cue that stands first; None where they name none.

    With ``short`` only shortcomings and plans are looked for: a paragraph's first sentence names nothing else.
    """
    if any(word in folded for word in _TELLINGS) or tells_done(folded):
        return None
    firsts: dict[Part, int] = {}
    for part, pattern in _wanted(cues.parts, short).items():
        found = first_cue(pattern, folded)
        if found:
            firsts[part] = found[0]
    if Part.PROBLEM in firsts and (has_cue(cues.frames, folded) or has_cue(cues.loose_frames, folded)):
        # "着力解决存在的突出问题" is work, not a list of shortcomings.
        del firsts[Part.PROBLEM]
    if Part.DUTY in firsts and Part.PROBLEM not in firsts and Part.PLAN not in firsts:
        return Part.DUTY
    return min(firsts, key=lambda part: (firsts[part], list(Part).index(part))) if firsts else None


def _wanted(parts: Mapping[Part, CueList], short: bool) -> dict[Part, CueList]:
    return {part: pattern for part, pattern in parts.items() if not short or part in (Part.PROBLEM, Part.PLAN)}
