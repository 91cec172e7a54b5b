"""Many reports with one worker and with two."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.inputs import REAL_SIZE, folder
from benchmarks.measuring import quartiles, run
from benchmarks.table import Table, seconds, times

HEADS = ("测什么", "对照", "两个一起", "一个", "结果", "要求")


def measure(*, quick: bool) -> Table:
    """Measure the same command with two workers and with one."""
    table = Table(HEADS)
    reports, turns = (24, 2) if quick else (300, 3)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        names = folder(place, reports, REAL_SIZE)

        def score(files: list[str], jobs: int) -> float:
            words = ["-m", "hongdong_rubric", "score", *files, "--format", "jsonl", "--jobs", str(jobs)]
            return run(words, cwd=place).wall

        # What is kept between runs is there from now on.
        score(names[:1], 1)
        pairs = [(score(names, 2), score(names, 1)) for _ in range(turns)]
    two, one = [first for first, _ in pairs], [second for _, second in pairs]
    ratio = quartiles(one)[1] / quartiles(two)[1]
    table.add("`--jobs 2`", "`--jobs 1`", seconds(two), seconds(one), f"快 {times(ratio)}", "≥ 1.7 倍")
    table.notes.append(
        f"{reports} 份报告,每份 {REAL_SIZE:,} 字;两边交替各跑 {turns} 次;墙钟时间。"
        "别的程序占着处理器时,谁也到不了 2 倍。"
    )
    return table
