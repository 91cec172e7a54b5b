"""Small PDF and OFD files, set as offices set them: indented paragraphs, wrapped lines, running heads, page numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.hongdong_rubric.readers.word import package

SIZE, PITCH = 16, 28
LEFT, TOP, WIDTH, HEIGHT = 74, 90, 595, 842
COLUMNS = 28
ROWS = 24
_NO_START = "。,、;:!?)》”%\uff0c\uff1b\uff1a\uff01\uff1f\uff09"


@dataclass(frozen=True, slots=True)
class Row:
    """Text at a place: points from the left, from the top; the size of its type."""

    left: float
    top: float
    text: str
    size: float = SIZE


def columns(text: str) -> float:
    """The width of a text in Han characters."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def wrap(text: str, indent: int = 2, width: int = COLUMNS) -> list[tuple[int, str]]:
    """The rows of a paragraph as (indent, text); no row begins with a closing sign."""
    rows: list[tuple[int, str]] = []
    row, first = "", indent
    for char in text:
        if columns(row + char) > width - first and char not in _NO_START:
            rows.append((first, row))
            row, first = "", 0
        row += char
    return [*rows, (first, row)]


def set_report(text: str, head: str = "", indent: int = 2) -> list[list[Row]]:
    """The pages of a report: its first line is the title; blank lines are left out."""
    title, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    flow: list[tuple[float, str]] = [((COLUMNS - columns(row)) / 2, row) for _, row in wrap(title, 0, COLUMNS - 4)]
    for paragraph in paragraphs:
        flow += wrap(paragraph, indent)
    pages = []
    for number, start in enumerate(range(0, len(flow), ROWS), 1):
        rows = [Row(LEFT, 60, head, 9)] if head else []
        for index, (own, row) in enumerate(flow[start : start + ROWS]):
            rows.append(Row(LEFT + own * SIZE, TOP + index * PITCH, row))
        rows.append(Row(WIDTH / 2 - 20, 800, f"- {number} -", 12))
        pages.append(rows)
    return pages


def set_by_count(text: str, count: int = 26, indent: str = "") -> list[list[Row]]:
    """The pages of a report whose rows are broken after so many characters, wherever that is."""
    rows = []
    for line in (one.strip() for one in text.splitlines() if one.strip()):
        shown = indent + line
        rows += [shown[start : start + count] for start in range(0, len(shown), count)]
    pages = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    return [[Row(LEFT, TOP + index * PITCH, row) for index, row in enumerate(page)] for page in pages]


def pdf(pages: Sequence[Sequence[Row]], more: str = "") -> bytes:
    """A PDF of rows in a Chinese font that every reader knows; ``more`` stands in the catalogue."""
    kids = " ".join(f"{10 + 2 * index} 0 R" for index in range(len(pages)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 {WIDTH} {HEIGHT}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    }
    for index, rows in enumerate(pages):
        stream = "\n".join(map(_shown, rows)).encode()
        objects[10 + 2 * index] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {11 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * index] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return pdf_of(objects)


def _shown(row: Row) -> str:
    code = row.text.encode("utf-16-be").hex()
    return f"BT /F1 {row.size} Tf {row.left:.2f} {HEIGHT - row.top:.2f} Td <{code}> Tj ET"


def pdf_of(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects; number 1 is the catalogue."""
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(pages: Sequence[Iterable[Row]], extra: str = "") -> bytes:
    """An OFD of rows, in points for millimetres; ``extra`` stands on every page."""
    files = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, rows in enumerate(pages):
        shown = "".join(map(_text_object, rows))
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{shown}{extra}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return package(files)


def _text_object(row: Row) -> str:
    advances = " ".join(f"{columns(char) * row.size:g}" for char in row.text[:-1])
    return (
        f'<ofd:TextObject Boundary="{row.left} {row.top - row.size} 500 {row.size}" Size="{row.size}">'
        f'<ofd:TextCode X="0" Y="{row.size}" DeltaX="{advances}">{escape(row.text)}</ofd:TextCode></ofd:TextObject>'
    )
