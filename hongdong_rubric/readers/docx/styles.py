"""Paragraph and character styles: outline level, numbering, whether hidden; inherited along basedOn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hongdong_rubric.readers.docx.numbering import integer
from hongdong_rubric.readers.markup import Element, attribute, child, children

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*(?:\d|heading)|(?:WPSOffice手动)?目录\s*\d?|table of figures", re.IGNORECASE)
_BODY_LEVEL = 9
_TURNS = 30


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a paragraph or run.

    ``heading`` is 1 to 9, 0 for none, None where the style leaves it open; ``instance`` and ``level`` are those of
    its numbering; ``contents`` marks lines of a table of contents.
    """

    heading: int | None = None
    instance: str | None = None
    level: int | None = None
    hidden: bool | None = None
    contents: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by identity, with what they inherit; ``default`` is the paragraph style that needs no naming."""

    known: dict[str, Style]
    default: str = ""

    def of(self, identity: str) -> Style:
        """A style with what it inherits; an unknown one says nothing."""
        return self.known.get(identity or self.default, Style())

    def lists(self) -> dict[str, str]:
        """The list instance of each style that has one."""
        return {name: style.instance for name, style in self.known.items() if style.instance}


def read_styles(root: Element | None) -> Styles:
    """The styles of ``styles.xml``."""
    own: dict[str, Style] = {}
    default = ""
    for style in children(root, "style") if root is not None else ():
        identity = attribute(style, "styleId")
        own[identity] = _style(style)
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
            default = identity
    return Styles({identity: _inherited(identity, own) for identity in own}, default)


def _style(element: Element) -> Style:
    name = child(element, "name")
    named = attribute(name, "val") if name is not None else ""
    base = child(element, "basedOn")
    properties = child(element, "pPr")
    numbering = child(properties, "numPr")
    match = _HEADING.fullmatch(named.strip())
    return Style(
        heading=int(match[1]) if match else outline(properties),
        instance=number_of(numbering, "numId"),
        level=_integer_of(numbering, "ilvl"),
        hidden=hidden(child(element, "rPr")),
        contents=_CONTENTS.fullmatch(named.strip()) is not None,
        base=attribute(base, "val") if base is not None else "",
    )


def _inherited(identity: str, own: dict[str, Style]) -> Style:
    """A style with what its ancestors say where it is silent; they may name each other in a circle."""
    style = own[identity]
    base = style.base
    for _ in range(_TURNS):
        above = own.get(base)
        if above is None:
            break
        style = Style(
            heading=above.heading if style.heading is None else style.heading,
            instance=above.instance if style.instance is None else style.instance,
            level=above.level if style.level is None else style.level,
            hidden=above.hidden if style.hidden is None else style.hidden,
            contents=style.contents or above.contents,
        )
        base = above.base
    return style


def outline(properties: Element | None) -> int | None:
    """The heading level of paragraph properties: 1 to 9, 0 for body text, None where they do not tell."""
    found = child(properties, "outlineLvl")
    if found is None:
        return None
    level = integer(attribute(found, "val"), _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def number_of(numbering: Element | None, name: str) -> str | None:
    """A value of numbering properties; None where it is not given."""
    found = child(numbering, name)
    return attribute(found, "val") if found is not None else None


def _integer_of(numbering: Element | None, name: str) -> int | None:
    found = number_of(numbering, name)
    return integer(found, 0) if found is not None else None


def hidden(properties: Element | None) -> bool | None:
    """Whether run properties hide their text; None where they do not tell."""
    found = child(properties, "vanish")
    return attribute(found, "val", "1") not in ("0", "false", "off") if found is not None else None
