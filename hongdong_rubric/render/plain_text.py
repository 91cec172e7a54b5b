"""Report text made harmless to show: it can neither steer a terminal nor break a line or a table."""

from __future__ import annotations

import unicodedata

# A title has few characters that can be read, but may hold any number of others.
TITLE_LIMIT = 100
_SHOWN_CONTROL = "□"
_HIDDEN = frozenset("\u200b\u200c\u200d\u2060\ufeff")


def one_line(text: str, limit: int = 0, *, keep_blanks: bool = False) -> str:
    """One printable line: control characters become a box, breaks and runs of blanks one space.

    Blanks between Han characters are layout and go, unless ``keep_blanks``. With ``limit`` the middle is left out where
    the text is longer than that many characters.
    """
    out = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\r\n\t\v\f\u2028\u2029\x85" or category == "Zs":
            out.append(" ")
        elif char in _HIDDEN:
            continue
        elif category[0] == "C" and category != "Co":
            out.append(_SHOWN_CONTROL)
        else:
            out.append(char)
    words = "".join(out).split()
    joined = " ".join(words) if keep_blanks else _join_words(words)
    if limit and len(joined) > limit:
        half = (limit - 1) // 2
        return f"{joined[:half]}…{joined[-half:]}"
    return joined


def excerpt(text: str, start: int, end: int, limit: int) -> str:
    """What stands around ``start`` to ``end`` of a text on one printable line of about ``limit`` characters."""
    end = min(end, start + limit)
    room = limit - (end - start)
    first = max(0, start - room // 2)
    last = min(len(text), max(end, first + limit))
    first = max(0, min(first, last - limit))
    shown = one_line(text[first:last], limit)
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _join_words(words: list[str]) -> str:
    if not words:
        return ""
    text = words[0]
    for word in words[1:]:
        text += word if _is_han(text[-1]) or _is_han(word[0]) else f" {word}"
    return text


def _is_han(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u3000" <= char <= "\u303f"
