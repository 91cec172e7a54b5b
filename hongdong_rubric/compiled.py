"""Rubrics and lexicons as bytes that load in a fiftieth of the time that their YAML takes; see :mod:`.cache`.

The form is JSON made for fast reading: one table for each kind of value, a column for each field, equal values once.
It is no format to keep or exchange: whoever keeps it must make it anew when this module or the values change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Any, TypeVar

from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.rubric import (
    TERM_TABLES,
    Chapter,
    Element,
    Item,
    Pattern,
    Prepared,
    Rubric,
    Rule,
    Severity,
    Slot,
    Terms,
    Values,
)
from scorer.text import Part, Scope

# Python reads it several times as fast as UTF-8.
_ENCODING = "utf-16-le"
# No word in folded spelling holds a blank.
_BLANK = " "
_BREAK = "\n"
_HEAD = ("id", "title", "version", "digest", "first_year", "last_year")
_LISTS = ("known", "trios")
_SCOPES = ("within", "near_within", "not_near_within")
_CONDITIONS = ("near", "not_near", "not_in")
_DIGITS = "0123456789"
_OF_PARTS = ("parts", "openers")

T = TypeVar("T")


class _Numbers(dict[T, int]):
    """Numbers for values, given out in the order in which they are first asked for."""

    def __missing__(self, value: T) -> int:
        self[value] = number = len(self)
        return number


def encode_lexicon(lexicon: Lexicon) -> bytes:
    """A lexicon as bytes."""
    return _dump(lexicon._asdict())


def decode_lexicon(data: bytes) -> Lexicon:
    """The lexicon of :func:`encode_lexicon`."""
    told = {name: _tuples(value) for name, value in _load(data).items()}
    for name in _OF_PARTS:
        told[name] = tuple((Part(part), cues) for part, cues in told[name])
    return Lexicon(**told)


def encode_rubric(rubric: Rubric) -> bytes:
    """A rubric as bytes, without its lexicon."""
    items, elements = list(rubric.items()), list(rubric.elements())
    rules = [rule for element in elements for rule in element.rules]
    slots: _Numbers[Slot] = _Numbers()
    slot_rows: _Numbers[tuple[Slot, ...]] = _Numbers()
    patterns: _Numbers[Pattern] = _Numbers()
    pattern_rows: _Numbers[tuple[Pattern, ...]] = _Numbers()
    told = {
        "rules": _columns(
            Rule,
            rules,
            slots=[slot_rows[rule.slots] for rule in rules],
            **{name: [pattern_rows[row] for row in map(attrgetter(name), rules)] for name in _CONDITIONS},
        ),
        "pattern_rows": _flat([[patterns[one] for one in row] for row in pattern_rows]),
        "patterns": _columns(Pattern, patterns, slots=[slot_rows[one.slots] for one in patterns]),
        "slot_rows": _flat([[slots[one] for one in row] for row in slot_rows]),
        "slots": _columns(Slot, slots, words=_lengths([one.words for one in slots])),
        "words": _BLANK.join(word for one in slots for word in one.words),
        "elements": _columns(Element, elements, rules=_lengths([one.rules for one in elements])),
        "items": _columns(Item, items, elements=_lengths([one.elements for one in items])),
        "chapters": _columns(Chapter, rubric.chapters, items=_lengths([one.items for one in rubric.chapters])),
        "values": list(rubric.values),
        "prepared": _encode_prepared(rubric.prepared) if rubric.prepared else None,
        "head": {name: getattr(rubric, name) for name in _HEAD},
    }
    return _dump(told)


def decode_rubric(data: bytes, lexicon: Lexicon, language: Language) -> Rubric:
    """The rubric of :func:`encode_rubric`, with the lexicon that it was loaded with."""
    told = _load(data)
    words = tuple(_split(told["words"], _BLANK))
    slots = _made(Slot, told["slots"], words=lambda lengths: _rows(lengths, words))
    slot_rows = _rows_of(told["slot_rows"], slots)
    patterns = _made(Pattern, told["patterns"], slots=lambda numbers: map(slot_rows.__getitem__, numbers))
    pattern_rows = _rows_of(told["pattern_rows"], patterns)
    scopes = {scope.value: scope for scope in Scope}
    rules = _made(
        Rule,
        told["rules"],
        slots=lambda numbers: map(slot_rows.__getitem__, numbers),
        **dict.fromkeys(_CONDITIONS, lambda numbers: map(pattern_rows.__getitem__, numbers)),
        **dict.fromkeys(_SCOPES, lambda names: map(scopes.__getitem__, names)),
    )
    elements = _made(
        Element,
        told["elements"],
        rules=lambda lengths: _rows(lengths, rules),
        severity=lambda names: map(Severity, names),
    )
    items = _made(
        Item, told["items"], elements=lambda lengths: _rows(lengths, elements), levels=lambda rows: map(tuple, rows)
    )
    return Rubric(
        **told["head"],
        values=Values(*told["values"]),
        chapters=_made(Chapter, told["chapters"], items=lambda lengths: _rows(lengths, items)),
        lexicon=lexicon,
        prepared=_decode_prepared(told["prepared"]) if told["prepared"] else None,
        language=language,
    )


def _encode_prepared(prepared: Prepared) -> dict[str, Any]:
    terms = prepared.terms
    return {
        "words": _BLANK.join(prepared.words),
        "anchors": _joined(prepared.anchors),
        "terms": {name: _BLANK.join(getattr(terms, name)) for name in _LISTS}
        | {name: _joined(getattr(terms, name)) for name in TERM_TABLES},
    }


def _decode_prepared(told: Mapping[str, Any]) -> Prepared:
    terms: dict[str, Any] = {name: tuple(_split(told["terms"][name], _BLANK)) for name in _LISTS}
    terms |= {name: _table(told["terms"][name]) for name in TERM_TABLES}
    return Prepared(tuple(_split(told["words"], _BLANK)), _table(told["anchors"]), Terms(**terms))


def _joined(table: Mapping[str, str]) -> tuple[str, str]:
    """A table as two texts, its keys and what stands under them: far fewer texts to read."""
    return _BREAK.join(table), _BREAK.join(table.values())


def _table(told: tuple[str, str]) -> dict[str, str]:
    keys, values = told
    return dict(zip(keys.split(_BREAK), values.split(_BREAK), strict=True)) if keys or values else {}


def _split(joined: str, mark: str) -> list[str]:
    return joined.split(mark) if joined else []


def _dump(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(_ENCODING)


def _load(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data.decode(_ENCODING))
    return found


def _columns(kind: type[Any], values: Iterable[Any], **instead: Sequence[int]) -> dict[str, Any]:
    """The values of each field; ``instead`` are columns of numbers for fields that hold other tables' values."""
    values = tuple(values)
    return {name: instead.get(name) or _column([getattr(one, name) for one in values]) for name in kind._fields}


