"""The parts of a Word package, found by their relations and not by their names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.markup import Element, attribute, children, parse_xml
from hongdong_rubric.readers.package import Package

_WANTED = ("styles", "numbering", "footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class Parts:
    """The main document and the parts that it relates to, as root elements, by the last word of the relation."""

    document: Element
    others: dict[str, Element] = field(default_factory=dict)


def open_parts(data: bytes) -> Parts:
    """Open a Word package; raises :class:`FormatError`."""
    package = Package(data)
    main = _main_part(package)
    folder, name = posixpath.split(main)
    related = _relations(package, f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels", folder)
    others = {}
    for kind in _WANTED:
        target = package.find(related.get(kind, posixpath.join(folder, f"{kind}.xml")))
        if target:
            others[kind] = parse_xml(package.read(target), target[:60])
    return Parts(parse_xml(package.read(main), "正文"), others)


def _main_part(package: Package) -> str:
    named = _relations(package, "_rels/.rels", "").get("officeDocument", "")
    for name in (named, "word/document.xml", "word/document2.xml"):
        found = package.find(name) if name else None
        if found:
            return found
    raise FormatError("里面没有 Word 正文:请用 Word 或 WPS 打开后另存为 docx")


def _relations(package: Package, name: str, folder: str) -> dict[str, str]:
    """Targets inside the package by the last word of the relation's type."""
    found = package.find(name)
    if found is None:
        return {}
    targets: dict[str, str] = {}
    for relation in children(parse_xml(package.read(found), found[:60]), "Relationship"):
        if attribute(relation, "TargetMode") == "External":
            continue
        target = attribute(relation, "Target")
        path = target if target.startswith("/") else posixpath.join(folder, target)
        targets.setdefault(attribute(relation, "Type").rpartition("/")[2], posixpath.normpath(path).lstrip("/"))
    return targets
