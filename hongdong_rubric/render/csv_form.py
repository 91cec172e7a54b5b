"""A table with a row for each report, for a spreadsheet: to see many reports side by side."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from hongdong_rubric.render.plain_text import TITLE_LIMIT, one_line
from hongdong_rubric.reports import LEVEL_NAMES, ScoredReport
from hongdong_rubric.selection import Selection
from hongdong_rubric.wording import COUNTED, SEVERITY_NAMES, status_name
from scorer.rubric import Rubric, Severity

# Without it spreadsheets take the file for one in the system's own encoding.
_MARK = "\ufeff"
# A cell that begins so is a formula to a spreadsheet, wherever its text comes from.
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def to_csv_head(rubric: Rubric, selection: Selection) -> str:
    """The first row, which names the columns: among them one for each chapter, and the total where it is told."""
    chapters = [chapter.title for chapter in rubric.chapters if not selection.narrowed or chapter.id in selection.ids]
    total = [] if selection.narrowed else ["总分"]
    gaps = [f"{name}缺口" for name in SEVERITY_NAMES.values()]
    return _MARK + _row(["文件", "标题", "年度", "层级", *total, *chapters, *COUNTED, *gaps, "提醒"])


def to_csv(report: ScoredReport, selection: Selection) -> str:
    """The row of a report; what does not apply is empty."""
    card = report.card
    counts = Counter(status_name(element) for item in selection.items(card) for element in item.elements)
    gaps = Counter(gap.element.severity for gap in selection.gaps(card))
    total = [] if selection.narrowed else [_score(card.score)]
    return _row(
        [
            report.source.name,
            one_line(card.document.title or "", TITLE_LIMIT),
            str(card.document.year or ""),
            LEVEL_NAMES[card.level],
            *total,
            *[_score(one.score) for one in selection.chapters(card)],
            *[str(counts[name]) for name in COUNTED],
            *[str(gaps[severity]) for severity in Severity],
            ";".join(report.warnings),
        ]
    )


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(_FORMULAS) else cell for cell in cells])
    return out.getvalue()
