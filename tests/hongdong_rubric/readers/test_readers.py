from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from hongdong_rubric.errors import ReportError
from hongdong_rubric.readers import Source, intake, read_report
from hongdong_rubric.readers.limits import MAX_BYTES

CHINESE = "清川县2023年法治政府建设情况报告\n全县依法行政工作有序推进。\n"


def read(folder: Path, data: bytes) -> Source:
    (folder / "r.txt").write_bytes(data)
    return read_report(str(folder / "r.txt"))


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        read(folder, data)
    return str(caught.value).removeprefix(str(folder / "r.txt"))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(CHINESE.encode(), CHINESE, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + CHINESE.encode(), CHINESE, id="a-byte-order-mark-is-no-text"),
        pytest.param("\ufeff\ufeff甲".encode(), "\ufeff甲", id="only-the-first-mark-is-one"),
        pytest.param("甲\r\n乙\r丙\n".encode(), "甲\r\n乙\r丙\n", id="line-ends-stay"),
        pytest.param("  甲\t\n\n".encode(), "  甲\t\n\n", id="blanks-stay"),
        pytest.param("甲\x1b[31m乙\x07".encode(), "甲\x1b[31m乙\x07", id="control-characters-stay"),
        pytest.param("𠮷甲".encode(), "𠮷甲", id="beyond-the-basic-plane"),
    ],
)
def test_text_is_kept_as_it_is(tmp_path: Path, data: bytes, text: str) -> None:
    source = read(tmp_path, data)
    assert (source.text, source.encoding) == (text, "utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "文件是空的,没有可以评分的内容", id="empty"),
        pytest.param(codecs.BOM_UTF8, "文件里只有空白或标点,没有可以评分的内容", id="only-a-mark"),
        pytest.param(" \t\r\n\u3000\u200b".encode(), "文件里只有空白或标点,没有可以评分的内容", id="blanks"),
        pytest.param("……。——\n".encode(), "文件里只有空白或标点,没有可以评分的内容", id="punctuation"),
        pytest.param(b"report\0\1\2", "第 7 个字符是空字符,这是二进制文件,不是文本", id="a-null-character"),
    ],
)
def test_what_holds_no_text_is_told_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    assert refusal(tmp_path, data) == f":{said}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("none.txt", ":找不到文件,请检查路径和文件名", id="missing"),
        pytest.param(".", ":这是文件夹,请给出报告文件", id="folder"),
        pytest.param("r.txt/r.txt", ":读不了这个文件,路径中间有一段不是文件夹", id="a-file-for-a-folder"),
        pytest.param("长" * 200, ":读不了这个文件,名字太长", id="too-long-a-name"),
    ],
)
def test_what_is_no_file_is_told(tmp_path: Path, name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r.txt").write_text(CHINESE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportError) as caught:
        read_report(name)
    assert str(caught.value) == f"{name}{said}"


@pytest.mark.parametrize(("size", "readable"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_twenty_megabytes_are_the_most(tmp_path: Path, size: int, readable: bool) -> None:
    data = b"a" * size
    if readable:
        assert len(read(tmp_path, data).text) == size
    else:
        assert refusal(tmp_path, data) == ":超过 20 MB,不像一份报告"


def test_a_name_is_shown_without_what_a_terminal_obeys(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"\\x1b\[31m\\u202e"):
        read_report(str(tmp_path / "\x1b[31m\u202e.txt"))


class Input:
    """A standard input that holds some bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("changed", [CHINESE[:-1], CHINESE + "甲"], ids=["shorter", "longer"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_limited = intake._read_limited

    def interrupted(stream: BinaryIO) -> bytes:
        data = read_limited(stream)
        (tmp_path / "r.txt").write_text(changed, encoding="utf-8")
        return data

    monkeypatch.setattr(intake, "_read_limited", interrupted)
    assert refusal(tmp_path, CHINESE.encode()) == ":读的时候文件变了,可能别的程序正在写它:请等它写完再试"


def test_a_name_that_no_system_takes_is_told() -> None:
    with pytest.raises(ReportError, match=r"^a\\x00b:读不了这个文件,名字里有系统不认的字符$"):
        read_report("a\0b")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Input(CHINESE.encode()))
    assert read_report("-") == Source("-", CHINESE, "utf-8")


@pytest.mark.parametrize("stream", [Input(b""), None], ids=["empty", "closed"])
def test_standard_input_without_anything_is_empty(stream: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(ReportError, match=r"^标准输入:文件是空的"):
        read_report("-")
