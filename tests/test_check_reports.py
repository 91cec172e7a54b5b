"""What the check says of whole reports: the real ones where they lie beside the checkout, and the labelled ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from hongdong_rubric.checking import CheckSettings
from hongdong_rubric.gate.result import CheckedReport, Outcome, Verdict
from hongdong_rubric.policy import GateLevel
from tests.hongdong_rubric.checks import CheckRun, check_reports, rendered

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
STATUTORY = ROOT / "tests" / "statutory"
REQUIRED = ("part:work:required", "part:problem:required", "part:duty:required", "part:plan:required")
APPEARANCE = "element:disputes.appearance.system:required"

corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real reports beside the checkout")


@cache
def run_on(path: Path) -> CheckRun:
    return check_reports([str(path)], CheckSettings())


def checked(path: Path) -> CheckedReport:
    (report,) = run_on(path).reports
    assert isinstance(report, CheckedReport)
    return report


def failed(report: CheckedReport) -> set[str]:
    return {one.key for one in report.assertions if one.outcome is Outcome.FAILED}


@corpus
def test_a_report_with_all_parts_fails_on_what_it_only_plans() -> None:
    report = checked(CORPUS / "hongdong-2022.txt")
    parts = [one for one in report.assertions if one.key in REQUIRED]
    assert [one.outcome for one in parts] == [Outcome.PASSED] * len(REQUIRED)
    assert all(one.passages for one in parts)
    assert failed(report) == {APPEARANCE}
    assert next(one.actual for one in report.assertions if one.key == APPEARANCE) == "仅计划"


@corpus
def test_its_screen_is_one_screen() -> None:
    lines = rendered("text", run_on(CORPUS / "hongdong-2022.txt"), show="failed", width=80, colour=False).splitlines()
    assert len(lines) <= 40
    assert lines[0].startswith("不通过")
    assert sum("第" in line and "行" in line for line in lines[4:12]) >= len(REQUIRED)


@corpus
def test_a_report_without_shortcomings_and_plan_fails_on_both() -> None:
    report = checked(CORPUS / "hangjin-2022.txt")
    assert {"part:problem:required", "part:plan:required"} <= failed(report)
    assert {"part:work:required", "part:duty:required", APPEARANCE} & failed(report) == set()


def labels() -> list[dict[str, str]]:
    files = sorted(STATUTORY.glob("*.labels.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("label", labels()[::9], ids=lambda label: label["report"])
def test_a_report_passes_only_with_all_required_parts(label: dict[str, str]) -> None:
    report = checked(STATUTORY / f"{label['report']}.txt")
    lacking = {f"part:{part}:required" for part in ("work", "problem", "duty", "plan") if label[part] != "told"}
    assert lacking <= failed(report)
    if lacking:
        assert report.verdict is Verdict.FAILED


def test_a_draft_is_never_stopped() -> None:
    from hongdong_rubric.policies import Overrides

    path = STATUTORY / f"{next(label['report'] for label in labels() if label['plan'] == 'absent')}.txt"
    (report,) = check_reports([str(path)], CheckSettings(overrides=Overrides(preset="draft"))).reports
    assert isinstance(report, CheckedReport)
    assert {one.level for one in report.assertions} == {GateLevel.WARN}
    assert report.verdict is Verdict.PASSED
    assert report.count(Outcome.WARNED) >= 1
