"""Rubrics and lexicons as bytes that load in a fiftieth of the time that their YAML takes; see :mod:`.cache`.

The form is made for fast reading: JSON with one table for each kind of value, a column for each field, equal values
once; behind it, page by page, long texts, which would take JSON a while to look through.
Rules and what they are made of are only read when somebody asks for them: a report concerns a quarter of them.
It is no format to keep or exchange: whoever keeps it must make it anew when this module or the values change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Any, TypeVar

from hongdong_rubric.rows import Made, Rows
from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.rubric import (
    TERM_TABLES,
    Chapter,
    Company,
    Element,
    Filling,
    Item,
    Pattern,
    Plan,
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
# No text in folded spelling holds any of these, nor do numbers.
_BLANK, _BREAK, _PAGE = " ", "\n", "\f"
_HEAD = ("id", "title", "version", "digest", "first_year", "last_year")
# Ends the name of the text that tells what stands under the keys of a table.
_UNDER = "_told"
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
    return _dump(lexicon._asdict(), {})


def decode_lexicon(data: bytes) -> Lexicon:
    """The lexicon of :func:`encode_lexicon`."""
    told = {name: _tuples(value) for name, value in _load(data)[0].items()}
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
        "elements": _columns(Element, elements, rules=_lengths([one.rules for one in elements])),
        "items": _columns(Item, items, elements=_lengths([one.elements for one in items])),
        "chapters": _columns(Chapter, rubric.chapters, items=_lengths([one.items for one in rubric.chapters])),
        "values": list(rubric.values),
        "head": {name: getattr(rubric, name) for name in _HEAD},
    }
    # Whatever is numbered is written when all that have its numbers are.
    texts = {"pattern_rows": _lines([map(str, [patterns[one] for one in row]) for row in pattern_rows])}
    texts["patterns"] = _json(_columns(Pattern, patterns, slots=[slot_rows[one.slots] for one in patterns]))
    if rubric.prepared:
        companies = _companies(rules, rubric.prepared.plans, pattern_rows)
        told["companies"] = _column([one is not None and one.alone.figure for one in companies])
        texts["alone"] = _lines([one.alone.words if one else () for one in companies])
        texts["chains"] = _lines([[str(slot_rows[row]) for row in one.chains] if one else () for one in companies])
        texts |= _encode_prepared(rubric.prepared)
    texts["slot_rows"] = _lines([map(str, [slots[one] for one in row]) for row in slot_rows])
    texts["slots"] = _lines([one.words for one in slots])
    told["slots"] = _column([one.figure for one in slots])
    return _dump(told, texts)


def decode_rubric(data: bytes, lexicon: Lexicon, language: Language) -> Rubric:
    """The rubric of :func:`encode_rubric`, with the lexicon that it was loaded with."""
    told, texts = _load(data)
    told["rules"] = _rule_rows(told["rules"])
    slots = _read_slots(told, texts)
    rules = _read_rules(told, texts, slots)
    elements = _made(Element, told["elements"], rules=_parts(rules), severity=lambda names: map(Severity, names))
    items = _made(Item, told["items"], elements=_parts(elements), levels=lambda rows: map(tuple, rows))
    return Rubric(
        **told["head"],
        values=Values(*told["values"]),
        chapters=_made(Chapter, told["chapters"], items=_parts(items)),
        lexicon=lexicon,
        prepared=_decode_prepared(texts, _read_plans(told, texts, slots)) if "companies" in told else None,
        language=language,
    )


def _companies(
    rules: Iterable[Rule],
    plans: Iterable[Plan],
    pattern_rows: Mapping[tuple[Pattern, ...], int],
) -> list[Company | None]:
    """What the search asks for instead of each row of patterns; they are numbered alike."""
    told: list[Company | None] = [None] * len(pattern_rows)
    for rule, plan in zip(rules, plans, strict=True):
        for name in _CONDITIONS:
            told[pattern_rows[getattr(rule, name)]] = getattr(plan, name)
    return told


def _rule_rows(columns: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The columns of rules as rows; their slots and patterns are numbers still."""
    for name in _SCOPES:
        columns[name]["of"] = list(map(Scope, columns[name]["of"]))
    return list(zip(*map(_values, columns.values()), strict=True))


def _read_slots(told: Mapping[str, Any], texts: Mapping[str, str]) -> Made[tuple[Slot, ...]]:
    lines, figures = texts["slots"].split(_BREAK), _values(told["slots"])
    return _referring(texts["slot_rows"], Made(lambda number: _slot(lines[number], figures[number])))


def _slot(line: str, figure: bool) -> Slot:
    return Slot(tuple(line.split()), figure)


