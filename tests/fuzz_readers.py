"""Feeds broken files to the readers: none may raise anything but the tool's own errors, hang, or misplace its text.

python -m tests.fuzz_readers [--inputs 100000] [--seed 1] [--kind r.docx]

Broken files that were taken badly are kept in ``fuzz-found``. PDFs are read in child processes, as the tool reads them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback
from pathlib import Path
from random import Random

from hongdong_rubric.errors import ToolError
from hongdong_rubric.readers.docx import read_docx
from hongdong_rubric.readers.extracted import Extracted
from hongdong_rubric.readers.html import read_html
from hongdong_rubric.readers.kinds import Kind, find_kind
from hongdong_rubric.readers.ofd import read_ofd
from hongdong_rubric.readers.pdf import text_of
from hongdong_rubric.readers.plain import read_plain
from tests.hongdong_rubric.readers.mutation import mutant, seeds

SLOWEST = 10.0
BATCH = 1000
FOUND = Path("fuzz-found")


def read_any(data: bytes, name: str) -> Extracted | None:
    """Read bytes as the tool would, within this process; None for kinds that another program reads."""
    kind = find_kind(data, name)
    if kind is Kind.PDF:
        from hongdong_rubric.readers.pdf.worker import read_pages

        return text_of(read_pages(data))
    readers = {Kind.DOCX: read_docx, Kind.OFD: read_ofd, Kind.HTML: read_html}
    if kind in readers:
        return readers[kind](data)
    return read_plain(data) if kind in (Kind.TEXT, Kind.MARKDOWN) else None


def check(data: bytes, name: str) -> str:
    """What became of one input: ``read``, ``told`` (an error of the tool), or a fault in words."""
    start = time.monotonic()
    try:
        found = read_any(data, name)
        verdict = "read"
        if found is not None and found.places is not None:
            starts = found.places.starts
            if list(starts) != sorted(starts) or (starts and starts[-1] > len(found.text)):
                verdict = "places out of order"
    except ToolError as error:
        verdict = "told" if "\n" not in str(error) else f"more than one line: {error}"
    except Exception:  # noqa: BLE001 - what is looked for is any other exception
        verdict = traceback.format_exc()
    took = time.monotonic() - start
    return verdict if took < SLOWEST else f"{took:.1f} seconds: {verdict}"


def fuzz(name: str, seed: int, first: int, count: int) -> dict[str, int]:
    """Check inputs ``first`` to ``first + count`` of a kind; returns how many ended how, faults as ``fault``."""
    ends = {"read": 0, "told": 0, "fault": 0}
    for index in range(first, first + count):
        data = mutant(name, Random(f"{seed}/{name}/{index}"))
        verdict = check(data, name)
        ends[verdict if verdict in ends else "fault"] += 1
        if verdict not in ("read", "told"):
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{seed}-{index}-{name}").write_bytes(data)
            print(f"{name} {index}: {verdict}", file=sys.stderr, flush=True)
    return ends


def in_batches(name: str, seed: int, count: int) -> dict[str, int]:
    """The same in child processes, so that a crash costs one batch and is seen."""
    ends = {"read": 0, "told": 0, "fault": 0}
    for first in range(0, count, BATCH):
        size = min(BATCH, count - first)
        words = [sys.executable, "-m", "tests.fuzz_readers", "--kind", name, "--seed", str(seed)]
        words += ["--first", str(first), "--inputs", str(size), "--here"]
        try:
            done = subprocess.run(words, stdout=subprocess.PIPE, text=True, timeout=SLOWEST * 60, check=False)
            told = done.stdout.split() if done.returncode == 0 else []
        except subprocess.TimeoutExpired:
            told = []
        if not told:
            print(f"{name} {first}-{first + size}: the process crashed or hung", file=sys.stderr, flush=True)
        for end, number in zip(ends, told or ("0", "0", str(size)), strict=True):
            ends[end] += int(number)
    return ends


def main() -> int:
    """Share the inputs among the kinds; exit code 1 where anything was taken badly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(seeds()))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(*fuzz(asked.kind, asked.seed, asked.first, asked.inputs).values())
        return 0
    kinds = [asked.kind] if asked.kind else list(seeds())
    faults = 0
    for name in kinds:
        start = time.monotonic()
        ends = in_batches(name, asked.seed, asked.inputs // len(kinds))
        faults += ends["fault"]
        print(
            name, *(f"{end} {number}" for end, number in ends.items()), f"{time.monotonic() - start:.0f} s", flush=True
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
