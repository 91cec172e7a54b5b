from __future__ import annotations

import contextlib
import io
import os
import tempfile
import threading
from pathlib import Path

import pytest

from hongdong_rubric import output
from hongdong_rubric.errors import OutputError
from hongdong_rubric.output import Spool, append_whole, prepare_stream, refuse_overwriting, write_stream, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_written_as_utf8_with_its_line_ends(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "o.txt"), "甲\n乙\r\n")
    assert (tmp_path / "o.txt").read_bytes() == "甲\n乙\r\n".encode()


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "o.txt"), "甲")
    assert names(tmp_path) == ["o.txt"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "o.txt").write_text("旧的、更长的内容", encoding="utf-8")
    write_whole(str(tmp_path / "o.txt"), "新")
    assert (tmp_path / "o.txt").read_text(encoding="utf-8") == "新"


@pytest.mark.parametrize("step", ["replace", "fdopen", "chmod"])
def test_a_failure_on_the_way_leaves_everything_as_it_was(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "o.txt").write_text("旧", encoding="utf-8")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError, match="磁盘已满"):
        write_whole(str(tmp_path / "o.txt"), "新")
    assert (names(tmp_path), (tmp_path / "o.txt").read_text(encoding="utf-8")) == (["o.txt"], "旧")


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_has_the_rights_that_its_user_gives_to_any(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(str(tmp_path / "o.txt"), "甲")
        assert os.umask(mask) == mask, "the mask is as it was"
    finally:
        os.umask(before)
    assert (tmp_path / "o.txt").stat().st_mode & 0o777 == mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_the_rights_of_a_file_that_is_replaced_stay(tmp_path: Path, mode: int) -> None:
    (tmp_path / "o.txt").touch(mode)
    write_whole(str(tmp_path / "o.txt"), "新")
    assert (tmp_path / "o.txt").stat().st_mode & 0o777 == mode


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").touch()
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(str(tmp_path / "link.txt"), "新")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "新"


@posix
def test_what_is_no_file_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_whole(str(pipe), "新")
    reader.join(10)
    assert (read, pipe.is_fifo()) == (["新"], True)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("", "写不了“”:这是文件夹,请给出文件名", id="no-name"),
        pytest.param(".", "写不了“.”:这是文件夹,请给出文件名", id="folder"),
        pytest.param("none/o.txt", "写不了“none/o.txt”:没有这个文件夹或文件", id="missing-folder"),
        pytest.param("file/o.txt", "写不了“file/o.txt”:路径中间有一段不是文件夹", id="file-for-a-folder"),
        pytest.param("长" * 200, f"写不了“{'长' * 200}”:名字太长", id="too-long"),
    ],
)
def test_an_unwritable_place_is_told(tmp_path: Path, path: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as caught:
        write_whole(path, "新")
    assert str(caught.value) == said


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="没有权限"):
        write_whole(str(tmp_path / "shut" / "o.txt"), "新")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, "新\n", id="what-is-not-there-is-made"),
        pytest.param("", "新\n", id="empty"),
        pytest.param("旧\n", "旧\n新\n", id="after-what-is-there"),
        pytest.param("旧\r\n\ufeff旧", "旧\r\n\ufeff旧新\n", id="which-stays-as-it-is"),
    ],
)
def test_text_is_added_to_the_end(tmp_path: Path, before: str | None, after: str) -> None:
    if before is not None:
        (tmp_path / "o.txt").write_bytes(before.encode())
    append_whole(str(tmp_path / "o.txt"), "新\n")
    assert ((tmp_path / "o.txt").read_bytes(), names(tmp_path)) == (after.encode(), ["o.txt"])


