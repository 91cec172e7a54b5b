"""The child process that reads a PDF: bytes in, places and characters out. The only user of pypdfium2."""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import re
import sys
import unicodedata
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from hongdong_rubric.readers.limits import MAX_CHARACTERS, MAX_PAGES, MIN_HAN_A_PAGE

# What pdfium gives for a glyph whose character it does not know (among them bare codes), and for a hyphen at the end
# of a line.
_UNKNOWN = frozenset((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFD, 0xFFFF))
_SHOWN_UNKNOWN = 0xFFFD
_HYPHEN = 0xFFFE
# Ideographic blanks indent a paragraph as well as its place does.
_BLANKS = frozenset((9, 10, 13, 32, 0xA0, *range(0x2000, 0x200C), 0x3000, 0xFEFF))
_MOST_UNKNOWN = 0.3
_PASSWORD = 4
_RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
# In heights of a character: how far apart the characters of one piece may stand.
_APART = 0.6
_LEVEL = 0.1
_NOT_SLANTED = 0.05

_Piece = tuple[float, float, float, float, str]


def main(memory: int) -> None:
    """Read a PDF from standard input, write what is found to standard output as JSON; ``memory`` is in bytes."""
    _limit_memory(memory)
    found = read_pages(sys.stdin.buffer.read())
    with open(1, "wb", closefd=False) as out:
        out.write(json.dumps(found).encode())


def read_pages(data: bytes) -> dict[str, Any]:
    """``{"pages": [[left, right, base, size, text], …]}``, or ``{"fault": word}`` for a file that cannot be read.

    Bases count down the page in points; sizes are the width of a Han character.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"fault": "encrypted" if getattr(error, "err_code", None) == _PASSWORD else "broken"}
    try:
        count = len(document)
        if count > MAX_PAGES:
            return {"fault": "pages"}
        return _pages(document, count)
    finally:
        document.close()


def _pages(document: Any, count: int) -> dict[str, Any]:
    pages: list[list[_Piece]] = []
    characters = unknown = 0
    for index in range(count):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            pages.append([])
            continue
        pieces, lost = _page(page)
        page.close()
        pages.append(pieces)
        unknown += lost
        characters += sum(len(piece[4]) for piece in pieces)
        if characters > MAX_CHARACTERS:
            return {"fault": "characters"}
    if not pages:
        return {"fault": "broken"}
    # Where the text is a picture, a few odd glyphs on it tell nothing.
    if unknown > _MOST_UNKNOWN * (unknown + characters) and unknown > MIN_HAN_A_PAGE * count:
        return {"fault": "unmapped"}
    return {"pages": pages}


def _page(page: Any) -> tuple[list[_Piece], int]:
    """The pieces of a page, and how many glyphs have no character."""
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return [], 0
    turn, height, width = page.get_rotation(), page.get_height(), page.get_width()
    try:
        found, turns = _characters(text, turn, height, width)
        # A page that lies on its side is read as if it were held upright.
        most = max(range(4), key=lambda quarter: (turns[quarter], -quarter))
        if most:
            height, width = (width, height) if most % 2 else (height, width)
            found, _ = _characters(text, (turn - 90 * most) % 360, height, width)
        return found
    finally:
        text.close()


def _characters(
    text: Any, turn: int, height: float, width: float
) -> tuple[tuple[list[_Piece], int], tuple[int, int, int, int]]:
    """The pieces that stand upright and the number of unknown glyphs; how many pieces stand at each quarter turn."""
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    writer, unknown = _Writer(), 0
    turns = [0, 0, 0, 0]
    for index in range(min(text.count_chars(), MAX_CHARACTERS + 1)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _UNKNOWN:
            unknown += 1
            code = _SHOWN_UNKNOWN
        elif code == _HYPHEN:
            code = ord("-")
        # Blanks and line ends are pdfium's own guesses; places tell more.
        if code in _BLANKS or raw.FPDFText_IsGenerated(text, index) == 1:
            writer.blank = writer.blank or code == 32
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, pointer):
            continue
        left, right, base, size = _upright((box.left, box.bottom, box.right, box.top), turn, height, width)
        if not writer.takes(left, base, size):
            writer.flush()
            angle = raw.FPDFText_GetCharAngle(text, index) + math.radians(turn)
            # Slanted text is a watermark; so is text that stands across the rest.
            if abs(math.sin(2 * angle)) > _NOT_SLANTED:
                continue
            quarter = round(angle / (math.pi / 2)) % 4
            turns[quarter] += 1
            if quarter:
                continue
        writer.add(left, right, base, size, code)
    writer.flush()
    return (writer.pieces, unknown), (turns[0], turns[1], turns[2], turns[3])


def _upright(
    box: tuple[float, float, float, float], turn: int, height: float, width: float
) -> tuple[float, float, float, float]:
    """Left, right, base and height of a box as the page is shown; boxes are given as the page is stored."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom, top, right, right - left
    if turn == 180:
        return width - right, width - left, top, top - bottom
    if turn == 270:
        return width - top, width - bottom, height - left, right - left
    return left, right, height - bottom, top - bottom


class _Writer:
    """Puts characters that follow each other on a line together."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.blank = False
        self._codes: list[int] = []
        self._left = self._right = self._base = self._height = self._widest = 0.0

    def takes(self, left: float, base: float, height: float) -> bool:
        """Whether a character at a place goes on with the piece at hand."""
        apart = _APART * max(height, self._height)
        level = abs(base - self._base) <= _LEVEL * max(height, self._height)
        return bool(self._codes) and level and -apart < left - self._right < apart

    def add(self, left: float, right: float, base: float, height: float, code: int) -> None:
        """Add a character."""
        if not self._codes:
            self._left, self._base, self._height, self._widest = left, base, height, 0.0
        elif self.blank and code < 0x250 and self._codes[-1] < 0x250:
            self._codes.append(32)
        self.blank = False
        self._codes.append(code)
        self._right = right
        # Han characters and the signs that are as wide.
        if 0x3001 <= code <= 0x9FFF or 0xFF01 <= code <= 0xFF60:
            self._widest = max(self._widest, right - left)

    def flush(self) -> None:
        """End the piece at hand."""
        if self._codes:
            # Characters beyond the basic plane come as two.
            raw_text = b"".join(code.to_bytes(2, "little") for code in _units(self._codes))
            text = _RADICALS.sub(_unified, raw_text.decode("utf-16-le", errors="replace"))
            size = self._widest or self._height * 0.85
            if all(map(math.isfinite, (self._left, self._right, self._base, size))) and size > 0:
                self.pieces.append((self._left, self._right, self._base, size, text))
        self._codes = []
        self.blank = False


def _unified(match: re.Match[str]) -> str:
    """The ordinary character for one that fonts draw alike, so that PDFs confuse the two."""
    normal = unicodedata.normalize("NFKC", match[0])
    return normal if len(normal) == 1 else match[0]


def _units(codes: list[int]) -> list[int]:
    out: list[int] = []
    for code in codes:
        if code > 0xFFFF:
            code = min(code, 0x10FFFF) - 0x10000
            out += [0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF)]
        else:
            out.append(code)
    return out


def _limit_memory(memory: int) -> None:
    """Have the system refuse more memory, where it knows how to."""
    try:
        import resource
    except ImportError:
        return
    if sys.platform != "win32":
        # Some systems know the limit but do not let it be set.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
