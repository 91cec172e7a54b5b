"""The baseline of a check: an earlier score of the same report, keyed by rubric, element and report."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from hongdong_rubric.errors import ToolError, display_name, reason
from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.reports import LEVEL_NAMES, ScoredReport
from scorer.engine import Scorecard
from scorer.rubric import Status
from scorer.scoring import UNEVIDENCED

MAX_BYTES = 200 * 1024 * 1024
_FULL = 100


class BaselineError(ToolError):
    """A baseline that cannot be used; the message names the file and says what to do."""


def find_baseline(path: str, report: ScoredReport) -> Baseline:
    """The entry for a report in a file of ``score --format json`` or ``jsonl``. Raises :class:`BaselineError`."""
    name = display_name(path)
    card = report.card
    entries = open_baseline(path)
    rubrics = {str(_get(entry, "rubric", "id")) for entry in entries}
    same = [entry for entry in entries if _get(entry, "rubric", "id") == card.rubric.id]
    if not same:
        others = "、".join(sorted(map(display_name, rubrics)))
        raise BaselineError(f"基线 {name} 是用细则 {others} 评的,这次用的是 {card.rubric.id}:请用同一细则重新评分")
    key = (card.document.title, card.document.year, report.source.name)
    found = [entry for entry in same if _is_about(entry, *key)]
    if not found:
        raise BaselineError(
            f"基线 {name} 里没有这份报告:基线是{_describe(same[0])},这份是{_name(*key)}:请用这份报告以前的评分作基线"
        )
    level = _get(found[-1], "report", "level")
    if level != card.level:
        earlier = LEVEL_NAMES.get(str(level), "别的层级")
        raise BaselineError(f"基线 {name} 是按{earlier}评的,这次按{LEVEL_NAMES[card.level]}:请用同一层级")
    return _baseline(found[-1], name, card)


@cache
def open_baseline(path: str) -> tuple[dict[str, Any], ...]:
    """All entries of a baseline file. Raises :class:`BaselineError` where it cannot be read or holds none."""
    name = display_name(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise BaselineError(f"基线 {name} 超过 200 MB,不像一份评分结果")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise BaselineError(f"读不了基线 {name}:{reason(error)}") from None
    except UnicodeDecodeError:
        raise BaselineError(f"读不了基线 {name}:不是 UTF-8,请用 score --format json 重新生成") from None
    try:
        values = _parse(text)
    except (ValueError, RecursionError):
        raise BaselineError(f"基线 {name} 不是合格的 JSON:请用 score --format json 重新生成") from None
    if not values or not all(_is_score(value) for value in values):
        raise BaselineError(f"基线 {name} 不是 score --format json 的结果:请用它生成基线")
    return tuple(values)


def _parse(text: str) -> list[Any]:
    """One JSON value, or one a line."""
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _is_score(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("schema_version") != 1:
        return False
    if not all(isinstance(value.get(key), dict) for key in ("rubric", "report")):
        return False
    items = value.get("items")
    return (
        isinstance(items, list)
        and isinstance(value.get("chapters"), list)
        and all(
            isinstance(item, dict)
            and isinstance(item.get("elements"), list)
            and all(map(_is_element, item["elements"]))
            for item in items
        )
    )


def _is_element(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("id", "status"))


def _get(entry: Mapping[str, Any], *keys: str) -> Any:
    value: Any = entry
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _is_about(entry: Mapping[str, Any], title: str | None, year: int | None, source: str) -> bool:
    """Whether an entry is about a report: the same title and year; the file's name decides where one has no title."""
    earlier = _get(entry, "report", "title")
    if _get(entry, "report", "year") != year:
        return False
    if isinstance(earlier, str) and title:
        return _plain(earlier) == _plain(title)
    return _file_name(str(_get(entry, "report", "source"))) == _file_name(source)


def _plain(title: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", title))


def _file_name(source: str) -> str:
    return PurePosixPath(source.replace("\\", "/")).name


def _describe(entry: Mapping[str, Any]) -> str:
    report = entry["report"]
    year = report.get("year")
    title = report.get("title")
    return _name(str(title) if title else None, year if isinstance(year, int) else None, str(report.get("source")))


def _name(title: str | None, year: int | None, source: str) -> str:
    return f"“{display_name(title or _file_name(source))[:60]}”({year or '年度不明'})"


def _baseline(entry: Mapping[str, Any], name: str, card: Scorecard) -> Baseline:
    states = {element["id"]: _state(element, card) for item in entry["items"] for element in item["elements"]}
    is_current = _get(entry, "rubric", "digest") == card.rubric.digest
    missing = [one.element.id for one in card.elements() if one.element.id not in states]
    if is_current and missing:
        raise BaselineError(
            f"基线 {name} 不完整,缺 {len(missing)} 个要点(例如 {missing[0]}):生成基线时不要用 --chapter 和 --item"
        )
    scores: dict[str, float | None] = {"total": _score(entry)}
    for scope, key in (("chapter", "chapters"), ("item", "items")):
        scores |= {f"{scope}:{one.get('id')}": _score(one) for one in entry[key] if isinstance(one, dict)}
    return Baseline(name, display_name(str(_get(entry, "rubric", "version"))), is_current, states, scores)


def _score(entry: Mapping[str, Any]) -> float | None:
    value = entry.get("score")
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= _FULL else None


def _state(element: Mapping[str, Any], card: Scorecard) -> str:
    status = str(element["status"])
    figures = any(one.element.id == element["id"] and one.element.figures for one in card.elements())
    return UNEVIDENCED if status == Status.REPORTED.value and figures and not element.get("evidenced") else status
