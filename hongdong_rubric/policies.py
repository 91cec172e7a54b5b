"""Finds the policy of a report, and lays it over its preset."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from hongdong_rubric.cache import fingerprint, kept
from hongdong_rubric.compiled_policy import decode_policy, encode_policy
from hongdong_rubric.errors import Mistake, RubricError, UsageError, display_name, reason
from hongdong_rubric.policy import (
    DEFAULT_PRESET,
    DEFAULT_STATES,
    DRAFT,
    NO_PRESET,
    PRESETS,
    GapState,
    Gate,
    GateLevel,
    GateScope,
    Policy,
    PolicyFile,
    elements_in,
    subject_ids,
)
from hongdong_rubric.readers import STANDARD_INPUT
from hongdong_rubric.rubrics import bundled_folder, code_of, yaml_bytes, yaml_text
from hongdong_rubric.suggestions import suggestion
from scorer.rubric import Rubric

POLICY_NAME = ".hongdong-rubric.yaml"
# Passed by in silence, a policy under this name would never bite.
_MISTAKEN_NAME = ".hongdong-rubric.yml"
# All code that decides what a policy file loads as; tests/hongdong_rubric/test_compiled.py holds it complete.
_CODE = (
    *("hongdong_rubric/compiled_policy.py", "hongdong_rubric/policy.py", "hongdong_rubric/schema/nodes.py"),
    *("hongdong_rubric/schema/policy.py", "hongdong_rubric/schema/slips.py", "scorer/rubric.py"),
)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What options say over a policy file; None where they say nothing. ``min_score`` is a gate on the total."""

    preset: str | None = None
    rubric: str | None = None
    level: str | None = None
    states: tuple[GapState, ...] | None = None
    min_score: float | None = None


def find_policy(report: str) -> Path | None:
    """The policy file nearest to a report: in its folder or the next one above; found even if it cannot be read."""
    folder = Path(os.curdir) if report == STANDARD_INPUT else Path(report).parent
    folder = Path(os.path.realpath(folder))
    named = (one / name for one in (folder, *folder.parents) for name in (POLICY_NAME, _MISTAKEN_NAME))
    return next((one for one in named if os.path.lexists(one)), None)


@cache
def read_policy(path: Path | None, name: str) -> PolicyFile:
    """A policy file, called ``name`` in messages; without a path one that only names the default preset."""
    if path is None:
        return PolicyFile(DEFAULT_PRESET, None, None, None, None, (), ())
    return _open(path, display_name(name))


def _open(file: Path, name: str) -> PolicyFile:
    """A policy file, called ``name`` in messages, read once and then kept, as rubrics are."""
    data = yaml_bytes(str(file), "策略")

    def build() -> bytes:
        from hongdong_rubric.schema.policy import load_policy

        return encode_policy(load_policy(yaml_text(data, str(file)), name))

    return decode_policy(kept("policy", fingerprint((*code_of(_CODE), name.encode(), data)), build))


def policy_file(report: str, config: str | None) -> PolicyFile:
    """The policy file of a report: the one given, else the nearest, else the default preset alone."""
    if config is not None:
        if not _is_file(Path(config)):
            raise UsageError(f"找不到策略文件 {display_name(config)}:请检查路径,或去掉 --config")
        return read_policy(Path(config), config)
    try:
        found = find_policy(report)
    except OSError as error:
        raise UsageError(f"{display_name(report)}:找不了策略文件,{reason(error)}") from error
    if found is not None and found.name != POLICY_NAME:
        raise UsageError(f"策略文件 {display_name(_name(found))} 的名字应是 {POLICY_NAME}:请改名")
    return read_policy(found, _name(found) if found else "")


def _name(path: Path) -> str:
    """A path as seen from the current folder where it lies below that, so that outputs are the same on any machine."""
    here = Path(os.path.realpath(os.curdir))
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def rubric_of(policy: PolicyFile, overrides: Overrides) -> str | None:
    """The name or path of the rubric to use; a path in a policy file is relative to that file. None is the default."""
    if overrides.rubric is not None or policy.rubric is None:
        return overrides.rubric
    beside = Path(policy.file).parent / policy.rubric
    return str(beside) if _is_file(beside) else policy.rubric


