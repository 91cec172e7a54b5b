"""What a paragraph says: its text as Word shows it, with the text boxes and notes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hongdong_rubric.readers.docx.styles import Styles, hidden
from hongdong_rubric.readers.markup import Element, attribute, child, children, deepen, split_tag

# The namespaces of both conformance classes, and of formulas; "t" means something else in drawings.
_WORDS = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    )
)
_DELETED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
_SILENT = frozenset(("instrText", "delText", "delInstrText", "rt", "annotationRef", "binData", "sectPr"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
# Characters of Word's symbol fonts by code, without the private-use offset.
_SYMBOLS = {
    0xA8: "□",
    0x6F: "□",
    0xFE: "☑",
    0x52: "☑",
    0xFC: "√",
    0x50: "√",
    0xFB: "×",
    0x4F: "×",
    0xE0: "→",
    0xD8: "▶",
}
_PRIVATE = 0xF000


@dataclass(slots=True)
class Inline:
    """The text of a paragraph; its text boxes; its notes as (part, identity); what was seen on the way."""

    text: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    tracked: bool = False
    commented: bool = False


def read_runs(paragraph: Element, styles: Styles) -> Inline:
    """Walk through a paragraph; deletions are left out, insertions taken. Raises :class:`FormatError`."""
    inline = Inline()
    _walk(paragraph, inline, styles, 0)
    return inline


def _walk(element: Element, out: Inline, styles: Styles, depth: int) -> None:
    depth = deepen(depth)
    for one in element:
        namespace, name = split_tag(one.tag)
        if name in _DELETED:
            out.tracked = True
        elif name == "t":
            out.text.append((one.text or "") if namespace in _WORDS else "")
        elif not _take(one, name, out) and not _is_silent(one, name, styles):
            out.tracked |= name in _INSERTED
            _walk(chosen(one) if name == "AlternateContent" else one, out, styles, depth)


def _take(element: Element, name: str, out: Inline) -> bool:
    """Take what is no text but stands for some, or hangs on it; False for all else."""
    if name in _CHARACTERS:
        out.text.append(_CHARACTERS[name])
    elif name in _NOTES:
        out.notes.append((_NOTES[name], attribute(element, "id")))
    elif name == "txbxContent":
        out.boxes.append(element)
    elif name == "sym":
        out.text.append(_symbol(attribute(element, "char")))
    elif name == "commentReference":
        out.commented = True
    else:
        return False
    return True


def _is_silent(element: Element, name: str, styles: Styles) -> bool:
    """Whether nothing under an element is shown: properties, hidden runs, hints in empty form fields."""
    if name in _SILENT or (name.endswith("Pr") and name != "fPr"):
        return True
    if name == "r":
        properties = child(element, "rPr")
        style = child(properties, "rStyle")
        told = hidden(properties)
        return bool(styles.of(attribute(style, "val")).hidden) if told is None and style is not None else bool(told)
    return name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None


def chosen(alternatives: Element) -> Element:
    """One of several forms of the same thing: the first that holds text, else the one for old programs."""
    for choice in children(alternatives, "Choice"):
        # Alternatives stand in alternatives, and each looks through all in it: sought by lxml, that costs little.
        if next(choice.iter("{*}t"), None) is not None:
            return choice
    fallback = child(alternatives, "Fallback")
    return fallback if fallback is not None else alternatives


def _symbol(code: str) -> str:
    try:
        value = int(code[:6], 16)
    except ValueError:
        return ""
    if value >= _PRIVATE:
        return _SYMBOLS.get(value - _PRIVATE, "·")
    return chr(value) if 0x20 <= value < 0xD800 else ""
