from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest

from hongdong_rubric.errors import display_name
from hongdong_rubric.render.check.locations import relative_path, uri
from tests.hongdong_rubric.checks import HOSTILE

# RFC 3986: what a reference is made of, without query and fragment.
REFERENCE = re.compile(r"(file://)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("报告.txt", "报告.txt"),
        ("./报告.txt", "报告.txt"),
        ("甲/./报告.txt", "甲/./报告.txt"),
        ("../报告.txt", "../报告.txt"),
        ("/甲/报告.txt", "/甲/报告.txt"),
        (".报告.txt", ".报告.txt"),
        ("./", "./"),
        ("-", "stdin"),
    ],
)
def test_a_path_is_told_as_other_programs_tell_it(name: str, path: str) -> None:
    assert relative_path(name) == path


def test_the_separator_of_the_system_becomes_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sep", "\\")
    assert relative_path("甲\\乙\\报告.txt") == "甲/乙/报告.txt"


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("report.txt", "report.txt"),
        ("甲/a b.txt", "%E7%94%B2/a%20b.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("100%.txt", "100%25.txt"),
        ("a?b#c.txt", "a%3Fb%23c.txt"),
        ("./a.txt", "a.txt"),
        ("-", "stdin"),
    ],
)
def test_a_relative_path_is_a_relative_reference(name: str, reference: str) -> None:
    assert uri(name) == reference


def test_an_absolute_path_is_a_file_uri(tmp_path: Path) -> None:
    assert uri(str(tmp_path / "甲 乙.txt")) == f"{tmp_path.as_uri()}/%E7%94%B2%20%E4%B9%99.txt"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("folder", ["", "/", "夹/"])
def test_any_name_is_a_reference_that_leads_back_to_it(folder: str, text: str) -> None:
    name = display_name(f"{folder}甲{text}.txt")
    reference = uri(name)
    assert REFERENCE.fullmatch(reference)
    parts = urlsplit(reference)
    assert parts.scheme == ("file" if folder == "/" else "")
    assert PurePosixPath(unquote(parts.path)) == PurePosixPath(name)
