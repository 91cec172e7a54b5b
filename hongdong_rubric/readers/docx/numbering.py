"""Automatic numbering: what Word shows before a paragraph and the file does not hold (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hongdong_rubric.readers.docx.numerals import write_number
from hongdong_rubric.readers.markup import Element, attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
# More would be counted for nobody, and each digit of a huge start costs.
_MOST = 1_000_000
_TURNS = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: what it starts at, its number format, its text with %1 to %9, when it restarts.

    ``restart`` is the 1-based level whose step restarts this one, 0 for never, None for any level above. ``style`` is
    the paragraph style that is bound to it. ``digits`` shows the levels above in decimal (第1.1条).
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    digits: bool = False


@dataclass(slots=True)
class _Counter:
    """What is counted along one abstract list; shared by all its instances."""

    values: dict[int, int] = field(default_factory=dict)
    overridden: set[tuple[str, int]] = field(default_factory=set)


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counters: dict[str, _Counter] = field(default_factory=dict)

    def level_of_style(self, instance: str, style: str) -> int | None:
        """The level of a list that is bound to a paragraph style."""
        levels = self.abstracts.get(self.instances.get(instance, ""), {})
        return next((number for number, level in levels.items() if style and level.style == style), None)

    def step(self, instance: str, number: int) -> str:
        """Count one paragraph of a list instance at a 0-based level; returns the label that Word shows."""
        abstract = self.instances.get(instance)
        if abstract is None or not 0 <= number < _LEVELS:
            return ""
        counter = self._counters.setdefault(abstract, _Counter())
        self._advance(counter, instance, abstract, number)
        own = self._level(instance, abstract, number)
        if own.form in ("bullet", "none") and not _PLACE.search(own.text.replace(f"%{number + 1}", "")):
            return "" if own.form == "bullet" else _PLACE.sub("", own.text)

        def shown(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            level = self._level(instance, abstract, wanted)
            form = "decimal" if own.digits and wanted < number else level.form
            return write_number(counter.values.get(wanted, level.start), form)

        return _PLACE.sub(shown, own.text)

    def _advance(self, counter: _Counter, instance: str, abstract: str, number: int) -> None:
        own = self._level(instance, abstract, number)
        start = self.starts.get(instance, {}).get(number)
        if start is not None and (instance, number) not in counter.overridden:
            counter.overridden.add((instance, number))
            counter.values[number] = start
        else:
            first = own.start if start is None else start
            counter.values[number] = counter.values.get(number, first - 1) + 1
        for above in range(number):
            counter.values.setdefault(above, self._level(instance, abstract, above).start)
        for below in range(number + 1, _LEVELS):
            restart = self._level(instance, abstract, below).restart
            if below in counter.values and (restart is None or (restart and number < restart)):
                del counter.values[below]

    def _level(self, instance: str, abstract: str, number: int) -> Level:
        own = self.overrides.get(instance, {}).get(number)
        return own or self.abstracts.get(abstract, {}).get(number) or Level()


def read_numbering(root: Element | None, style_lists: dict[str, str]) -> Numbering:
    """The lists of ``numbering.xml``; ``style_lists`` gives the list instance of each numbering style."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for abstract in children(root, "abstractNum"):
        identity = attribute(abstract, "abstractNumId")
        numbering.abstracts[identity] = _levels(abstract)
        if (link := child(abstract, "numStyleLink")) is not None:
            links[identity] = attribute(link, "val")
    for instance in children(root, "num"):
        _read_instance(instance, numbering)
    for identity, style in links.items():
        _follow(numbering, identity, style, links, style_lists)
    return numbering


def _follow(
    numbering: Numbering, identity: str, style: str, links: dict[str, str], style_lists: dict[str, str]
) -> None:
    """Give a list that only names a style the levels of the list that the style names; links may lead in a circle."""
    target = identity
    for _ in range(_TURNS):
        target = numbering.instances.get(style_lists.get(style, ""), "")
        if target not in links:
            break
        style = links[target]
    if target in numbering.abstracts and target not in links:
        numbering.abstracts[identity] = numbering.abstracts[target]


def _read_instance(instance: Element, numbering: Numbering) -> None:
    identity = attribute(instance, "numId")
    link = child(instance, "abstractNumId")
    numbering.instances[identity] = attribute(link, "val") if link is not None else ""
    for override in children(instance, "lvlOverride"):
        number = integer(attribute(override, "ilvl"), 0)
        if (level := child(override, "lvl")) is not None:
            numbering.overrides.setdefault(identity, {})[number] = _level(level)
        if (start := child(override, "startOverride")) is not None:
            numbering.starts.setdefault(identity, {})[number] = integer(attribute(start, "val"), 1)


def _levels(abstract: Element) -> dict[int, Level]:
    """The levels of a list by number; what a file counts beyond the nine of the standard is none."""
    found = ((integer(attribute(level, "ilvl"), 0), level) for level in children(abstract, "lvl"))
    return {number: _level(level) for number, level in found if 0 <= number < _LEVELS}


def _level(level: Element) -> Level:
    def value(name: str, default: str = "") -> str:
        found = _format(level) if name == "numFmt" else child(level, name)
        return attribute(found, "val", default) if found is not None else default

    restart = value("lvlRestart")
    legal = child(level, "isLgl")
    return Level(
        start=integer(value("start"), 0),
        form=value("numFmt", "decimal"),
        text=value("lvlText")[:80],
        restart=integer(restart, 0) if restart else None,
        style=value("pStyle"),
        digits=legal is not None and attribute(legal, "val", "1") not in ("0", "false", "off"),
    )


def _format(level: Element) -> Element | None:
    """The number format; newer programs keep it beside one for older programs."""
    found = child(level, "numFmt")
    if found is None:
        found = child(level, "AlternateContent", "Choice", "numFmt")
        fallback = child(level, "AlternateContent", "Fallback", "numFmt")
        custom = found is None or attribute(found, "val") == "custom"
        return fallback if custom and fallback is not None else found
    return found


def integer(text: str, default: int) -> int:
    """A number of a file, within reason; the default for what is none."""
    try:
        return max(-_MOST, min(_MOST, int(text[:12])))
    except ValueError:
        return default
