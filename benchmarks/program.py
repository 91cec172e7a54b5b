"""What the command line of this version understands: benchmarks outlive versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.inputs import SHORT_SIZE, folder
from benchmarks.measuring import ROOT, output, surroundings


def options(command: str) -> str:
    """The help text of a command."""
    return output(["-m", "hongdong_rubric", command, "--help"])


def takes_folders(probe: Path) -> bool:
    """Whether ``score`` takes a folder; ``probe`` is a folder to be made for the trial."""
    folder(probe, 1, SHORT_SIZE)
    words = [sys.executable, "-m", "hongdong_rubric", "score", str(probe), "--format", "jsonl"]
    return subprocess.run(words, cwd=ROOT, env=surroundings(), capture_output=True, check=False).returncode == 0
