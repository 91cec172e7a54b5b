"""An element of a page as lines, the way a browser would break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hongdong_rubric.readers.headings import heading_line
from hongdong_rubric.readers.markup import Element, attribute, deepen, local_name
from hongdong_rubric.readers.tables import row_lines

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "iframe",
        "frame",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "math",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "datalist",
        "colgroup",
        "col",
    ]
)
# The first level is the title of the page.
_HEADINGS = {f"h{level}": level for level in range(2, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Pages of WeChat hide their article until a script shows it: saved without scripts, it stays so.
_SHOWN_BY_SCRIPT = "js_content"
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]"
_BROKEN_HAN = re.compile(rf"(?<={_HAN})[ \t]*[\r\n][\s]*(?={_HAN})")
# The blanks that a browser makes one; an ideographic one is a character.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_WIDTH = "\u200b\u2060\ufeff"


def is_hidden(element: Element) -> bool:
    """Whether a browser shows nothing of an element."""
    return (
        local_name(element) in SILENT
        or element.get("hidden") is not None
        or (_HIDDEN.search(attribute(element, "style")) is not None and attribute(element, "id") != _SHOWN_BY_SCRIPT)
    )


def element_lines(element: Element, skipped: frozenset[Element] = frozenset()) -> list[str]:
    """All lines of an element that hold something, without their outer blanks. Raises :class:`FormatError`."""
    return [line for line in _Lines(skipped).all(element) if line]


class _Lines:
    """Walks through an element; text of inline elements runs together until a block begins or ends."""

    def __init__(self, skipped: frozenset[Element]) -> None:
        self._skipped = skipped
        self._run: list[str] = []
        self._typed = False

    def all(self, element: Element) -> Iterator[str]:
        yield from self._walk(element, 0)
        yield from self._flush()

    def _walk(self, element: Element, depth: int) -> Iterator[str]:
        depth = deepen(depth)
        typed, self._typed = self._typed, self._typed or local_name(element) == "pre"
        yield from self._text(element.text)
        for one in element:
            yield from self._element(one, depth)
            yield from self._text(one.tail)
        self._typed = typed

    def _text(self, text: str | None) -> Iterator[str]:
        """Text of the source; only where it stands as typed do its lines end."""
        first, *others = (text or "").splitlines() or [""] if self._typed else [text or ""]
        self._run.append(first)
        for line in others:
            yield from self._flush()
            self._run.append(line)

    def _element(self, element: Element, depth: int) -> Iterator[str]:
        name = local_name(element)
        if element in self._skipped or is_hidden(element):
            return
        if name == "br":
            yield from self._flush()
        elif name == "tr":
            yield from self._flush()
            yield from self._row(element, depth)
        elif name in _BLOCKS:
            yield from self._flush()
            yield from self._walk(element, depth)
            yield from self._flush(_HEADINGS.get(name, 0))
        else:
            yield from self._walk(element, depth)

    def _row(self, row: Element, depth: int) -> Iterator[str]:
        cells = []
        for one in row:
            if local_name(one) in ("td", "th") and not is_hidden(one):
                inner = _Lines(self._skipped)
                cells.append([line for line in (*inner._walk(one, depth), *inner._flush()) if line])
        yield from row_lines(cells)

    def _flush(self, level: int = 0) -> Iterator[str]:
        """The line at hand, if any."""
        joined = _BLANKS.sub(" ", _BROKEN_HAN.sub("", "".join(self._run))).strip().strip(_NO_WIDTH).strip()
        self._run = []
        if joined:
            yield heading_line(joined, level) if level else joined
