"""Many reports with one worker and with two, and what the machine itself allows for."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.inputs import REAL_SIZE, folder
from benchmarks.measuring import quartiles, run
from benchmarks.program import options
from benchmarks.table import NOTHING, Table, seconds, times

HEADS = ("测什么", "对照", "两个一起", "一个", "结果", "要求")


def measure(*, quick: bool) -> Table:
    """Measure the workers, and two commands side by side, each with half of the reports."""
    table = Table(HEADS)
    reports, turns = (24, 2) if quick else (300, 3)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        names = folder(place, reports, REAL_SIZE)

        def score(files: list[str], *more: str) -> float:
            words = ["-m", "hongdong_rubric", "score", *files, "--format", "jsonl", *more]
            return run(words, cwd=place).wall

        def halves() -> float:
            middle = len(names) // 2
            with ThreadPoolExecutor(2) as pool:
                return max(pool.map(score, (names[:middle], names[middle:])))

        score(names[:1])
        if "--jobs" in options("score"):
            pairs = [(score(names, "--jobs", "2"), score(names, "--jobs", "1")) for _ in range(turns)]
            _row(table, ("`--jobs 2`", "`--jobs 1`"), pairs, "≥ 1.7 倍")
        else:
            table.notes.append("这一版的 `score` 没有 `--jobs`,略去。")
        pairs = [(halves(), score(names)) for _ in range(turns)]
        _row(table, ("两个命令各评一半", "一个命令"), pairs, NOTHING)
    table.notes.append(
        f"{reports} 份报告,每份 {REAL_SIZE:,} 字;两边交替各跑 {turns} 次;墙钟时间。第二行是这台机器当时给得出的:"
        "别的程序占着处理器时,谁也到不了 2 倍。"
    )
    return table


def _row(table: Table, names: tuple[str, str], pairs: list[tuple[float, float]], asked: str) -> None:
    two, one = [first for first, _ in pairs], [second for _, second in pairs]
    ratio = quartiles(one)[1] / quartiles(two)[1]
    table.add(*names, seconds(two), seconds(one), f"快 {times(ratio)}", asked)
