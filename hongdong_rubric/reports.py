"""A report read, segmented and scored, with what the user must be told about it."""

from __future__ import annotations

from typing import NamedTuple

from hongdong_rubric.readers import Source
from scorer import engine
from scorer.engine import Scorecard
from scorer.level import find_level
from scorer.lexicon import compile_cues, has_cue
from scorer.normalisation import fold
from scorer.rubric import Rubric
from scorer.text import Document

DEFAULT_LEVEL = "county"
LEVEL_NAMES = {"province": "省级", "city": "市级", "county": "县级", "township": "乡镇街道", "department": "部门"}
_MIN_CHARACTERS = 800


class ScoredReport(NamedTuple):
    """A scorecard with where the report came from; ``warnings`` are Chinese sentences."""

    source: Source
    card: Scorecard
    warnings: tuple[str, ...]


def score_report(source: Source, rubric: Rubric, level: str | None) -> ScoredReport:
    """Score a report; ``level`` is one of ``LEVELS``, or None to read it from the report."""
    document = engine.read(source.text, rubric)
    told = level or find_level(document, rubric.lexicon)
    card = engine.score(rubric, document, told or DEFAULT_LEVEL)
    return ScoredReport(source, card, (*source.warnings, *_warnings(document, rubric, told)))


def _warnings(document: Document, rubric: Rubric, level: str | None) -> list[str]:
    warnings = []
    if not _is_such_a_report(document, rubric):
        warnings.append("这篇文字不像法治政府建设年度报告:标题和正文都没有提到法治政府建设,评分仅供参考")
    elif document.title is None:
        warnings.append("没有找到报告标题")
    if document.year is None:
        warnings.append("没有找到报告年度,与年度有关的判断(例如“下一年将”)可能不准")
    elif not rubric.first_year <= document.year <= rubric.last_year:
        warnings.append(
            f"报告年度 {document.year} 不在细则适用的 {rubric.first_year}—{rubric.last_year} 年之内,评分仅供参考"
        )
    if level is None:
        warnings.append("看不出是哪一级政府的报告,按县级评分;可用 --level 指定")
    characters = len(document.folded)
    if characters < _MIN_CHARACTERS:
        warnings.append(f"正文只有 {characters} 字,请确认文件完整")
    return warnings


def _is_such_a_report(document: Document, rubric: Rubric) -> bool:
    cues = compile_cues(rubric.lexicon, document.year)
    return has_cue(cues.title, fold(document.title or "").text) or "法治政府" in document.folded
