"""The numbers of headings and points. No regular expressions: all reports ask for these, and compiling takes long."""

from __future__ import annotations

from scorer.scanning import digits_end, run_end

NUMERALS = "一二三四五六七八九十"
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
# So many characters have the longest numeral (九十九) and the longest number that is read.
_MOST_NUMERALS = 3
_MOST_DIGITS = 2


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic ordinal up to 99; 0 where it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    if (tens and tens not in _DIGITS) or (units and units not in _DIGITS):
        return 0
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(units, 0)


def numerals_at(text: str, start: int) -> str:
    """The Chinese numerals that stand at ``start``; empty where there are none, or too many."""
    end = run_end(text, start, NUMERALS, _MOST_NUMERALS + 1)
    return text[start:end] if end - start <= _MOST_NUMERALS else ""


def digits_at(text: str, start: int) -> str:
    """The digits that stand at ``start``; empty where there are none, or too many."""
    end = digits_end(text, start, _MOST_DIGITS + 1)
    return text[start:end] if end - start <= _MOST_DIGITS else ""


def bracketed_at(text: str, start: int) -> str:
    """The numerals or digits in brackets that stand at ``start``; empty where there are none."""
    if not text.startswith("(", start):
        return ""
    number = numerals_at(text, start + 1) or digits_at(text, start + 1)
    return number if text.startswith(")", start + 1 + len(number)) else ""
