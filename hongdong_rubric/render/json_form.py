"""The score as JSON: the form that other programs build on. ``hongdong_rubric/score.schema.json`` describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any

from hongdong_rubric import __version__
from hongdong_rubric.readers import Source
from hongdong_rubric.reports import ScoredReport
from hongdong_rubric.selection import Selection
from hongdong_rubric.wording import gap_message
from scorer.scoring import ChapterScore, ElementScore, Evidence, Gap, ItemScore

SCHEMA_VERSION = 1
_UNSAFE = "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
_STEP = "  "
# How a value is written that holds no others; ``json`` itself does so, but not fast where lines are indented.
_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    float: float.__repr__,
    bool: {False: "false", True: "true"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}


def score_object(report: ScoredReport, selection: Selection) -> dict[str, Any]:
    """The JSON object of one report; a narrowed run has no total and only what was asked for."""
    card = report.card
    document = card.document
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "hongdong-rubric", "version": __version__},
        "rubric": {
            "id": card.rubric.id,
            "title": card.rubric.title,
            "version": card.rubric.version,
            "digest": card.rubric.digest,
        },
        "report": {
            "source": report.source.name,
            "title": document.title,
            "year": document.year,
            "level": card.level,
            "characters": len(document.text),
            "encoding": report.source.encoding,
            "kind": report.source.kind,
        },
        "score": None if selection.narrowed else rounded(card.score),
        "chapters": [_chapter(chapter) for chapter in selection.chapters(card)],
        "items": [_item(item, report.source) for item in selection.items(card)],
        "gaps": [_gap(gap) for gap in selection.gaps(card)],
        "warnings": list(report.warnings),
    }


def to_json(report: ScoredReport, selection: Selection) -> str:
    """Indented JSON with a final newline."""
    return dump(score_object(report, selection), indented=True)


def to_jsonl(report: ScoredReport, selection: Selection) -> str:
    """The object on one line."""
    return dump(score_object(report, selection), indented=False)


def dump(value: Any, *, indented: bool) -> str:
    """JSON text; what JSON leaves bare but a terminal or line reader would obey is escaped as well."""
    text = _indented(value, "\n") if indented else json.dumps(value, ensure_ascii=False)
    # All of these are unprintable, which can be told sooner than found.
    if not text.replace("\n", "").isprintable():
        text = re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text)
    return text + "\n"


def _indented(value: Any, margin: str) -> str:
    """What ``json.dumps`` gives with an indent of two, in half the time; ``margin`` begins the lines of the value."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    inner = margin + _STEP
    if isinstance(value, dict):
        parts = [f"{encode_basestring(key)}: {_indented(one, inner)}" for key, one in value.items()]
        opening, closing = "{}"
    elif isinstance(value, list | tuple):
        parts = [_indented(one, inner) for one in value]
        opening, closing = "[]"
    else:
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return f"{opening}{inner}{f',{inner}'.join(parts)}{margin}{closing}" if parts else opening + closing


def rounded(score: float | None) -> float | None:
    """A score as it is shown: one decimal."""
    return None if score is None else round(score, 1)


def _chapter(chapter: ChapterScore) -> dict[str, Any]:
    return {
        "id": chapter.chapter.id,
        "title": chapter.chapter.title,
        "weight": chapter.chapter.weight,
        "score": rounded(chapter.score),
    }


def _item(item: ItemScore, source: Source) -> dict[str, Any]:
    return {
        "id": item.item.id,
        "title": item.item.title,
        "clause": item.item.clause,
        "weight": item.item.weight,
        "score": rounded(item.score),
        "elements": [_element(element, source) for element in item.elements],
    }


def _element(element: ElementScore, source: Source) -> dict[str, Any]:
    return {
        "id": element.element.id,
        "title": element.element.title,
        "weight": element.element.weight,
        "status": element.status.value,
        "evidenced": element.evidenced,
        "score": rounded(element.score),
        "evidence": [_evidence(one, source) for one in element.evidence],
    }


def _evidence(evidence: Evidence, source: Source) -> dict[str, Any]:
    place = source.place(evidence.span.start)
    return {
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "line": evidence.line,
        "column": evidence.column,
        **({place.unit.value: place.number} if place else {}),
        "section": evidence.section,
        "stance": evidence.stance.value,
        "rule": evidence.rule,
        "match": evidence.match.value,
        "similarity": evidence.similarity,
        "evidenced": evidence.evidenced,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "element": gap.element.id,
        "status": gap.status,
        "severity": gap.element.severity.value,
        "message": gap_message(gap),
        "remedy": gap.element.remedy,
        "line": gap.line,
    }
