"""Reports as Word files: headings by style, automatic numbers, tables, boxes, notes, tracked changes."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import escape

import docx

from hongdong_rubric.readers.docx.numerals import counting
from tests.hongdong_rubric.readers.word import level, p, r, table, word

_NUMBERED = (
    (0, re.compile(r"([一二三四五六七八九十]+)、")),
    (1, re.compile(r"[(\uff08]([一二三四五六七八九十]+)[)\uff09]")),
    (2, re.compile(r"(\d{1,2})[.\uff0e]")),
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{number}"><w:name w:val="heading {number}"/>'
    f'<w:pPr><w:numPr><w:ilvl w:val="{number - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for number in (1, 2, 3)
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>')
    + level(1, "chineseCounting", "(%2)", '<w:pStyle w:val="2"/>')
    + level(2, "decimal", "%3.", '<w:pStyle w:val="3"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
# What a reader who takes deletions, comments or hidden text in would find there.
_GONE = "全年组织法治政府建设示范创建,召开听证会12场,专家论证8次。"


class _Count:
    """Tells whether Word would number a paragraph as its author did by hand."""

    def __init__(self) -> None:
        self._values = [0, 0, 0]

    def take(self, line: str) -> tuple[int, str] | None:
        """Level and text behind the number, where the number is the next of its list."""
        for number, pattern in _NUMBERED:
            match = pattern.match(line)
            if not match:
                continue
            following = self._values[number] + 1
            if match[1] != (str(following) if number == 2 else counting(following)):
                return None
            if not all(self._values[:number]):
                return None
            self._values[number:] = [following, *[0] * (2 - number)]
            return number, line[match.end() :]
        return None


def tracked_draft(text: str) -> bytes:
    """A draft that numbers by style and keeps its changes; every seventh paragraph stands in a table, every ninth in a
    text box, every fifth was changed.
    """
    count, body = _Count(), []
    for index, line in enumerate(one.strip() for one in text.splitlines() if one.strip()):
        taken = count.take(line)
        shown = escape(taken[1] if taken else line)
        style = f'<w:pStyle w:val="{taken[0] + 1}"/>' if taken else ""
        if index % 5 == 2:
            half = len(shown) // 2 if "&" not in shown else 0
            gone = f'<w:del w:id="9"><w:r><w:delText>{_GONE}</w:delText></w:r></w:del>'
            body.append(p(f'{r(shown[:half])}{gone}<w:ins w:id="8">{r(shown[half:])}</w:ins>', style))
        elif index % 7 == 3 and not taken:
            body.append(table((shown,)))
        elif index % 9 == 4 and not taken:
            box = f"<w:txbxContent>{p(shown)}</w:txbxContent>"
            body.append(
                p(
                    f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
                    "</mc:Fallback></mc:AlternateContent></w:r>"
                )
            )
        else:
            body.append(p(r(shown) + r(_GONE, "<w:vanish/>"), style))
    return word("".join(body), styles=STYLES, numbering=NUMBERING, comments="<w:comment/>")


def written_draft(text: str) -> bytes:
    """A draft that a common library wrote: title and headings by style, some paragraphs in a table."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "清川县文件"
    section.footer.paragraphs[0].text = "第 1 页"
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    document.add_heading(title, 0)
    for index, line in enumerate(lines):
        heading = next((number for number, pattern in _NUMBERED[:2] if pattern.match(line)), None)
        if heading is not None and len(line) < 40:
            document.add_heading(line, heading + 1)
        elif index % 6 == 5:
            document.add_table(1, 1).cell(0, 0).text = line
        else:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
