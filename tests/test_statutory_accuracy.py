"""How well the contents, title and dates that a report must have are told, held against labelled reports."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hongdong_rubric.readers import read_report
from scorer.statutory import Content, Presence, Statutory, find_statutory
from tests.helpers import LEXICON, document

REPORTS = Path(__file__).resolve().parent / "statutory"
SETS = ("first", "second", "third", "fourth")
FIELDS = (*(content.value for content in Content), "title", "signed", "published", "outdated")
# In all sets together one label in four hundred may be missed; never two of one kind in one set.
MOST_WRONG_OF_A_KIND = 1
MOST_WRONG = 3


@cache
def labelled(name: str) -> tuple[dict[str, Any], ...]:
    lines = (REPORTS / f"{name}.labels.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def found(report: str) -> Statutory:
    doc = document(read_report(str(REPORTS / f"{report}.txt")).text)
    return find_statutory(doc, LEXICON)


def told(report: str) -> dict[str, Any]:
    """What was found, in the form of a label; a content is told or not."""
    statutory = found(report)
    fields: dict[str, Any] = {one.content.value: one.presence is Presence.TOLD for one in statutory.contents}
    fault, dates = statutory.title.fault, statutory.dates
    fields["title"] = fault.value if fault else None
    fields["signed"] = dates.signed.iso if dates.signed else None
    fields["published"] = dates.published.iso if dates.published else None
    fields["outdated"] = bool(statutory.outdated)
    return fields


def wanted(label: dict[str, Any], field: str) -> Any:
    return label[field] == "told" if field in ("work", "problem", "duty", "plan", "other") else label[field]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", SETS)
def test_what_a_report_must_have_is_told_as_readers_tell_it(name: str, field: str) -> None:
    wrong = [label["report"] for label in labelled(name) if told(label["report"])[field] != wanted(label, field)]
    assert len(wrong) <= MOST_WRONG_OF_A_KIND, wrong


def test_hardly_a_label_is_missed() -> None:
    wrong = [
        (label["report"], field)
        for name in SETS
        for label in labelled(name)
        for field in FIELDS
        if told(label["report"])[field] != wanted(label, field)
    ]
    assert len(wrong) <= MOST_WRONG, wrong


@pytest.mark.parametrize("field", ["problem", "duty", "plan"])
def test_no_missing_content_is_let_through(field: str) -> None:
    through = [
        label["report"]
        for name in SETS
        for label in labelled(name)
        if label[field] != "told" and told(label["report"])[field]
    ]
    assert through == []


@pytest.mark.parametrize("field", ["problem", "duty", "plan"])
def test_too_little_and_bare_headings_are_told_apart(field: str) -> None:
    content = Content(field)
    kinds = {
        label["report"]: label[field]
        for name in SETS
        for label in labelled(name)
        if label[field] in ("short", "heading_only")
    }
    assert len(kinds) >= 4
    got = {
        report: next(one.presence.value for one in found(report).contents if one.content is content) for report in kinds
    }
    assert got == kinds
