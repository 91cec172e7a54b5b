"""What a hostile file may cost: each kind of attack ends in one sentence, soon, and in little memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from hongdong_rubric.errors import FormatError, ReportError
from hongdong_rubric.readers import read_report
from hongdong_rubric.readers.limits import MAX_BYTES, MAX_DEPTH, MAX_ENTRIES, MAX_PART_BYTES, MEGABYTE
from hongdong_rubric.readers.markup import attribute, parse_xml
from hongdong_rubric.readers.package import Package
from tests.hongdong_rubric.helpers import environment
from tests.hongdong_rubric.readers.mutation import REPORT, seeds
from tests.hongdong_rubric.readers.word import p, package

SECONDS, MEMORY = 10, 500 * 1024 * 1024
HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
BOMB = f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"


def docx(document: str | bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return package({"word/document.xml": document}, method)


def stored(inner: str) -> bytes:
    """A body that nothing was squeezed out of, so that its ratio tells nothing."""
    return docx(HEAD + inner + TAIL, zipfile.ZIP_STORED)


def flat(size: int) -> bytes:
    """A zip whose one part is nothing but blanks."""
    return docx(HEAD.encode() + b" " * size + TAIL.encode())


def entries(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}", b"")
    return out.getvalue()


def lying() -> bytes:
    """A part whose header claims to be small."""
    data = bytearray(flat(MAX_PART_BYTES + 1))
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


SMALL = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
DEEP = MAX_DEPTH + 60
TABLES = "<w:tbl><w:tr><w:tc>" * 90 + p("甲") + "</w:tc></w:tr></w:tbl>" * 90
ATTACKS = {
    "zip-ratio": ("r.docx", lambda: flat(40_000_000), "解压后是原来的 200 倍以上"),
    "zip-total": ("r.docx", lambda: flat(MAX_PART_BYTES + 1), "解压后超过 48 MB"),
    "zip-that-lies": ("r.docx", lying, "文件损坏或不完整"),
    "zip-of-many-parts": ("r.docx", lambda: entries(MAX_ENTRIES + 1), "里面有 20,000 个以上的部件"),
    "zip-of-another-method": ("r.docx", lambda: docx(HEAD + TAIL, zipfile.ZIP_LZMA), "里面用了少见的压缩方法"),
    "entity-expansion": ("r.docx", lambda: docx(f"{BOMB}<a>&l9;</a>"), "正文 里有 DOCTYPE 声明"),
    "entity-expansion-in-utf-16": (
        "r.docx",
        lambda: docx(f"{BOMB}<a>甲</a>".encode("utf-16")),
        "正文 里有 DOCTYPE 声明",
    ),
    "external-entity": ("r.docx", lambda: docx(f"{OUTSIDE}<a>&e;</a>"), "正文 里有 DOCTYPE 声明"),
    "external-entity-in-ofd": (
        "r.ofd",
        lambda: package({"OFD.xml": f"{OUTSIDE}<OFD>&e;</OFD>"}),
        "OFD.xml 里有 DOCTYPE",
    ),
    "deep-elements": (
        "r.docx",
        lambda: docx(HEAD + "<w:ins>" * DEEP + "</w:ins>" * DEEP + TAIL),
        "正文 里的内容嵌套太深",
    ),
    "deep-tables": ("r.docx", lambda: docx(HEAD + TABLES + TAIL), "正文 里的内容嵌套太深"),
    "a-million-paragraphs": ("r.docx", lambda: stored(SMALL * 1_000_000), "里面有 40 万个以上的标记"),
    "a-million-lines-of-a-page": (
        "r.html",
        lambda: b"<html><body>" + "<p>甲</p>".encode() * 700_000,
        "里面有 10 万个以上的标记",
    ),
    "deep-page": ("r.html", lambda: b"<html><body>" + b"<div>" * 50_000 + "甲".encode(), "网页里的标签嵌套太深"),
    "twenty-megabytes": ("r.txt", lambda: b"a" * (MAX_BYTES + 1), "超过 20 MB"),
    "encrypted-part": ("r.docx", lambda: _flagged(docx(HEAD + TAIL)), "里面的内容加了密码"),
}


def _flagged(data: bytes) -> bytes:
    out = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        out[out.index(mark) + offset] |= 1
    return bytes(out)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_in_a_sentence_in_time(attack: str, tmp_path: Path) -> None:
    name, make, said = ATTACKS[attack]
    path = tmp_path / name
    path.write_bytes(make())
    start = time.monotonic()
    with pytest.raises(ReportError) as caught:
        read_report(str(path))
    assert (time.monotonic() - start < SECONDS, said in str(caught.value)) == (True, True), str(caught.value)


HUNGRY = {
    "as-many-tags-as-may-be": ("r.docx", lambda: stored(SMALL * 66_000)),
    "as-many-tags-of-a-page": ("r.html", lambda: b"<html><body>" + "<p>甲</p>".encode() * 49_000),
    "one-paragraph-of-runs": ("r.docx", lambda: stored(f"<w:p>{'<w:r><w:t>甲</w:t></w:r>' * 99_000}</w:p>")),
    "one-row-of-cells": ("r.docx", lambda: stored(f"<w:tbl><w:tr>{'<w:tc/>' * 390_000}</w:tr></w:tbl>")),
    "as-many-parts-as-may-be": ("r.docx", lambda: entries(MAX_ENTRIES)),
    "text": ("r.txt", lambda: "法".encode("gb18030") * (MAX_BYTES // 2)),
    "page-of-text": ("r.html", lambda: b"<html><body>" + "法".encode() * 6_000_000),
}
# The system's own record of a process begins when its program does; what resource tells begins with its parent's.
STATUS = Path("/proc/self/status")
MEASURE = """
import re, sys
from hongdong_rubric.errors import ToolError
from hongdong_rubric.readers import read_report
try:
    read_report(sys.argv[1])
