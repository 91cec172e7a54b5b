from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hongdong_rubric.checking import CheckSettings
from hongdong_rubric.errors import RubricError, ToolError, UsageError
from hongdong_rubric.gate.result import CheckedReport, UnjudgedReport, Verdict, WaiverState
from hongdong_rubric.policies import POLICY_NAME, Overrides
from hongdong_rubric.readers.baseline import BaselineError
from hongdong_rubric.render.json_form import to_jsonl
from hongdong_rubric.rubrics import DEFAULT
from hongdong_rubric.selection import Selection
from tests.hongdong_rubric.checks import check_reports
from tests.hongdong_rubric.gate.helpers import ADVICE, EXPERTS
from tests.hongdong_rubric.helpers import REPORT, scored

PASSES = f"preset: none\nrubric: tiny.yaml\ngates:\n- {{scope: element, id: {EXPERTS}, required: true}}\n"
FAILS = PASSES.replace(EXPERTS, ADVICE)


@pytest.fixture
def home(folder: Path) -> Path:
    """The folder with the small rubric and a report, and a policy that the report meets."""
    (folder / POLICY_NAME).write_text(PASSES, encoding="utf-8")
    return folder


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def checked(report: Path | str, **settings: Any) -> CheckedReport:
    (found,) = check_reports([str(report)], CheckSettings(**settings)).reports
    assert isinstance(found, CheckedReport), found
    return found


def unjudged(report: Path | str, **settings: Any) -> UnjudgedReport:
    (found,) = check_reports([str(report)], CheckSettings(**settings)).reports
    assert isinstance(found, UnjudgedReport), found
    return found


@pytest.mark.parametrize(("policy", "verdict"), [(PASSES, Verdict.PASSED), (FAILS, Verdict.FAILED)])
def test_a_report_is_held_against_the_policy_of_its_folder(home: Path, policy: str, verdict: Verdict) -> None:
    write(home / POLICY_NAME, policy)
    assert checked(home / "report.txt").verdict is verdict


def test_each_report_has_the_policy_nearest_to_it(home: Path) -> None:
    write(home / "strict" / POLICY_NAME, FAILS.replace("tiny.yaml", str(home / "tiny.yaml")))
    below = write(home / "strict" / "report.txt", REPORT)
    run = check_reports([str(home / "report.txt"), below], CheckSettings())
    assert [one.verdict for one in run.reports] == [Verdict.PASSED, Verdict.FAILED]


def test_standard_input_has_the_policy_of_the_working_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(REPORT.encode())))
    assert checked("-").policy.file == POLICY_NAME


@pytest.mark.parametrize(("here", "named"), [(".", f"2023/{POLICY_NAME}"), ("2023", POLICY_NAME)])
def test_a_policy_below_the_working_folder_is_named_from_there(
    home: Path, monkeypatch: pytest.MonkeyPatch, here: str, named: str
) -> None:
    write(home / "2023" / POLICY_NAME, PASSES.replace("tiny.yaml", str(home / "tiny.yaml")))
    report = write(home / "2023" / "report.txt", REPORT)
    monkeypatch.chdir(home / here)
    assert checked(report).policy.file == named


def test_a_policy_elsewhere_is_named_in_full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "other").mkdir()
    monkeypatch.chdir(home / "other")
    assert checked(home / "report.txt").policy.file == (home / POLICY_NAME).resolve().as_posix()


def test_an_empty_name_is_no_rubric(home: Path) -> None:
    assert "没有名为“”的细则" in unjudged(home / "report.txt", overrides=Overrides(rubric="")).message


def test_a_given_policy_is_for_every_report(home: Path) -> None:
    config = write(home / "own" / "p.yaml", FAILS.replace("tiny.yaml", str(home / "tiny.yaml")))
    assert checked(home / "report.txt", config=config).policy.file == config


def test_without_any_policy_publish_is_applied_with_the_default_rubric(folder: Path) -> None:
    report = checked(folder / "report.txt")
    assert (report.policy.name, report.policy.file, report.scored.card.rubric.id) == ("publish", None, DEFAULT)


@pytest.mark.parametrize(
    ("written", "option", "level"),
    [("", None, "county"), ("level: city\n", None, "city"), ("level: city\n", "county", "county")],
)
def test_the_level_is_that_of_the_option_else_of_the_policy_else_read(
    home: Path, written: str, option: str | None, level: str
) -> None:
    write(home / POLICY_NAME, written + PASSES)
    assert checked(home / "report.txt", overrides=Overrides(level=option)).scored.card.level == level


def test_a_rubric_given_as_an_option_wins(home: Path) -> None:
    write(home / POLICY_NAME, PASSES.replace("tiny.yaml", "missing.yaml"))
    overrides = Overrides(rubric=str(home / "tiny.yaml"))
    assert checked(home / "report.txt", overrides=overrides).scored.card.rubric.id == "tiny"


@pytest.mark.parametrize(
    ("option", "state", "verdict"),
    [(None, WaiverState.USED, Verdict.PASSED), ("2024-04-01", WaiverState.EXPIRED, Verdict.FAILED)],
)
def test_today_decides_over_waivers(home: Path, option: str | None, state: WaiverState, verdict: Verdict) -> None:
    waiver = f"{{id: {ADVICE}, reason: classified, note: 涉密, approver: 张三, expires: 2024-03-31}}"
    write(home / POLICY_NAME, f"{FAILS}waivers:\n- {waiver}\n")
    report = checked(home / "report.txt", today=option)
    assert ([use.state for use in report.waivers], report.verdict) == ([state], verdict)


