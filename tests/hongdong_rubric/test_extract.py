"""The extract command: what it prints is what is scored."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from hongdong_rubric.readers import read_report
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import REPORT


@pytest.mark.parametrize("text", [REPORT, "甲\r\n乙\r丙", "  甲\x1b[31m\n\n"], ids=["report", "line-ends", "controls"])
def test_it_prints_exactly_the_text(folder: Path, invoke: Invoke, text: str) -> None:
    (folder / "r.txt").write_bytes(text.encode())
    outcome = invoke("extract", "r.txt")
    assert (outcome.code, outcome.out, outcome.err) == (0, text.encode(), b"")


def test_it_prints_utf_8_whatever_was_read(folder: Path, invoke: Invoke) -> None:
    (folder / "r.txt").write_bytes(REPORT.encode("gb18030"))
    assert invoke("extract", "r.txt").text == REPORT


def test_numbers_are_those_of_the_score(folder: Path, invoke: Invoke) -> None:
    (folder / "r.txt").write_text("\n".join("甲乙丙丁戊己庚辛壬癸"), encoding="utf-8", newline="")
    lines = invoke("extract", "r.txt", "--numbered").text.splitlines()
    assert (len(lines), lines[0], lines[9]) == (10, " 1  甲", "10  癸")


def test_it_writes_a_file_whole(folder: Path, invoke: Invoke) -> None:
    assert invoke("extract", "report.txt", "-o", "out.txt").out == b""
    assert (folder / "out.txt").read_bytes() == REPORT.encode()


def test_it_does_not_write_over_the_report(invoke: Invoke) -> None:
    outcome = invoke("extract", "report.txt", "-o", "report.txt")
    assert (outcome.code, len(outcome.complaints)) == (2, 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--encoding", "rot13"), "没有“rot13”这种编码(可用:utf-8、utf-16、gb18030、big5)"),
        (("--encoding", "utf-16"), "report.txt:第 "),
    ],
)
def test_an_encoding_that_does_not_fit_is_told(invoke: Invoke, options: tuple[str, ...], said: str) -> None:
    outcome = invoke("extract", "report.txt", *options)
    assert (outcome.code, outcome.out, len(outcome.complaints)) == (2, b"", 1)
    assert said in outcome.complaints[0]


class Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(("name", "kind"), [(None, "txt"), ("网页/报告.md", "md")])
def test_the_name_of_standard_input_tells_the_kind(
    name: str | None, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Input(b"# report\n"))
    source = read_report("-", stdin_name=name)
    assert (source.name, source.kind) == ("-", kind)


def test_the_encoding_is_told_in_every_output(folder: Path, invoke: Invoke) -> None:
    (folder / "r.txt").write_bytes(REPORT.encode("gb18030"))
    words = ("score", "r.txt", "--rubric", "tiny.yaml")
    assert invoke(*words, "--format", "json").json["report"]["encoding"] == "gb18030"
    assert "GB18030" in invoke(*words, "--format", "markdown").text
    assert "GB18030" in invoke(*words).text.splitlines()[1]


def test_a_name_with_a_form_is_a_name_where_there_are_no_forms(folder: Path, invoke: Invoke) -> None:
    assert invoke("extract", "report.txt", "-o", "json=o.txt").code == 0
    assert (folder / "json=o.txt").read_bytes() == (folder / "report.txt").read_bytes()
