"""What is known of Chinese beyond the rubric: real words, and how characters are read.

jieba's dictionary and pypinyin's tables take a second to load. Both can be kept in a compact form
(:func:`compile_words`, :func:`compile_pairs`, :func:`compile_readings`) that answers the same at once.
"""

from __future__ import annotations

import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec

# hashlib brings OpenSSL along, which takes longer to load than all that is kept here.
try:
    from _blake2 import blake2b
except ImportError:  # pragma: no cover
    from hashlib import blake2b

# The count that jieba gives to words its corpus never held; most of them are names.
_RARE = 3
# Readings come with the usual ones first; the rest belong to old texts and names (免 also as wan).
_COMMON_READINGS = 2
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_KEY_BYTES = 8
_PAIR = 2


class Language:
    """Answers from the dictionaries themselves, which are read at the first question."""

    def is_word(self, word: str) -> bool:
        """Whether a text of two or more characters is a word of jieba's dictionary that is in use."""
        return word in _dictionary()

    def pairs(self) -> Mapping[str, str]:
        """The words of two characters that are in use: for each first character all its second ones."""
        return _pairs()

    def readings(self, char: str) -> tuple[str, ...]:
        """The usual readings of a character, at most two, without tones."""
        return _readings(char)

    def readings_at_hand(self, char: str) -> tuple[str, ...]:
        """The same; none where a large table would have to be read for it."""
        return self.readings(char)


class CompiledLanguage(Language):
    """Answers from the compact forms, which ``words``, ``pairs`` and ``readings`` bring at the first question."""

    def __init__(self, words: Callable[[], bytes], pairs: Callable[[], str], readings: Callable[[], str]) -> None:
        self._bring_words = words
        self._bring_pairs = pairs
        self._bring_readings = readings
        self._pairs: dict[str, str] | None = None
        self._words: array[int] | None = None
        self._readings: list[str] | None = None

    def is_word(self, word: str) -> bool:
        """Whether a text of two or more characters is a word of jieba's dictionary that is in use."""
        if self._words is None:
            self._words = array("Q", self._bring_words())
            if sys.byteorder == "big":
                self._words.byteswap()
        key = _key(word)
        place = bisect_left(self._words, key)
        return place < len(self._words) and self._words[place] == key

    def pairs(self) -> Mapping[str, str]:
        """The words of two characters that are in use: for each first character all its second ones."""
        if self._pairs is None:
            firsts, _, seconds = self._bring_pairs().partition(" ")
            self._pairs = dict(zip(firsts, seconds.split(" "), strict=False))
        return self._pairs

    def readings(self, char: str) -> tuple[str, ...]:
        """The usual readings of a character, at most two, without tones."""
        return self.readings_at_hand(char) or _readings(char)

    def readings_at_hand(self, char: str) -> tuple[str, ...]:
        """The same; none where a large table would have to be read for it."""
        if not _FIRST_HAN <= ord(char) <= _LAST_HAN:
            return ()
        if self._readings is None:
            self._readings = self._bring_readings().split(" ")
        kept = self._readings[ord(char) - _FIRST_HAN]
        return tuple(kept.split("/")) if kept else ()


def compile_words() -> bytes:
    """The keys of all words in use, eight bytes each, in order, the lowest byte first.

    A key is a digest; that of some text which is no word is among them with a chance of less than one in 10 ** 13.
    """
    keys = array("Q", sorted({_key(word) for word in _dictionary()}))
    if sys.byteorder == "big":
        keys.byteswap()
    return keys.tobytes()


def compile_pairs() -> str:
    """The words of two characters: all first characters as one text, then for each all its second ones."""
    return " ".join(["".join(_pairs()), *_pairs().values()])


def compile_readings() -> str:
    """The readings of the Han characters U+4E00 to U+9FFF in this order: blanks between characters, / between readings.

    Those outside GB 2312 are left empty: hardly any text in simplified characters has one.
    """
    characters = map(chr, range(_FIRST_HAN, _LAST_HAN + 1))
    return " ".join(["/".join(_readings(char)) if _is_common(char) else "" for char in characters])


def _is_common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def dictionary_versions() -> tuple[bytes, ...]:
    """What tells the dictionaries that are installed from others: the code that names their versions, and a size."""
    jieba, pypinyin = _home("jieba"), _home("pypinyin")
    told = [_read(os.path.join(home, "__init__.py")) for home in (jieba, pypinyin) if home is not None]
    return (*told, str(os.path.getsize(os.path.join(jieba, "dict.txt"))).encode() if jieba is not None else b"")


def _home(package: str) -> str | None:
    """The folder of an installed package, which is not imported for that."""
    spec = find_spec(package)
    return None if spec is None or spec.origin is None else os.path.dirname(spec.origin)


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def _key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=_KEY_BYTES).digest(), "little")


@cache
def _dictionary() -> frozenset[str]:
    """The words of jieba's dictionary; its own loader is not used because it writes a shared cache file."""
    home = _home("jieba")
    if home is None:
        return frozenset()
    fields = _read(os.path.join(home, "dict.txt")).decode().split()
    counts = map(int, fields[1::3])
    return frozenset([word for word, count in zip(fields[::3], counts, strict=True) if count > _RARE and len(word) > 1])


@cache
def _pairs() -> dict[str, str]:
    seconds: dict[str, str] = {}
    for word in sorted(_dictionary()):
        if len(word) == _PAIR:
            seconds[word[0]] = seconds.get(word[0], "") + word[1]
    return seconds


@cache
def _readings(char: str) -> tuple[str, ...]:
    # Imported here because its tables take half a second to load.
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True)[0][:_COMMON_READINGS]))
