"""The command as users and CI jobs meet it: exit codes, files, screens."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hongdong_rubric import cli
from hongdong_rubric.cli.check import FORMATS
from tests.hongdong_rubric.checks import APPEARANCE, policy_text, waiver
from tests.hongdong_rubric.cli.conftest import POLICY
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import REPORT, Outcome, columns, run, unprintable

CODES = {"pass": 0, "fail": 1, "unreadable": 2}
VERDICTS = {"pass": "passed", "fail": "failed", "unreadable": "error"}
RUNS = (
    ("pass",),
    ("fail",),
    ("unreadable",),
    ("pass", "pass"),
    ("pass", "fail"),
    ("fail", "pass"),
    ("pass", "unreadable"),
    ("unreadable", "fail"),
    ("fail", "fail"),
    ("fail", "unreadable", "pass"),
)
MACHINE_FORMATS = tuple(form for form in FORMATS if form != "text")
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def files(verdicts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{verdict}.txt" for verdict in verdicts)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def refusal(outcome: Outcome) -> str:
    """The one sentence of a run that judged nothing."""
    assert (outcome.code, outcome.out) == (2, b"")
    (sentence,) = outcome.complaints
    return sentence


def _told_by_sarif(text: str) -> dict[str, str]:
    (one,) = json.loads(text)["runs"]
    uris = [each["location"]["uri"] for each in one["artifacts"]]
    failed = {_uri(each) for each in one["results"] if each["level"] == "error"}
    unjudged = {_uri(each) for each in one["invocations"][0]["toolExecutionNotifications"] if each["level"] == "error"}
    return {uri: "error" if uri in unjudged else "failed" if uri in failed else "passed" for uri in uris}


def _uri(told: dict[str, Any]) -> str:
    return str(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def _told_by_junit(text: str) -> dict[str, str]:
    return {
        suite.attrib["name"]: "error"
        if suite.attrib["errors"] != "0"
        else "failed"
        if suite.attrib["failures"] != "0"
        else "passed"
        for suite in ElementTree.fromstring(text)
    }


WORDS = {"通过": "passed", "不通过": "failed", "无法判断": "error"}


def _told_by_github(text: str) -> dict[str, str]:
    heads = re.findall(r"^::\w+ file=([^,]*),title=(通过|不通过|无法判断)::", text, re.MULTILINE)
    return {file: WORDS[word] for file, word in heads}


def _told_by_gitlab(text: str) -> dict[str, str]:
    severities = {one["location"]["path"]: one["severity"] for one in json.loads(text)}
    return {path: {"major": "failed", "blocker": "error"}[severity] for path, severity in severities.items()}


def _told_by_json(text: str) -> dict[str, str]:
    return {one["source"]: one["verdict"] for one in json.loads(text)["reports"]}


TOLD: dict[str, Callable[[str], dict[str, str]]] = {
    "json": _told_by_json,
    "github": _told_by_github,
    "sarif": _told_by_sarif,
    "junit": _told_by_junit,
    "gitlab": _told_by_gitlab,
}


@pytest.mark.parametrize("exit_zero", [False, True], ids=["plain", "exit-zero"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verdicts", RUNS, ids="+".join)
def test_the_exit_code_is_that_of_the_worst_verdict(
    gated: Path, invoke: Invoke, verdicts: tuple[str, ...], form: str, exit_zero: bool
) -> None:
    outcome = invoke("check", *files(verdicts), "--format", form, *(["--exit-zero"] if exit_zero else []))
    worst = max(CODES[verdict] for verdict in verdicts)
    assert outcome.code == (0 if exit_zero and worst == 1 else worst)


@pytest.mark.parametrize("form", TOLD)
@pytest.mark.parametrize("verdicts", RUNS, ids="+".join)
def test_every_form_tells_the_verdict_of_each_report(
    gated: Path, invoke: Invoke, verdicts: tuple[str, ...], form: str
) -> None:
    told = TOLD[form](invoke("check", *files(verdicts), "--format", form).text)
    expected = {f"{verdict}.txt": VERDICTS[verdict] for verdict in verdicts}
    if form == "gitlab":
        # A list of issues has none for a report that passed.
        expected = {file: verdict for file, verdict in expected.items() if verdict != "passed"}
    assert told == expected


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("verdicts", RUNS, ids="+".join)
def test_people_are_told_the_verdict_of_each_report(
    gated: Path, invoke: Invoke, verdicts: tuple[str, ...], form: str
) -> None:
    # As text, an overview of several reports follows.
    text, _, overview = invoke("check", *files(verdicts), "--format", form).text.partition("\n各份报告:")
    assert bool(overview) is (form == "text" and len(verdicts) > 1)
    told = re.findall(r"^(?:## )?(通过|不通过|无法判断)(?:  |:)", text, re.MULTILINE)
    assert [WORDS[word] for word in told] == [VERDICTS[verdict] for verdict in verdicts]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--show", "all"), id="all-shown"),
        pytest.param(("--show", "gaps"), id="gaps-shown"),
        pytest.param(("--output", "json=out"), id="an-output"),
        pytest.param(("--output", "text=a", "--output", "github=b", "--output", "sarif=c"), id="outputs"),
        pytest.param(("--today", "2030-01-01"), id="another-day"),
    ],
)
@pytest.mark.parametrize("verdict", CODES)
def test_nothing_else_changes_the_exit_code(
    gated: Path, invoke: Invoke, verdict: str, arguments: tuple[str, ...]
) -> None:
    assert invoke("check", f"{verdict}.txt", *arguments).code == CODES[verdict]


@pytest.mark.parametrize(
    "settings",
    [{"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"COLUMNS": "60"}, {"COLUMNS": "x"}, {"TERM": "dumb"}],
    ids=str,
)
@pytest.mark.parametrize("verdict", CODES)
def test_no_screen_changes_the_exit_code(gated: Path, invoke: Invoke, verdict: str, settings: dict[str, str]) -> None:
    assert invoke("check", f"{verdict}.txt", **settings).code == CODES[verdict]


def test_the_reason_for_no_verdict_is_told_where_people_read(gated: Path, invoke: Invoke) -> None:
    said = "unreadable.txt:文件是空的,没有可以评分的内容"
    text = invoke("check", "unreadable.txt")
    assert (text.text.splitlines(), text.err) == (["无法判断  unreadable.txt", said], b"")
    for form in MACHINE_FORMATS:
        assert invoke("check", "unreadable.txt", "--format", form).complaints == [said]


def test_the_same_input_gives_the_same_bytes(gated: Path, invoke: Invoke) -> None:
    for form in FORMATS:
        arguments = ("check", *files(RUNS[-1]), "--format", form, "--show", "all")
        assert invoke(*arguments).out == invoke(*arguments).out


# --show


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_shown_changes_the_listing_and_not_the_verdict(gated: Path, invoke: Invoke, form: str) -> None:
    outcomes = [invoke("check", "fail.txt", "--format", form, "--show", show) for show in ("failed", "gaps", "all")]
    assert [outcome.code for outcome in outcomes] == [1, 1, 1]
    listings = len({outcome.out for outcome in outcomes})
    # JSON is always whole; annotations, issues and test cases have nothing more for gates that passed.
    assert listings == {"text": 3, "markdown": 3, "sarif": 3, "json": 1}.get(form, 2)


# --output


def test_several_outputs_are_written_at_once(gated: Path, invoke: Invoke) -> None:
    outputs = [part for form in FORMATS for part in ("--output", f"{form}=out.{form}")]
    outcome = invoke("check", "pass.txt", "fail.txt", *outputs)
    assert (outcome.code, outcome.err) == (1, b"")
    for form in FORMATS:
        written = (gated / f"out.{form}").read_bytes()
        assert written == invoke("check", "pass.txt", "fail.txt", "--format", form).out


def test_one_form_may_be_written_twice(gated: Path, invoke: Invoke) -> None:
    invoke("check", "pass.txt", "--output", "json=a.json", "--output", "json=b.json")
    assert (gated / "a.json").read_bytes() == (gated / "b.json").read_bytes()


def test_a_file_may_have_an_equals_sign_in_its_name(gated: Path, invoke: Invoke) -> None:
    assert invoke("check", "pass.txt", "--output", "json=a=b.json").code == 0
    assert json.loads((gated / "a=b.json").read_text(encoding="utf-8"))["verdict"] == "passed"


def test_a_file_gets_80_columns_and_no_colour_whatever_the_screen(gated: Path, invoke: Invoke) -> None:
    invoke("check", "fail.txt", "--output", "text=out.txt", COLUMNS="120")
    assert (gated / "out.txt").read_bytes() == invoke("check", "fail.txt", COLUMNS="80").out


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("out.json",), "--output 要写成 格式=文件,例如 sarif=result.sarif,这里是“out.json”"),
        (("json=",), "--output 要写成 格式=文件,例如 sarif=result.sarif,这里是“json=”"),
        (("json=-",), "--output 只写文件;标准输出的格式请用 --format"),
        (("",), "--output 要写成 格式=文件,例如 sarif=result.sarif,这里是“”"),
        (("\x1b[31m",), "--output 要写成 格式=文件,例如 sarif=result.sarif,这里是“\\x1b[31m”"),
        (("sarf=out",), f"没有“sarf”这种格式:是不是“sarif”?(可用:{'、'.join(FORMATS)})"),
        (("=out",), f"没有“”这种格式(可用:{'、'.join(FORMATS)})"),
        (("json=out", "sarif=out"), "--output 把两种格式写到同一个文件 out:请用不同的文件名"),
        (("json=out", "sarif=./out"), "--output 把两种格式写到同一个文件 ./out:请用不同的文件名"),
        (("json=none/out",), "写不了“none/out”:没有这个文件夹或文件"),
        (("json=.",), "写不了“.”:这是文件夹,请给出文件名"),
    ],
)
def test_a_mistaken_output_is_told_and_nothing_is_written(
    gated: Path, invoke: Invoke, outputs: tuple[str, ...], said: str
) -> None:
    before = names(gated)
    assert refusal(invoke("check", "pass.txt", *(f"--output={one}" for one in outputs))) == said
    assert names(gated) == before


@pytest.mark.parametrize(
    ("target", "arguments", "what"),
    [
        pytest.param("pass.txt", (), "要检查的报告", id="report"),
        pytest.param("./fail.txt", (), "要检查的报告", id="another-report-by-another-name"),
        pytest.param("link.txt", (), "要检查的报告", id="link-to-a-report", marks=posix),
        pytest.param(".hongdong-rubric.yaml", (), "检查用到的策略、细则或基线", id="policy-found"),
        pytest.param("policy.yaml", ("--config", "policy.yaml"), "检查用到的策略、细则或基线", id="policy-given"),
        pytest.param("tiny.yaml", (), "检查用到的策略、细则或基线", id="rubric-of-the-policy"),
        pytest.param("other.yaml", ("--rubric", "other.yaml"), "检查用到的策略、细则或基线", id="rubric-given"),
        pytest.param("last.json", ("--baseline", "last.json"), "检查用到的策略、细则或基线", id="baseline"),
    ],
)
def test_nothing_that_is_read_is_written_over(
    gated: Path, invoke: Invoke, target: str, arguments: tuple[str, ...], what: str
) -> None:
    (gated / "other.yaml").write_bytes((gated / "tiny.yaml").read_bytes())
    (gated / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (gated / "last.json").write_bytes(invoke("score", "pass.txt", "--rubric", "tiny.yaml", "--format", "json").out)
    if target == "link.txt":
        (gated / "link.txt").symlink_to("pass.txt")
    before = {path.name: path.read_bytes() for path in gated.iterdir()}
    said = refusal(invoke("check", "pass.txt", "fail.txt", *arguments, "--output", f"json={target}"))
    assert said == f"写不了“{target}”:这是{what},写入会毁掉它,请换一个文件名"
    assert {path.name: path.read_bytes() for path in gated.iterdir()} == before


def test_a_faulty_policy_is_not_written_over(gated: Path, invoke: Invoke) -> None:
    (gated / ".hongdong-rubric.yaml").write_text("gates: 甲", encoding="utf-8")
    refusal(invoke("check", "pass.txt", "--output", "json=.hongdong-rubric.yaml"))
    assert (gated / ".hongdong-rubric.yaml").read_text(encoding="utf-8") == "gates: 甲"


def test_a_file_that_is_no_input_may_be_replaced(gated: Path, invoke: Invoke) -> None:
    (gated / "out.json").write_text("旧", encoding="utf-8")
    assert invoke("check", "pass.txt", "--output", "json=out.json").code == 0
    assert json.loads((gated / "out.json").read_text(encoding="utf-8"))["verdict"] == "passed"


# Options


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--preset", "strikt"), "没有“strikt”这种预设:是不是“strict”?(可用:draft、publish、strict)"),
        (("--level", "village"), "没有“village”这种层级(可用:province、city、county、township、department)"),
        (("--format", "xml"), f"没有“xml”这种格式(可用:{'、'.join(FORMATS)})"),
        (("--show", "gap"), "没有“gap”这种范围:是不是“gaps”?(可用:all、gaps、failed)"),
        (("--fail-on", "absent,gone"), "没有“gone”这种状态(可用:absent、planned、problem、unevidenced)"),
        (("--min-score", "0"), "--min-score 应是大于 0、不超过 100 的数,这里是“0”"),
        (("--min-score", "100.1"), "--min-score 应是大于 0、不超过 100 的数,这里是“100.1”"),
        (("--min-score", "nan"), "--min-score 应是大于 0、不超过 100 的数,这里是“nan”"),
        (("--min-score", "多"), "--min-score 应是大于 0、不超过 100 的数,这里是“多”"),
        (("--today", "2024-02-30"), "--today 要写成 2024-03-31 这样的日期,这里是“2024-02-30”"),
        (("--config", "none.yaml"), "找不到策略文件 none.yaml:请检查路径,或去掉 --config"),
        (("--baseline", "none.json"), "读不了基线 none.json:没有这个文件夹或文件"),
    ],
)
@pytest.mark.parametrize("exit_zero", [(), ("--exit-zero",)], ids=["plain", "exit-zero"])
def test_a_mistaken_option_is_told_and_nothing_is_written(
    gated: Path, invoke: Invoke, arguments: tuple[str, ...], exit_zero: tuple[str, ...], said: str
) -> None:
    before = names(gated)
    assert refusal(invoke("check", "pass.txt", *arguments, *exit_zero, "--output", "json=out.json")) == said
    assert names(gated) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("--min-score", "100"), 1, id="a-score-out-of-reach"),
        pytest.param(("--min-score", "1"), 0, id="a-score-within-reach"),
        pytest.param(("--preset", "draft"), 0, id="a-draft-is-never-stopped"),
        pytest.param(("--level", "county"), 0, id="a-level"),
        pytest.param(("--fail-on", "problem"), 0, id="one-state"),
    ],
)
def test_options_go_over_the_policy(gated: Path, invoke: Invoke, arguments: tuple[str, ...], code: int) -> None:
    assert invoke("check", "pass.txt", *arguments).code == code


@pytest.mark.parametrize(
    ("states", "code"), [("absent", 0), ("absent,problem", 0), ("planned", 1), ("absent， planned", 1)]
)
def test_the_states_given_are_those_that_count(gated: Path, invoke: Invoke, states: str, code: int) -> None:
    assert invoke("check", "fail.txt", "--fail-on", states).code == code


def test_standard_input_is_judged_by_the_policy_of_the_folder(
    gated: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    outcome = invoke("check", "-", "--format", "json")
    assert (outcome.code, outcome.json["reports"][0]["source"]) == (1, "-")


def test_a_waiver_turns_a_fail_into_a_pass_that_every_form_tells(gated: Path, invoke: Invoke) -> None:
    gate = {"scope": "element", "id": APPEARANCE, "required": True}
    policy = policy_text(gate, rubric="tiny.yaml", waivers=[waiver(note="本年无案件", approver="某甲")])
    (gated / ".hongdong-rubric.yaml").write_text(policy, encoding="utf-8")
    for form in FORMATS:
        outcome = invoke("check", "fail.txt", "--format", form)
        assert outcome.code == 0
        assert [word for word in ("本年无案件", "某甲") if word not in outcome.text] == [], form


def test_a_baseline_turns_a_fail_into_a_pass(gated: Path, invoke: Invoke) -> None:
    last = invoke("score", "fail.txt", "--rubric", "tiny.yaml", "--format", "json").out
    (gated / "last.json").write_bytes(last)
    outcome = invoke("check", "fail.txt", "--baseline", "last.json")
    assert outcome.code == 0
    assert "已知缺口 1 项,不拦下" in outcome.text


def test_a_lone_surrogate_in_a_baseline_can_be_told_in_every_form(gated: Path, invoke: Invoke) -> None:
    last = json.loads(invoke("score", "fail.txt", "--rubric", "tiny.yaml", "--format", "json").out)
    last["rubric"] |= {"version": "\ud800\x1b[31m", "digest": "other"}
    (gated / "last.json").write_text(json.dumps(last), encoding="utf-8")
    outputs = [part for form in FORMATS for part in ("--output", f"{form}=out.{form}")]
    assert invoke("check", "fail.txt", "--baseline", "last.json", *outputs).code == 0
    assert "\\ud800\\x1b[31m" in (gated / "out.text").read_text(encoding="utf-8")


# Names of files


@posix
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("甲\n::error::假.txt".encode(), id="line-break"),
        pytest.param(b"%0A::error::x,a=b:c.txt", id="percent-comma-colon"),
        pytest.param(b"<script>&]]>\"'.txt", id="markup"),
        pytest.param(b"a|b`c[d](e).txt", id="markdown"),
        pytest.param(b"\x1b[31mred\x07.txt", id="controls"),
        pytest.param("\ufffe\u202e.txt".encode(), id="no-character"),
        pytest.param(b"\xff\xed\xa0\x80.txt", id="not-utf-8"),
    ],
)
def test_any_name_of_a_report_can_be_told(gated: Path, invoke: Invoke, name: bytes, form: str) -> None:
    path = Path(os.fsdecode(name))
    (gated / path).write_text("法治政府建设。\n组织专家论证。\n", encoding="utf-8")
    outcome = invoke("check", str(path), "missing" + str(path), "--format", form, "--output", f"{form}=out")
    assert outcome.code == 2
    assert (gated / "out").read_text(encoding="utf-8")
    assert unprintable(outcome.text) == []
    assert len(outcome.complaints) == (0 if form == "text" else 1)
    if form in TOLD:
        assert sorted(TOLD[form](outcome.text).values()) == ["error", "failed"]


@posix
def test_any_name_of_an_output_can_be_written(gated: Path, invoke: Invoke) -> None:
    name = os.fsdecode(b"\xff\n=.json")
    assert invoke("check", "pass.txt", "--output", f"json={name}").code == 0
    assert json.loads((gated / name).read_text(encoding="utf-8"))["verdict"] == "passed"


# The summary page of a step


@pytest.mark.parametrize(
    "arguments", [("--format", "github"), ("--output", "github=out")], ids=["standard-output", "file"]
)
def test_the_summary_page_of_a_step_is_added_to(gated: Path, invoke: Invoke, arguments: tuple[str, ...]) -> None:
    page = gated / "summary.md"
    page.write_text("# 前一步\n", encoding="utf-8")
    outcome = invoke("check", "fail.txt", *arguments, GITHUB_STEP_SUMMARY=str(page))
    assert outcome.code == 1
    told = invoke("check", "fail.txt", "--format", "markdown").text
    assert page.read_text(encoding="utf-8") == f"# 前一步\n{told}"


def test_a_summary_page_that_is_not_there_is_made(gated: Path, invoke: Invoke) -> None:
    invoke("check", "pass.txt", "--format", "github", GITHUB_STEP_SUMMARY=str(gated / "summary.md"))
    assert (gated / "summary.md").read_text(encoding="utf-8").startswith("## 通过:")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "github"])
def test_other_forms_leave_the_summary_page_alone(gated: Path, invoke: Invoke, form: str) -> None:
    page = gated / "summary.md"
    invoke("check", "pass.txt", "--format", form, GITHUB_STEP_SUMMARY=str(page))
    assert not page.exists()


def test_an_empty_setting_names_no_summary_page(gated: Path, invoke: Invoke) -> None:
    assert invoke("check", "pass.txt", "--format", "github", GITHUB_STEP_SUMMARY="").code == 0


def test_a_summary_page_that_cannot_be_added_to_is_told(gated: Path, invoke: Invoke) -> None:
    (gated / "summary.md").write_bytes(b"\xff")
    outcome = invoke("check", "pass.txt", "--format", "github", GITHUB_STEP_SUMMARY="summary.md")
    assert refusal(outcome) == "写不了“summary.md”:里面不是 UTF-8 文字"
    assert (gated / "summary.md").read_bytes() == b"\xff"


# Screens


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("show", ["failed", "all"])
def test_no_line_is_wider_than_the_screen(gated: Path, invoke: Invoke, width: int, show: str) -> None:
    lines = invoke("check", *files(RUNS[-1]), "--show", show, COLUMNS=str(width)).text.splitlines()
    assert max(map(columns, lines)) == width
    assert [line for line in lines if columns(line) > width] == []


def test_a_piped_screen_has_80_columns_and_no_colour(gated: Path, invoke: Invoke) -> None:
    outcome = invoke("check", "fail.txt", FORCE_COLOR="1")
    assert "\x1b" not in outcome.text
    assert max(map(columns, outcome.text.splitlines())) == 80


class Stream(io.TextIOWrapper):
    """A standard output that keeps what it gets, and is a terminal or not."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def shown(self) -> bytes:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
    ],
    ids=["terminal", "no-colour", "empty-no-colour", "dumb-terminal"],
)
def test_a_terminal_has_colour_unless_it_is_refused(
    gated: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], coloured: bool
) -> None:
    terminal = Stream("utf-8", terminal=True)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert invoke("check", "fail.txt", COLUMNS="80", **settings).code == 1
    assert (b"\x1b[1;31m" in terminal.shown) is coloured
    assert (b"\x1b" in terminal.shown) is coloured


