"""A whole process against one that only loads the libraries that any such program loads."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.inputs import REAL_SIZE, report
from benchmarks.measuring import Sample, quartiles, run
from benchmarks.table import NOTHING, Table, seconds, times

LIBRARIES = ("-c", "import click, rich, yaml, rapidfuzz")
# A check that a report does not pass ends with 1.
CODES = (0, 1)
HEADS = ("测什么", "对照", "本工具", "对照用时", "结果", "要求")


@dataclass(frozen=True, slots=True)
class Case:
    """A way of running the program; ``asked`` is how many times the other's time it may take."""

    name: str
    ours: Callable[[], Sample]
    asked: str = NOTHING


def measure(*, quick: bool) -> Table:
    """Measure all cases."""
    turns = 3 if quick else 11
    table = Table(HEADS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, wrong = folder / "plain.txt", folder / "slips.txt"
        plain.write_text(report(REAL_SIZE), encoding="utf-8")
        wrong.write_text(report(REAL_SIZE, slips=True), encoding="utf-8")
        kept = partial(_command, folder / "cache")
        usual = partial(kept, "score", plain, "--format", "json")
        # What the first run keeps for later ones is no part of the usual case.
        usual()
        run(LIBRARIES)
        for case in _cases(folder, plain, kept, usual):
            _compare(table, case, turns)
        _slips(table, partial(kept, "score", wrong, "--format", "json"), usual, turns)
    table.notes += [
        f'报告 {REAL_SIZE:,} 字;对照是 `python -c "{LIBRARIES[1]}"`;两边交替各跑 {turns} 次;'
        "用时是中位数(四分位),倍数是各对之比的中位数。",
        "“处理器”是用户态加内核态时间,“墙钟”是从起到止。",
    ]
    return table


def _cases(folder: Path, plain: Path, kept: Callable[..., Sample], usual: Callable[[], Sample]) -> list[Case]:
    fresh = (folder / f"cache-{number}" for number in count())
    blocked = folder / "file"
    blocked.write_text("", encoding="utf-8")
    json = ("score", plain, "--format", "json")
    return [
        Case("`score --format json`", usual, "≤ 2.0 倍"),
        Case("同上,第一次运行(缓存是空的)", lambda: _command(next(fresh), *json)),
        # A folder below a file cannot be made, not even by root.
        Case("同上,缓存写不进去", partial(_command, blocked / "cache", *json)),
        Case("`score`(文本)", partial(kept, "score", plain)),
        Case("`check`(文本)", partial(kept, "check", plain)),
    ]


def _command(cache: Path, *words: str | Path) -> Sample:
    return run(["-m", "hongdong_rubric", *map(str, words)], codes=CODES, cache=cache)


def _compare(table: Table, case: Case, turns: int) -> None:
    pairs = [(case.ours(), run(LIBRARIES)) for _ in range(turns)]
    _row(table, f"{case.name},墙钟", [(ours.wall, theirs.wall) for ours, theirs in pairs], case.asked)
    processor = [(ours.cpu, theirs.cpu) for ours, theirs in pairs if ours.cpu is not None and theirs.cpu is not None]
    if processor:
        _row(table, f"{case.name},处理器", processor, case.asked)


def _row(table: Table, name: str, pairs: list[tuple[float, float]], asked: str) -> None:
    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
    # Of each pair by itself: both ran at the speed that the machine had just then.
    ratio = quartiles([one / other for one, other in pairs])[1]
    table.add(name, "载入库", seconds(ours), seconds(theirs), times(ratio), asked)


def _slips(table: Table, ours: Callable[[], Sample], usual: Callable[[], Sample], turns: int) -> None:
    """Only wrong characters need the dictionary of real words, which takes its time to load."""
    pairs = [(ours(), usual()) for _ in range(turns)]
    _more(table, "有错别字的报告,墙钟", [(one.wall, other.wall) for one, other in pairs])
    processor = [(one.cpu, other.cpu) for one, other in pairs if one.cpu is not None and other.cpu is not None]
    if processor:
        _more(table, "有错别字的报告,处理器", processor)


def _more(table: Table, name: str, pairs: list[tuple[float, float]]) -> None:
    wrong, plain = [one for one, _ in pairs], [other for _, other in pairs]
    more = quartiles(wrong)[1] - quartiles(plain)[1]
    table.add(name, "没有的", seconds(wrong), seconds(plain), f"**{more:+.2f} 秒**", "≤ +1 秒")
