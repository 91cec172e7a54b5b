"""Scores reports and sets their verdicts beside the labels that bear their names."""

from __future__ import annotations

from collections.abc import Iterable

from hongdong_rubric.errors import ReportError, display_name
from hongdong_rubric.evaluation import Comparison, Label
from hongdong_rubric.readers import read_report
from hongdong_rubric.readers.labels import read_labels, report_name
from hongdong_rubric.reports import score_report
from hongdong_rubric.suggestions import suggestion
from scorer.rubric import Rubric


def compare(
    reports: Iterable[str], labels: Iterable[str], rubric: Rubric, level: str | None
) -> dict[str, list[Comparison]]:
    """Comparisons by report name, in the order of the reports.

    Raises :class:`ReportError` where a report has no labels, labels have no report, a label names no element, or two
    reports or labels bear one name.
    """
    by_report: dict[str, list[Label]] = {}
    for name, path in _named(labels, "标注").items():
        by_report[name] = read_labels(path)
    compared: dict[str, list[Comparison]] = {}
    for name, path in _named(reports, "报告").items():
        if name not in by_report:
            wanted = display_name(f"{name}.jsonl 或 {name}.labels.jsonl")
            raise ReportError(f"{display_name(path)}:没有名为 {wanted} 的标注,用 --labels 给出")
        scored = score_report(read_report(path), rubric, level)
        verdicts = {one.element.id: one for one in scored.card.elements()}
        for label in by_report[name]:
            if label.element not in verdicts:
                raise ReportError(
                    f"标注 {name} 里的要点“{label.element}”不在细则里{suggestion(label.element, verdicts)}"
                )
        compared[name] = [Comparison(label, verdicts[label.element]) for label in by_report[name]]
    unused = sorted(set(by_report) - set(compared))
    if unused:
        raise ReportError(f"标注 {display_name('、'.join(unused))} 没有对应的报告")
    return compared


def _named(paths: Iterable[str], what: str) -> dict[str, str]:
    """Paths by the names that reports and labels share."""
    named: dict[str, str] = {}
    for path in paths:
        other = named.setdefault(report_name(path), path)
        if other != path:
            told = f"{display_name(other)} 和 {display_name(path)}"
            raise ReportError(f"两份{what}同名,分不清谁的标注是谁的:{told},请改名或分两次检验")
    return named
