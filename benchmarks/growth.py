"""How time and memory grow with the length of a report, the size of the rubric and the number of reports."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inputs import SHORT_SIZE, folder
from benchmarks.measuring import Sample, exponent, larger_half, output, quartiles, run
from benchmarks.table import NOTHING, Table, seconds

HEADS = ("什么在增长", "多少", "用时", "内存峰值", "结果", "要求")
LENGTHS = (5_000, 15_000, 50_000, 150_000, 500_000)
RULES = (100, 300, 1_000, 3_000, 10_000)
REPORTS = (10, 30, 100, 300, 1_000, 3_000)
QUICK_LENGTHS, QUICK_RULES, QUICK_REPORTS = LENGTHS[:3], RULES[:4], REPORTS[:4]
# Between these two numbers of reports memory is compared.
FEW, MANY = 30, 3_000
# A size that would take longer than this, judged by the one before, is left out.
_PATIENCE = 150.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of some runs of one size, megabytes at most, and seconds of the first run where it makes things ready."""

    seconds: list[float]
    peak: float | None
    first: float | None = None

    @property
    def middle(self) -> float:
        """The median."""
        return quartiles(self.seconds)[1]


def measure(*, quick: bool) -> Table:
    """Measure all three."""
    table = Table(HEADS)
    turns = 3 if quick else 5
    series(table, "报告字数", QUICK_LENGTHS if quick else LENGTHS, lambda size: _child("length", size, turns), "≤ 1.1")
    rules = series(
        table, "规则条数", QUICK_RULES if quick else RULES, lambda size: _child("rules", size, turns), "≤ 1.0"
    )
    _readiness(table, rules)
    with tempfile.TemporaryDirectory() as name:
        _reports(table, Path(name), QUICK_REPORTS if quick else REPORTS)
    table.notes += [
        "指数由较大一半的大小的对数作最小二乘得出;先减去空的(只有标题的报告、没有规则的细则、一份报告的命令)的用时,"
        "固定的开销不会使指数显得小。",
        "字数、规则:在新进程里切分加评分,准备工作不计,处理器时间的中位数(四分位);"
        f"份数:整个命令的处理器时间,每份 {SHORT_SIZE:,} 字。",
        "2,339 条以内的规则取自自带的细则;再多的照它们的样子改字造出,约四分之一的词不改。",
    ]
    return table


def _child(kind: str, size: int, turns: int) -> Cost:
    found = json.loads(output(["-m", "benchmarks.child", kind, str(size), str(turns)]))
    return Cost(found["seconds"], found["peak"], found.get("first"))


def series(
    table: Table, name: str, sizes: Sequence[int], cost: Callable[[int], Cost], asked: str, empty: int = 0
) -> dict[int, Cost]:
    """Measure size after size and add their rows, and one of the exponent; ``empty`` is the size taken off."""
    base = cost(empty)
    found: dict[int, Cost] = {}
    for size in sizes:
        if found and (last := max(found)) and found[last].middle * size / last > _PATIENCE:
            table.notes.append(f"{name} {size:,} 太久,没有测。")
            break
        found[size] = cost(size)
        table.add(name, f"{size:,}", seconds(found[size].seconds), _megabytes(found[size].peak), "", "")
    above = [one.middle - base.middle for one in found.values()]
    power = exponent([size - empty for size in found], above)
    told = NOTHING if power is None else f"**指数 {power:.2f}**"
    largest = larger_half(found)
    table.add(name, f"{largest[0]:,}–{largest[-1]:,}", f"减去空的 {seconds(base.seconds)}", NOTHING, told, asked)
    return found


def _readiness(table: Table, found: dict[int, Cost]) -> None:
    """Add a row for what is done once for a rubric: the first run less a usual one."""
    once = {size: one.first - one.middle for size, one in found.items() if one.first is not None}
    power = exponent(list(once), list(once.values()))
    half = [int(size) for size in larger_half(once)]
    told = NOTHING if power is None else f"指数 {power:.2f}"
    table.add(
        "规则条数:一次性的准备",
        f"{half[0]:,}–{half[-1]:,}",
        f"最多 {seconds([once[half[-1]]])}",
        NOTHING,
        told,
        NOTHING,
    )


def _reports(table: Table, place: Path, sizes: Sequence[int]) -> None:
    def cost(size: int) -> Cost:
        own = place / f"reports-{size}"
        folder(own, size, SHORT_SIZE)
        words = ["-m", "hongdong_rubric", "score", str(own), "--format", "jsonl", "--jobs", "1"]
        samples = [run(words, cwd=own) for _ in range(3 if size <= FEW else 1)]
        return Cost([_busy(one) for one in samples], max((one.peak or 0.0) for one in samples) or None)

    found = series(table, "报告份数", sizes, cost, "≤ 1.1", empty=1)
    _memory(table, found)


def _busy(sample: Sample) -> float:
    return sample.wall if sample.cpu is None else sample.cpu


def _memory(table: Table, found: dict[int, Cost]) -> None:
    """Compare the memory of the most reports with that of a few."""
    few, most = found[FEW].peak, found[max(found)].peak
    if few is not None and most is not None:
        asked = "≤ 1.3 倍" if max(found) == MANY else f"{MANY:,} 份 ≤ 1.3 倍"
        table.add("报告份数:内存", f"{max(found):,} 比 {FEW}", NOTHING, NOTHING, f"**{most / few:.2f} 倍**", asked)


def _megabytes(peak: float | None) -> str:
    return NOTHING if peak is None else f"{peak:,.0f} MB"
