from __future__ import annotations

from dataclasses import replace

import pytest

from hongdong_rubric.policy import Gate, GateScope, elements_in, subject_ids
from tests.hongdong_rubric.gate.helpers import ADVICE, APPEARANCE, EXPERTS, HEARING, gate, waiver
from tests.hongdong_rubric.helpers import TINY_RUBRIC


@pytest.mark.parametrize(
    ("asked", "kind", "key"),
    [
        pytest.param(gate("total", min_score=60.0), "min_score", "total:min_score", id="total"),
        pytest.param(gate("total", min_score=0.0), "min_score", "total:min_score", id="no-points"),
        pytest.param(gate("chapter", "decision", max_gaps=0), "max_gaps", "chapter:decision:max_gaps", id="no-gaps"),
        pytest.param(gate("part", "problem"), "required", "part:problem:required", id="part"),
        pytest.param(gate("element", EXPERTS, required=False), "required", f"element:{EXPERTS}:required", id="taken"),
    ],
)
def test_a_gate_is_known_by_what_it_asks_of_what(asked: Gate, kind: str, key: str) -> None:
    assert (asked.kind, asked.key) == (kind, key)


@pytest.mark.parametrize(
    ("asked", "origin"),
    [
        pytest.param(gate("total"), "策略第 7 行", id="file"),
        pytest.param(replace(gate("total"), preset="strict"), "预设 strict", id="preset"),
        pytest.param(replace(gate("total"), line=0), "命令行", id="option"),
    ],
)
def test_a_gate_tells_who_asks_for_it(asked: Gate, origin: str) -> None:
    assert asked.origin == origin


@pytest.mark.parametrize(
    ("name", "element", "covered"),
    [
        pytest.param(EXPERTS, EXPERTS, True, id="the-element"),
        pytest.param("decision.procedure", EXPERTS, True, id="its-item"),
        pytest.param("decision.procedure", ADVICE, False, id="another-item"),
        pytest.param("decision.proc", EXPERTS, False, id="half-a-word"),
        pytest.param(EXPERTS, "decision.procedure", False, id="the-item-of-an-element"),
    ],
)
def test_a_waiver_covers_its_element_or_all_of_its_item(name: str, element: str, covered: bool) -> None:
    assert waiver(name).covers(element) is covered


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (GateScope.CHAPTER, ["decision", "disputes"]),
        (GateScope.ITEM, ["decision.procedure", "disputes.court"]),
        (GateScope.ELEMENT, [EXPERTS, HEARING, APPEARANCE, ADVICE]),
        (GateScope.PART, ["work", "problem", "causes", "duty", "plan", "other", "title", "date", "outline"]),
    ],
)
def test_each_scope_has_its_ids(scope: GateScope, ids: list[str]) -> None:
    assert subject_ids(TINY_RUBRIC, scope) == ids


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (gate("total"), [EXPERTS, HEARING, APPEARANCE, ADVICE]),
        (gate("chapter", "disputes"), [APPEARANCE, ADVICE]),
        (gate("item", "decision.procedure"), [EXPERTS, HEARING]),
        (gate("element", ADVICE), [ADVICE]),
        (gate("part", "work"), []),
    ],
)
def test_a_gate_looks_at_the_elements_below_it(asked: Gate, ids: list[str]) -> None:
    assert elements_in(TINY_RUBRIC, asked) == ids
