from __future__ import annotations

import os
from pathlib import Path

import pytest

from hongdong_rubric import searching
from hongdong_rubric.inputs import find_inputs
from hongdong_rubric.readers import kinds
from hongdong_rubric.readers.kinds import ENDINGS

FILES = (
    "甲.txt",
    "b[2023]1.docx",
    "2023/乙.PDF",
    "2023/县/丙.html",
    "2023/县/丙.labels.jsonl",
    "2022/b.wps",
    "2022/a.ofd",
    "2022/page.mht",
    "2022/~$a.docx",
    "2022/.hidden.txt",
    "2022/.git/config.txt",
    "2022/README.md",
    "2022/ReadMe.txt",
    "2022/readmes.txt",
    "2022/.hongdong-rubric.yaml",
    "2022/rubric.yaml",
    "2022/noending",
    "none/labels.jsonl",
)
ALL = ["2022/a.ofd", "2022/b.wps", "2022/page.mht", "2022/readmes.txt", "2023/乙.PDF", "2023/县/丙.html"]
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with reports and what is none."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*named: str) -> list[str]:
    """The paths of what is found, as POSIX writes them; a fault in brackets."""
    return [f"({one.fault})" if one.fault else one.path.replace(os.sep, "/") for one in find_inputs(named)]


@pytest.mark.parametrize(
    ("named", "paths"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["甲.txt"], ["甲.txt"], id="a-file"),
        pytest.param(["2022/rubric.yaml", "2022/noending"], ["2022/rubric.yaml", "2022/noending"], id="any-ending"),
        pytest.param(["missing.txt"], ["missing.txt"], id="missing"),
        pytest.param(["b[2023]1.docx"], ["b[2023]1.docx"], id="brackets"),
        pytest.param(["-"], ["-"], id="standard-input"),
        pytest.param(["a\0b*"], ["a\0b*"], id="null-character"),
        pytest.param(["2022"], ALL[:4], id="a-folder"),
        pytest.param(["2022/"], ALL[:4], id="a-folder-with-a-slash"),
        pytest.param(["."], [*ALL, "b[2023]1.docx", "甲.txt"], id="the-working-folder"),
        pytest.param(["2023", "2022"], [*ALL[4:], *ALL[:4]], id="folders-in-the-order-named"),
        pytest.param(["*.txt"], ["甲.txt"], id="star"),
        pytest.param(["?.txt"], ["甲.txt"], id="question-mark"),
        pytest.param(["b[2023]?.docx"], ["b[2023]1.docx"], id="brackets-are-no-pattern"),
        pytest.param(["20??/*.ofd"], ["2022/a.ofd"], id="in-a-folder"),
        pytest.param(["*/*.yaml"], ["2022/rubric.yaml"], id="any-ending-that-a-pattern-names"),
        pytest.param(["2022/*.docx"], ["(2022/*.docx:没有文件与这个通配符相符)"], id="no-lock-files"),
        pytest.param(["2022/.h*.txt"], ["2022/.hidden.txt"], id="hidden-where-asked-for"),
        pytest.param(["**/*.html"], ["2023/县/丙.html"], id="at-any-depth"),
        pytest.param(["**/乙.*"], ["2023/乙.PDF"], id="at-depth-one"),
        pytest.param(["**/甲.txt"], ["甲.txt"], id="at-depth-none"),
        pytest.param(["2023/**"], ALL[4:], id="all-below"),
        pytest.param(["202?"], ALL, id="folders-of-a-pattern"),
        pytest.param(["**/**/*.html"], ["2023/县/丙.html"], id="twice-at-any-depth"),
        pytest.param(["*.nothing"], ["(*.nothing:没有文件与这个通配符相符)"], id="a-pattern-of-nothing"),
        pytest.param(["no/*.txt"], ["(no/*.txt:没有文件与这个通配符相符)"], id="a-pattern-in-nothing"),
        pytest.param(
            ["none"],
            ["(none:这个文件夹里没有报告(只看 Word、WPS、PDF、OFD、网页、文本文件,隐藏的不看))"],
            id="a-folder-of-nothing",
        ),
        pytest.param(["甲.txt", "甲.txt"], ["甲.txt", "甲.txt"], id="named-twice"),
        pytest.param(["2022", "2022/a.ofd", "2022/*.ofd"], ALL[:4], id="once-at-its-first-place"),
        pytest.param(["2022/b.wps", "2022"], ["2022/b.wps", *(ALL[0], *ALL[2:4])], id="once-where-named-before"),
        pytest.param(["甲.txt", "./*.txt"], ["甲.txt"], id="once-whatever-the-way"),
    ],
)
def test_what_is_named_is_found_in_order(tree: Path, named: list[str], paths: list[str]) -> None:
    assert found(*named) == paths


def test_a_folder_named_in_full_gives_full_paths(tree: Path) -> None:
    assert found(str(tree / "2023" / "县")) == [(tree / "2023/县/丙.html").as_posix()]
    assert found(str(tree / "2023" / "*" / "*.html")) == [(tree / "2023/县/丙.html").as_posix()]


@posix
def test_an_existing_file_is_no_pattern(tree: Path) -> None:
    (tree / "甲*.txt").touch()
    assert found("甲*.txt") == ["甲*.txt"]


@posix
def test_a_file_called_like_standard_input_is_told_from_it(tree: Path) -> None:
    (tree / "-").touch()
    assert found("?") == ["./-"]


@posix
@pytest.mark.parametrize("named", ["2022", "2022/**", "2022/**/*.ofd"])
def test_links_in_a_circle_do_no_harm(tree: Path, named: str) -> None:
    for number in range(8):
        (tree / "2022" / f"again{number}").symlink_to(tree / "2022", target_is_directory=True)
    assert sorted(found(named)) == (["2022/a.ofd"] if named.endswith("ofd") else ALL[:4])


@posix
def test_what_a_link_leads_to_is_found_once(tree: Path) -> None:
    (tree / "2024").mkdir()
    (tree / "2024" / "folder").symlink_to(tree / "2023")
    (tree / "2024" / "file.txt").symlink_to(tree / "甲.txt")
    assert found("2024", "2023", "*.txt") == ["2024/file.txt", "2024/folder/乙.PDF", "2024/folder/县/丙.html"]


def test_a_folder_that_cannot_be_looked_into_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = searching._held

    def held(folder: Path, *, hidden: bool = False) -> list[Path]:
        if folder.name == "县":
            raise PermissionError(13, "no")
        return real(folder, hidden=hidden)

    monkeypatch.setattr(searching, "_held", held)
    assert found("2023") == ["2023/乙.PDF", f"({Path('2023/县')}:读不了这个文件夹,没有权限)".replace(os.sep, "/")]
    assert found("**/丙.*") == ["(**/丙.*:没有文件与这个通配符相符)"]


def test_other_endings_can_be_asked_for(tree: Path) -> None:
    assert [one.path for one in find_inputs(["none", "2022"], (".yaml", ".jsonl"))] == [
        str(Path("none/labels.jsonl")),
        str(Path("2022/rubric.yaml")),
    ]


def test_the_kinds_that_a_name_tells_are_among_the_endings() -> None:
    told = {f".{kind.value}" for kind in kinds.Kind} | set(kinds._PAGE_NAMES) | set(kinds._NAMED)
    assert told <= set(ENDINGS)