def _column(values: list[Any]) -> list[Any] | dict[str, Any]:
    """A column; one of a few different values as these and a digit for each place, which is read in no time."""
    # By their text, since true and 1 are equal.
    few = {repr(value): value for value in values}
    if len(few) > len(_DIGITS):
        return values
    digits = dict(zip(few, _DIGITS, strict=False))
    return {"of": list(few.values()), "at": "".join(digits[repr(value)] for value in values)}


def _made(kind: type[T], columns: Mapping[str, Any], **meant: Callable[[Any], Iterable[Any]]) -> tuple[T, ...]:
    """Values of a named tuple from the columns of its fields; ``meant`` tells what a column stands for."""
    read: list[Iterable[Any]] = []
    for name, column in columns.items():
        few = column["of"] if isinstance(column, dict) else column
        values = meant[name](few) if name in meant else few
        if isinstance(column, dict):
            values = map(dict(zip(_DIGITS, values, strict=False)).__getitem__, column["at"])
        read.append(values)
    return tuple(map(kind, *read))


def _lengths(rows: Iterable[Sequence[Any]]) -> list[int]:
    """How long each row is, where all are written one behind the other."""
    return list(map(len, rows))


def _rows(lengths: Sequence[int], values: tuple[T, ...]) -> list[tuple[T, ...]]:
    """The rows that are as long as that."""
    return [values[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]


def _flat(rows: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Rows of numbers as their lengths and one list: far fewer lists to read."""
    return _lengths(rows), [number for row in rows for number in row]


def _rows_of(flat: tuple[list[int], list[int]], values: Sequence[T]) -> list[tuple[T, ...]]:
    """The rows of values that those numbers stand for."""
    lengths, numbers = flat
    return _rows(lengths, tuple(map(values.__getitem__, numbers)))


def _tuples(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
