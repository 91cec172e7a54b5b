from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongdong_rubric.render.plain_text import excerpt, one_line
from tests.hongdong_rubric.helpers import unprintable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("依法行政", "依法行政", id="plain"),
        pytest.param("甲\n乙\r\n丙\t丁\u2028戊\x85己", "甲乙丙丁戊己", id="breaks-between-han-go"),
        pytest.param("甲 \u3000乙", "甲乙", id="blanks-between-han-go"),
        pytest.param("open\n  data", "open data", id="breaks-between-letters-become-one-blank"),
        pytest.param("  甲  ", "甲", id="outer-blanks-go"),
        pytest.param("\x1b[31m甲\x07\x00", "□[31m甲□□", id="control-characters-become-boxes"),
        pytest.param("\x9b31m甲", "□31m甲", id="c1-controls-too"),
        pytest.param("甲\u202e乙\u2066丙\u200e", "甲□乙□丙□", id="direction-marks-too"),
        pytest.param("甲\ue000乙\ufdd0丙", "甲\ue000乙□丙", id="unassigned-characters-too"),
        pytest.param("甲\u200b\u200d\ufeff乙", "甲乙", id="characters-without-width-go"),
        pytest.param("[red]甲[/red] :smile: <b>", "[red]甲[/red] :smile: <b>", id="markup-stays-as-it-is"),
        pytest.param("", "", id="empty"),
        pytest.param(" \n ", "", id="blank"),
    ],
)
def test_text_becomes_one_harmless_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_the_blanks_of_a_rule_can_be_kept() -> None:
    assert one_line("负责人  出庭\n应诉", keep_blanks=True) == "负责人 出庭 应诉"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("一二三四五六七", 7, "一二三四五六七"),
        ("一二三四五六七八", 7, "一二三…六七八"),
        ("一二三四五六七八九", 6, "一二…八九"),
        ("一二三四", 0, "一二三四"),
    ],
)
def test_a_long_text_loses_its_middle(text: str, limit: int, shown: str) -> None:
    assert one_line(text, limit) == shown


@given(st.text(), st.integers(3, 50), st.booleans())
def test_any_text_is_printable_and_short_enough(text: str, limit: int, keep: bool) -> None:
    line = one_line(text, limit, keep_blanks=keep)
    assert len(line) <= limit
    assert unprintable(line) == []
    assert "\n" not in line


HAN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"


@pytest.mark.parametrize(
    ("start", "end", "limit", "shown"),
    [
        pytest.param(0, 2, 20, HAN, id="whole"),
        pytest.param(0, 2, 6, "一二三四五六…", id="at-the-start"),
        pytest.param(18, 20, 6, "…戊己庚辛壬癸", id="at-the-end"),
        pytest.param(9, 11, 6, "…八九十甲乙丙…", id="in-the-middle"),
        pytest.param(4, 20, 6, "…五六七八九十…", id="longer-than-the-limit"),
        pytest.param(5, 5, 4, "…四五六七…", id="nothing"),
    ],
)
def test_an_excerpt_shows_what_stands_around(start: int, end: int, limit: int, shown: str) -> None:
    assert excerpt(HAN, start, end, limit) == shown


def test_an_excerpt_is_one_harmless_line() -> None:
    assert excerpt("甲\x1b[31m\n乙", 0, 1, 20) == "甲□[31m乙"


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(3, 50))
def test_any_excerpt_is_printable_and_short_enough(text: str, start: int, length: int, limit: int) -> None:
    start = min(start, len(text))
    shown = excerpt(text, start, min(len(text), start + length), limit)
    assert len(shown) <= limit + 2
    assert unprintable(shown) == []
    assert "\n" not in shown


@given(st.text("甲乙", min_size=1, max_size=60), st.integers(0, 59), st.integers(3, 50))
def test_an_excerpt_holds_what_it_is_about(around: str, place: int, limit: int) -> None:
    place = min(place, len(around))
    text = f"{around[:place]}专家{around[place:]}"
    assert "专家" in excerpt(text, place, place + 2, limit)
