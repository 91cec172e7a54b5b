from __future__ import annotations

from pathlib import Path

import pytest

from hongdong_rubric.errors import RubricError, ToolError, UsageError
from hongdong_rubric.rubrics import DEFAULT, bundled_names, find_rubric, open_cases, open_rubric
from tests.hongdong_rubric.helpers import TINY, TINY_RUBRIC


def test_the_default_is_bundled() -> None:
    assert DEFAULT in bundled_names()


def test_the_lexicon_and_cases_are_no_rubrics() -> None:
    assert [name for name in bundled_names() if "lexicon" in name or "cases" in name] == []


def test_a_path_opens_a_rubric(tmp_path: Path) -> None:
    (tmp_path / "我的细则.yaml").write_text(TINY, encoding="utf-8")
    assert open_rubric(str(tmp_path / "我的细则.yaml")).digest == TINY_RUBRIC.digest


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(TINY, encoding="utf-8-sig")
    assert open_rubric(str(tmp_path / "x.yaml")).digest == TINY_RUBRIC.digest


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("outline-2021-2052", f"是不是“{DEFAULT}”?", id="misspelt-name"),
        pytest.param("甲", f"可用:{DEFAULT}", id="unknown-name"),
        pytest.param("none.yaml", "找不到细则文件 none.yaml:请检查路径", id="missing-file"),
        pytest.param("none/x", "找不到细则文件 none/x:请检查路径", id="missing-path"),
        pytest.param("./", "找不到细则文件 ./:请检查路径", id="folder"),
        pytest.param("", "没有名为“”的细则", id="no-name"),
        pytest.param("\x1b[31m", "没有名为“\\x1b[31m”的细则", id="control-characters"),
        pytest.param("长" * 200, "没有名为“长长", id="too-long-a-name"),
    ],
)
def test_an_unknown_rubric_is_told(name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_rubric(name)
    assert said in str(caught.value)


def test_another_encoding_is_told_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(TINY.encode("gbk"))
    with pytest.raises(RubricError, match=r"x\.yaml:3:10:这个字节\(0xd4\)不是 UTF-8"):
        open_rubric(str(tmp_path / "x.yaml"))


def test_cases_stand_beside_their_rubric(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(TINY, encoding="utf-8")
    (tmp_path / "x.cases.yaml").write_text("decision.procedure.hearing: {counts: [召开听证会。]}", encoding="utf-8")
    assert [case.text for case in open_cases(str(tmp_path / "x.yaml"), TINY_RUBRIC)] == ["召开听证会。"]


def test_missing_cases_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(TINY, encoding="utf-8")
    with pytest.raises(ToolError, match=r"找不到例句文件 x\.cases\.yaml:请放在细则旁边"):
        open_cases(str(tmp_path / "x.yaml"), TINY_RUBRIC)
