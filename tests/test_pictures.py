"""The pictures in README show what the program says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the pictures were drawn anew."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "docs").mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, str(ROOT / "docs" / "picture.py")], cwd=folder, env=environment, check=True)
    return folder / "docs"


def words(picture: Path) -> list[str]:
    """What stands in a picture, without where and how, which another version of rich may draw otherwise."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["terminal.svg", "check.svg"])
def test_a_picture_is_what_would_be_drawn(drawn: Path, name: str) -> None:
    assert words(ROOT / "docs" / name) == words(drawn / name)
    assert len(words(drawn / name)) > 50
