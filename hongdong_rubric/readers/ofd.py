"""OFD (GB/T 33190): a zip of XML whose pages hold text objects at places."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.extracted import Extracted
from hongdong_rubric.readers.layout import Piece, empty_pages, refuse_pictures, set_pages
from hongdong_rubric.readers.limits import MAX_CHARACTERS, MAX_PAGES
from hongdong_rubric.readers.markup import Element, attribute, child, children, deepen, local_name, parse_xml
from hongdong_rubric.readers.package import Package

# Objects may stand in blocks; a page has layers.
_HOLDERS = frozenset(("Layer", "PageBlock", "Content"))
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LARGEST = 1e6
_SLANTED = 0.05


def read_ofd(data: bytes) -> Extracted:
    """The text of an OFD, a line a paragraph, placed by page.

    Templates (page heads, forms), seals and annotations are left out. Raises :class:`FormatError`.
    """
    package = Package(data)
    pages = []
    characters = 0
    for content in _contents(package):
        pages.append(_pieces(content))
        characters += sum(len(piece.text) for piece in pages[-1])
        if len(pages) > MAX_PAGES:
            raise FormatError(f"OFD 超过 {MAX_PAGES:,} 页,不像一份报告")
        if characters > MAX_CHARACTERS:
            raise FormatError(f"OFD 超过 {MAX_CHARACTERS // 10_000} 万字,不像一份报告")
    if not pages:
        raise FormatError("这份 OFD 里没有页面:文件可能损坏,请重新导出")
    refuse_pictures(pages, "OFD")
    return set_pages(pages).finish("utf-8", empty_pages(pages))


def _contents(package: Package) -> Iterator[Element]:
    """The content of each page of each document, in order."""
    entry = package.find("OFD.xml")
    root = parse_xml(package.read(entry or "OFD.xml"), "OFD.xml")
    for body in children(root, "DocBody"):
        located = child(body, "DocRoot")
        if located is None:
            continue
        path = _path("", located.text or "")
        document = _part(package, path)
        pages = child(document, "Pages")
        for page in children(pages, "Page") if pages is not None else ():
            yield _part(package, _path(posixpath.dirname(path), attribute(page, "BaseLoc")))


def _path(folder: str, location: str) -> str:
    """Where a location leads that may be relative to a folder."""
    location = location.strip().replace("\\", "/")
    path = location if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(path).lstrip("/")


def _part(package: Package, path: str) -> Element:
    return parse_xml(package.read(package.find(path) or path), path[:60])


def _pieces(page: Element) -> list[Piece]:
    content = child(page, "Content")
    return [] if content is None else list(_objects(content, 0))


def _objects(holder: Element, depth: int) -> Iterator[Piece]:
    depth = deepen(depth)
    for one in holder:
        name = local_name(one)
        if name in _HOLDERS:
            yield from _objects(one, depth)
        elif name == "TextObject" and attribute(one, "Visible", "true").lower() != "false":
            yield from _codes(one)


def _codes(text: Element) -> Iterator[Piece]:
    """The pieces of a text object; one piece has one baseline."""
    left, top, *_ = (*_numbers(attribute(text, "Boundary")), 0.0, 0.0)
    told = _numbers(attribute(text, "CTM"))
    a, b, c, d, e, f = told if len(told) == 6 else _IDENTITY
    if abs(b) > _SLANTED * abs(a):
        # Slanted text is a watermark, upright text beside the page is no part of it.
        return
    size = next(iter(_numbers(attribute(text, "Size"))), 0.0)
    x = y = 0.0
    for code in children(text, "TextCode"):
        # A place that is not given is that of the code before.
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        shown = (code.text or "").strip("\r\n").rstrip()
        advances = _deltas(attribute(code, "DeltaX"), len(shown) - 1, size)
        # Ideographic blanks indent a paragraph as well as its place does.
        blank = sum(advances[: len(shown) - len(shown.lstrip())])
        start, end = left + a * (x + blank) + c * y + e, left + a * (x + sum(advances) + size) + c * y + e
        piece = Piece(min(start, end), max(start, end), top + b * x + d * y + f, abs(a * size) or 1.0, shown.lstrip())
        if piece.text and all(map(math.isfinite, (piece.left, piece.right, piece.base, piece.size))):
            yield piece


def _deltas(told: str, count: int, size: float) -> list[float]:
    """The advances of ``count`` characters; "g 5 3.5" says 3.5 five times. What is not told is a full width, and so is
    all behind a word that is no number.
    """
    out: list[float] = []
    words = iter(told.split())
    for word in words:
        numbers = _numbers(f"{next(words, '')} {next(words, '')}") if word == "g" else [1.0, *_numbers(word)]
        if len(numbers) != 2 or len(out) >= count:
            break
        times, advance = numbers
        out += [advance] * min(int(max(times, 0)), count - len(out))
    return [*out, *[size] * (count - len(out))]


def _numbers(text: str) -> list[float]:
    """Numbers parted by blanks; none at all where one of them is none."""
    try:
        return [max(-_LARGEST, min(_LARGEST, number)) for number in map(float, text.split()) if not math.isnan(number)]
    except ValueError:
        return []
