"""Finding cues in a text: words with gaps between them, looked up by their first two characters.

What a list of cues finds is what one regular expression of all of them would: the leftmost place that any begins at;
there the phrases that are stepped over before the cues, each in order; of a cue its words in order, and the shortest
gaps that fit. It is no regular expression because one of so many words takes longer to compile than reports to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

CUE_GAP = 6
LONG_GAP = 40
CLAUSE_MARKS = ",:;。!?"
_MARK = "(<当年>|<次年>|<以后>|<年份>)"
# Plans reach no further ahead than this.
_YEARS_AHEAD = 15
# Phrases that are stepped over are tried from the longest to the shortest. What a gap, a bound or a year asks for
# counts like so many characters more: the phrase stands in fewer places.
_GAP_LENGTH = 18
_START_LENGTH = 19
_END_LENGTH = 14
_YEAR_LENGTHS = (("<当年>", 14), ("<次年>", 14), ("<年份>", 16), ("<以后>", 88))


class _Dated(NamedTuple):
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


_Word = str | _Dated
# The words that may come next, by their first character, and how far away they may begin.
_Slot = tuple[int, Mapping[str, tuple[_Word, ...]]]


# The first word of a cue: its rank in the order of trial, the word, what must follow it, whether the cue is bound to
# the start and to the end of a clause, and whether it counts. A bare tuple, for there are thousands to make.
_Entry = tuple[int, _Word, str, bool, bool, bool]


class CueList:
    """Cues for one reporting year, None where none is known; a text inside one of ``not_in`` is stepped over."""

    def __init__(self, cues: tuple[str, ...], year: int | None, not_in: tuple[str, ...]) -> None:
        self.cues = cues
        self.year = year
        self.not_in = not_in

    def spans(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Ranges of all cues and phrases stepped over, in order and apart; the flag tells a cue."""
        firsts, index, _ = _index(self)
        done = 0
        for start in [
            place
            for place, char in enumerate(text)
            if char in firsts and (text[place : place + 2] in index or char in index)
        ]:
            if start >= done and (found := self._at(index, text, start)) is not None:
                done = found[0]
                yield start, *found

    def may_stand_in(self, text: str) -> bool:
        """Whether a text is worth the search: it may hold a cue, as far as a few looks can tell."""
        begins = _index(self)[2]
        return 2 * len(begins) > len(text) or any(begin in text for begin in begins)

    def at(self, text: str, start: int) -> tuple[int, bool] | None:
        """The end of what stands at ``start`` and whether it is a cue; None where neither it nor a phrase does."""
        firsts, index, _ = _index(self)
        return self._at(index, text, start) if text[start : start + 1] in firsts else None

    def _at(self, index: Mapping[str, list[_Entry]], text: str, start: int) -> tuple[int, bool] | None:
        pair = text[start : start + 2]
        for _, word, rest, head, tail, counts in index.get(pair) or index.get(pair[:1]) or ():
            end = _word_end(word, text, start)
            if end < 0 or (head and start and text[start - 1] not in CLAUSE_MARKS):
                continue
            if rest or tail:
                end = _rest_end(_slots(rest, self.year), text, end, tail)
            if end >= 0:
                return end, counts
        return None


@lru_cache(maxsize=512)
def cue_list(cues: tuple[str, ...], year: int | None, not_in: tuple[str, ...] = ()) -> CueList:
    """A list of cues; the same for all years where none speaks of a year."""
    if year is not None and not any("<" in cue for cue in (*cues, *not_in)):
        return cue_list(cues, None, not_in)
    return CueList(cues, year, not_in)


@lru_cache(maxsize=512)
def _index(cues: CueList) -> tuple[frozenset[str], Mapping[str, list[_Entry]], tuple[str, ...]]:
    """The first characters of all; by one or two of them what may begin there, in the order of trial; those of cues."""
    if not cues.cues:
        return frozenset(), {}, ()
    index: dict[str, list[_Entry]] = {}
    for entry in _entries(cues):
        word = entry[1]
        for key in (word[:2],) if isinstance(word, str) else word.heads():
            if key in index:
                index[key].append(entry)
            else:
                index[key] = [entry]
    begins = tuple(key for key, entries in index.items() if entries[-1][-1])
    for key, entries in index.items():
        if len(key) == 2 and key[0] in index:
            index[key] = sorted(index[key[0]] + entries, key=itemgetter(0))
    return frozenset([key[0] for key in index]), index, begins


