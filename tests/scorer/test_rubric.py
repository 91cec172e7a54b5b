from __future__ import annotations

import pytest

from scorer.rubric import LEVELS
from tests.helpers import chapter, element, item, rubric

RUBRIC = rubric(
    chapter("a", item("one", element("x", "专家论证"), element("y", "听证会"), levels=["province", "city"])),
    chapter("b", item("two", element("x", "行政复议")), item("three", element("z", "法律顾问"))),
)


def test_items_and_elements_come_in_the_rubric_s_order() -> None:
    assert [item.id for item in RUBRIC.items()] == ["a.one", "b.two", "b.three"]
    assert [element.id for element in RUBRIC.elements()] == ["a.one.x", "a.one.y", "b.two.x", "b.three.z"]


@pytest.mark.parametrize(
    ("item", "levels"),
    [("a.one", ("province", "city")), ("b.two", LEVELS)],
)
def test_an_item_applies_to_its_levels_and_without_any_to_all(item: str, levels: tuple[str, ...]) -> None:
    [asked] = [one for one in RUBRIC.items() if one.id == item]
    assert tuple(level for level in LEVELS if asked.applies(level)) == levels
