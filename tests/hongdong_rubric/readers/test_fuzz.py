"""Some broken files of every kind, the same every time; ``tests/fuzz_readers.py`` tries as many as one likes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fuzz_readers import check, fuzz
from tests.hongdong_rubric.helpers import ROOT
from tests.hongdong_rubric.readers.mutation import seeds

INPUTS = 120


@pytest.mark.parametrize("name", [name for name in seeds() if name != "r.pdf"])
def test_no_broken_file_raises_anything_but_the_tools_own_errors(
    name: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert fuzz(name, seed=0, first=0, count=INPUTS)["fault"] == 0


def test_no_broken_pdf_takes_its_process_down() -> None:
    words = [sys.executable, "-m", "tests.fuzz_readers", "--kind", "r.pdf", "--seed", "0", "--inputs", str(INPUTS)]
    done = subprocess.run([*words, "--here"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split()[2] == "0"


@pytest.mark.parametrize("name", seeds())
def test_the_files_that_are_broken_are_whole_before(name: str) -> None:
    assert {check(data, name) for data in seeds()[name]} == {"read"}
