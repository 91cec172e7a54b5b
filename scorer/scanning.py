"""Small steps over a text, where a regular expression would take longer to compile than a report to read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Container, Mapping

from scorer.text import Span


def by_start(words: str) -> dict[str, tuple[str, ...]]:
    """Words, which ``|`` separates, by their first character, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words.split("|"):
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


def end_of_any(words: Mapping[str, tuple[str, ...]], text: str, at: int) -> int:
    """Where the first of some words (see :func:`by_start`) ends that stands at ``at``; 0 where none does."""
    for word in words.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            return at + len(word)
    return 0


def run_end(text: str, at: int, chars: Container[str], most: int = sys.maxsize) -> int:
    """Where the run of some characters ends that begins at ``at``: at ``at`` itself where none stands there."""
    last = min(at + most, len(text))
    while at < last and text[at] in chars:
        at += 1
    return at


def digits_end(text: str, at: int, most: int = sys.maxsize) -> int:
    """Where the run of digits ends that begins at ``at``, as :func:`run_end` tells it."""
    last = min(at + most, len(text))
    while at < last and text[at].isdecimal():
        at += 1
    return at


def find_apart(pattern: re.Pattern[str], text: str, find_end: Callable[[re.Match[str]], int]) -> list[Span]:
    """Ranges, in order and apart, that begin as a pattern says and end where ``find_end`` tells; 0 there is none."""
    found = []
    at = 0
    while match := pattern.search(text, at):
        end = find_end(match)
        if end:
            found.append(Span(match.start(), end))
        at = end or match.start() + 1
    return found