def test_a_file_has_no_colour_where_the_terminal_has(
    gated: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream("utf-8", terminal=True))
    invoke("check", "fail.txt", "--output", "text=out.txt", TERM="xterm")
    assert "\x1b" not in (gated / "out.txt").read_text(encoding="utf-8")


def test_a_gbk_console_gets_gbk(gated: Path, invoke: Invoke) -> None:
    arguments = ("check", *files(RUNS[-1]), "--show", "all")
    outcome = run(*arguments, cwd=gated, PYTHONUTF8="0", PYTHONIOENCODING="gbk:strict")
    assert (outcome.code, outcome.err) == (2, b"")
    assert outcome.out.decode("gbk") == invoke(*arguments).text.translate({ord("─"): "-"})


@pytest.mark.parametrize("form", [form for form in MACHINE_FORMATS if form != "markdown"])
def test_forms_for_machines_are_utf8_whatever_the_console(
    gated: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    expected = invoke("check", "fail.txt", "--format", form).out
    console = Stream("gbk", terminal=False)
    monkeypatch.setattr(sys, "stdout", console)
    invoke("check", "fail.txt", "--format", form)
    assert console.shown == expected


# Killed on the way

OUTPUTS = {"a.json": "json", "b.sarif": "sarif", "c.xml": "junit"}
OPTIONS = tuple(f"--output={form}={name}" for name, form in OUTPUTS.items())
STEPS = {
    "before-a-file-is-made": (tempfile, "mkstemp"),
    "before-it-is-opened": (os, "fdopen"),
    "before-its-rights-are-set": (os, "chmod"),
    "before-it-takes-its-place": (os, "replace"),
    "before-it-is-cleared-away": (os, "unlink"),
}


def whole(invoke: Invoke) -> dict[str, bytes]:
    """What each output holds when nothing goes wrong."""
    return {name: invoke("check", "pass.txt", "--format", form).out for name, form in OUTPUTS.items()}


def states(folder: Path, expected: dict[str, bytes]) -> list[str]:
    """For each output whether it is new, old or missing; anything else is half-written."""
    kinds = {"旧".encode(): "old", None: "missing"}
    found = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in expected}
    return [{expected[name]: "new", **kinds}.get(data, "half-written") for name, data in found.items()]


