"""The cues by which parts, plans and shortcomings are known, compiled for one reporting year.

A cue is written like a simple rule: words separated by blanks follow each other within a clause with at most
:data:`~scorer.phrases.CUE_GAP` characters between, ``|`` separates alternatives. ``^`` asks for the start and ``$`` for
the end of a clause, ``…`` between words stands for up to :data:`~scorer.phrases.LONG_GAP` characters; ``<当年>`` is the
reporting year, ``<次年>`` the one after it, ``<以后>`` any year after it (any year at all where the report states
none), ``<年份>`` any year.
"""

# Annotations are not postponed here: those of a named tuple would be compiled from text at every start.

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from scorer.cues import CueList, cue_list
from scorer.lazy import regex
from scorer.text import Part

# It plans unless it means 把.
WILL = "将"
# It tells something done, but not in 为了, 除了 and 了解.
_DONE = r"(?<![为除])了(?!解)"


class _Phrases(NamedTuple):
    """What a lexicon is made of."""

    variants: tuple[tuple[str, str], ...]
    distinct: tuple[str, ...]
    short_terms: tuple[str, ...]
    lookalikes: tuple[str, ...]
    continuations: tuple[str, ...]
    parts: tuple[tuple[Part, tuple[str, ...]], ...]
    openers: tuple[tuple[Part, tuple[str, ...]], ...]
    stance: tuple[tuple[str, tuple[str, ...]], ...]
    furniture: tuple[str, ...]
    furniture_anywhere: tuple[str, ...]
    title: tuple[str, ...]
    levels: tuple[tuple[str, tuple[str, ...]], ...]
    statutory: tuple[tuple[str, tuple[str, ...]], ...]


class Lexicon(_Phrases):
    """Cue phrases in folded spelling, as loaded; see ``rubric/lexicon.yaml`` for what each list is for.

    A lexicon is equal to itself only: what is compiled of it is looked up by it, and thousands of phrases would have to
    be compared each time.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Cues(NamedTuple):
    """The lexicon's lists of cues over folded text, for one reporting year.

    ``doubts`` holds all without which a sentence tells neither a plan nor a shortcoming.
    """

    parts: Mapping[Part, CueList]
    openers: Mapping[Part, CueList]
    planned: CueList
    comments: CueList
    preparing: CueList
    future: CueList
    disposal: CueList
    problem: CueList
    doubts: CueList
    frames: CueList
    loose_frames: CueList
    cleared: CueList
    remedied: CueList
    actions: CueList
    obligations: CueList
    results: CueList
    turns: CueList
    concessions: CueList
    furniture: CueList
    furniture_anywhere: CueList
    title: CueList
    continuations: CueList
    statutory: Mapping[str, CueList]


@lru_cache(maxsize=64)
def compile_cues(lexicon: Lexicon, year: int | None) -> Cues:
    """Compile a lexicon; ``year`` is the reporting year, None where the report states none."""
    stance = dict(lexicon.stance)
    statutory = dict(lexicon.statutory)

    def cue(key: str) -> CueList:
        return cue_list(stance.get(key, ()), year, stance.get(f"{key}_not_in", ()))

    return Cues(
        parts={part: cue_list(cues, year) for part, cues in lexicon.parts},
        openers={part: cue_list(cues, year) for part, cues in lexicon.openers},
        planned=cue("planned"),
        comments=cue("comments"),
        preparing=cue("preparing"),
        future=cue("future"),
        disposal=cue("disposal"),
        problem=cue("problem"),
        doubts=cue_list((WILL, *stance.get("planned", ()), *stance.get("problem", ())), year),
        frames=cue("frames"),
        loose_frames=cue("loose_frames"),
        cleared=cue("cleared"),
        remedied=cue("remedied"),
        actions=cue("actions"),
        obligations=cue("obligations"),
        results=cue("results"),
        turns=cue("turns"),
        concessions=cue("concessions"),
        furniture=cue_list(lexicon.furniture, year),
        furniture_anywhere=cue_list(lexicon.furniture_anywhere, year),
        title=cue_list(lexicon.title, year),
        continuations=cue_list(lexicon.continuations, year),
        statutory={
            key: cue_list(cues, year, statutory.get(f"{key}_not_in", ()))
            for key, cues in lexicon.statutory
            if not key.endswith("_not_in")
        },
    )


def find_cues(cues: CueList, text: str) -> list[tuple[int, int]]:
    """Ranges of all cues in a text, those inside longer harmless phrases left out."""
    return list(_counting(cues, text))


def first_cue(cues: CueList, text: str) -> tuple[int, int] | None:
    """The range of the first cue in a text."""
    return next(_counting(cues, text), None)


def has_cue(cues: CueList, text: str) -> bool:
    """Whether a text holds a cue."""
    return first_cue(cues, text) is not None


def cue_at(cues: CueList, text: str, start: int = 0) -> int:
    """Where the cue ends that stands at ``start``; -1 where none does."""
    end, counts = cues.at(text, start) or (-1, False)
    return end if counts else -1


def tells_done(text: str) -> bool:
    """Whether a text tells by 了 that something was done."""
    return "了" in text and regex(_DONE).search(text) is not None


def is_harmless(cues: CueList, text: str, at: int) -> bool:
    """Whether the place ``at`` lies in a phrase that the cues step over ("原定明年")."""
    return any(not counts and start <= at < end for start, end, counts in cues.spans(text))


def _counting(cues: CueList, text: str) -> Iterator[tuple[int, int]]:
    found = cues.spans(text) if cues.may_stand_in(text) else ()
    return ((start, end) for start, end, counts in found if counts)
