"""How well verdicts agree with labels that careful readers gave.

Measured on the examples, on the reports beside the tests and, where it lies beside the checkout, on a corpus of real
reports. The floors are to be raised with the rubric, never lowered to let a change pass. What the figures mean is told
in :mod:`hongdong_rubric.evaluation`, whose arithmetic has tests of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hongdong_rubric.comparing import compare
from hongdong_rubric.evaluation import Comparison, evaluate
from hongdong_rubric.readers import read_report
from hongdong_rubric.render.json_form import score_object
from hongdong_rubric.reports import score_report
from hongdong_rubric.rubrics import DEFAULT
from hongdong_rubric.selection import Selection
from scorer.rubric import Rubric, Status
from tests.hongdong_rubric.helpers import open_once

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, REPORTS = ROOT / "examples", ROOT / "tests" / "reports"
# The corpus is not part of the project: it is measured where it lies beside the checkout.
BESIDE = ROOT.parent / "shared"
CORPUS, GOLD, ELEMENTS = BESIDE / "corpus", BESIDE / "gold", BESIDE / "spec" / "elements.yaml"
LABELLED = sorted([*EXAMPLES.glob("*.txt"), *REPORTS.glob("*.txt")])

corpus = pytest.mark.skipif(not CORPUS.is_dir() or not GOLD.is_dir(), reason="no labelled corpus beside the checkout")


@dataclass(frozen=True, slots=True)
class Floors:
    """What the measures may not fall below; ``reported`` is the F1 of that status."""

    accuracy: float
    kappa: float
    reported: float
    evidenced: float


# How much more often a false "reported" may occur than a missed one: it is the worst fault.
LEAN = 0.02
SETS = {
    "examples": (sorted(EXAMPLES.glob("*.txt")), Floors(accuracy=0.97, kappa=0.95, reported=0.98, evidenced=0.96)),
    "tuned": (sorted(REPORTS.glob("tuned-*.txt")), Floors(accuracy=0.97, kappa=0.95, reported=0.98, evidenced=0.96)),
    "sealed": (sorted(REPORTS.glob("sealed-*.txt")), Floors(accuracy=0.94, kappa=0.92, reported=0.96, evidenced=0.95)),
    "real": (
        [CORPUS / f"{name}.txt" for name in ("hangjin-2022", "hongdong-2022", "hunjiang-2019")],
        Floors(accuracy=0.98, kappa=0.97, reported=0.98, evidenced=0.95),
    ),
    "hard": (
        [CORPUS / f"{name}.txt" for name in ("lanpu-2024", "yunpi-2022")],
        Floors(accuracy=0.98, kappa=0.97, reported=0.98, evidenced=0.95),
    ),
}
MEASURED = [pytest.param(name, marks=[corpus] if name in ("real", "hard") else []) for name in SETS]


@cache
def compared(name: str) -> tuple[Comparison, ...]:
    """All comparisons of a set of reports."""
    reports = SETS[name][0]
    assert reports
    found = compare(map(str, reports), map(str, map(labels_of, reports)), open_once(DEFAULT), None)
    return tuple(one for own in found.values() for one in own)


def labels_of(report: Path) -> Path:
    """The labels of a report lie beside it, those of the corpus in a folder of their own."""
    return GOLD / f"{report.stem}.jsonl" if report.parent == CORPUS else report.with_suffix(".labels.jsonl")


def disagreements(comparisons: Iterable[Comparison]) -> str:
    wrong = (one for one in comparisons if not one.agrees)
    return "\n".join(f"{one.label.report} {one.label.element}: not {one.verdict.status}" for one in wrong)


@pytest.mark.parametrize("name", MEASURED)
def test_the_verdicts_agree_with_the_readers(name: str) -> None:
    found, floors = evaluate(compared(name)), SETS[name][1]
    assert found.accuracy >= floors.accuracy, disagreements(compared(name))
    assert found.kappa >= floors.kappa
    assert found.rates[Status.REPORTED].f1 >= floors.reported
    assert found.evidenced is not None
    assert found.evidenced >= floors.evidenced


@pytest.mark.parametrize("name", MEASURED)
def test_a_false_report_is_no_more_frequent_than_a_missed_one(name: str) -> None:
    reported = evaluate(compared(name)).rates[Status.REPORTED]
    assert reported.precision >= reported.recall - LEAN, disagreements(compared(name))


@cache
def read_labels_of(report: Path) -> list[dict[str, Any]]:
    lines = labels_of(report).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def scored(report: Path) -> dict[str, Any]:
    return score_object(score_report(read_report(str(report)), open_once(DEFAULT), None), Selection())


@pytest.mark.parametrize("report", [pytest.param(one, id=one.stem) for one in LABELLED])
def test_a_report_is_labelled_whole(report: Path) -> None:
    level = scored(report)["report"]["level"]
    applicable = [one.id for item in open_once(DEFAULT).items() if item.applies(level) for one in item.elements]
    assert sorted(label["element"] for label in read_labels_of(report)) == sorted(applicable)


@pytest.mark.parametrize("report", [pytest.param(one, id=one.stem) for one in LABELLED])
def test_the_quote_of_a_label_stands_in_its_report(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert [label["element"] for label in read_labels_of(report) if label["quote"] not in text] == []


@pytest.mark.parametrize(
    "report", [pytest.param(one, id=one.stem) for one in [*LABELLED, *sorted(CORPUS.glob("*.txt"))]]
)
def test_every_quote_is_the_slice_of_its_report(report: Path) -> None:
    text = read_report(str(report)).text
    elements = [one for item in scored(report)["items"] for one in item["elements"]]
    evidence = [one for element in elements for one in element["evidence"]]
    assert evidence
    assert [one["quote"] for one in evidence] == [text[one["start"] : one["end"]] for one in evidence]


@pytest.mark.skipif(not ELEMENTS.is_file(), reason="no list of elements beside the checkout")
def test_the_bundled_rubric_has_the_elements_it_must_have() -> None:
    contract = yaml.safe_load(ELEMENTS.read_text(encoding="utf-8"))
    rubric: Rubric = open_once(DEFAULT)
    wanted = [
        (f"{chapter['id']}.{item['id']}.{element['id']}", tuple(item.get("levels", ())))
        for chapter in contract["chapters"]
        for item in chapter["items"]
        for element in item["elements"]
    ]
    assert [(one.id, item.levels) for item in rubric.items() for one in item.elements] == wanted
    assert len(wanted) == 113
