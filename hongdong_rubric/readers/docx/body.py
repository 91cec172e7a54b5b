"""The blocks of a Word document in reading order, as lines: paragraphs, tables, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hongdong_rubric.readers.docx.numbering import Numbering, integer
from hongdong_rubric.readers.docx.runs import chosen, read_runs
from hongdong_rubric.readers.docx.styles import Styles, number_of, outline
from hongdong_rubric.readers.headings import heading_line
from hongdong_rubric.readers.markup import Element, attribute, child, children, deepen, local_name
from hongdong_rubric.readers.tables import row_lines

_ENDED = tuple("。…!?;\uff01\uff1f\uff1b")
_WRAPPERS = frozenset(("customXml", "smartTag", "ins", "moveTo", "sdtContent"))
_TAIL = " \t\u3000"


@dataclass(slots=True)
class _Open:
    """A paragraph whose mark has not come yet: its text in pieces, and the properties told last."""

    text: list[str] = field(default_factory=list)
    properties: Element | None = None


@dataclass(slots=True)
class Body:
    """Walks through a document once, counting its automatic numbers on the way.

    ``notes`` are the foot- and endnotes by (part, identity). ``tracked``, ``commented`` and ``embedded`` say what was
    met: changes not accepted, comments, files inside the file.
    """

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    tracked: bool = False
    commented: bool = False
    embedded: bool = False
    _open: _Open = field(default_factory=_Open)

    def lines(self, story: Element, depth: int = 0) -> Iterator[str]:
        """The lines of what holds whole paragraphs: the body, a cell, a text box, a note.

        Soft breaks stay inside a line. Raises :class:`FormatError`.
        """
        outside, self._open = self._open, _Open()
        yield from self._blocks(story, depth)
        yield from self._rest()
        self._open = outside

    def _blocks(self, container: Element, depth: int) -> Iterator[str]:
        depth = deepen(depth)
        for block in container:
            name = local_name(block)
            if name == "p":
                yield from self._paragraph(block, depth)
            elif name == "tbl":
                yield from self._rest()
                yield from self._table(block, depth)
            elif name in _WRAPPERS:
                self.tracked |= name in ("ins", "moveTo")
                yield from self._blocks(block, depth)
            elif name == "sdt":
                yield from self._control(block, depth)
            elif name == "AlternateContent":
                yield from self._blocks(chosen(block), depth)
            elif name in ("del", "moveFrom"):
                self.tracked = True
            elif name == "altChunk":
                self.embedded = True

    def _control(self, control: Element, depth: int) -> Iterator[str]:
        """A content control: hints in empty ones and tables of contents are no text of the report."""
        properties = child(control, "sdtPr")
        gallery = child(properties, "docPartObj", "docPartGallery")
        contents = gallery is not None and attribute(gallery, "val") == "Table of Contents"
        content = child(control, "sdtContent")
        if content is not None and not contents and child(properties, "showingPlcHdr") is None:
            yield from self._blocks(content, depth)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[str]:
        inline = read_runs(paragraph, self.styles)
        self.tracked |= inline.tracked
        self.commented |= inline.commented
        self._open.text += inline.text
        self._open.properties = child(paragraph, "pPr")
        if child(self._open.properties, "rPr", "del") is None:
            yield from self._close()
        else:
            # The mark at its end is deleted: what is left of it belongs to the paragraph that follows.
            self.tracked = True
        for box in inline.boxes:
            yield from self.lines(box, depth)
        for note in inline.notes:
            yield from self._note(note, depth)

    def _close(self) -> Iterator[str]:
        """The open paragraph as a line with its number, if it holds anything."""
        text, properties = "".join(self._open.text), self._open.properties
        self._open = _Open()
        style_name = child(properties, "pStyle")
        identity = attribute(style_name, "val") if style_name is not None else ""
        style = self.styles.of(identity)
        if style.contents:
            return
        # Word counts the empty paragraphs of a list too; a number alone says nothing.
        label = self._label(properties, identity)
        if text.strip():
            told = outline(properties)
            level = style.heading if told is None else told
            line = _labelled(label, text.strip(_TAIL).rstrip())
            yield heading_line(line, level) if level else line

    def _rest(self) -> Iterator[str]:
        """What is left of a paragraph whose mark is deleted, where none follows that could take it up."""
        if any(text.strip() for text in self._open.text):
            yield from self._close()
        self._open = _Open()

    def _label(self, properties: Element | None, identity: str) -> str:
        """The number that Word shows before a paragraph; steps the list on."""
        style = self.styles.of(identity)
        own = child(properties, "numPr")
        instance, level = number_of(own, "numId"), number_of(own, "ilvl")
        if instance is None:
            instance = style.instance
            bound = self.numbering.level_of_style(instance or "", identity or self.styles.default)
            inherited = bound if bound is not None else style.level
            number = integer(level, 0) if level is not None else inherited or 0
        else:
            number = integer(level or "0", 0)
        return self.numbering.step(instance, number) if instance and instance != "0" else ""

    def _note(self, note: tuple[str, str], depth: int) -> Iterator[str]:
        """A note stands behind the paragraph that refers to it, as a sentence; each is read once."""
        content = self.notes.pop(note, None)
        if content is None:
            return
        text = "".join(line.strip() for line in self.lines(content, depth))
        if text:
            yield f"注:{text}" if text.endswith(_ENDED) else f"注:{text}。"

    def _table(self, table: Element, depth: int) -> Iterator[str]:
        for row in _inside(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.tracked = True
                continue
            self.tracked |= child(row, "trPr", "ins") is not None
            cells = [list(self.lines(cell, depth)) for cell in _inside(row, "tc") if not _is_merged(cell)]
            yield from row_lines(cells)


def _labelled(label: str, text: str) -> str:
    """Label and text; a blank keeps a number from running into the figure behind it."""
    if not label:
        return text
    return f"{label} {text}" if label[-1].isascii() and label[-1].isalnum() else f"{label}{text}"


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    for one in element:
        own = local_name(one)
        if own == name:
            yield one
        elif own in _WRAPPERS:
            yield from children(one, name)
        elif own == "sdt" and (content := child(one, "sdtContent")) is not None:
            yield from children(content, name)


def _is_merged(cell: Element) -> bool:
    """Whether a cell only continues the one above or beside it."""
    properties = child(cell, "tcPr")
    for name in ("vMerge", "hMerge"):
        found = child(properties, name)
        if found is not None and attribute(found, "val", "continue") == "continue":
            return True
    return False