def _read_rules(told: Mapping[str, Any], texts: Mapping[str, str], slots: Made[tuple[Slot, ...]]) -> Rows[Rule]:
    @cache
    def rules() -> Made[Rule]:
        columns = json.loads(texts["patterns"])
        patterns = _records(Pattern, list(zip(*map(_values, columns.values()), strict=True)), slots=slots)
        rows = _referring(texts["pattern_rows"], patterns)
        return _records(Rule, told["rules"], slots=slots, **dict.fromkeys(_CONDITIONS, rows))

    # A report is scored by the plans alone.
    return Rows(Made(lambda number: rules()[number]), range(len(told["rules"])))


def _read_plans(told: Mapping[str, Any], texts: Mapping[str, str], slots: Made[tuple[Slot, ...]]) -> Rows[Plan]:
    alone, chains, figures = texts["alone"].split(_BREAK), texts["chains"].split(_BREAK), _values(told["companies"])

    def company(number: int) -> Company | None:
        if not (alone[number] or figures[number] or chains[number]):
            return None
        longer = tuple([slots[int(one)] for one in chains[number].split()])
        return Company(_slot(alone[number], figures[number]), longer)

    plans = _records(Plan, told["rules"], slots=slots, **dict.fromkeys(_CONDITIONS, Made(company)))
    return Rows(plans, range(len(told["rules"])))


def _encode_prepared(prepared: Prepared) -> dict[str, str]:
    filling, _, terms = prepared
    texts = {"figures": filling.figures, "known": terms.known, "trios": _BLANK.join(terms.trios)}
    tables = {name: getattr(terms, name) for name in TERM_TABLES}
    for name, table in (("words", filling.words), ("anchors", filling.anchors), *tables.items()):
        # Two texts, the keys and what stands under them: far fewer to read.
        texts[name], texts[name + _UNDER] = _BREAK.join(table), _BREAK.join(table.values())
    return texts


def _decode_prepared(texts: Mapping[str, str], plans: Sequence[Plan]) -> Prepared:
    tables = {name: _table(texts, name) for name in TERM_TABLES}
    terms = Terms(known=texts["known"], trios=tuple(texts["trios"].split()), **tables)
    filling = Filling(_table(texts, "words"), texts["figures"], _table(texts, "anchors"))
    return Prepared(filling, plans, terms)


def _table(texts: Mapping[str, str], name: str) -> dict[str, str]:
    keys, values = texts[name], texts[name + _UNDER]
    return dict(zip(keys.split(_BREAK), values.split(_BREAK), strict=True)) if keys or values else {}


def _dump(value: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    """JSON, and behind it the texts page by page."""
    return _PAGE.join((_json([value, list(texts)]), *texts.values())).encode(_ENCODING)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(data: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    told, *texts = data.decode(_ENCODING).split(_PAGE)
    value, names = json.loads(told)
    return value, dict(zip(names, texts, strict=True))


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


def _values(column: list[Any] | dict[str, Any]) -> Sequence[Any]:
    """The values that a column stands for."""
    if isinstance(column, list):
        return column
    return list(map(dict(zip(_DIGITS, column["of"], strict=False)).__getitem__, column["at"]))


def _made(kind: type[T], columns: Mapping[str, Any], **meant: Callable[[Any], Iterable[Any]]) -> tuple[T, ...]:
    """Values of a named tuple from the columns of its fields; ``meant`` tells what a column stands for."""
    read = {name: _values(column) for name, column in columns.items()}
    return tuple(map(kind, *[meant[name](values) if name in meant else values for name, values in read.items()]))


def _records(kind: type[T], told: Sequence[tuple[Any, ...]], **meant: Made[Any]) -> Made[T]:
    """The same, each made when it is asked for; the numbers in a field that is ``meant`` are those of other values."""
    names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    places = [(place, meant[name]) for place, name in enumerate(names) if name in meant]

    def make(number: int) -> T:
        values = list(told[number])
        for place, others in places:
            values[place] = others[values[place]]
        return kind(*values)

    return Made(make)


def _lengths(rows: Iterable[Sequence[Any]]) -> list[int]:
    """How long each row is, where all are written one behind the other."""
    return list(map(len, rows))


def _parts(values: Sequence[T]) -> Callable[[Sequence[int]], Iterable[Sequence[T]]]:
    """What cuts values into rows that are as long as that."""
    return lambda lengths: [values[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]


def _lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows of words as one text."""
    return _BREAK.join(map(_BLANK.join, rows))


def _referring(lines: str, values: Made[T]) -> Made[tuple[T, ...]]:
    """Rows of values from the lines that tell their numbers."""
    told = lines.split(_BREAK)
    return Made(lambda number: tuple([values[int(one)] for one in told[number].split()]))


def _tuples(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
