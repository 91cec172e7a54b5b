"""Many reports at once: whatever the number of processes, the same bytes; whatever happens to one, the others."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hongdong_rubric import checking, parallel, reports
from hongdong_rubric.cli import batch
from hongdong_rubric.cli.check import FORMATS
from hongdong_rubric.cli.interruption import Interruption
from hongdong_rubric.cli.progress import Progress
from hongdong_rubric.inputs import Input
from hongdong_rubric.many import choose_jobs
from hongdong_rubric.output import open_whole
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import REPORT, Outcome, command, environment

TINY = ("--rubric", "tiny.yaml")
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


@pytest.fixture
def heap(gated: Path) -> Path:
    """A folder with a dozen reports of all verdicts, and what is none."""
    for number in range(9):
        text = REPORT.replace("清川", f"第{number}") * (1 + number % 3)
        (gated / "报告" / str(number % 2)).mkdir(parents=True, exist_ok=True)
        (gated / "报告" / str(number % 2) / f"{number}.txt").write_text(text, encoding="utf-8")
    (gated / "报告" / "0" / "坏.txt").write_bytes(b"PK\3\4")
    (gated / "报告" / "0" / "坏.labels.jsonl").touch()
    (gated / "报告" / "无").mkdir()
    return gated


def lines(outcome: Outcome) -> list[str]:
    return [json.loads(line)["report"]["source"] for line in outcome.text.splitlines()]


BAD = "报告/0/坏.txt:文件损坏或不完整:请用原来的软件打开后重新保存"


@posix
@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize(
    "arguments",
    [
        *(("score", "--format", form, *TINY) for form in ("text", "markdown", "jsonl", "csv")),
        *(("check", "--format", form, "--show", "all") for form in ("text", "json", "sarif")),
    ],
    ids=lambda arguments: "-".join(arguments[:3:2]),
)
def test_the_bytes_are_the_same_with_any_number_of_jobs(
    heap: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], method: str
) -> None:
    monkeypatch.setattr(parallel, "start_method", lambda: method)
    wanted = ("1", "2", "3") if method == "fork" else ("1", "2")
    one, *others = [invoke(*arguments, "报告", "pass.txt", "报告/*", "-j", jobs) for jobs in wanted]
    assert (one.code, [other == one for other in others]) == (2, [True] * len(others))
    assert len(one.out) > 1500


@pytest.mark.parametrize("form", FORMATS)
def test_a_check_says_the_same_of_a_folder_as_of_its_files(heap: Path, invoke: Invoke, form: str) -> None:
    named = sorted(str(path.relative_to(heap)) for path in heap.glob("报告/*/*.txt"))
    assert invoke("check", "报告", "--format", form) == invoke("check", *named, "--format", form)


def test_of_a_folder_the_reports_are_scored_and_the_bad_told(heap: Path, invoke: Invoke) -> None:
    outcome = invoke("score", "报告", "--format", "jsonl", *TINY, "--jobs", "2")
    assert (outcome.code, outcome.complaints) == (2, [BAD])
    assert lines(outcome) == [f"报告/{number % 2}/{number}.txt" for number in (0, 2, 4, 6, 8, 1, 3, 5, 7)]


@pytest.mark.parametrize("name", ["报告/无", "*.pdf"])
@pytest.mark.parametrize("command_", ["score", "check"])
def test_nothing_found_is_never_a_success(heap: Path, invoke: Invoke, command_: str, name: str) -> None:
    alone = invoke(command_, name, "--rubric", "tiny.yaml")
    assert alone.code == 2
    assert f"{name}:{'这个文件夹里没有报告' if '*' not in name else '没有文件与这个通配符相符'}" in (
        alone.text + "\n".join(alone.complaints)
    )
    assert invoke(command_, "pass.txt", name, "--rubric", "tiny.yaml").code == 2


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "", "61", "99999999999", "１"])
@pytest.mark.parametrize("command_", ["score", "check"])
def test_a_wrong_number_of_jobs_is_refused(gated: Path, invoke: Invoke, command_: str, text: str) -> None:
    outcome = invoke(command_, "pass.txt", "--rubric", "tiny.yaml", f"--jobs={text}")
    assert (outcome.code, outcome.out) == (2, b"")
    assert outcome.complaints == [f"--jobs 应是 1 到 60 之间的整数,这里是“{text}”"]


@pytest.mark.parametrize(
    ("wanted", "paths", "jobs"),
    [
        (None, ["a"] * 7, 1),
        (None, ["a"] * 8, 4),
        (3, ["a"] * 8, 3),
        (3, ["a"] * 2, 2),
        (1, ["a"] * 99, 1),
        (60, ["a"] * 99, 60),
        (5, ["a", "-"], 1),
        (5, ["a", "/dev/stdin"], 1),
    ],
)
def test_many_reports_have_as_many_jobs_as_processors(
    monkeypatch: pytest.MonkeyPatch, wanted: int | None, paths: list[str], jobs: int
) -> None:
    monkeypatch.setattr(parallel, "usable_cpus", lambda: 4)
    assert choose_jobs(wanted, [Input(path) for path in paths]) == jobs


def test_nobody_is_given_more_than_eight_processes_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "usable_cpus", lambda: 96)
    assert choose_jobs(None, [Input("a")] * 99) == 8


# One report that ends otherwise than it should


def broken(monkeypatch: pytest.MonkeyPatch, name: str, act: Any) -> None:
    """Let the scoring of one report do something else."""
    real = reports.score_report

    def score(source: Any, *others: Any) -> Any:
        return act() if source.name.endswith(name) else real(source, *others)

    monkeypatch.setattr(reports, "score_report", score)
    monkeypatch.setattr(checking, "score_report", score)


def fault() -> None:
    raise RuntimeError("甲")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_fault_of_ours_is_told_and_the_rest_goes_on(
    heap: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    broken(monkeypatch, "4.txt", fault)
    told = "报告/0/4.txt:程序出错(RuntimeError: 甲),这不是您的问题,请把这句话和所用命令反馈给维护者"
    scored = invoke("score", "报告", "--format", "jsonl", *TINY, "-j", jobs)
    assert (scored.code, scored.complaints, len(lines(scored))) == (3, [told, BAD], 8)
    checked = invoke("check", "报告", "--format", "json", "-j", jobs)
    assert (checked.code, checked.complaints) == (3, [told, BAD])
    assert [one["message"] for one in checked.json["reports"] if one["verdict"] == "error"] == [told, BAD]
    looked_into = invoke("score", "报告", "--format", "jsonl", *TINY, "-j", jobs, HONGDONG_RUBRIC_DEBUG="1")
    assert "in fault" in "\n".join(looked_into.complaints)


@posix
@pytest.mark.parametrize("form", ["text", "sarif"])
def test_a_process_that_dies_leaves_one_report_unjudged(
    heap: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    broken(monkeypatch, "4.txt", lambda: os.kill(os.getpid(), signal.SIGKILL))
    told = "报告/0/4.txt:无法判断,处理它的进程意外结束(-9),可能是内存不够,或被别的程序结束"
    scored = invoke("score", "报告", "--format", "jsonl", *TINY, "-j", "2")
    assert (scored.code, scored.complaints, len(lines(scored))) == (2, [told, BAD], 8)
    checked = invoke("check", "报告", "--format", form, "-j", "2")
    assert (checked.code, checked.complaints) == (2, [told, BAD] if form == "sarif" else [])
    assert "意外结束(-9)" in checked.text


# Files


def test_a_file_takes_all_results_as_they_come(heap: Path, invoke: Invoke) -> None:
    shown = invoke("score", "报告", "--format", "jsonl", *TINY)
    written = invoke("score", "报告", "--format", "jsonl", *TINY, "-o", "o.jsonl", "-j", "2")
    assert (written.code, written.out, written.err) == (2, b"", shown.err)
    assert (heap / "o.jsonl").read_bytes() == shown.out


def test_where_no_report_is_good_a_file_stays_as_it_was(heap: Path, invoke: Invoke) -> None:
    (heap / "o.txt").write_text("旧", encoding="utf-8")
    assert invoke("score", "报告/无", "unreadable.txt", *TINY, "-o", "o.txt").code == 2
    assert (heap / "o.txt").read_text(encoding="utf-8") == "旧"
    assert [path.name for path in heap.glob(".*.tmp")] == []


@pytest.mark.parametrize("named", ["报告", "报告/*", "**/*.txt"])
@pytest.mark.parametrize("option", [("score", "-o", "报告/1/3.txt"), ("check", "--output", "text=报告/1/3.txt")])
def test_a_report_that_a_folder_gives_is_not_written_over(
    heap: Path, invoke: Invoke, named: str, option: tuple[str, ...]
) -> None:
    before = (heap / "报告/1/3.txt").read_bytes()
    outcome = invoke(*option, named, "--rubric", "tiny.yaml")
    assert (outcome.code, "写入会毁掉它" in outcome.complaints[0]) == (2, True)
    assert (heap / "报告/1/3.txt").read_bytes() == before


def test_a_file_is_not_there_until_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "o.txt"
    with open_whole(str(target)) as write:
        write("甲")
        assert not target.exists()
        write("乙")
    assert target.read_text(encoding="utf-8") == "甲乙"
    with contextlib.suppress(RuntimeError), open_whole(str(target)) as write:
        write("丙")
        raise RuntimeError
    assert ([path.name for path in tmp_path.iterdir()], target.read_text(encoding="utf-8")) == (["o.txt"], "甲乙")


# Interrupted


@pytest.fixture
def many_reports(heap: Path) -> Iterator[Path]:
    """So many reports that nobody is done with them before he is stopped."""
    (heap / "多").mkdir()
    for number in range(1500):
        (heap / "多" / f"{number:04}.txt").write_text(REPORT * 10, encoding="utf-8")
    return heap


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("group", [True, False], ids=["terminal", "process"])
def test_interrupted_it_ends_with_what_is_done(many_reports: Path, jobs: str, stop: int, group: bool) -> None:
    process = subprocess.Popen(
        command("score", "多", "--format", "jsonl", *TINY, "-j", jobs),
        cwd=many_reports,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What lay in a buffer after the first line would be lost to what reads the rest.
        bufsize=0,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    (os.killpg if group else os.kill)(process.pid, stop)
    out, err = process.communicate(timeout=60)
    done = [json.loads(line)["report"]["source"] for line in (first + out).decode().splitlines()]
    assert done == [f"多/{number:04}.txt" for number in range(len(done))]
    assert (process.returncode, err.decode()) == (2, f"已中断:完成 {len(done)}/1500\n")
    assert 0 < len(done) < 1500
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@posix
def test_interrupted_a_file_has_what_is_done(many_reports: Path) -> None:
    process = subprocess.Popen(
        command("score", "多", "--format", "jsonl", *TINY, "-o", "o.jsonl", "-j", "2"),
        cwd=many_reports,
        env=environment(),
        stderr=subprocess.PIPE,
    )
    while not any(path.stat().st_size for path in many_reports.glob(".hongdong-rubric.*.tmp")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    done = (many_reports / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["report"]["source"] for line in done] == [f"多/{n:04}.txt" for n in range(len(done))]
    assert err.decode() == f"已中断:完成 {len(done)}/1500,完成的已写入 o.jsonl\n"
    assert list(many_reports.glob(".hongdong-rubric.*.tmp")) == []


@pytest.mark.parametrize(("form", "shown"), [("text", True), ("markdown", True), ("json", False), ("sarif", False)])
def test_an_interrupted_check_is_for_people_only(
    heap: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, form: str, shown: bool
) -> None:
    broken(monkeypatch, "4.txt", interrupt)
    arguments = ("check", "报告", "--format", form, "-j", "1")
    outcome = invoke(*arguments, "--output", "json=o.json", "--output", "text=o.txt")
    assert (outcome.code, outcome.complaints, bool(outcome.out)) == (2, ["已中断:完成 2/10"], shown)
    assert list(heap.glob("o.*")) == []


def interrupt() -> None:
    raise KeyboardInterrupt


@posix
def test_what_is_held_is_finished_before_an_interrupt_is_obeyed() -> None:
    done = []

    def work() -> None:
        with Interruption() as interruption:
            with interruption.held():
                os.kill(os.getpid(), signal.SIGINT)
                done.append(1)
            done.append(2)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == [1]


@posix
def test_who_interrupts_twice_does_not_wait() -> None:
    done = []

    def work() -> None:
        with Interruption() as interruption, interruption.held():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append(1)
            os.kill(os.getpid(), signal.SIGTERM)
            done.append(2)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == [1]


@posix
def test_clearing_away_is_not_interrupted() -> None:
    before = signal.getsignal(signal.SIGINT)
    done = []

    def work() -> None:
        with Interruption():
            try:
                os.kill(os.getpid(), signal.SIGINT)
            finally:
                os.kill(os.getpid(), signal.SIGINT)
                done.append(1)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert (done, signal.getsignal(signal.SIGINT)) == ([1], before)


# Progress


class Terminal:
    """A standard error that keeps what it gets."""

    def __init__(self) -> None:
        self.shown = b""
        self.encoding = "gbk"
        self.buffer = self

    def isatty(self) -> bool:
        return True

    def write(self, data: bytes) -> None:
        self.shown += data

    def flush(self) -> None:
        """Everything is shown at once."""


def visible(shown: bytes) -> list[str]:
    """The lines that stand on a screen after all that was written."""
    screen = []
    for line in shown.decode("gbk").split("\n"):
        row = ""
        for part in line.split("\r"):
            row = part + row[len(part) :]
        screen.append(row.rstrip())
    return screen


def test_progress_is_shown_on_a_terminal_and_taken_away(
    heap: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("hongdong_rubric.cli.progress._EVERY", 0)
    invoke("score", "报告", *TINY, "--format", "jsonl", TERM="xterm")
    assert "已评 0/10 份" in terminal.shown.decode("gbk")
    assert "已评 10/10 份" in terminal.shown.decode("gbk")
    assert visible(terminal.shown) == [BAD, ""]


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        pytest.param(("报告",), {"TERM": "dumb"}, id="dumb-terminal"),
        pytest.param(("pass.txt", "fail.txt", "pass.txt"), {"TERM": "xterm"}, id="few"),
    ],
)
def test_no_progress_where_nobody_needs_it(
    heap: Path,
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    settings: dict[str, str],
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    invoke("score", *arguments, *TINY, "--format", "jsonl", **settings)
    assert "已评" not in terminal.shown.decode("gbk")


def test_no_progress_where_standard_error_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    progress = Progress(99)
    progress.show(1)
    progress.clear()


@posix
def test_progress_is_seen_on_a_real_terminal_only(heap: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("score", "报告", *TINY, "--format", "jsonl"),
        cwd=heap,
        env=environment(TERM="xterm", NO_COLOR="1"),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        out, _ = process.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert (process.returncode, out.count(b"\n")) == (2, 9)
    assert shown.startswith("已评 0/10 份\r")
    assert "\x1b" not in shown
    assert visible(shown.encode("gbk")) == [BAD, ""]


def test_jobs_are_read() -> None:
    assert [batch.read_jobs(text) for text in (None, "1", "060")] == [None, 1, 60]
