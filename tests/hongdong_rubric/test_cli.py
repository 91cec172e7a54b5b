"""The command as users meet it: what it writes where, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from hongdong_rubric import __version__, cli, reports, rubrics
from hongdong_rubric.rubrics import DEFAULT
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import REPORT, TINY, TITLE, Outcome, command, environment, open_once, run

TINY_OPTION = ("--rubric", "tiny.yaml")
EXPERTS = "decision.procedure.experts"
HAN = re.compile("[\u4e00-\u9fff]")
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def refusal(outcome: Outcome) -> str:
    """The one sentence of a run that judged nothing."""
    assert (outcome.code, outcome.out) == (2, b"")
    (sentence,) = outcome.complaints
    assert HAN.search(sentence), "the sentence must be Chinese"
    return sentence


def write(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def nothing(path: Path) -> None:
    """Leave the path empty."""


def sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)

    return make


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(nothing, "找不到文件,请检查路径和文件名", id="missing"),
        pytest.param(
            Path.mkdir, "这个文件夹里没有报告(只看 Word、WPS、PDF、OFD、网页、文本文件,隐藏的不看)", id="directory"
        ),
        pytest.param(write(b""), "文件是空的,没有可以评分的内容", id="empty"),
        pytest.param(write(" \n\u3000\t".encode()), "文件里只有空白或标点,没有可以评分的内容", id="whitespace"),
        pytest.param(write(b"\x7fELF\2\1\0"), "第 7 个字符是空字符,这是二进制文件,不是文本", id="binary"),
        pytest.param(
            write(b"\x9b\x40" * 60),
            "第 1 个字节(0x9b)不是 UTF-8(试过的编码:UTF-8、UTF-16、GB18030、Big5,可能是二进制文件):"
            "请另存为 UTF-8,或用 --encoding 指定编码",
            id="no-encoding",
        ),
        pytest.param(sparse(20 * 1024 * 1024 + 1), "超过 20 MB,不像一份报告", id="over-20-megabytes"),
        pytest.param(write(b"PK\3\4"), "文件损坏或不完整:请用原来的软件打开后重新保存", id="broken-package"),
    ],
)
def test_a_report_that_cannot_be_judged_gives_one_sentence_and_code_2(
    folder: Path, make: Callable[[Path], None], said: str
) -> None:
    make(folder / "坏.txt")
    before = names(folder)
    assert refusal(run("score", "坏.txt", *TINY_OPTION, "-o", "out.txt", cwd=folder)) == f"坏.txt:{said}"
    assert names(folder) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "种瓜得瓜,春天播下种子,秋天收获果实。\n" * 60, "这篇文字不像法治政府建设年度报告", id="another-text"
        ),
        pytest.param(
            REPORT.replace("2023", "2019"), "报告年度 2019 不在细则适用的 2021—2025 年之内", id="another-year"
        ),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_doubtful_report_is_scored_with_a_warning(
    folder: Path, invoke: Invoke, text: str, said: str, form: str
) -> None:
    (folder / "report.txt").write_text(text, encoding="utf-8")
    outcome = invoke("score", "report.txt", *TINY_OPTION, "--format", form)
    assert (outcome.code, outcome.err) == (0, b"")
    assert said in outcome.text


LAUGHS = "a: &a [哈, 哈]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)


HEARING = "decision.procedure.hearing"
IDS = "chapters[1].items[1].elements[2].id"


def edited(*edits: tuple[str, str]) -> str:
    """The small rubric with some words replaced."""
    text = TINY
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} must stand once"
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", ["1:1:文件是空的"], id="empty"),
        pytest.param("a: [1\n", ["2:1:不是合格的 YAML:括号没有配对,或少了逗号"], id="broken"),
        pytest.param("a: \x00", ["1:1:不是合格的 YAML:含有不能用的控制字符"], id="binary"),
        pytest.param(
            LAUGHS,
            ["1:4:不支持锚点与引用(& 和 *):请把内容写全,共用的词放进 groups;以 * 或 & 开头的文字请加引号"],
            id="billion-laughs",
        ),
        pytest.param(
            "a: !!python/object/apply:os.mkdir [made]\n",
            ["1:4:不支持标签“tag:yaml.org,2002:python/object/apply:os.mkdir”:以 ! 开头的文字请加引号"],
            id="tag",
        ),
        pytest.param("[" * 100_000, ["1:25:嵌套超过 24 层"], id="deep"),
        pytest.param(
            edited(("chapter: 四", "chaptr: 四")),
            ["12:3:(chapters[1].chaptr)不认识的键“chaptr”:是不是“chapter”?"],
            id="unknown-key",
        ),
        pytest.param(
            edited(("id: tiny", "id: tiny\nid: two")),
            ["3:1:(id)键“id”重复,第 2 行已经有了:请删去一个"],
            id="doubled-key",
        ),
        pytest.param(
            edited(("id: hearing", "id: experts")),
            [f"30:11:({IDS})编号“{EXPERTS}”重复,第 19 行已经用了"],
            id="doubled-id",
        ),
        pytest.param(
            edited(("\n      - 听证会", " []")),
            [f"38:14:({HEARING}.rules)列表是空的"],
            id="no-rules",
        ),
        pytest.param(
            edited(("- 听证会", "- 听证")),
            [f"39:9:({HEARING}.rules[1])规则“听证”太短,容易误认:请写长些,或加 near,两个字的专用词可加 exact: true"],
            id="too-short",
        ),
        pytest.param(
            edited(("- 听证会", "- <听众> 到会")),
            [f"39:9:({HEARING}.rules[1])没有名为“听众”的词组"],
            id="unknown-group",
        ),
        pytest.param(
            edited(("[专家, 学者]", "[<专家>]")),
            ["8:8:(groups.专家)词组互相引用:专家 → 专家"],
            id="group-of-itself",
        ),
        pytest.param(
            edited(("weight: 2\n  items", "weight: -1\n  items"), ("medium", "中"), ("figures: false", "figures: 否")),
            [
                "13:11:(chapters[1].weight)这里应是 0 到 100 之间的数",
                f"34:16:({HEARING}.figures)这里应是 true 或 false",
                f"35:17:({HEARING}.severity)“中”不在可选值 high、medium、low 之中",
            ],
            id="several",
        ),
    ],
)
def test_a_wrong_rubric_gives_a_line_for_each_mistake_and_code_2(folder: Path, text: str, said: list[str]) -> None:
    (folder / "坏.yaml").write_text(text, encoding="utf-8")
    before = names(folder)
    outcome = run("score", "report.txt", "--rubric", "坏.yaml", "-o", "out.txt", cwd=folder)
    assert (outcome.code, outcome.out) == (2, b"")
    assert outcome.complaints == [f"坏.yaml:{line}" for line in said]
    assert names(folder) == before


SCORE = ("score", "report.txt")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param((*SCORE, "--format", "jsn"), "没有“jsn”这种格式:是不是“json”?(可用:", id="format"),
        pytest.param((*SCORE, "--level", "conty"), "没有“conty”这种层级:是不是“county”?", id="level"),
        pytest.param((*SCORE, *TINY_OPTION, "--chapter", "decisio"), "名称为“decisio”的部分:是不是", id="chapter"),
        pytest.param((*SCORE, *TINY_OPTION, "--item", "disputes"), "没有编号或名称为“disputes”的条目", id="item"),
        pytest.param(
            ("explain", EXPERTS[:-1], "report.txt", *TINY_OPTION),
            f"没有编号或名称为“{EXPERTS[:-1]}”的要点:是不是“{EXPERTS}”?",
            id="element",
        ),
        pytest.param((*SCORE, "--rubric", ""), "没有名为“”的细则", id="empty-rubric-name"),
        pytest.param((*SCORE, "--rubric", "outlin"), "没有名为“outlin”的细则", id="rubric-name"),
        pytest.param((*SCORE, "--rubric", "x.yaml"), "找不到细则文件 x.yaml:请检查路径", id="rubric-file"),
        pytest.param(("rubric", "show", "nothing", *TINY_OPTION), "细则里没有编号或名称“nothing”", id="id-to-show"),
        pytest.param((*SCORE, "--evidences"), "没有选项 --evidences,是不是 --evidence?", id="option"),
        pytest.param((*SCORE, "--format"), "选项 --format 后面要写一个值", id="option-without-value"),
        pytest.param((*SCORE, "--evidence=1"), "选项 --evidence 后面不带值", id="flag-with-value"),
        pytest.param(("scores", "report.txt"), "没有这个命令:scores", id="command"),
        pytest.param(("it's.", "report.txt"), "没有这个命令:it's.", id="command-with-a-quote"),
        pytest.param(("score",), "缺少参数 报告...", id="no-report"),
        pytest.param(("explain", EXPERTS), "缺少参数 报告", id="no-report-to-explain"),
        pytest.param(("explain", EXPERTS, "report.txt", "more"), "多了参数 more", id="too-many"),
        pytest.param((*SCORE, "report.txt", "--format", "json"), "多份请用 --format jsonl", id="two-as-json"),
    ],
)
def test_a_wrong_use_gives_one_sentence_and_code_2(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal(run(*arguments, cwd=folder))


@pytest.mark.parametrize("arguments", [(), ("rubric",)])
def test_without_a_command_the_help_is_shown_and_nothing_judged(folder: Path, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, cwd=folder)
    assert (outcome.code, outcome.out) == (2, b"")
    assert "hongdong-rubric" in outcome.complaints[0]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        pytest.param("none/out.txt", "写不了“none/out.txt”:没有这个文件夹或文件", id="missing-folder"),
        pytest.param(".", "写不了“.”:这是文件夹,请给出文件名", id="folder"),
        pytest.param("report.txt", "写不了“report.txt”:这是要评分的报告,写入会毁掉它,请换一个文件名", id="the-report"),
        pytest.param("tiny.yaml", "写不了“tiny.yaml”:这是评分用的细则,写入会毁掉它,请换一个文件名", id="the-rubric"),
        pytest.param("-", "-o 只写文件:不写 -o,结果就在标准输出", id="standard-output"),
        pytest.param("json=o.json", "-o 后面只写文件名,格式另用 --format:--format json -o o.json", id="with-a-format"),
        pytest.param(
            "意见.DOCX", "写出的是文字,存成 意见.DOCX 打不开:请用 .txt、.md、.json 或 .csv 这样的文件名", id="no-text"
        ),
        pytest.param("", "写不了“”:这是文件夹,请给出文件名", id="empty-name"),
    ],
)
def test_an_unwritable_output_gives_one_sentence_and_code_2(folder: Path, output: str, said: str) -> None:
    before = names(folder)
    assert refusal(run("score", "report.txt", *TINY_OPTION, "-o", output, cwd=folder)) == said
    assert (names(folder), (folder / "report.txt").read_text(encoding="utf-8")) == (before, REPORT)


@posix
@pytest.mark.parametrize(
    ("redirection", "said"),
    [
        pytest.param("> /dev/full", "写不了标准输出:磁盘已满", id="full"),
        pytest.param(">&-", "写不了标准输出:它已经关闭", id="closed"),
    ],
)
def test_a_standard_output_that_takes_nothing_gives_one_sentence_and_code_2(
    folder: Path, redirection: str, said: str
) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    assert shell(folder, f"score report.txt --rubric tiny.yaml {redirection}") == (2, b"", f"{said}\n".encode())


def shell(folder: Path, line: str) -> tuple[int, bytes, bytes]:
    """Run the command with redirections."""
    program = f'"{sys.executable}" -m hongdong_rubric {line}'
    done = subprocess.run(["sh", "-c", program], cwd=folder, env=environment(), capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


@posix
def test_a_pipe_may_be_named_as_output(folder: Path) -> None:
    if not Path("/dev/stdout").exists():
        pytest.skip("no /dev/stdout here")
    expected = shell(folder, "score report.txt --rubric tiny.yaml --format json")
    assert shell(folder, "score report.txt --rubric tiny.yaml --format json -o /dev/stdout") == expected
    piped = shell(folder, "score report.txt --rubric tiny.yaml --format json -o /dev/stdout | cat")
    assert (piped, expected[0]) == (expected, 0)


@posix
def test_where_nobody_hears_the_complaint_the_code_still_tells(folder: Path) -> None:
    assert shell(folder, "score none.txt --rubric tiny.yaml 2>&-") == (2, b"", b"")


@posix
@pytest.mark.parametrize(("more", "code"), [((), 0), (("none.txt",), 2)], ids=["all-good", "one-bad"])
def test_a_reader_that_has_gone_is_no_failure_and_hides_none(folder: Path, more: tuple[str, ...], code: int) -> None:
    read, written = os.pipe()
    os.close(read)
    with subprocess.Popen(
        command("score", "report.txt", *more, *TINY_OPTION),
        cwd=folder,
        env=environment(),
        stdout=written,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(written)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert err.decode().splitlines() == [f"{name}:找不到文件,请检查路径和文件名" for name in more]


@pytest.fixture
def several(folder: Path) -> Path:
    """A folder with good and bad reports."""
    (folder / "two.txt").write_text(REPORT.replace("清川县", "平湖市"), encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "zip.txt").write_bytes(b"PK\3\4")
    return folder


def test_of_several_reports_the_good_are_scored_and_the_bad_named(several: Path) -> None:
    files = ("empty.txt", "report.txt", "none.txt", "zip.txt", "two.txt")
    outcome = run("score", *files, *TINY_OPTION, "--format", "jsonl", cwd=several)
    assert outcome.code == 2
    assert [json.loads(line)["report"]["source"] for line in outcome.text.splitlines()] == ["report.txt", "two.txt"]
    assert [line.split(":")[0] for line in outcome.complaints] == ["empty.txt", "none.txt", "zip.txt"]


def test_of_several_reports_the_good_are_written(several: Path, invoke: Invoke) -> None:
    outcome = invoke("score", "empty.txt", "report.txt", *TINY_OPTION, "--format", "jsonl", "-o", "out.jsonl")
    assert (outcome.code, outcome.out) == (2, b"")
    assert (several / "out.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_several_good_reports_are_no_failure(several: Path, invoke: Invoke) -> None:
    outcome = invoke("score", "report.txt", "two.txt", *TINY_OPTION)
    assert (outcome.code, outcome.err) == (0, b"")
    assert [line for line in outcome.text.splitlines() if line.endswith("情况报告")] == [
        TITLE,
        TITLE.replace("清川县", "平湖市"),
    ]


def test_where_nothing_applies_there_is_no_score_and_no_success(invoke: Invoke) -> None:
    outcome = invoke("score", "report.txt", *TINY_OPTION, "--level", "province", "--item", "disputes.court")
    assert refusal(outcome) == "report.txt:所看的条目都不适用于省级,没有可以评分的内容"


def test_a_dash_reads_standard_input(folder: Path) -> None:
    piped = run("score", "-", *TINY_OPTION, "--format", "json", cwd=folder, stdin=REPORT.encode()).json
    named = run("score", "report.txt", *TINY_OPTION, "--format", "json", cwd=folder).json
    assert piped["report"].pop("source") == "-"
    assert named["report"].pop("source") == "report.txt"
    assert piped == named


def test_an_empty_standard_input_is_told(folder: Path) -> None:
    assert refusal(run("score", "-", *TINY_OPTION, cwd=folder)) == "标准输入:文件是空的,没有可以评分的内容"


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl", "csv"])
def test_a_file_gets_what_a_pipe_gets(folder: Path, invoke: Invoke, form: str) -> None:
    piped = invoke("score", "report.txt", *TINY_OPTION, "--format", form)
    outcome = invoke("score", "report.txt", *TINY_OPTION, "--format", form, "-o", "out.txt")
    assert (outcome.code, outcome.out, outcome.err) == (0, b"", b"")
    assert (folder / "out.txt").read_bytes() == piped.out


@pytest.mark.parametrize("arguments", [("score", "none.txt"), ("score", "report.txt", "--chapter", "x")])
def test_a_file_stays_as_it_was_when_nothing_is_judged(
    folder: Path, invoke: Invoke, arguments: tuple[str, ...]
) -> None:
    (folder / "out.txt").write_text("旧", encoding="utf-8")
    outcome = invoke(*arguments, *TINY_OPTION, "-o", "out.txt")
    assert outcome.code == 2
    assert (folder / "out.txt").read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "report.txt", *TINY_OPTION),
        ("score", "report.txt", *TINY_OPTION, "--evidence"),
        ("score", "report.txt", *TINY_OPTION, "--format", "markdown"),
        ("explain", EXPERTS, "report.txt", *TINY_OPTION),
        ("rubric", "show", "tiny", *TINY_OPTION),
    ],
)
def test_piped_output_has_no_colour_whatever_the_terminal(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    outcome = invoke(*arguments, TERM="xterm-256color", COLORTERM="truecolor", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert (outcome.code, outcome.err, b"\x1b" in outcome.out) == (0, b"", False)


def on_terminal(folder: Path, **settings: str) -> bytes:
    """What the command writes to a terminal of 100 columns."""
    pty = pytest.importorskip("pty")
    struct, termios, fcntl = (pytest.importorskip(name) for name in ("struct", "termios", "fcntl"))
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with subprocess.Popen(
        command("score", "report.txt", *TINY_OPTION),
        cwd=folder,
        env=environment(**{"TERM": "xterm-256color", **settings}),
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(follower)
        pieces = []
        try:
            while piece := os.read(leader, 65536):
                pieces.append(piece)
        except OSError:  # how Linux tells that the other side has closed
            pass
        os.close(leader)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    return b"".join(pieces)


@posix
@pytest.mark.parametrize(
    ("settings", "coloured"),
    [
        pytest.param({}, True, id="terminal"),
        pytest.param({"NO_COLOR": "1"}, False, id="no-color"),
        pytest.param({"TERM": "dumb"}, False, id="dumb"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, id="no-color-wins"),
    ],
)
def test_colour_is_for_terminals_that_want_it(folder: Path, settings: dict[str, str], coloured: bool) -> None:
    written = on_terminal(folder, **settings)
    assert TITLE.encode() in written
    assert (b"\x1b" in written) is coloured


@posix
def test_on_a_terminal_the_output_is_as_wide_as_the_terminal(folder: Path) -> None:
    rule = next(line for line in on_terminal(folder, NO_COLOR="1").decode().splitlines() if line.startswith("缺口"))
    assert len(rule) + len(HAN.findall(rule)) == 100


@pytest.mark.parametrize(
    ("wanted", "width"), [("80", 80), ("120", 120), ("100", 100), ("300", 120), ("10", 60), ("x", 80), ("", 80)]
)
def test_columns_set_the_width_of_piped_output(invoke: Invoke, wanted: str, width: int) -> None:
    lines = invoke("score", "report.txt", *TINY_OPTION, COLUMNS=wanted).text.splitlines()
    rule = next(line for line in lines if line.startswith("缺口"))
    assert len(rule) + len(HAN.findall(rule)) == width


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "report.txt", *TINY_OPTION, "--evidence"),
        ("score", "report.txt", *TINY_OPTION, "--format", "markdown"),
        ("explain", EXPERTS, "report.txt", *TINY_OPTION),
        ("rubric", "show", "tiny", *TINY_OPTION),
        ("--help",),
    ],
)
def test_a_gbk_console_gets_gbk(folder: Path, invoke: Invoke, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert (outcome.code, outcome.err) == (0, b"")
    # Such a console shows bars and rules two columns wide.
    assert outcome.out.decode("gbk") == invoke(*arguments).text.translate({ord("█"): "#", ord("─"): "-"})


def test_what_gbk_cannot_show_becomes_a_question_mark(folder: Path) -> None:
    (folder / "report.txt").write_text(REPORT.replace("清川", "清😀川"), encoding="utf-8")
    outcome = run("score", "report.txt", *TINY_OPTION, cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="gbk:strict")
    assert outcome.code == 0
    assert outcome.out.decode("gbk").splitlines()[0] == TITLE.replace("清川", "清?川")


def test_a_complaint_on_a_gbk_console_is_gbk(folder: Path) -> None:
    outcome = run("score", "none.txt", *TINY_OPTION, cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert (outcome.code, outcome.err.decode("gbk").strip()) == (2, "none.txt:找不到文件,请检查路径和文件名")


def test_json_is_utf8_whatever_the_console(folder: Path) -> None:
    arguments = ("score", "report.txt", *TINY_OPTION, "--format", "json")
    outcome = run(*arguments, cwd=folder, PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert outcome.json["report"]["title"] == TITLE


@posix
@pytest.mark.parametrize(
    "arguments", [("score", "report.txt", *TINY_OPTION), ("--help",), ("score", "none.txt", *TINY_OPTION)]
)
def test_a_console_without_chinese_gets_utf8(folder: Path, invoke: Invoke, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, cwd=folder, PYTHONUTF8="0", LC_ALL="C")
    usual = invoke(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (usual.code, usual.out, usual.err)


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    arguments = ("score", "report.txt", *TINY_OPTION, "--evidence")
    one, two = (run(*arguments, cwd=folder, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert (one.code, one.out) == (0, two.out)


@posix
def test_a_name_that_is_no_text_is_shown_as_escapes(folder: Path) -> None:
    (folder / "report.txt").rename(os.fsdecode(os.fsencode(folder) + b"/\xff.txt"))
    outcome = run("score", b"\xff.txt", *TINY_OPTION, "--format", "json", cwd=folder)
    assert (outcome.code, outcome.json["report"]["source"]) == (0, "\\udcff.txt")


@pytest.mark.parametrize("arguments", [("--version",), ("score", "--help"), ("rubric", "lint", "-h")])
def test_asking_for_help_is_a_success(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    outcome = invoke(*arguments)
    assert (outcome.code, outcome.err) == (0, b"")
    assert "hongdong-rubric" in outcome.text


def test_the_version_is_that_of_the_package(invoke: Invoke) -> None:
    assert invoke("--version").text == f"hongdong-rubric {__version__}\n"


def test_explain_answers_why(invoke: Invoke) -> None:
    outcome = invoke("explain", EXPERTS, "report.txt", *TINY_OPTION)
    assert (outcome.code, outcome.text.splitlines()[0]) == (0, f"专家论证({EXPERTS}):有实据,得分 100.0")


def test_explain_can_be_told_the_level(invoke: Invoke) -> None:
    outcome = invoke("explain", "disputes.court.advice", "report.txt", *TINY_OPTION, "--level", "province")
    assert outcome.text.splitlines()[-1] == "这一条目不适用于本级政府,不计入任何得分。"


@pytest.mark.parametrize("arguments", [("explain", EXPERTS, "none.txt", *TINY_OPTION), ("rubric", "lint", "none.yaml")])
def test_other_commands_complain_in_one_sentence_too(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    assert "找不到" in refusal(invoke(*arguments))


def test_lint_counts_what_it_found_right(invoke: Invoke) -> None:
    assert invoke("rubric", "lint", "tiny.yaml").text == "没有错误:4 个要点,4 条规则\n"


def test_lint_tells_every_mistake(folder: Path, invoke: Invoke) -> None:
    (folder / "tiny.yaml").write_text(TINY.replace("medium", "中").replace("- 听证会", "- 听"), encoding="utf-8")
    outcome = invoke("rubric", "lint", "tiny.yaml")
    assert (outcome.code, outcome.out, len(outcome.complaints)) == (2, b"", 2)


@pytest.mark.parametrize(
    ("identity", "first", "count"),
    [
        ("tiny", "小细则(tiny 1.0.0)", 10),
        ("decision", "行政决策(decision,纲要第四部分,权重 2)", 4),
        ("disputes.court", "出庭应诉(disputes.court,纲要第(二十二)条,权重 1,只适用于市级、县级)", 3),
        ("disputes.court.advice", "司法建议(disputes.court.advice)", 8),
        ("司法建议", "司法建议(disputes.court.advice)", 8),
    ],
)
def test_show_prints_a_part_of_the_rubric(invoke: Invoke, identity: str, first: str, count: int) -> None:
    lines = invoke("rubric", "show", identity, *TINY_OPTION).text.splitlines()
    assert (lines[0], len(lines)) == (first, count)


def test_show_prints_the_whole_where_nothing_is_named(invoke: Invoke) -> None:
    assert invoke("rubric", "show", *TINY_OPTION).out == invoke("rubric", "show", "tiny", *TINY_OPTION).out


def test_an_element_is_explained_by_its_title(invoke: Invoke) -> None:
    by_title = invoke("explain", "决策听证", "report.txt", *TINY_OPTION)
    assert (by_title.code, by_title.out) == (0, invoke("explain", HEARING, "report.txt", *TINY_OPTION).out)


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        pytest.param(3, 0, id="enough-and-right"),
        pytest.param(2, 1, id="too-few"),
    ],
)
def test_rubric_test_fails_where_cases_lack(folder: Path, invoke: Invoke, cases: int, code: int) -> None:
    rubric = TINY[: TINY.index("- id: disputes")].replace(
        TINY[TINY.index("    - id: experts") : TINY.index("    - id: hearing")], ""
    )
    (folder / "tiny.yaml").write_text(rubric, encoding="utf-8")
    texts = {"counts": ["召开听证会。"] * cases, "does_not_count": ["召开座谈会。"] * 2}
    written = json.dumps({"decision.procedure.hearing": texts}, ensure_ascii=False)
    (folder / "tiny.cases.yaml").write_text(written, encoding="utf-8")
    assert invoke("rubric", "test", "tiny.yaml").code == code


def test_rubric_test_fails_where_a_case_fails(folder: Path, invoke: Invoke) -> None:
    (folder / "tiny.cases.yaml").write_text(f"{EXPERTS}: {{counts: [无关的话。]}}", encoding="utf-8")
    outcome = invoke("rubric", "test", "tiny.yaml")
    assert (outcome.code, outcome.text.splitlines()[0]) == (1, f"不符 第 1 行 {EXPERTS}:应已提及,却未提及")


def test_list_names_the_bundled_rubrics(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rubrics, "open_rubric", open_once)
    (line,) = invoke("rubric", "list").text.splitlines()
    assert line.startswith(f"{DEFAULT}  法治政府建设实施纲要")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        pytest.param(RuntimeError("甲"), 3, "程序出错(RuntimeError: 甲),这不是您的问题", id="a-fault-of-ours"),
        pytest.param(MemoryError(), 3, "程序出错(MemoryError: )", id="out-of-memory"),
        pytest.param(KeyboardInterrupt(), 2, "已中断", id="interrupted"),
        pytest.param(click.Abort(), 2, "已中断", id="aborted"),
    ],
)
def test_an_unforeseen_end_gives_one_sentence_and_its_own_code(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(reports, "score_report", fail)
    outcome = invoke("score", "report.txt", *TINY_OPTION)
    # After an interrupt the terminal stands in the middle of a line; click ends it.
    (sentence,) = filter(None, outcome.complaints)
    assert (outcome.code, outcome.out) == (code, b"")
    assert sentence.startswith(said)


def test_a_fault_of_ours_can_be_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("甲")

    monkeypatch.setenv("HONGDONG_RUBRIC_DEBUG", "1")
    with pytest.raises(RuntimeError, match="甲"):
        cli.run(fail)
