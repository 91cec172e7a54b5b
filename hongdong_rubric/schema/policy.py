"""The policy file: what a check asks for. Strict like a rubric, with every mistake at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import yaml

from hongdong_rubric.errors import Mistake
from hongdong_rubric.policy import (
    NO_PRESET,
    PRESETS,
    GapState,
    Gate,
    GateLevel,
    GateScope,
    PolicyFile,
    Waiver,
    WaiverReason,
)
from hongdong_rubric.schema.nodes import NodeReader
from scorer.rubric import LEVELS

_KEYS = ("preset", "rubric", "level", "gap_states", "gates", "waivers")
_DEMANDS = ("min_score", "max_gaps", "required")
_WAIVER_KEYS = ("id", "reason", "note", "approver", "expires")
# What a demand can mean: a part has no score, an element no number of gaps.
_ADMITTED = {
    GateScope.TOTAL: ("min_score", "max_gaps"),
    GateScope.CHAPTER: _DEMANDS,
    GateScope.ITEM: _DEMANDS,
    GateScope.ELEMENT: ("min_score", "required"),
    GateScope.PART: ("required",),
}
_MOST_GAPS = 9999
# Fullwidth digits would be digits too, but not compare as such.
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


def load_policy(text: str, file: str) -> PolicyFile:
    """Read a policy file; ``file`` is how messages call it. Raises ``RubricError`` with all mistakes at once."""
    nodes = NodeReader(file)
    root = nodes.compose(text)
    entries = nodes.mapping(root, "", optional=("schema", *_KEYS))
    if "schema" in entries and nodes.string(entries["schema"], "schema") != "1":
        nodes.wrong(entries["schema"], "schema", "本程序只认识格式版本 1")
    reader = _PolicyReader(nodes)
    policy = PolicyFile(
        file=file,
        preset=nodes.choice(entries["preset"], "preset", (*PRESETS, NO_PRESET)) if "preset" in entries else None,
        rubric=nodes.string(entries["rubric"], "rubric") if "rubric" in entries else None,
        level=nodes.choice(entries["level"], "level", LEVELS) if "level" in entries else None,
        states=reader.states(entries, "gap_states"),
        gates=reader.gates(entries.get("gates")),
        waivers=reader.waivers(entries.get("waivers")),
    )
    if policy.preset == NO_PRESET and "gates" not in entries:
        nodes.wrong(entries["preset"], "preset", "没有预设、也没有 gates,这份策略是空的:请写 gates,或改用 publish")
    if isinstance(root, yaml.MappingNode) and not set(entries) & set(_KEYS) and not nodes.mistakes:
        nodes.wrong(root, "", f"这份策略是空的:可以写 {'、'.join(_KEYS)}")
    nodes.finish()
    return policy


class _PolicyReader:
    def __init__(self, nodes: NodeReader) -> None:
        self._nodes = nodes

    def gates(self, node: yaml.Node | None) -> tuple[Gate, ...]:
        if node is None:
            return ()
        read = [self._gate(one, f"gates[{i}]") for i, one in enumerate(self._nodes.sequence(node, "gates"), 1)]
        gates = [gate for gate in read if gate is not None]
        self._refuse_contradictions(gates)
        return tuple(gates)

    def _gate(self, node: yaml.Node, keys: str) -> Gate | None:
        entries = self._nodes.mapping(
            node, keys, required=("scope",), optional=("id", *_DEMANDS, "level", "gap_states")
        )
        before = len(self._nodes.mistakes)
        scope = self._scope(entries, keys)
        own = self._nodes.string(entries["id"], f"{keys}.id") if "id" in entries else None
        if scope is GateScope.TOTAL and own is not None:
            self._nodes.wrong(entries["id"], f"{keys}.id", "总分(total)没有编号:请删去 id")
        elif scope not in (None, GateScope.TOTAL) and own is None:
            self._nodes.wrong(node, keys, f"缺少“id”:请写明是哪一个 {scope}")
        self._check_demand(node, keys, entries, scope)
        gate = Gate(
            scope=scope or GateScope.TOTAL,
            id=own,
            min_score=self._min_score(entries, keys),
            max_gaps=self._nodes.whole(entries["max_gaps"], f"{keys}.max_gaps", 0, _MOST_GAPS)
            if "max_gaps" in entries
            else None,
            required=self._nodes.boolean(entries["required"], f"{keys}.required") if "required" in entries else None,
            level=GateLevel(self._choice(entries, keys, "level", list(GateLevel), GateLevel.ERROR)),
            states=self.states(entries, "gap_states", keys),
            line=node.start_mark.line + 1,
            column=node.start_mark.column + 1,
        )
        return None if scope is None or len(self._nodes.mistakes) > before else gate

    def _scope(self, entries: Mapping[str, yaml.Node], keys: str) -> GateScope | None:
        """The scope of a gate; None where it is missing or unknown, so that no advice is built on a guess."""
        if "scope" not in entries:
            return None
        before = len(self._nodes.mistakes)
        scope = self._nodes.choice(entries["scope"], f"{keys}.scope", list(GateScope))
        return None if len(self._nodes.mistakes) > before else GateScope(scope)

    def _check_demand(
        self, node: yaml.Node, keys: str, entries: Mapping[str, yaml.Node], scope: GateScope | None
    ) -> None:
        demands = [key for key in _DEMANDS if key in entries]
        if len(demands) != 1:
            have = "一个也没有" if not demands else f"写了 {'、'.join(demands)}"
            self._nodes.wrong(node, keys, f"min_score、max_gaps、required 要写且只写一个,这里{have}")
        elif scope is not None and demands[0] not in _ADMITTED[scope]:
            admitted = "、".join(_ADMITTED[scope])
            self._nodes.wrong(entries[demands[0]], f"{keys}.{demands[0]}", f"{scope.value} 只能用 {admitted}")
        elif "gap_states" in entries and (demands[0] == "min_score" or scope is GateScope.PART):
            self._nodes.wrong(entries["gap_states"], f"{keys}.gap_states", "这里数的不是缺口,gap_states 不起作用")

    def _min_score(self, entries: Mapping[str, yaml.Node], keys: str) -> float | None:
        return self._nodes.number(entries["min_score"], f"{keys}.min_score", 0, 100) if "min_score" in entries else None

    def _choice(
        self, entries: Mapping[str, yaml.Node], keys: str, key: str, choices: Iterable[str], default: str
    ) -> str:
        return self._nodes.choice(entries[key], f"{keys}.{key}", choices) if key in entries else default

    def states(self, entries: Mapping[str, yaml.Node], key: str, keys: str = "") -> tuple[GapState, ...] | None:
        if key not in entries:
            return None
        path = f"{keys}.{key}".lstrip(".")
        named = [self._nodes.choice(one, path, list(GapState)) for one in self._nodes.sequence(entries[key], path)]
        return tuple(state for state in GapState if state in named)

    def _refuse_contradictions(self, gates: list[Gate]) -> None:
        """Two gates on one thing must be an error and a laxer warning; anything else contradicts."""
        earlier: dict[str, list[Gate]] = {}
        for gate in gates:
            same = earlier.setdefault(gate.key, [])
            other = next((one for one in same if not _agree(one, gate)), None)
            same.append(gate)
            if other is not None:
                self._at(gate, f"与第 {other.line} 行矛盾:同一项({gate.subject})的 {gate.kind} 规定了两次,请只留一个")
        for gate in gates:
            for other in gates:
                if _takes_back(gate, other):
                    self._at(other, f"与第 {gate.line} 行矛盾:{gate.id} 要求全部写到,这里又不要求 {other.id}")

    def _at(self, gate: Gate, message: str) -> None:
        self._nodes.mistakes.append(Mistake(self._nodes.file, gate.line, gate.column, "gates", message))

    def waivers(self, node: yaml.Node | None) -> tuple[Waiver, ...]:
        if node is None:
            return ()
        read = [self._waiver(one, f"waivers[{i}]") for i, one in enumerate(self._nodes.sequence(node, "waivers"), 1)]
        seen: dict[str, int] = {}
        for waiver in read:
            if waiver.id and waiver.id in seen:
                message = f"“{waiver.id}”的豁免第 {seen[waiver.id]} 行已经有了:请删去一个"
                self._nodes.mistakes.append(Mistake(self._nodes.file, waiver.line, waiver.column, "waivers", message))
            seen.setdefault(waiver.id, waiver.line)
        return tuple(read)

    def _waiver(self, node: yaml.Node, keys: str) -> Waiver:
        entries = self._nodes.mapping(node, keys, required=_WAIVER_KEYS)
        texts = {
            key: self._nodes.string(entries[key], f"{keys}.{key}") if key in entries else ""
            for key in ("id", "note", "approver")
        }
        return Waiver(
            id=texts["id"],
            reason=WaiverReason(self._choice(entries, keys, "reason", list(WaiverReason), WaiverReason.NOT_OUR_POWER)),
            note=texts["note"],
            approver=texts["approver"],
            expires=self._date(entries, f"{keys}.expires"),
            line=node.start_mark.line + 1,
            column=node.start_mark.column + 1,
        )

    def _date(self, entries: Mapping[str, yaml.Node], keys: str) -> str:
        if "expires" not in entries:
            return ""
        node = entries["expires"]
        text = self._nodes.string(node, keys)
        if text and not is_date(text):
            self._nodes.wrong(node, keys, f"“{text}”不是日期:请写成 2024-12-31 这样")
        return text


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar in ISO form."""
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _agree(one: Gate, other: Gate) -> bool:
    if one.kind == "required" or one.level is other.level:
        return False
    error, warn = (one, other) if one.level is GateLevel.ERROR else (other, one)
    if error.min_score is not None and warn.min_score is not None:
        return error.min_score < warn.min_score
    return (error.max_gaps or 0) > (warn.max_gaps or 0)


def _takes_back(whole: Gate, part: Gate) -> bool:
    """Whether one gate asks for all of an item or chapter of which the other lets something go."""
    inside = whole.id is not None and part.id is not None and part.id.startswith(f"{whole.id}.")
    return inside and bool(whole.required) and part.required is False
