"""Verdicts beside labels: the arithmetic, the files, and the command as reviewers use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from hongdong_rubric.errors import ReportError
from hongdong_rubric.evaluation import Comparison, Label, by_chapter, evaluate
from hongdong_rubric.readers.labels import read_labels, report_name
from scorer.rubric import Status
from scorer.scoring import ElementScore
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import ROOT, open_once

EXPERTS, HEARING = "decision.procedure.experts", "decision.procedure.hearing"
APPEARANCE, ADVICE = "disputes.court.appearance", "disputes.court.advice"
# A judge that others wrote, beside the checkout: the same figures must come from both.
JUDGE = ROOT.parent / "shared" / "tools" / "judge.py"

Row = tuple[str, str] | tuple[str, str, bool | None, bool]


def compared(*rows: Row, element: str = EXPERTS) -> list[Comparison]:
    """One comparison a row: status of label and verdict, and whether each is evidenced (None, False if left out)."""
    found = []
    for row in rows:
        wanted, given, labelled, proven = row if len(row) == 4 else (*row, None, False)
        verdict = SimpleNamespace(status=Status(given), evidenced=proven, evidence=())
        label = Label("one", element, Status(wanted), labelled, "")
        found.append(Comparison(label, cast("ElementScore", verdict)))
    return found


# Of ten, counted by hand: 3 + 1 + 1 + 2 agree; chance (5*5 + 1*2 + 2*1 + 2*2) / 100.
TEN = compared(
    ("reported", "reported", True, True),
    ("reported", "reported", True, False),
    ("reported", "reported", None, True),
    ("reported", "planned"),
    ("reported", "absent"),
    ("planned", "planned"),
    ("problem", "problem"),
    ("problem", "reported"),
    ("absent", "absent"),
    ("absent", "reported"),
)


def test_the_figures_are_those_counted_by_hand() -> None:
    found = evaluate(TEN)
    assert (found.count, found.accuracy) == (10, pytest.approx(0.6))
    chance = (5 * 5 + 1 * 2 + 2 * 1 + 2 * 2) / 100
    assert found.kappa == pytest.approx((0.6 - chance) / (1 - chance))
    assert found.evidenced == pytest.approx(1 / 2)
    rates = {status.value: (one.precision, one.recall, one.f1) for status, one in found.rates.items()}
    assert rates == {
        "reported": pytest.approx((3 / 5, 3 / 5, 3 / 5)),
        "planned": pytest.approx((1 / 2, 1, 2 / 3)),
        "problem": pytest.approx((1, 1 / 2, 2 / 3)),
        "absent": pytest.approx((1 / 2, 1 / 2, 1 / 2)),
    }
    assert found.macro_f1 == pytest.approx((3 / 5 + 2 / 3 + 2 / 3 + 1 / 2) / 4)


def test_the_confusion_table_counts_every_pair() -> None:
    found = evaluate(TEN).confusion
    assert found[Status.REPORTED, Status.REPORTED] == 3
    assert found[Status.ABSENT, Status.REPORTED] == 1
    assert sum(found.values()) == len(TEN)


@pytest.mark.parametrize(
    ("rows", "kappa", "macro_f1", "evidenced"),
    [
        pytest.param([("absent", "absent")], 1.0, 1.0, None, id="one-status-only"),
        pytest.param([("absent", "reported")], 0.0, 0.0, None, id="nothing-agrees"),
        pytest.param([("planned", "not_applicable"), ("planned", "planned")], 0.0, 2 / 3, None, id="not-applicable"),
        pytest.param([("reported", "reported", False, False)], 1.0, 1.0, 1.0, id="both-without-evidence"),
    ],
)
def test_the_figures_at_the_borders(rows: list[Row], kappa: float, macro_f1: float, evidenced: float | None) -> None:
    found = evaluate(compared(*rows))
    assert (found.kappa, found.macro_f1, found.evidenced) == (pytest.approx(kappa), pytest.approx(macro_f1), evidenced)


def test_a_status_that_no_label_has_stays_out_of_the_macro_f1() -> None:
    assert evaluate(compared(("absent", "absent"), ("absent", "planned"))).macro_f1 == pytest.approx(2 / 3)


def test_chapters_are_evaluated_on_their_own() -> None:
    both = [*compared(("absent", "absent")), *compared(("planned", "absent"), element=APPEARANCE)]
    assert {chapter: one.accuracy for chapter, one in by_chapter(both).items()} == {"decision": 1.0, "disputes": 0.0}


@pytest.mark.parametrize(
    ("path", "name"),
    [("a/清川.txt", "清川"), ("清川.labels.jsonl", "清川"), ("b/清川.jsonl", "清川"), ("清川.2023.md", "清川.2023")],
)
def test_labels_and_report_share_a_name(path: str, name: str) -> None:
    assert report_name(path) == name


def label(element: str, status: str, evidenced: bool | None = False, quote: str = "") -> str:
    value = {"report": "report", "element": element, "status": status, "evidenced": evidenced, "quote": quote}
    return json.dumps(value, ensure_ascii=False) + "\n"


def test_labels_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "report.jsonl"
    path.write_text(
        "\ufeff" + label(EXPERTS, "reported", True, "论证") + "\n" + label(HEARING, "absent", None), "utf-8"
    )
    assert read_labels(str(path)) == [
        Label("report", EXPERTS, Status.REPORTED, True, "论证"),
        Label("report", HEARING, Status.ABSENT, None, ""),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "标注文件里没有标注", id="empty"),
        pytest.param(b"\n{\n", ":2:这一行不是合格的 JSON", id="no-json"),
        pytest.param(b"[" * 100_000, ":1:这一行不是合格的 JSON", id="nested"),
        pytest.param(b"[]", ":1:一行应是一个 JSON 对象", id="no-object"),
        pytest.param(b"{}", ":1:缺少 element", id="no-element"),
        pytest.param(b'{"element": 1}', ":1:缺少 element", id="element-is-no-text"),
        pytest.param(b'{"element": "a", "status": "done"}', ":1:status 应是", id="unknown-status"),
        pytest.param(b'{"element": "a", "status": ["absent"]}', ":1:status 应是", id="status-is-no-text"),
        pytest.param(b'{"element": "a", "status": "not_applicable"}', ":1:status 应是", id="no-status-of-a-reader"),
        pytest.param(b'{"element": "a", "status": "absent", "evidenced": "no"}', ":1:evidenced 应是", id="evidenced"),
        pytest.param(
            b'{"element": "a", "status": "absent", "evidenced": []}', ":1:evidenced 应是", id="evidenced-list"
        ),
        pytest.param(
            b'{"element": "a", "status": "absent", "evidenced": 1}', ":1:evidenced 应是", id="evidenced-number"
        ),
        pytest.param(2 * label(EXPERTS, "absent").encode(), "标了不止一次", id="twice"),
        pytest.param("{}".encode("utf-16"), "不是 UTF-8", id="utf-16"),
    ],
)
def test_what_is_wrong_with_labels_is_said_with_its_line(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "report.jsonl"
    path.write_bytes(data)
    with pytest.raises(ReportError, match=said):
        read_labels(str(path))


LABELS = (
    label(EXPERTS, "reported", True, "专家论证12场")
    + label(HEARING, "reported", True, "听证会")
    + label(ADVICE, "reported", False, "司法建议")
    + label(APPEARANCE, "planned")
)


@pytest.fixture
def labelled(folder: Path) -> Path:
    """The folder with labels for its report: one status and one evidence differ from the verdicts."""
    (folder / "report.labels.jsonl").write_text(LABELS, encoding="utf-8")
    return folder


TINY = ("--rubric", "tiny.yaml")


def test_the_text_shows_the_figures_and_every_disagreement(invoke: Invoke, labelled: Path) -> None:
    shown = invoke("evaluate", "report.txt", "report.labels.jsonl", *TINY)
    assert shown.code == 0
    assert "一致 0.750" in shown.text
    assert "结论不一致 1 处" in shown.text
    assert f"report {ADVICE}:标注 已提及,本工具 仅列不足" in shown.text
    assert "标注依据:“司法建议”" in shown.text
    assert f"report {HEARING}:标注有,本工具无" in shown.text


def test_the_json_holds_the_same(invoke: Invoke, labelled: Path) -> None:
    value = json.loads(
        invoke("evaluate", "--labels", "report.labels.jsonl", "report.txt", *TINY, "--format", "json").out
    )
    assert value["reports"] == {"report": value["all"]}
    assert (value["all"]["accuracy"], value["all"]["evidenced"]) == (0.75, 0.5)
    assert set(value["chapters"]) == {"decision", "disputes"}
    assert [one["element"] for one in value["disagreements"]] == [HEARING, ADVICE]
    (wrong,) = (one for one in value["disagreements"] if one["element"] == ADVICE)
    assert (wrong["label"]["status"], wrong["verdict"]["status"]) == ("reported", "problem")
    assert wrong["verdict"]["quote"].startswith("司法建议")


@pytest.mark.parametrize("named", [("set",), ("set/*",), ("set/report.txt", "set/*.jsonl")])
def test_a_folder_gives_reports_and_their_labels(invoke: Invoke, labelled: Path, named: tuple[str, ...]) -> None:
    (labelled / "set").mkdir()
    for name in ("report.txt", "report.labels.jsonl"):
        (labelled / name).rename(labelled / "set" / name)
    assert "一致 0.750" in invoke("evaluate", *named, *TINY).text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["report.txt", "report.labels.jsonl", "*.pdf"], "没有文件与这个通配符相符", id="nothing-found"),
        pytest.param(["report.labels.jsonl"], "没有给出报告", id="no-report"),
        pytest.param(["report.txt"], "没有名为 report.jsonl 或 report.labels.jsonl 的标注", id="no-labels"),
        pytest.param(["report.txt", "missing.jsonl", "report.labels.jsonl"], "missing.jsonl", id="labels-missing"),
        pytest.param(
            ["other.txt", "other.jsonl", "report.labels.jsonl"], "标注 report 没有对应的报告", id="labels-unused"
        ),
        pytest.param(["other.txt", "other.jsonl", "--level", "village"], "village", id="unknown-level"),
        pytest.param(["report.txt", "report.labels.jsonl", "--format", "xml"], "xml", id="unknown-format"),
        pytest.param(
            ["report.txt", "set/report.txt", "report.labels.jsonl"],
            "两份报告同名,分不清谁的标注是谁的:report.txt 和 set/report.txt",
            id="two-reports-of-one-name",
        ),
        pytest.param(
            ["report.txt", "report.labels.jsonl", "set/report.jsonl"],
            "两份标注同名,分不清谁的标注是谁的:report.labels.jsonl 和 set/report.jsonl",
            id="two-labels-of-one-name",
        ),
        pytest.param(["report.txt", "both.jsonl"], "both.jsonl:要点“decision.procedure.experts”标了不止", id="twice"),
        pytest.param(["wrong.txt", "wrong.jsonl"], "decision.procedure.expert”不在细则里", id="unknown-element"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(
    invoke: Invoke, labelled: Path, arguments: list[str], said: str
) -> None:
    for name in ("other", "wrong"):
        (labelled / f"{name}.txt").write_text((labelled / "report.txt").read_text("utf-8"), "utf-8")
    (labelled / "other.jsonl").write_text(label(EXPERTS, "absent"), "utf-8")
    (labelled / "wrong.jsonl").write_text(label("decision.procedure.expert", "absent"), "utf-8")
    (labelled / "both.jsonl").write_text(2 * label(EXPERTS, "absent"), "utf-8")
    (labelled / "set").mkdir()
    (labelled / "set" / "report.txt").write_bytes((labelled / "report.txt").read_bytes())
    (labelled / "set" / "report.jsonl").write_bytes((labelled / "report.labels.jsonl").read_bytes())
    refused = invoke("evaluate", *arguments, *TINY)
    assert (refused.code, refused.out) == (2, b"")
    (sentence,) = refused.complaints
    assert said in sentence


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("report.txt", "要检验的报告或标注"),
        ("report.labels.jsonl", "要检验的报告或标注"),
        ("tiny.yaml", "检验用的细则"),
    ],
)
def test_nothing_that_is_read_is_written_over(invoke: Invoke, labelled: Path, target: str, what: str) -> None:
    before = (labelled / target).read_bytes()
    refused = invoke("evaluate", "report.txt", "report.labels.jsonl", *TINY, "-o", target)
    assert (refused.code, refused.complaints) == (2, [f"写不了“{target}”:这是{what},写入会毁掉它,请换一个文件名"])
    assert (labelled / target).read_bytes() == before


def test_endings_are_told_in_either_case(invoke: Invoke, labelled: Path) -> None:
    (labelled / "set").mkdir()
    (labelled / "report.txt").rename(labelled / "set" / "R.TXT")
    (labelled / "report.labels.jsonl").rename(labelled / "set" / "R.LABELS.JSONL")
    assert "一致 0.750" in invoke("evaluate", "set", *TINY).text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_steers_no_terminal(invoke: Invoke, labelled: Path) -> None:
    for name, ending in (("report.txt", ".txt"), ("report.labels.jsonl", ".jsonl")):
        (labelled / name).rename(labelled / f"a\x1b[31mb{ending}")
    shown = invoke("evaluate", "a\x1b[31mb.txt", "a\x1b[31mb.jsonl", *TINY)
    assert (shown.code, "\x1b" in shown.text, "a\\x1b[31mb" in shown.text) == (0, False, True)


def judged(tmp_path: Path, scores: bytes, labels: Path) -> dict[str, float]:
    """What the judge prints for all, by the name of the figure."""
    path = tmp_path / "scores.jsonl"
    path.write_bytes(scores)
    run = subprocess.run(
        [sys.executable, str(JUDGE), str(path), str(labels)], capture_output=True, encoding="utf-8", check=True
    )
    words = run.stdout.splitlines()[-1].replace("reported:", "").replace("= ", "=").split()
    return {name: float(value) for name, _, value in (word.partition("=") for word in words) if value}


@pytest.mark.skipif(not JUDGE.is_file(), reason="no judge beside the checkout")
@pytest.mark.parametrize("name", ["tuned-5", "sealed-1"])
def test_the_figures_are_those_of_the_judge(invoke: Invoke, tmp_path: Path, name: str) -> None:
    open_once("outline-2021-2025")
    report = ROOT / "tests" / "reports" / f"{name}.txt"
    labels = report.with_suffix(".labels.jsonl")
    by_judge = judged(tmp_path, invoke("score", str(report), "--format", "jsonl").out, labels)
    value: dict[str, Any] = json.loads(invoke("evaluate", str(report), str(labels), "--format", "json").out)["all"]
    reported = value["statuses"]["reported"]
    ours = {
        "accuracy": value["accuracy"],
        "macro_f1": value["macro_f1"],
        "kappa": value["kappa"],
        "p": reported["precision"],
        "r": reported["recall"],
        "f1": reported["f1"],
        "evidenced": value["evidenced"],
    }
    assert {key: by_judge[key] for key in ours} == pytest.approx(ours, abs=0.0006)
    assert by_judge["n"] == value["count"]
