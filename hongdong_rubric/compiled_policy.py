"""Policy files as bytes, like rubrics in :mod:`.compiled`: a check need not load YAML for a preset of forty lines."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from hongdong_rubric.policy import GapState, Gate, GateLevel, GateScope, PolicyFile, Waiver, WaiverReason


def encode_policy(policy: PolicyFile) -> bytes:
    """A policy file as bytes."""
    return json.dumps(astuple(policy), ensure_ascii=False).encode()


def decode_policy(data: bytes) -> PolicyFile:
    """The policy file of :func:`encode_policy`."""
    file, preset, rubric, level, states, gates, waivers = json.loads(data)
    return PolicyFile(
        file, preset, rubric, level, _states(states), tuple(map(_gate, gates)), tuple(map(_waiver, waivers))
    )


def _states(told: list[str] | None) -> tuple[GapState, ...] | None:
    return None if told is None else tuple(map(GapState, told))


def _gate(told: list[Any]) -> Gate:
    scope, subject, min_score, max_gaps, required, level, states, line, column, preset = told
    demands = (min_score, max_gaps, required)
    return Gate(GateScope(scope), subject, *demands, GateLevel(level), _states(states), line, column, preset)


def _waiver(told: list[Any]) -> Waiver:
    subject, why, note, approver, expires, line, column = told
    return Waiver(subject, WaiverReason(why), note, approver, expires, line, column)
