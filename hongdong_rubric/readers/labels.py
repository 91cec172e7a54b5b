"""Labels files: JSON lines of one label each."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from hongdong_rubric.errors import ReportError, display_name, reason
from hongdong_rubric.evaluation import STATUSES, Label
from scorer.rubric import Status

_SUFFIX = ".jsonl"
# How labels are called that are taken from a folder, where results may lie as well.
LABELS = ".labels.jsonl"
_KNOWN = {status.value for status in STATUSES}


def report_name(path: str) -> str:
    """The name that a report and its labels share: the file name without what tells its kind."""
    name = Path(path).name
    ending = next((one for one in (LABELS, _SUFFIX) if name.lower().endswith(one)), Path(path).suffix)
    return name[: len(name) - len(ending)]


def is_labels(path: str) -> bool:
    """Whether a file is called as labels are, and not as a report."""
    return path.lower().endswith(_SUFFIX)


def read_labels(path: str) -> list[Label]:
    """Read one labels file; raises :class:`ReportError` with file and line."""
    name = display_name(path)
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise ReportError(f"{name}:读不了标注文件:{reason(error)}") from None
    except UnicodeDecodeError as error:
        raise ReportError(f"{name}:标注文件不是 UTF-8(第 {error.start + 1} 个字节):请另存为 UTF-8") from None
    labels = [
        _label(_parse(line, f"{name}:{number}"), f"{name}:{number}", report_name(path))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not labels:
        raise ReportError(f"{name}:标注文件里没有标注")
    twice = [element for element, count in Counter(label.element for label in labels).items() if count > 1]
    if twice:
        raise ReportError(f"{name}:要点“{twice[0]}”标了不止一次:一个标注文件只写一份报告,一个要点只留一行")
    return labels


def _parse(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ReportError(f"{where}:这一行不是合格的 JSON:一行写一个标注") from None
    if not isinstance(value, dict):
        raise ReportError(f"{where}:一行应是一个 JSON 对象")
    return value


def _label(value: dict[str, Any], where: str, report: str) -> Label:
    status, element, evidenced = value.get("status"), value.get("element"), value.get("evidenced")
    if not isinstance(element, str):
        raise ReportError(f"{where}:缺少 element(要点编号)")
    if not isinstance(status, str) or status not in _KNOWN:
        raise ReportError(f"{where}:status 应是 {'、'.join(sorted(_KNOWN))} 之一")
    if evidenced is not None and not isinstance(evidenced, bool):
        raise ReportError(f"{where}:evidenced 应是 true、false 或 null")
    return Label(report, element, Status(status), evidenced, str(value.get("quote") or ""))