except ToolError:
    pass
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024)
"""


@pytest.mark.skipif(not STATUS.exists(), reason="memory is measured the Linux way")
@pytest.mark.parametrize("attack", HUNGRY)
def test_what_is_within_the_limits_costs_bounded_time_and_memory(attack: str, tmp_path: Path) -> None:
    name, make = HUNGRY[attack]
    path = tmp_path / name
    path.write_bytes(make())
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], env=environment(), capture_output=True, text=True, check=True
    )
    assert (time.monotonic() - start < SECONDS, int(done.stdout) < MEMORY) == (True, True), done.stdout


@pytest.mark.parametrize("name", [name for name in seeds() if name != "r.txt"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
def test_a_truncated_file_is_told_or_read(name: str, share: float, tmp_path: Path) -> None:
    path = tmp_path / name
    data = seeds()[name][0]
    path.write_bytes(data[: int(len(data) * share)])
    try:
        told = read_report(str(path)).text
    except ReportError as error:
        told = "" if "\n" in str(error) else str(error)
    assert told


def test_a_name_with_control_characters_is_shown_harmlessly(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"\\x1b\[2J"):
        read_report(str(tmp_path / "\x1b[2J.docx"))


def test_names_inside_a_package_are_never_paths(tmp_path: Path) -> None:
    files = {"../../outside": "x", "word/document.xml": f"{HEAD}{p('甲')}{TAIL}"}
    (tmp_path / "r.docx").write_bytes(package(files))
    assert read_report(str(tmp_path / "r.docx")).text == "甲\n"
    assert [path.name for path in tmp_path.iterdir()] == ["r.docx"]


def test_a_part_is_found_whatever_its_case() -> None:
    # Were all parts asked for each one that is sought, this would take a minute.
    parts = Package(entries(MAX_ENTRIES))
    assert all(parts.find(f"/WORD/{number}") == f"word/{number}" for number in range(MAX_ENTRIES))


def test_of_parts_that_differ_in_case_the_one_spelt_so_is_found_else_the_first() -> None:
    parts = Package(package({"a.xml": "", "A.xml": ""}))
    assert [parts.find(name) for name in ("A.xml", "a.xml", "A.XML", "b.xml")] == ["A.xml", "a.xml", "a.xml", None]


def test_an_attribute_is_found_among_as_many_as_there_may_be() -> None:
    # Were the value of each sought among all, this would take minutes.
    others = "".join(f' w:a{number}=""' for number in range(200_000))
    element = parse_xml(f'<w:p xmlns:w="u"{others} w:val="甲"/>'.encode(), "正文")
    assert [attribute(element, name, "无") for name in ("val", "a7", "none")] == ["甲", "", "无"]


def test_parts_add_up() -> None:
    parts = Package(package({str(number): bytes(30 * MEGABYTE) for number in range(3)}, zipfile.ZIP_STORED))
    parts.read("0")
    parts.read("1")
    with pytest.raises(FormatError, match="压缩炸弹"):
        parts.read("2")


def test_the_report_itself_passes_every_limit(tmp_path: Path) -> None:
    for name, files in seeds().items():
        (tmp_path / name).write_bytes(files[0])
        assert REPORT.splitlines()[0] in read_report(str(tmp_path / name)).text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nothing_writes_to_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "报告.txt")
    with pytest.raises(ReportError, match="这是管道,不是文件"):
        read_report(str(tmp_path / "报告.txt"))
