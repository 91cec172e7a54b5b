"""Whole outputs of the command on the examples, as people see them.

After a change that is meant, ``pytest --update-golden`` rewrites them; read the difference before it is committed.
"""

from __future__ import annotations

import pytest

from hongdong_rubric import checking, rubrics
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import ROOT, columns, open_once, run

FOLDER = ROOT / "tests" / "golden"
REPORTS = ("qinghe-2023", "shiliang-2022")
# The form of the output, by the ending of its file: command, options and columns.
FORMS = {
    "80.txt": ("score", (), "80"),
    "evidence-120.txt": ("score", ("--evidence",), "120"),
    "md": ("score", ("--format", "markdown", "--evidence"), "80"),
    "json": ("score", ("--format", "json"), "80"),
    "check-80.txt": ("check", ("--preset", "publish"), "80"),
}
# The exit codes other than 0.
CODES = {"shiliang-2022.check-80.txt": 1}
NAMES = [f"{report}.{ending}" for report in REPORTS for ending in FORMS]


def arguments(name: str) -> tuple[tuple[str, ...], str]:
    """The arguments and columns that give a golden file."""
    report, _, ending = name.partition(".")
    verb, options, width = FORMS[ending]
    return (verb, f"examples/{report}.txt", *options), width


@pytest.mark.parametrize("name", NAMES)
def test_the_output_is_the_golden_one(
    name: str, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(rubrics, "open_rubric", open_once)
    monkeypatch.setattr(checking, "open_rubric", open_once)
    words, width = arguments(name)
    outcome = invoke(*words, cwd=ROOT, COLUMNS=width)
    assert (outcome.code, outcome.complaints) == (CODES.get(name, 0), [])
    golden = FOLDER / name
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        golden.write_bytes(outcome.out)
    assert golden.exists(), "no golden output yet: run pytest --update-golden"
    assert outcome.text.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_another_process_gives_the_same_bytes() -> None:
    words, _ = arguments("shiliang-2022.json")
    outcome = run(*words, cwd=ROOT)
    assert (outcome.code, outcome.err) == (0, b"")
    assert outcome.text == (FOLDER / "shiliang-2022.json").read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_test() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("txt")])
def test_no_golden_line_is_wider_than_its_terminal(name: str) -> None:
    width = int(arguments(name)[1])
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if columns(line) > width] == []


@pytest.mark.parametrize("report", REPORTS)
def test_a_check_fits_one_screen(report: str) -> None:
    assert len((FOLDER / f"{report}.check-80.txt").read_text(encoding="utf-8").splitlines()) <= 40