def test_a_baseline_is_found_for_each_report(home: Path) -> None:
    write(home / POLICY_NAME, FAILS)
    other = REPORT.replace("清川", "甲水")
    lines = [to_jsonl(scored(text), Selection()) for text in (REPORT, other)]
    baseline = write(home / "last.jsonl", "".join(lines))
    paths = [str(home / "report.txt"), write(home / "other.txt", other)]
    run = check_reports(paths, CheckSettings(baseline=baseline))
    assert [one.verdict for one in run.reports] == [Verdict.PASSED, Verdict.PASSED]


def test_a_report_that_the_baseline_lacks_cannot_be_judged(home: Path) -> None:
    baseline = write(home / "last.json", to_jsonl(scored(REPORT), Selection()))
    other = write(home / "other.txt", REPORT.replace("清川", "甲水"))
    assert "里没有这份报告" in unjudged(other, baseline=baseline).message


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("missing.txt", None, "missing.txt:找不到文件,请检查路径和文件名", id="missing"),
        pytest.param("empty.txt", "", "empty.txt:文件是空的,没有可以评分的内容", id="empty"),
        pytest.param("dots.txt", "。。。", "dots.txt:文件里只有空白或标点", id="nothing-but-dots"),
        pytest.param(".", None, ":这是文件夹,请给出报告文件", id="folder"),
    ],
)
def test_a_report_that_cannot_be_read_cannot_be_judged(home: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        write(home / name, text)
    found = unjudged(home / name)
    assert (found.name, found.verdict, said in found.message) == (str(home / name), Verdict.ERROR, True), found


def test_an_unjudged_report_goes_by_a_name_that_is_safe_to_show() -> None:
    assert unjudged("\x1b[2J.txt").name == "\\x1b[2J.txt"


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        pytest.param("levle: city\n", ".hongdong-rubric.yaml:1:1:", id="misspelt"),
        pytest.param("{}", "这份策略是空的", id="empty"),
        pytest.param(PASSES.replace("true}", "true, level: warn}"), "这份策略永远不会不通过", id="never-fails"),
        pytest.param(PASSES.replace("experts", "expert"), "是不是“decision.procedure.experts”?", id="unknown"),
        pytest.param(PASSES.replace("tiny.yaml", "missing.yaml"), "找不到细则文件 missing.yaml", id="no-such-rubric"),
        pytest.param("level: province\n" + FAILS, "没有一项要求适用于省级,无法判断", id="nothing-applies"),
    ],
)
def test_a_policy_of_the_folder_that_cannot_be_used_leaves_the_report_unjudged(
    home: Path, policy: str, said: str
) -> None:
    write(home / POLICY_NAME, policy)
    assert said in unjudged(home / "report.txt").message


def test_a_report_that_cannot_be_judged_stops_no_other(home: Path) -> None:
    paths = [str(home / "missing.txt"), str(home / "report.txt"), str(home / "gone.txt")]
    run = check_reports(paths, CheckSettings())
    assert [one.verdict for one in run.reports] == [Verdict.ERROR, Verdict.PASSED, Verdict.ERROR]
    assert run.verdict is Verdict.ERROR


@pytest.mark.parametrize(
    ("policy", "kind", "said"),
    [
        pytest.param(None, UsageError, "找不到策略文件", id="missing"),
        pytest.param("levle: city\n", RubricError, "是不是“level”?", id="misspelt"),
        pytest.param(
            PASSES.replace("true}", "true, level: warn}"), RubricError, "这份策略永远不会不通过", id="never-fails"
        ),
        pytest.param(PASSES.replace("experts", "expert"), RubricError, "没有编号为", id="unknown"),
        pytest.param(PASSES.replace("tiny.yaml", "gone.yaml"), UsageError, "找不到细则文件 gone.yaml", id="no-rubric"),
    ],
)
def test_a_given_policy_that_cannot_be_used_stops_the_run(
    home: Path, policy: str | None, kind: type[ToolError], said: str
) -> None:
    config = str(home / "own.yaml") if policy is None else write(home / "own.yaml", policy)
    with pytest.raises(kind, match=said):
        check_reports([str(home / "report.txt")], CheckSettings(config=config))


@pytest.mark.parametrize(
    ("data", "said"), [(None, "没有这个文件夹或文件"), ("{", "不是合格的 JSON"), ("{}", "不是 score --format json")]
)
def test_a_baseline_that_cannot_be_used_stops_the_run(home: Path, data: str | None, said: str) -> None:
    baseline = str(home / "last.json") if data is None else write(home / "last.json", data)
    with pytest.raises(BaselineError, match=said):
        check_reports([str(home / "report.txt")], CheckSettings(baseline=baseline))


def test_without_reports_there_are_no_results() -> None:
    assert check_reports([], CheckSettings()).reports == ()


def test_no_policy_or_waiver_changes_a_score(home: Path) -> None:
    waiver = "{id: disputes.court, reason: wrong_verdict, note: 误判, approver: 张三, expires: 2024-12-31}"
    write(home / POLICY_NAME, f"{FAILS}waivers:\n- {waiver}\n")
    card, plain = checked(home / "report.txt").scored.card, scored(REPORT).card
    assert [(one.status, one.score) for one in card.elements()] == [(one.status, one.score) for one in plain.elements()]
    assert card.score == plain.score
