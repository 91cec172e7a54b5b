"""Cutting the folded text of one block into sentences and clauses.

A sentence ends at 。!?; or the end of the block; an enumerator ("二是", "3.", "(四)") begins a sentence of its
own. A clause ends at a comma, a colon or a sentence end; a turning word ("但") begins a clause.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from scorer.cues import CueList
from scorer.lexicon import find_cues
from scorer.segmentation.numerals import NUMERALS, bracketed_at, digits_at, numeral, numerals_at
from scorer.text import Span, is_han

_ENUMERATOR_STARTS = f"第({NUMERALS}"
_SPOKEN = ("是", "要")
_COUNTED = (*_SPOKEN, ",", "、", "则")
_SENTENCE_END = re.compile(r"[。!?;]+|\.")
_LAST_NUMERALS = 2
# The marks stand first, so that the search can leap from one to the next; what must not stand before them is behind.
_CLAUSE_END = re.compile(r",(?:(?<!\d,)|(?!\d{3}(?!\d)))|:(?:(?!\d)|(?<!\d:))")


class Piece(NamedTuple):
    """A sentence within a block: range in the block's folded text, and its place in an enumeration.

    ``ordinal`` is the number of the enumerator that opens the sentence, 0 where none does.
    """

    start: int
    end: int
    ordinal: int


def cut_sentences(text: str) -> list[Piece]:
    """Cut a block's folded text; the pieces are in order and cover every character."""
    cuts: dict[int, int] = {0: _ordinal_at(text, 0)}
    for match in _SENTENCE_END.finditer(text):
        if match.end() < len(text) and (match[0] != "." or _is_full_stop(text, match.start())):
            cuts.setdefault(match.end(), _ordinal_at(text, match.end()))
    for match in _CLAUSE_END.finditer(text):
        ordinal = _ordinal_at(text, match.end())
        if ordinal and _is_spoken(text, match.end()):
            cuts[match.end()] = ordinal
    _cut_lost_enumerators(text, cuts)
    starts = sorted(cuts)
    return [
        Piece(start, end, cuts[start])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if start < end
    ]


def _is_full_stop(text: str, dot: int) -> bool:
    """Whether a dot stands for 。: behind Chinese, and before Chinese or at the end."""
    behind, after = text[dot - 1 : dot], text[dot + 1 : dot + 3]
    return (is_han(behind) or behind == ")") and (is_han(after[:1]) or after in ("", "\n"))


def _cut_lost_enumerators(text: str, cuts: dict[int, int]) -> None:
    """Reports lose the full stop before "六是": the next number in turn begins a sentence anywhere."""
    if "一是" not in text and not any(cuts.values()):
        return
    expected = 2 if 1 in cuts.values() else 0
    for start, value in _spoken_numbers(text):
        if value == 1:
            expected = 2
        elif expected and value == expected:
            cuts.setdefault(start, value)
            expected += 1
        elif start in cuts:
            expected = value + 1


def _spoken_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where "六是" and the like begin, with their numbers; of more than two numerals the last two count."""
    at = text.find("是")
    while at >= 0:
        start = at
        while start > 0 and at - start < _LAST_NUMERALS and text[start - 1] in NUMERALS:
            start -= 1
        if start < at:
            yield start, numeral(text[start:at])
        at = text.find("是", at + 1)


def _ordinal_at(text: str, index: int) -> int:
    if text[index : index + 1] not in _ENUMERATOR_STARTS and not text[index].isdecimal():
        return 0
    begin = index + text.startswith("第", index)
    counted = numerals_at(text, begin)
    if counted and text.startswith(_COUNTED, begin + len(counted)):
        return numeral(counted)
    if bracketed := bracketed_at(text, index):
        return numeral(bracketed)
    digits = digits_at(text, index)
    after = index + len(digits)
    is_point = digits and text.startswith((".", "、"), after) and not text[after + 1 : after + 2].isdecimal()
    return numeral(digits) if is_point else 0


def _is_spoken(text: str, index: int) -> bool:
    """Whether a bracketed or spoken enumerator follows a comma or colon; bare digits there are figures."""
    spoken = numerals_at(text, index)
    return text.startswith("(", index) or (bool(spoken) and text.startswith(_SPOKEN, index + len(spoken)))


def cut_clauses(text: str, start: int, end: int, turns: CueList) -> list[Span]:
    """Cut one sentence of a block's folded text into clauses, in order and without gaps."""
    sentence = text[start:end]
    borders = {match.end() for match in _CLAUSE_END.finditer(sentence)}
    borders.update(begin for begin, _ in find_cues(turns, sentence))
    cuts = [0, *sorted(border for border in borders if 0 < border < len(sentence)), len(sentence)]
    return [Span(start + one, start + two) for one, two in itertools.pairwise(cuts) if one < two]