def test_a_failure_while_adding_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "o.txt").write_text("旧", encoding="utf-8")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="磁盘已满"):
        append_whole(str(tmp_path / "o.txt"), "新")
    assert (names(tmp_path), (tmp_path / "o.txt").read_text(encoding="utf-8")) == (["o.txt"], "旧")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("gbk.txt", "写不了“gbk.txt”:里面不是 UTF-8 文字", id="another-encoding"),
        pytest.param("none/o.txt", "写不了“none/o.txt”:没有这个文件夹或文件", id="missing-folder"),
        pytest.param(".", "写不了“.”:这是文件夹,请给出文件名", id="folder"),
        pytest.param("长" * 200, f"写不了“{'长' * 200}”:名字太长", id="too-long"),
    ],
)
def test_a_place_that_cannot_be_added_to_is_told(
    tmp_path: Path, path: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gbk.txt").write_bytes("旧".encode("gbk"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as caught:
        append_whole(path, "新")
    assert (str(caught.value), (tmp_path / "gbk.txt").read_bytes()) == (said, "旧".encode("gbk"))


@pytest.mark.parametrize("path", ["r.txt", "./r.txt", "../{name}/r.txt"])
def test_a_report_is_not_written_over(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="这是要评分的报告"):
        refuse_overwriting(path.format(name=tmp_path.name), ["other.txt", "r.txt"])


def test_another_file_may_be_written(tmp_path: Path) -> None:
    refuse_overwriting(str(tmp_path / "o.txt"), [str(tmp_path / "r.txt"), "-"])


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def written(to: io.TextIOWrapper) -> bytes:
    assert isinstance(to.buffer, io.BytesIO)
    return to.buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "text", "result"),
    [
        pytest.param("utf-8", "报告😀\n", "报告😀\n".encode(), id="utf-8"),
        pytest.param("gbk", "报告😀\n", "报告?\n".encode("gbk"), id="gbk-shows-what-it-can"),
        pytest.param("ascii", "报告\n", "报告\n".encode(), id="a-console-without-chinese-gets-utf-8"),
        pytest.param("latin-1", "报告\n", "报告\n".encode(), id="one-for-western-letters-too"),
    ],
)
def test_a_prepared_stream_takes_any_text(encoding: str, text: str, result: bytes) -> None:
    to = stream(encoding)
    prepare_stream(to)
    write_stream(to, text)
    assert written(to) == result


def test_a_given_encoding_wins_over_that_of_the_stream() -> None:
    to = stream("gbk")
    write_stream(to, "报告😀", "utf-8")
    assert written(to) == "报告😀".encode()


@pytest.mark.parametrize(("encoding", "result"), [("utf-8", "██──"), ("gbk", "##--"), ("gb18030", "##--")])
def test_a_chinese_console_gets_bars_of_one_column(encoding: str, result: str) -> None:
    to = stream(encoding)
    write_stream(to, "██──")
    assert written(to) == result.encode(encoding)


def test_a_closed_stream_is_told() -> None:
    with pytest.raises(OutputError, match="已经关闭"):
        write_stream(None, "甲")


def test_preparing_a_closed_stream_does_nothing() -> None:
    prepare_stream(None)


@pytest.mark.parametrize("most", [1 << 20, 3, 0], ids=["in-memory", "moved-at-the-second", "moved-at-the-first"])
def test_what_is_put_by_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(output, "_IN_MEMORY", most)
    spool, told = Spool(), list[str]()
    with contextlib.closing(spool):
        for text in ("甲\r\n", "", "\ud800\r", "𠮷" * 9):
            spool.add(text, "|")
        for _ in range(2):
            spool.copy(told.append)
    assert "".join(told) == 2 * ("甲\r\n||\ud800\r|" + "𠮷" * 9)


def test_nothing_put_by_is_nothing() -> None:
    told: list[str] = []
    with contextlib.closing(Spool()) as spool:
        spool.copy(told.append)
    assert told == []


def test_only_what_is_large_is_put_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    with contextlib.closing(Spool()) as spool:
        spool.add("甲" * (1 << 20), "")
        with pytest.raises(OutputError, match="磁盘已满"):
            spool.add("乙", "")
