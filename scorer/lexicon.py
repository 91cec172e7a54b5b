"""The cues by which parts, plans and shortcomings are known, compiled for one reporting year.

A cue is written like a simple rule: words separated by blanks follow each other within a clause with at most
:data:`CUE_GAP` characters between, ``|`` separates alternatives. ``^`` asks for the start and ``$`` for the end
of a clause, ``…`` between words stands for up to :data:`LONG_GAP` characters; ``<当年>`` is the reporting year,
``<次年>`` the one after it, ``<以后>`` any year after it (any year at all where the report states none), ``<年份>``
any year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scorer.text import Part

CUE_GAP = 6
LONG_GAP = 40
CLAUSE_MARKS = ",:;。!?"
_NEVER = re.compile(r"(?!)")
_START = rf"(?:^|(?<=[{CLAUSE_MARKS}]))"
_END = rf"(?=$|[{CLAUSE_MARKS}])"
# A dash lost in copying leaves "(20212025年)": no year of its own.
_ANY_YEAR = r"(?<!\d)20\d\d年(?:度)?"
# Plans reach no further ahead than this.
_YEARS_AHEAD = 15


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Cue phrases in folded spelling, as loaded; see ``rubric/lexicon.yaml`` for what each list is for."""

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


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon as regular expressions over folded text, for one reporting year."""

    parts: Mapping[Part, re.Pattern[str]]
    openers: Mapping[Part, re.Pattern[str]]
    planned: re.Pattern[str]
    comments: re.Pattern[str]
    preparing: re.Pattern[str]
    future: re.Pattern[str]
    disposal: re.Pattern[str]
    problem: re.Pattern[str]
    frames: re.Pattern[str]
    loose_frames: re.Pattern[str]
    cleared: re.Pattern[str]
    remedied: re.Pattern[str]
    actions: re.Pattern[str]
    obligations: re.Pattern[str]
    results: re.Pattern[str]
    turns: re.Pattern[str]
    concessions: re.Pattern[str]
    furniture: re.Pattern[str]
    furniture_anywhere: re.Pattern[str]
    title: re.Pattern[str]
    continuations: re.Pattern[str]
    statutory: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=64)
def compile_cues(lexicon: Lexicon, year: int | None) -> Cues:
    """Compile a lexicon; ``year`` is the reporting year, None where the report states none."""
    stance = dict(lexicon.stance)
    statutory = dict(lexicon.statutory)

    def cue(key: str) -> re.Pattern[str]:
        return _compile(stance.get(key, ()), year, stance.get(f"{key}_not_in", ()))

    return Cues(
        parts={part: _compile(cues, year) for part, cues in lexicon.parts},
        openers={part: _compile(cues, year) for part, cues in lexicon.openers},
        planned=cue("planned"),
        comments=cue("comments"),
        preparing=cue("preparing"),
        future=cue("future"),
        disposal=cue("disposal"),
        problem=cue("problem"),
        frames=cue("frames"),
        loose_frames=cue("loose_frames"),
        cleared=cue("cleared"),
        remedied=cue("remedied"),
        actions=cue("actions"),
        obligations=cue("obligations"),
        results=cue("results"),
        turns=cue("turns"),
        concessions=cue("concessions"),
        furniture=_compile(lexicon.furniture, year),
        furniture_anywhere=_compile(lexicon.furniture_anywhere, year),
        title=_compile(lexicon.title, year),
        continuations=_compile(lexicon.continuations, year),
        statutory={
            key: _compile(cues, year, statutory.get(f"{key}_not_in", ()))
            for key, cues in lexicon.statutory
            if not key.endswith("_not_in")
        },
    )


def _compile(cues: Iterable[str], year: int | None, not_in: Iterable[str] = ()) -> re.Pattern[str]:
    """One expression for all cues; a text inside one of ``not_in`` does not count and is stepped over."""
    wanted = "|".join(_cue_regex(cue, year) for cue in cues)
    if not wanted:
        return _NEVER
    skipped = "|".join(sorted((_cue_regex(cue, year) for cue in not_in), key=len, reverse=True))
    return re.compile(f"(?P<skip>{skipped})|(?P<cue>{wanted})" if skipped else f"(?P<cue>{wanted})")


def find_cues(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Ranges of all cues in a text, those inside longer harmless phrases left out."""
    return [match.span() for match in pattern.finditer(text) if match.lastgroup == "cue"]


def is_harmless(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether the place ``at`` lies in a phrase that the pattern steps over ("原定明年")."""
    return any(match.lastgroup == "skip" and match.start() <= at < match.end() for match in pattern.finditer(text))


def has_cue(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text holds a cue."""
    return any(match.lastgroup == "cue" for match in pattern.finditer(text))


def _cue_regex(cue: str, year: int | None) -> str:
    head, tail = cue.startswith("^"), cue.endswith("$")
    words = cue.removeprefix("^").removesuffix("$").split()
    body = ""
    gap = 0
    for word in words:
        if word == "…":
            gap = LONG_GAP
            continue
        body += rf"[^{CLAUSE_MARKS}]{{0,{gap}}}?" if body else ""
        body += "(?:" + "|".join(_word_regex(one, year) for one in word.split("|")) + ")"
        gap = CUE_GAP
    return (_START if head else "") + body + (_END if tail else "")


def _word_regex(word: str, year: int | None) -> str:
    following = rf"(?<!\d){year + 1}年(?:度)?" if year is not None else r"(?!)"
    current = rf"(?<!\d){year}年(?:度)?" if year is not None else r"(?!)"
    coming = _ANY_YEAR
    if year is not None:
        coming = rf"(?<!\d)(?:{'|'.join(str(year + ahead) for ahead in range(1, _YEARS_AHEAD + 1))})年(?:度)?"
    word = re.escape(word).replace("<当年>", current)
    return word.replace("<次年>", following).replace("<以后>", coming).replace("<年份>", _ANY_YEAR)
