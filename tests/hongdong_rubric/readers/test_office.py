"""The way through LibreOffice, walked with a program that stands in for it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers import office
from hongdong_rubric.readers.kinds import Kind
from hongdong_rubric.readers.office import read_office
from tests.hongdong_rubric.readers.word import p, word

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script that Windows does not start")
Install = Callable[[str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a stand-in for soffice on the path; its body knows ``source``, ``target``, ``profile``."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def put(body: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(
            f"#!{sys.executable}\nimport os, subprocess, sys, time\nfrom pathlib import Path\n"
            "from urllib.parse import unquote, urlparse\n"
            "source, target = Path(sys.argv[-1]), Path(sys.argv[-2])\n"
            "profile = Path(unquote(urlparse(sys.argv[1].partition('=')[2]).path))\n"
            f"kept = Path({str(tmp_path)!r})\n{body}\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        monkeypatch.setattr(office.shutil, "which", lambda _: str(program))
        return temporary

    return put


def refusal(kind: Kind, seconds: float = 20) -> str:
    with pytest.raises(FormatError) as caught:
        read_office(b"old", kind, seconds=seconds)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [(Kind.DOC, "旧版 Word(doc)"), (Kind.WPS, "WPS 文字"), (Kind.RTF, "RTF"), (Kind.ODT, "ODT")],
)
def test_without_it_one_sentence_says_what_to_do(kind: Kind, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    advice = "请在 Word 或 WPS 里另存为 docx 再试,或安装 LibreOffice(装好后可以直接读)"
    assert refusal(kind) == f"这是{said}文件,要先转换:{advice}"


@posix
@pytest.mark.parametrize(
    ("kind", "ending"), [(Kind.DOC, "doc"), (Kind.WPS, "doc"), (Kind.RTF, "rtf"), (Kind.ODT, "odt")]
)
def test_what_it_makes_is_read_and_nothing_is_left(install: Install, tmp_path: Path, kind: Kind, ending: str) -> None:
    (tmp_path / "made.docx").write_bytes(word(p("清川县")))
    temporary = install(
        f"assert source.name == 'report.{ending}' and source.read_bytes() == b'old'\n"
        "(target / 'report.docx').write_bytes((kept / 'made.docx').read_bytes())"
    )
    found = read_office(b"old", kind)
    assert (found.text, list(temporary.iterdir())) == ("清川县\n", [])


@posix
def test_its_profile_is_its_own_and_forbids_macros(install: Install, tmp_path: Path) -> None:
    install("(kept / 'seen').write_text((profile / 'user' / 'registrymodifications.xcu').read_text())")
    refusal(Kind.DOC)
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in seen


@posix
def test_a_file_that_it_cannot_turn_is_told(install: Install) -> None:
    temporary = install("sys.exit(1)")
    assert refusal(Kind.DOC).startswith("LibreOffice 转换不了这个文件")
    assert list(temporary.iterdir()) == []


@posix
def test_one_that_hangs_is_ended_with_its_children(install: Install, tmp_path: Path) -> None:
    child = "import time; from pathlib import Path; time.sleep(1.5); Path(sys.argv[1]).touch()"
    temporary = install(
        f"subprocess.Popen([sys.executable, '-c', 'import sys; {child}', str(kept / 'survived')])\ntime.sleep(60)"
    )
    start = time.monotonic()
    assert refusal(Kind.DOC, seconds=1).startswith("LibreOffice 1 秒内没有转换完,已停止")
    assert time.monotonic() - start < 8
    time.sleep(1)
    assert (list(temporary.iterdir()), (tmp_path / "survived").exists()) == ([], False)


@posix
def test_one_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: str(tmp_path / "none"))
    assert refusal(Kind.DOC).startswith("用 LibreOffice 转换时出错")


def test_a_usual_place_is_searched_where_the_path_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_usual_places", lambda: iter([tmp_path / "none", program]))
    assert office.find_office() == str(program)
