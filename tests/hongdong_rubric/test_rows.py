from __future__ import annotations

import pytest

from hongdong_rubric.rows import Made, Rows


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def rows(asked: list[int]) -> Rows[str]:
    def make(number: int) -> str:
        asked.append(number)
        return f"第{number}行"

    return Rows(Made(make), range(5))


def test_a_value_is_made_when_it_is_asked_for_and_once(rows: Rows[str], asked: list[int]) -> None:
    assert len(rows) == 5
    assert asked == []
    assert rows[3] == rows[-2] == "第3行"
    assert rows[3] is rows[3]
    assert asked == [3]


def test_a_stretch_shares_the_values_of_all(rows: Rows[str], asked: list[int]) -> None:
    part = rows[1:3]
    assert (len(part), asked) == (2, [])
    assert part[0] is rows[1]
    assert list(part[1:]) == ["第2行"]
    assert asked == [1, 2]


def test_past_the_end_is_no_value(rows: Rows[str]) -> None:
    for place in (5, -6):
        with pytest.raises(IndexError):
            rows[place]
    assert list(rows[1:3]) == ["第1行", "第2行"]
    with pytest.raises(IndexError):
        rows[1:3][2]


def test_rows_are_to_others_what_a_tuple_is(rows: Rows[str]) -> None:
    assert rows[:2] == ("第0行", "第1行") != rows
    assert repr(rows[:2]) == "('第0行', '第1行')"
    with pytest.raises(TypeError, match="unhashable"):
        hash(rows)