# That a temporary file cannot be removed is no failure.
STOPS = [
    pytest.param(step, fault, id=f"{step}-{type(fault).__name__}")
    for step in STEPS
    for fault in (OSError(28, "full"), KeyboardInterrupt(), MemoryError())
    if step != "before-it-is-cleared-away" or not isinstance(fault, OSError)
]


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize(("step", "fault"), STOPS)
def test_stopped_at_any_step_it_leaves_whole_files_and_no_others(
    gated: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, step: str, nth: int, fault: BaseException
) -> None:
    expected = whole(invoke)
    (gated / "b.sarif").write_text("旧", encoding="utf-8")
    before = set(names(gated))
    module, function = STEPS[step]
    real = getattr(module, function)
    calls = 0

    def stop(*arguments: Any, **settings: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise fault
        return real(*arguments, **settings)

    monkeypatch.setattr(module, function, stop)
    outcome = invoke("check", "pass.txt", *OPTIONS)
    assert outcome.code in (2, 3)
    # The file of the step at which it ends is in place already when only its clearing away is left.
    done = nth if step == "before-it-is-cleared-away" else nth - 1
    assert states(gated, expected) == [*["new"] * done, *["missing", "old", "missing"][done:]]
    assert set(names(gated)) - before <= set(OUTPUTS)


def killed(folder: Path, step: str, nth: int) -> int:
    """The status of a copy of this process that runs the command and is killed at the nth time of a step."""
    module, function = STEPS[step]
    real = getattr(module, function)
    calls = 0

    def kill(*arguments: Any, **settings: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **settings)

    child = os.fork()
    if child == 0:
        try:
            os.chdir(folder)
            setattr(module, function, kill)
            sys.argv = ["hongdong-rubric", "check", "pass.txt", *OPTIONS]
            cli.run()
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@posix
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_leaves_no_half_written_file(gated: Path, invoke: Invoke, step: str, nth: int) -> None:
    expected = whole(invoke)
    (gated / "b.sarif").write_text("旧", encoding="utf-8")
    assert killed(gated, step, nth) == -signal.SIGKILL
    done = nth if step == "before-it-is-cleared-away" else nth - 1
    assert states(gated, expected) == [*["new"] * done, *["missing", "old", "missing"][done:]]
    # Nobody can clear away after a kill; what stays behind cannot be taken for a result.
    strays = [name for name in names(gated) if re.fullmatch(r"\.hongdong-rubric\..*\.tmp", name)]
    assert len(strays) == (0 if step in ("before-a-file-is-made", "before-it-is-cleared-away") else 1)


@posix
def test_a_run_after_a_kill_gives_the_whole_result(gated: Path, invoke: Invoke) -> None:
    expected = whole(invoke)
    killed(gated, "before-it-takes-its-place", 2)
    assert invoke("check", "pass.txt", *OPTIONS).code == 0
    assert states(gated, expected) == ["new"] * 3
