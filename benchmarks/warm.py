"""Scoring in a process that has all at hand: against likeness alone, a fuzzy regular expression, and an exact scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from typing import Any

from benchmarks.child import LEVEL
from benchmarks.exact import automaton_of
from benchmarks.inputs import EXAMPLES, REAL_SIZE, ROOT, report
from benchmarks.instructions import ratio as instruction_ratio
from benchmarks.measuring import quartiles, timed
from benchmarks.naive import THRESHOLD, accuracy, match, sentences_of
from benchmarks.rules import words_of
from benchmarks.table import NOTHING, Table, seconds, times
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer import engine
from scorer.rubric import Rubric
from scorer.text import Document

HEADS = ("测什么", "对照", "本工具", "对照用时", "结果", "要求")
REPORTS = ROOT / "tests" / "reports"
# Below this a slip is not looked for, neither by us nor by the expression.
_FUZZY_FROM = 4
# How often ours is run while a slow other one runs once.
_OURS_A_TURN = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """The rubric, its words, and another report for every turn, so that nothing kept from the last one helps."""

    rubric: Rubric
    words: Sequence[str]
    seeds: count[int]

    def document(self) -> Document:
        """The next report, segmented."""
        return engine.read(report(REAL_SIZE, next(self.seeds)), self.rubric)

    def score(self) -> float:
        """Seconds of scoring the next report."""
        document = self.document()
        return timed(lambda: engine.score(self.rubric, document, LEVEL))

    def read_and_score(self) -> float:
        """Seconds of segmenting and scoring the next report."""
        text = report(REAL_SIZE, next(self.seeds))
        return timed(lambda: engine.score(self.rubric, engine.read(text, self.rubric), LEVEL))


def measure(*, quick: bool) -> Table:
    """Measure all rows that the installed packages allow."""
    rubric = open_rubric(DEFAULT)
    bench = Bench(rubric, words_of(rubric), count())
    # Wrong characters load the dictionary of real words, once for all.
    engine.score(rubric, engine.read(report(REAL_SIZE, -1, slips=True), rubric), LEVEL)
    table = Table(HEADS)
    _against_exact(table, bench, 7 if quick else 25)
    _against_naive(table, bench, 1 if quick else 3)
    _against_expression(table, bench, quick=quick)
    if not quick:
        _instructions(table)
    _accuracy(table, rubric, quick=quick)
    table.notes.append(
        f"报告 {REAL_SIZE:,} 字,每次换一份;细则里要找的和要避开的词共 {len(bench.words):,} 个;两边交替;"
        "处理器时间的中位数(四分位)。"
    )
    return table


def _compare(
    table: Table,
    names: tuple[str, str, str],
    ours: Callable[[], float],
    theirs: Callable[[], float],
    turns: tuple[int, int],
    *,
    faster: bool = False,
) -> None:
    """Run ours and theirs in turns, ours ``turns[1]`` times a turn; ``faster`` tells how many times faster we are."""
    our_seconds, their_seconds = [], []
    for _ in range(turns[0]):
        our_seconds += [ours() for _ in range(turns[1])]
        their_seconds.append(theirs())
    ratio = quartiles(our_seconds)[1] / quartiles(their_seconds)[1]
    told = f"快 {times(1 / ratio)}" if faster else times(ratio)
    table.add(*names[:2], seconds(our_seconds), seconds(their_seconds), told, names[2])


def _against_exact(table: Table, bench: Bench, turns: int) -> None:
    automaton = automaton_of(bench.words)

    def scan() -> float:
        folded = bench.document().folded
        return timed(lambda: list(automaton.iter(folded)))

    floor = "精确扫描(pyahocorasick)"
    _compare(table, ("评分", floor, "≤ 10 倍"), bench.score, scan, (turns, 1))
    _compare(table, ("切分 + 评分", floor, NOTHING), bench.read_and_score, scan, (turns, 1))


def _against_naive(table: Table, bench: Bench, turns: int) -> None:
    def naive() -> float:
        sentences = sentences_of(bench.document())
        return timed(lambda: match(bench.words, sentences))

    other = f"`partial_ratio` ≥ {THRESHOLD:.0f},每词 × 每句"
    _compare(table, ("评分", other, "快 ≥ 40 倍"), bench.score, naive, (turns, _OURS_A_TURN), faster=True)
    _compare(table, ("切分 + 评分", other, NOTHING), bench.read_and_score, naive, (turns, _OURS_A_TURN), faster=True)


def _against_expression(table: Table, bench: Bench, *, quick: bool) -> None:
    if find_spec("regex") is None:
        table.notes.append("没有装 regex(`pip install -e .[bench]`),略去和模糊正则的比较。")
        return
    # A tenth of the words, drawn evenly, tells as much where time is short.
    share = 10 if quick else 1
    patterns = _expressions(bench.words[::share])

    def search() -> float:
        folded = bench.document().folded
        return share * timed(lambda: [pattern.findall(folded) for pattern in patterns])

    other = "`regex` 的 `{s<=1}`,逐词" + (f"(取 1/{share} 的词,用时乘 {share})" if share > 1 else "")
    _compare(table, ("评分", other, NOTHING), bench.score, search, (1 if quick else 3, _OURS_A_TURN), faster=True)
    table.notes.append("`regex` 的编译不计时;四个字以上的词才容许错一字。")


def _expressions(words: Sequence[str]) -> list[Any]:
    import regex

    return [
        regex.compile(f"(?:{regex.escape(word)}){{s<=1}}" if len(word) >= _FUZZY_FROM else regex.escape(word))
        for word in words
    ]


def _instructions(table: Table) -> None:
    ratio = instruction_ratio()
    if ratio is None:
        table.notes.append("没有 valgrind,或者数得太久,略去指令数。")
        return
    counted = [f"{count / 1e6:,.1f} 百万条" for count in ratio]
    table.add("评分:指令数", "精确扫描(pyahocorasick)", *counted, times(ratio[0] / ratio[1]), NOTHING)


def _accuracy(table: Table, rubric: Rubric, *, quick: bool) -> None:
    reports = sorted(EXAMPLES.glob("*.txt")) + ([] if quick else sorted(REPORTS.glob("*.txt")))
    found = accuracy(rubric, reports)
    ours, name = f"{found.ours:.3f}", "“已提及”的 F1"

    def row(other: str, theirs: float) -> None:
        table.add(name, other, ours, f"{theirs:.3f}", f"**{found.ours - theirs:+.3f}**", "≥ 0")

    row(f"`partial_ratio` ≥ {THRESHOLD:.0f},任何一词", found.fixed)
    limit, size = found.best_setting
    row(f"同上,事后取最好:≥ {limit:.0f},只看 {size} 字以上的词", found.best)
    row(f"同上,借用本细则:一条规则的词都在一句里,≥ {found.together_setting:.0f}", found.together)
    folders = "examples" if quick else "examples 和 tests/reports"
    table.notes.append(f"F1 算自 {folders} 的 {found.labels:,} 个标注;对照的阈值就在这些标注上挑最好的。")
