"""Folded text for comparison, with the offset map back to the source.

Folding makes spellings equal that mean the same: full and half width (Unicode NFKC), case, traditional
characters, quotes and title marks, spaces between characters. It never changes what was read: every folded
character knows the source character it came from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from scorer.lazy import regex
from scorer.text import Span, is_han

_DROPPED = frozenset("\"'`*_“”‘’「」『』《》〈〉﹁﹂﹃﹄＂＇\ufeff")
# GB 2312 holds these, but no text in simplified characters writes them.
_TRADITIONAL = {"後": "后", "於": "于", "徵": "征"}
_DASHES = frozenset("—–―─－‐‑‒")
_CENTURIES = ("二〇", "二○", "二零", "二o", "二0")
_HAN_YEAR = "二[〇○零o0][一二三][〇○零o0一二三四五六七八九](?=年)|二[〇○零o0]二[〇○零o0](?=年)"
_HAN_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")


class Folded(NamedTuple):
    """Folded text; ``offsets[i]`` is the source offset of ``text[i]``, never falling."""

    text: str
    offsets: tuple[int, ...]


@cache
def fold_char(char: str) -> str:
    """The comparison form of one character: empty where it is dropped, longer for ligatures such as ㈠."""
    if is_han(char):
        # The usual case: none of these is anything else in another form.
        return _simplify(char)
    if char in _DROPPED:
        return ""
    if char in _DASHES:
        return "-"
    category = unicodedata.category(char)
    if char.isspace() or category[0] == "C":
        return ""
    if ord(char) < 128:
        return char.lower()
    normal = unicodedata.normalize("NFKC", char).lower()
    return _simplify(char) if normal == char else "".join(fold_char(one) for one in normal)


def _simplify(char: str) -> str:
    """The simplified form of a Han character; any character of GB 2312 is taken to be simplified already."""
    if not "\u3400" <= char <= "\u9fff":
        return char
    if char in _TRADITIONAL:
        return _TRADITIONAL[char]
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        simple = _converter().convert(char)
        return simple if len(simple) == 1 else char
    return char


@cache
def _converter():  # type: ignore[no-untyped-def]
    # Imported here because a text in simplified characters, the normal case, never needs it.
    from opencc import OpenCC

    return OpenCC("t2s")


class _Folds(dict[str, str]):
    """The comparison forms of all characters met so far."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = fold_char(char)
        return folded


_FOLDS = _Folds()


def fold(text: str, spans: Iterable[Span] | None = None) -> Folded:
    """Fold a text, or the given source ranges of it laid end to end."""
    out: list[str] = []
    offsets: list[int] = []
    for span in [Span(0, len(text))] if spans is None else spans:
        # Character by character, but without a step of Python for each: every text passes here twice.
        pieces = list(map(_FOLDS.__getitem__, text[span.start : span.end]))
        folded = "".join(pieces)
        out.append(folded)
        if len(folded) == len(pieces) and "" not in pieces:
            offsets.extend(range(span.start, span.end))
        else:
            offsets.extend([index for index, piece in enumerate(pieces, span.start) for _ in piece])
    return Folded("".join(out), tuple(offsets))


def arabic_years(folded: str) -> str:
    """Years written in Chinese digits (二〇二三年) as Arabic ones; of the same length, so that offsets stay true."""
    if not any(century in folded for century in _CENTURIES):
        return folded
    return regex(_HAN_YEAR).sub(lambda match: match[0].translate(_HAN_DIGITS), folded)


def unify(folded: str, variants: Mapping[str, str]) -> str:
    """Replace spellings by their equals of the same length, so that offsets stay true.

    Raises ``ValueError`` for a pair of different lengths.
    """
    pairs = tuple(variants.items())
    # Most words hold no character that any variant changes.
    if any(char in folded for char in _changed(pairs)):
        for variant, standard in pairs:
            if variant in folded:
                folded = folded.replace(variant, standard)
    return folded


@lru_cache(maxsize=8)
def _changed(pairs: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The characters that variants do not share with their standards."""
    for variant, standard in pairs:
        if len(variant) != len(standard):
            raise ValueError(f"{variant} and {standard} differ in length")
    return frozenset(
        char for variant, standard in pairs for char, other in zip(variant, standard, strict=True) if char != other
    )
