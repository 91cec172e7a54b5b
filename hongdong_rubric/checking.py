"""Reads reports, finds the policy and rubric of each, and holds them against it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from hongdong_rubric.errors import ToolError
from hongdong_rubric.gate import check_report
from hongdong_rubric.gate.result import CheckedReport
from hongdong_rubric.policies import Overrides, apply_preset, find_policy, policy_file, rubric_of
from hongdong_rubric.readers import read_report
from hongdong_rubric.readers.baseline import find_baseline, open_baseline
from hongdong_rubric.reports import score_report
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer.rubric import Rubric


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What the options of a check say; paths as given, ``today`` an ISO date."""

    config: str | None = None
    overrides: Overrides = field(default_factory=Overrides)
    baseline: str | None = None
    today: str | None = None
    encoding: str | None = None
    stdin_name: str | None = None


def require_usable(settings: CheckSettings) -> None:
    """Raise ``ToolError`` for a policy or baseline that was given for all reports and cannot be used."""
    if settings.config is not None:
        policy = policy_file("", settings.config)
        apply_preset(policy, _rubric(rubric_of(policy, settings.overrides)), settings.overrides)
    if settings.baseline is not None:
        open_baseline(settings.baseline)


def files_used(paths: Iterable[str], settings: CheckSettings) -> set[str]:
    """Policies, rubrics and the baseline that a check reads, whether they are in order or not."""
    used: set[str] = set()
    for path in paths:
        used.add(settings.config or str(find_policy(path) or ""))
        with contextlib.suppress(ToolError):
            used.add(rubric_of(policy_file(path, settings.config), settings.overrides) or "")
    return {one for one in (*used, settings.baseline) if one}


def prepare(path: str, settings: CheckSettings) -> None:
    """Load what the check of a report needs, so that processes forked from this one have it; failures show later."""
    with contextlib.suppress(ToolError):
        _rubric(rubric_of(policy_file(path, settings.config), settings.overrides))


def check_path(path: str, settings: CheckSettings) -> CheckedReport:
    """Check a report; raises ``ToolError`` for one that cannot be judged."""
    source = read_report(path, encoding=settings.encoding, stdin_name=settings.stdin_name)
    written = policy_file(path, settings.config)
    rubric = _rubric(rubric_of(written, settings.overrides))
    policy = apply_preset(written, rubric, settings.overrides)
    scored = score_report(source, rubric, policy.level)
    baseline = find_baseline(settings.baseline, scored) if settings.baseline is not None else None
    return check_report(scored, policy, baseline, settings.today)


@cache
def _rubric(name: str | None) -> Rubric:
    return open_rubric(DEFAULT if name is None else name)