def _is_file(path: Path) -> bool:
    """Whether there is a file to read; a name that the system refuses is none."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def apply_preset(policy: PolicyFile, rubric: Rubric, overrides: Overrides) -> Policy:
    """A policy file over its preset and under the options, held against the rubric it is for.

    A gate of the file takes the place of the preset's on the same thing; gates of the preset on what the rubric does
    not have fall away. Raises ``RubricError`` for a gate on something unknown, and for a policy that can never fail.
    """
    _refuse_unknown(policy, rubric)
    name = overrides.preset or policy.preset or DEFAULT_PRESET
    preset = _preset(name)
    own = {gate.key for gate in policy.gates}
    inherited = [replace(gate, preset=name) for gate in preset.gates if gate.key not in own]
    dropped = [gate for gate in inherited if gate.id is not None and gate.id not in subject_ids(rubric, gate.scope)]
    inherited = [gate for gate in inherited if gate not in dropped]
    gates = [gate for gate in (*inherited, *policy.gates) if gate.required is not False]
    asked = {gate.key for gate in preset.gates}
    idle = [gate.id for gate in policy.gates if gate.required is False and gate.key not in asked]
    if overrides.states is not None:
        gates = [replace(gate, states=None) for gate in gates]
    if overrides.min_score is not None:
        gates = [gate for gate in gates if gate.key != "total:min_score"] + [_total(overrides.min_score)]
    file = None if policy.file == DEFAULT_PRESET else policy.file
    merged = Policy(
        name=file or name,
        file=file,
        preset=name,
        level=overrides.level or policy.level,
        states=overrides.states or policy.states or preset.states or DEFAULT_STATES,
        gates=tuple(gates),
        waivers=policy.waivers,
        dropped=tuple(str(gate.id) for gate in dropped),
        idle=tuple(map(str, idle)),
    )
    if name == DRAFT:
        return replace(merged, gates=tuple(replace(gate, level=GateLevel.WARN) for gate in gates))
    if not any(_can_fail(gate, merged, rubric) for gate in merged.gates):
        message = "这份策略永远不会不通过:没有一项 level 为 error 又可能达不到的要求;只要提醒,请写 preset: draft"
        raise RubricError((Mistake(policy.file, 1, 1, "gates", message),))
    return merged


def read_presets() -> tuple[PolicyFile, ...]:
    """All presets."""
    return tuple(map(_preset, PRESETS))


@cache
def _preset(name: str) -> PolicyFile:
    if name == NO_PRESET:
        return PolicyFile(name, None, None, None, None, (), ())
    # A draft is held against what is asked of it in the end; it is only never stopped.
    name = DEFAULT_PRESET if name == DRAFT else name
    return _open(Path(bundled_folder(), "policies", f"{name}.yaml"), f"{name}.yaml")


def _total(min_score: float) -> Gate:
    return Gate(GateScope.TOTAL, None, min_score, None, None, GateLevel.ERROR, None, 0, 0)


def _refuse_unknown(policy: PolicyFile, rubric: Rubric) -> None:
    mistakes = []
    for gate in policy.gates:
        known = subject_ids(rubric, gate.scope)
        if gate.id is not None and gate.id not in known:
            message = f"没有编号为“{gate.id}”的 {gate.scope.value}{suggestion(gate.id, known)}"
            mistakes.append(Mistake(policy.file, gate.line, gate.column, "gates", message))
    if mistakes:
        raise RubricError(tuple(mistakes))


def _can_fail(gate: Gate, policy: Policy, rubric: Rubric) -> bool:
    if gate.level is GateLevel.WARN:
        return False
    if gate.min_score is not None:
        return gate.min_score > 0
    return gate.scope is GateScope.PART or (gate.max_gaps or 0) < _most_gaps(gate, gate.states or policy.states, rubric)


def _most_gaps(gate: Gate, states: tuple[GapState, ...], rubric: Rubric) -> int:
    """How many elements of a gate can be in one of the states: of which no figures are asked, none is unevidenced."""
    inside = elements_in(rubric, gate)
    always = any(state is not GapState.UNEVIDENCED for state in states)
    return sum(element.id in inside and (always or element.figures) for element in rubric.elements())
