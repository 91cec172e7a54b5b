"""How a cue is written: words set apart by blanks, alternatives, bounds, years; see :mod:`scorer.lexicon`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

CUE_GAP = 6
LONG_GAP = 40
BOUNDS = "^$"
_MARK = "(<当年>|<次年>|<以后>|<年份>)"
# Plans reach no further ahead than this.
_YEARS_AHEAD = 15
# Phrases that are stepped over are tried from the longest to the shortest. What a gap, a bound or a year asks for
# counts like so many characters more: the phrase stands in fewer places.
_GAP_LENGTH = 18
_START_LENGTH = 19
_END_LENGTH = 14
_YEAR_LENGTHS = (("<当年>", 14), ("<次年>", 14), ("<年份>", 16), ("<以后>", 88))


class Dated(NamedTuple):
    """A word with years in it, in pieces: words, and between them sets of years; an empty set stands for any."""

    pieces: tuple[str | frozenset[str], ...]

    def end(self, text: str, at: int) -> int:
        """Where the word ends that begins at ``at``; -1 where it does not stand there."""
        for piece in self.pieces:
            if isinstance(piece, str):
                found = text.startswith(piece, at)
                at += len(piece)
            else:
                found = _is_year(text, at, piece)
                at += 4
            if not found:
                return -1
        return at

    def heads(self) -> set[str]:
        """The pairs of characters that the word may begin with."""
        begins = [""]
        for piece in self.pieces[:2]:
            begins = [
                begin + one for begin in begins for one in ([piece] if isinstance(piece, str) else piece or ["20"])
            ]
        return {begin[:2] for begin in begins}


def _is_year(text: str, at: int, years: frozenset[str]) -> bool:
    """Whether one of ``years`` stands at ``at``; digits before it make it none: "(20212025年)" lost its dash."""
    year = text[at : at + 4]
    wanted = year in years if years else len(year) == 4 and year.startswith("20") and year[2:].isdecimal()
    return wanted and not (at and text[at - 1].isdecimal())


Word: TypeAlias = str | Dated
# The words that may come next, by their first character, and how far away they may begin.
Slot: TypeAlias = tuple[int, Mapping[str, tuple[Word, ...]]]


def pieces_of(cue: str) -> list[str]:
    """What of a cue is set apart by blanks, without its bounds."""
    return cue.strip(BOUNDS).split()


def heads_of(piece: str, year: int | None) -> list[str]:
    """The one or two characters that the words of a piece may begin with."""
    if "<" not in piece:
        return [word[:2] for word in piece.split("|")]
    heads = (word.heads() if isinstance(word, Dated) else (word[:2],) for word in words_of(piece, year))
    return [head for several in heads for head in several]


def length_of(cue: str) -> int:
    """How long a phrase is for the order of trial."""
    words = cue.replace(" …", " ").removeprefix("^").removesuffix("$").rstrip()
    bounds = _START_LENGTH * cue.startswith("^") + _END_LENGTH * cue.endswith("$")
    years = sum(cue.count(mark) * length for mark, length in _YEAR_LENGTHS)
    return len(words) + (len(words.split()) - 1) * _GAP_LENGTH + bounds + years


@lru_cache(maxsize=4096)
def slots_of(rest: tuple[str, ...], year: int | None) -> tuple[Slot, ...]:
    """What must follow the first word of a cue."""
    slots: list[Slot] = []
    gap = CUE_GAP
    for piece in rest:
        if piece == "…":
            gap = LONG_GAP
            continue
        words: dict[str, tuple[Word, ...]] = {}
        for word in words_of(piece, year):
            for first in word[0] if isinstance(word, str) else {head[0] for head in word.heads()}:
                words[first] = (*words.get(first, ()), word)
        slots.append((gap, words))
        gap = CUE_GAP
    return tuple(slots)


def words_of(piece: str, year: int | None) -> Iterable[Word]:
    """The alternatives of a piece, in order."""
    words = piece.split("|")
    return words if "<" not in piece else [one for word in words for one in _dated(word, year)]


def _dated(word: str, year: int | None) -> list[Word]:
    """A word with marks for years: once with 度 behind each year, once without; none where the year is not known."""
    before, *marked = re.split(_MARK, word)
    variants: list[tuple[str | frozenset[str], ...]] = [(before,) if before else ()]
    for mark, after in zip(marked[::2], marked[1::2], strict=True):
        years = _years(mark, year)
        if years is None:
            return []
        variants = [(*pieces, years, unit + after) for pieces in variants for unit in ("年度", "年")]
    return [Dated(pieces) for pieces in variants] if marked else [word]


def _years(mark: str, year: int | None) -> frozenset[str] | None:
    """The years that a mark stands for: the empty set for any year, None for one not known."""
    if mark == "<年份>" or (mark == "<以后>" and year is None):
        return frozenset()
    if year is None:
        return None
    first, last = {"<当年>": (0, 0), "<次年>": (1, 1), "<以后>": (1, _YEARS_AHEAD)}[mark]
    return frozenset(str(year + ahead) for ahead in range(first, last + 1))


def word_end(word: Word, text: str, at: int) -> int:
    """Where a word ends that begins at ``at``; -1 where it does not stand there."""
    if isinstance(word, str):
        return at + len(word) if text.startswith(word, at) else -1
    return word.end(text, at)
