"""The slips that a Chinese keyboard brings into YAML, which YAML itself notices late or elsewhere."""

from __future__ import annotations

import re

# A slip is told on the line where YAML stumbles or on one of so many before it: it often goes on for a line.
_LINES_BEFORE = 2
_COLON = "冒号是全角的“：”:请用半角冒号,后面空一格"
_BEGIN = r"\s*(?:- +)?(?:\{ *)?"
_SLIPS = (
    (re.compile(r"\s*(－)"), "列表的短横是全角的“－”:请用半角的 - 加一个空格"),
    (re.compile(r"[ ]*(\u3000)"), "缩进里有全角空格:请改用半角空格"),
    (re.compile(_BEGIN + r"[\"']?[A-Za-z_][A-Za-z0-9_.-]*[\"']?\s*(：)"), _COLON),
    # Behind a Chinese word it is one only at the end: "专家：论证" is a text.
    (re.compile(_BEGIN + r"[\"']?[\w.-]+[\"']?\s*(：)\s*$"), _COLON),
    (re.compile(_BEGIN + r"[A-Za-z_][\w.-]*(:)[^\s:/]"), "冒号后面少了空格"),
)
_OPENED = re.compile(r"\s*(?:- +)?(?:[\w.-]+: +)?([\"'])")


def find_slip(lines: list[str], stumbled: int) -> tuple[int, int, str] | None:
    """The nearest slip on the line where YAML stumbled, counted from 0, or shortly before.

    Gives its line and column, both counted from 1, and what to do; None where there is none.
    """
    for number in range(min(stumbled, len(lines) - 1), max(-1, stumbled - _LINES_BEFORE - 1), -1):
        for slip, advice in _SLIPS:
            if found := slip.match(lines[number]):
                return number + 1, found.start(1) + 1, advice
    return None


def find_open_quote(lines: list[str], stumbled: int) -> tuple[int, int, str] | None:
    """The nearest quoted text up to where YAML stumbled that its line does not close; told as by :func:`find_slip`."""
    for number in range(min(stumbled, len(lines) - 1), -1, -1):
        found = _OPENED.match(lines[number])
        if found and lines[number].count(found[1]) % 2:
            return number + 1, found.start(1) + 1, "引号没有配对"
    return None
