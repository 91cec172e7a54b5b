"""An evaluation as plain text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hongdong_rubric.errors import display_name
from hongdong_rubric.evaluation import STATUSES, Comparison, Evaluation, by_chapter, evaluate
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.wording import STATUS_NAMES
from scorer.rubric import Status

_QUOTE = 50
_COLUMN = 10


def evaluation_text(comparisons: Mapping[str, Sequence[Comparison]]) -> str:
    """Figures of each report and all together, then all disagreements; the key is the report's name."""
    every = [one for own in comparisons.values() for one in own]
    total = evaluate(every)
    lines = ["各份报告"]
    lines += [_line(name, evaluate(own)) for name, own in comparisons.items()]
    lines += [_line("合计", total), "", "混淆表(行是标注,列是本工具的结论)", *_confusion(total), "", "各种结论"]
    lines += [
        f"  {_pad(STATUS_NAMES[status])}准确率 {rates.precision:.3f}  召回率 {rates.recall:.3f}  F1 {rates.f1:.3f}"
        for status, rates in total.rates.items()
    ]
    lines += ["", "各部分", *(_line(name, one) for name, one in by_chapter(every).items())]
    lines += ["", "有实据不一致", *_evidence_disagreements(every)] if _evidence_disagreements(every) else []
    wrong = [one for one in every if not one.agrees]
    lines += ["", f"结论不一致 {len(wrong)} 处", *(line for one in wrong for line in _disagreement(one))]
    return "\n".join(lines) + "\n"


def evaluation_json(comparisons: Mapping[str, Sequence[Comparison]]) -> str:
    """The same as one JSON object."""
    every = [one for own in comparisons.values() for one in own]
    value = {
        "reports": {name: _figures(evaluate(own)) for name, own in comparisons.items()},
        "all": _figures(evaluate(every)),
        "chapters": {name: _figures(one) for name, one in by_chapter(every).items()},
        "disagreements": [_difference(one) for one in every if not one.agrees or _evidence_differs(one)],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _line(name: str, one: Evaluation) -> str:
    reported = one.rates[Status.REPORTED]
    evidenced = "—" if one.evidenced is None else f"{one.evidenced:.3f}"
    head = _pad(display_name(name), 22)
    return (
        f"  {head}{one.count:>4} 个  一致 {one.accuracy:.3f}  宏 F1 {one.macro_f1:.3f}  kappa {one.kappa:.3f}"
        f"  已提及 {reported.precision:.3f}/{reported.recall:.3f}/{reported.f1:.3f}  有实据 {evidenced}"
    )


def _confusion(one: Evaluation) -> list[str]:
    columns = (*STATUSES, Status.NOT_APPLICABLE)
    rows = ["  " + " " * _COLUMN + "".join(_pad(STATUS_NAMES[status]) for status in columns)]
    for label in STATUSES:
        counts = "".join(f"{one.confusion.get((label, verdict), 0):<{_COLUMN}}" for verdict in columns)
        rows.append(f"  {_pad(STATUS_NAMES[label])}{counts}".rstrip())
    return rows


def _pad(text: str, width: int = _COLUMN) -> str:
    """Blanks up to a width in columns; Han characters take two."""
    return text + " " * max(1, width - sum(2 if ord(char) > 0x2E7F else 1 for char in text))


def _disagreement(one: Comparison) -> list[str]:
    first = one.verdict.evidence[0] if one.verdict.evidence else None
    found = f"第 {first.line} 行“{one_line(first.quote, _QUOTE)}”" if first else "没有命中"
    return [
        f"  {display_name(one.label.report)} {one.label.element}:标注 {STATUS_NAMES[one.label.status]},"
        f"本工具 {STATUS_NAMES[one.verdict.status]}",
        f"    标注依据:{'“' + one_line(one.label.quote, _QUOTE) + '”' if one.label.quote else '无'}",
        f"    本工具依据:{found}",
    ]


def _evidence_differs(one: Comparison) -> bool:
    reported = one.agrees and one.label.status is Status.REPORTED
    return reported and one.label.evidenced is not None and one.label.evidenced is not one.verdict.evidenced


def _evidence_disagreements(every: Sequence[Comparison]) -> list[str]:
    names = {True: "有", False: "无"}
    return [
        f"  {display_name(one.label.report)} {one.label.element}:标注{names[bool(one.label.evidenced)]},"
        f"本工具{names[one.verdict.evidenced]}:“{one_line(one.verdict.evidence[0].quote, _QUOTE)}”"
        for one in every
        if _evidence_differs(one)
    ]


def _figures(one: Evaluation) -> dict[str, Any]:
    return {
        "count": one.count,
        "accuracy": round(one.accuracy, 4),
        "macro_f1": round(one.macro_f1, 4),
        "kappa": round(one.kappa, 4),
        "evidenced": None if one.evidenced is None else round(one.evidenced, 4),
        "statuses": {
            status.value: {
                "precision": round(rates.precision, 4),
                "recall": round(rates.recall, 4),
                "f1": round(rates.f1, 4),
            }
            for status, rates in one.rates.items()
        },
        "confusion": [
            {"label": label.value, "verdict": verdict.value, "count": count}
            for (label, verdict), count in sorted(one.confusion.items())
        ],
    }


def _difference(one: Comparison) -> dict[str, Any]:
    first = one.verdict.evidence[0] if one.verdict.evidence else None
    return {
        "report": one.label.report,
        "element": one.label.element,
        "label": {"status": one.label.status.value, "evidenced": one.label.evidenced, "quote": one.label.quote},
        "verdict": {
            "status": one.verdict.status.value,
            "evidenced": one.verdict.evidenced,
            "quote": first.quote if first else "",
            "line": first.line if first else None,
        },
    }
