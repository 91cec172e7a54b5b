"""From raw lines to blocks: joins hard-wrapped lines, sets page furniture aside, finds the title.

A block is a paragraph or heading: one or more source ranges that read as one. What a reader of the page would not
read as the report (navigation, page numbers, running heads, footers) becomes furniture.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from scorer.lazy import regex
from scorer.lexicon import Cues, cue_at, has_cue
from scorer.normalisation import Folded, fold
from scorer.segmentation.headings import is_date, is_signer, numbering_level
from scorer.text import Span

_PAGE_NUMBER = r"[-·]*\d{1,3}[-·]*|第\d+页(?:[,/]?共\d+页)?|\d{1,3}/\d{1,3}|page\d+(?:of\d+)?"
_PAGE_ENDS = "-·页"
_TERMINAL = tuple("。！？；!?;”》）)")
_ENDED = ("。", "!", "?", ";", ":")
_OPEN_END = tuple("，、,—")
_LONG = 60
_SHORT_SENTENCE = 12
_LEAD_IN = 20
_TITLE_LIMIT = 70
_TITLE_ENDS = ("报告", "总结", "年报")
_MIN_WRAPPED = 6
# Lines that were broken are so many columns wide, and the widest at most so many times as wide as most.
_NARROWEST = 30
_WIDEST = 130
_RAGGED = 1.5


class Line(NamedTuple):
    """A line without its outer blanks: source range, folded text and its offsets, whether it was indented."""

    span: Span
    folded: str
    offsets: tuple[int, ...]
    indented: bool

    @property
    def width(self) -> int:
        """The width in columns."""
        return _width(self.folded)


class Blocks(NamedTuple):
    """The lines sorted out: those of the title and the furniture as source ranges, the blocks of the body folded."""

    title: tuple[Span, ...]
    body: tuple[Folded, ...]
    furniture: tuple[Span, ...]


def read_lines(text: str) -> list[Line]:
    """All lines that hold something to read."""
    lines: list[Line] = []
    for match in re.finditer(r"[^\n\r\f\v\u2028\u2029]+", text):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + raw.index(stripped[0])
        span = Span(start, start + len(stripped))
        folded = fold(text, [span])
        if folded.text:
            lines.append(Line(span, folded.text, folded.offsets, raw[0].isspace()))
    return lines


def sort_lines(text: str, cues: Cues) -> Blocks:
    """Sort the lines of a report into title, body blocks and furniture."""
    lines = read_lines(text)
    furniture = [line for line in lines if _is_furniture(line, cues)]
    furniture += _running_heads(lines, cues)
    dropped = {line.span for line in furniture}
    lines = [line for line in lines if line.span not in dropped]
    first, title = _find_title(lines, cues)
    last = _find_end(lines, first)
    furniture += lines[: first - len(title)] + lines[last:]
    body = lines[first:last]
    blocks = _join(body, text, _layout(body)) if body else []
    return Blocks(
        tuple(line.span for line in title),
        tuple(_folded(block) for block in blocks),
        tuple(sorted({line.span for line in furniture})),
    )


def _folded(block: list[Line]) -> Folded:
    """The folded text of a block, which is that of its lines end to end."""
    if len(block) == 1:
        return Folded(block[0].folded, block[0].offsets)
    offsets = itertools.chain.from_iterable(line.offsets for line in block)
    return Folded("".join(line.folded for line in block), tuple(offsets))


class _Widths(dict[str, int]):
    """The widths of all characters met so far, in columns."""

    def __missing__(self, char: str) -> int:
        self[char] = width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        return width


_WIDTHS = _Widths()


@lru_cache(maxsize=1024)
def _width(text: str) -> int:
    return sum(map(_WIDTHS.__getitem__, text))


def _is_furniture(line: Line, cues: Cues) -> bool:
    """Page numbers, and short lines that carry a furniture cue and no sentence."""
    if _is_page_number(line.folded):
        return True
    if "。" in line.folded or len(line.folded) > 120 or numbering_level(line.folded):
        return False
    if has_cue(cues.furniture_anywhere, line.folded):
        return True
    words = line.folded.lstrip("[(【〔|")
    end = cue_at(cues.furniture, words)
    if end < 0:
        return False
    # "分享经验" in the middle of a wrapped sentence is no button: what follows a button is no text.
    after = words[end:]
    return len(words) <= 10 or words[end - 1] == ":" or not "\u4e00" <= after[:1] <= "\u9fff"


def _is_page_number(folded: str) -> bool:
    may_be = folded[-1].isdecimal() or folded[-1] in _PAGE_ENDS
    return may_be and regex(_PAGE_NUMBER).fullmatch(folded) is not None


def _running_heads(lines: list[Line], cues: Cues) -> list[Line]:
    """Lines repeated three times or more are running heads; the first one that may be the title stays."""
    counts = Counter(line.folded for line in lines if len(line.folded) <= 40 and not line.folded.endswith("。"))
    heads: list[Line] = []
    seen: set[str] = set()
    for line in lines:
        if counts[line.folded] < 3:
            continue
        if line.folded in seen or not has_cue(cues.title, line.folded):
            heads.append(line)
        seen.add(line.folded)
    return heads


def _find_title(lines: list[Line], cues: Cues) -> tuple[int, list[Line]]:
    """Index of the first body line and the lines of the title; (0, []) where no title stands above the body.

    A page repeats its title in the breadcrumbs and the head: the last one before the first long line counts.
    """
    body = next((i for i, line in enumerate(lines) if _is_prose(line)), len(lines))
    if body == len(lines):
        return 0, []
    for index in range(body - 1, -1, -1):
        parts = [lines[index]]
        if not _may_be_title(lines[index]):
            continue
        if index and not has_cue(cues.title, lines[index].folded) and _may_be_title(lines[index - 1]):
            parts = [lines[index - 1], lines[index]]
        if len(parts) == 2 and has_cue(cues.title, parts[0].folded) and parts[0].folded.endswith(_TITLE_ENDS):
            # The line above is a whole title; this one is the text under it.
            continue
        joined = "".join(part.folded for part in parts)
        if len(joined) <= _TITLE_LIMIT and has_cue(cues.title, joined) and ">" not in joined:
            before = lines[index - len(parts)] if index >= len(parts) else None
            if before is not None and len(parts) == 1 and is_signer(before.folded):
                parts.insert(0, before)
            return index + 1, parts
    return 0, []


def _is_prose(line: Line) -> bool:
    """A line that reads as running text or as a numbered heading of the body."""
    if "。" in line.folded:
        return len(line.folded) >= _SHORT_SENTENCE
    if line.folded.endswith(":") and "," in line.folded and len(line.folded) >= _LEAD_IN:
        return True
    commas = line.folded.count(",") >= 2
    return (len(line.folded) >= 30 and commas) or len(line.folded) >= _LONG or numbering_level(line.folded) > 0


def _may_be_title(line: Line) -> bool:
    return (
        not line.folded.endswith(("。", ";", ",", ":")) and not numbering_level(line.folded) and len(line.folded) <= 60
    )


def _find_end(lines: list[Line], first: int) -> int:
    """Index after the signature: a date line in the last part of the text, with a signer above or below it."""
    prose = next((index for index in range(len(lines) - 1, -1, -1) if "。" in lines[index].folded), -1)
    for index in range(len(lines) - 1, max(first, len(lines) // 2), -1):
        if not is_date(lines[index].folded):
            continue
        above = lines[index - 1].folded
        if is_signer(above):
            return index + 1
        if index + 1 < len(lines) and is_signer(lines[index + 1].folded):
            return index + 2
        if above.endswith(("。", ")", "。)")) and prose <= index:
            return index + 1
    return len(lines)


class _Layout(NamedTuple):
    """How lines were broken: ``width`` in columns at which they were wrapped by hand or by a PDF, 0 where paragraphs
    are whole; whether the first line of a paragraph is indented.
    """

    width: int
    indents: bool


def _layout(lines: list[Line]) -> _Layout:
    # A character is at least one column wide: a line this long tells by itself that none was broken.
    if len(lines) < _MIN_WRAPPED or any(len(line.folded) > _WIDEST * _RAGGED for line in lines):
        return _Layout(0, indents=False)
    widths = sorted(line.width for line in lines)
    limit = widths[int(len(widths) * 0.9)]
    if not _NARROWEST <= limit <= _WIDEST or widths[-1] > limit * _RAGGED:
        return _Layout(0, indents=False)
    broken = [line for line in lines if line.width >= limit * 0.75 and not line.folded.endswith(_ENDED)]
    indented = sum(line.indented for line in lines)
    indents = 3 <= indented <= len(lines) * 0.6
    return _Layout(limit if len(broken) >= len(lines) * 0.3 else 0, indents)


def _join(lines: list[Line], text: str, layout: _Layout) -> list[list[Line]]:
    blocks = [[lines[0]]]
    for previous, line in itertools.pairwise(lines):
        if _continues(previous, line, text, layout):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _continues(previous: Line, line: Line, text: str, layout: _Layout) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    ended = previous.folded.endswith((*_ENDED, ".")) or text[previous.span.end - 1] in _TERMINAL
    if numbering_level(line.folded) and (ended or line.indented or previous.width < layout.width * 0.75):
        return False
    if previous.folded.endswith(_OPEN_END) or line.folded[0] in ",、。;":
        return True
    if is_date(line.folded) or is_signer(line.folded):
        return False
    if layout.width and layout.indents:
        return not line.indented and (not ended or previous.width >= layout.width * 0.7)
    if layout.width:
        return previous.width >= layout.width * (0.95 if ended else 0.8)
    return len(previous.folded) >= _LONG and not ended and not line.indented and len(line.folded) > 8