def _entries(cues: CueList) -> Iterator[_Entry]:
    skipped = sorted(cues.not_in, key=_length, reverse=True)
    rank = 0
    for counts, tried in ((False, skipped), (True, cues.cues)):
        for cue in tried:
            head, tail = cue.startswith("^"), cue.endswith("$")
            first, _, rest = cue.removeprefix("^").removesuffix("$").strip().partition(" ")
            for word in _words(first, cues.year):
                rank += 1
                yield rank, word, rest, head, tail, counts


def _length(cue: str) -> int:
    """How long a phrase is for the order of trial."""
    words = cue.replace(" …", " ").removeprefix("^").removesuffix("$").rstrip()
    bounds = _START_LENGTH * cue.startswith("^") + _END_LENGTH * cue.endswith("$")
    years = sum(cue.count(mark) * length for mark, length in _YEAR_LENGTHS)
    return len(words) + (len(words.split()) - 1) * _GAP_LENGTH + bounds + years


@lru_cache(maxsize=4096)
def _slots(rest: str, year: int | None) -> tuple[_Slot, ...]:
    """What must follow the first word of a cue."""
    slots: list[_Slot] = []
    gap = CUE_GAP
    for piece in rest.split():
        if piece == "…":
            gap = LONG_GAP
            continue
        words: dict[str, tuple[_Word, ...]] = {}
        for word in _words(piece, year):
            for first in word[0] if isinstance(word, str) else {head[0] for head in word.heads()}:
                words[first] = (*words.get(first, ()), word)
        slots.append((gap, words))
        gap = CUE_GAP
    return tuple(slots)


def _words(piece: str, year: int | None) -> Iterable[_Word]:
    """The alternatives of a piece, in order."""
    words = piece.split("|")
    return words if "<" not in piece else [one for word in words for one in _dated(word, year)]


def _dated(word: str, year: int | None) -> list[_Word]:
    """A word with marks for years: once with 度 behind each year, once without; none where the year is not known."""
    before, *marked = re.split(_MARK, word)
    variants: list[tuple[str | frozenset[str], ...]] = [(before,) if before else ()]
    for mark, after in zip(marked[::2], marked[1::2], strict=True):
        years = _years(mark, year)
        if years is None:
            return []
        variants = [(*pieces, years, unit + after) for pieces in variants for unit in ("年度", "年")]
    return [_Dated(pieces) for pieces in variants] if marked else [word]


def _years(mark: str, year: int | None) -> frozenset[str] | None:
    """The years that a mark stands for: the empty set for any year, None for one not known."""
    if mark == "<年份>" or (mark == "<以后>" and year is None):
        return frozenset()
    if year is None:
        return None
    first, last = {"<当年>": (0, 0), "<次年>": (1, 1), "<以后>": (1, _YEARS_AHEAD)}[mark]
    return frozenset(str(year + ahead) for ahead in range(first, last + 1))


def _word_end(word: _Word, text: str, at: int) -> int:
    if isinstance(word, str):
        return at + len(word) if text.startswith(word, at) else -1
    return word.end(text, at)


def _rest_end(slots: tuple[_Slot, ...], text: str, at: int, tail: bool) -> int:
    """Where a cue ends whose first word ends at ``at``; -1 where the rest does not follow within the clause."""
    if not slots:
        return at if not tail or _is_end(text, at) else -1
    gap, words = slots[0]
    for place, char in enumerate(text[at : at + gap + 1], at):
        if char in words:
            for word in words[char]:
                begun = _word_end(word, text, place)
                if begun >= 0 and (end := _rest_end(slots[1:], text, begun, tail)) >= 0:
                    return end
        if char in CLAUSE_MARKS:
            break
    return -1


def _is_end(text: str, at: int) -> bool:
    """Whether a clause ends at ``at``; the break behind the last line does not count."""
    return at >= len(text) or text[at] in CLAUSE_MARKS or (text[at] == "\n" and at == len(text) - 1)
