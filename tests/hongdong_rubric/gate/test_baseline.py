from __future__ import annotations

import pytest

from hongdong_rubric.gate.baseline import falls_below, state_of
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, scored

RISING = ("absent", "problem", "planned", "unevidenced", "reported")
PAIRS = [(state, earlier) for state in RISING for earlier in RISING]


@pytest.mark.parametrize(("state", "earlier"), PAIRS)
def test_a_state_falls_below_every_better_one(state: str, earlier: str) -> None:
    assert falls_below(state, earlier) is (RISING.index(state) < RISING.index(earlier))


@pytest.mark.parametrize(
    ("state", "earlier"),
    [("absent", "not_applicable"), ("not_applicable", "reported"), ("absent", ""), ("absent", "nonsense")],
)
def test_what_does_not_or_did_not_apply_falls_below_nothing(state: str, earlier: str) -> None:
    assert not falls_below(state, earlier)


@pytest.mark.parametrize(
    ("text", "level", "states"),
    [
        pytest.param(REPORT, None, ["reported", "reported", "planned", "problem"], id="each"),
        pytest.param("全年组织专家论证。", None, ["unevidenced", "absent", "absent", "absent"], id="without-figures"),
        pytest.param("甲", "province", ["absent", "absent", "not_applicable", "not_applicable"], id="another-level"),
    ],
)
def test_an_element_has_the_state_that_its_gap_names(text: str, level: str | None, states: list[str]) -> None:
    card = scored(text, level).card
    assert [state_of(one) for one in card.elements()] == states
    assert {gap.element.id: gap.status for gap in card.gaps} == {
        element.id: state
        for element, state in zip(TINY_RUBRIC.elements(), states, strict=True)
        if state not in ("reported", "not_applicable")
    }
