from __future__ import annotations

import pytest

from scorer.lexicon import compile_cues, find_cues, has_cue, tells_done
from tests.helpers import LEXICON


def found(text: str, *cues: str, year: int | None = 2023, not_in: tuple[str, ...] = ()) -> list[str]:
    """What a list of cues finds in a text."""
    lexicon = LEXICON._replace(stance=(("planned", cues), ("planned_not_in", not_in)))
    return [text[start:end] for start, end in find_cues(compile_cues(lexicon, year).planned, text)]


@pytest.mark.parametrize(
    ("cue", "text", "hits"),
    [
        pytest.param("下步", "下步要做,下步要改", ["下步", "下步"], id="a-word"),
        pytest.param("尚未 建立", "尚未建立", ["尚未建立"], id="words-side-by-side"),
        pytest.param("尚未 建立", "尚未一二三四五六建立", ["尚未一二三四五六建立"], id="words-as-far-apart-as-allowed"),
        pytest.param("尚未 建立", "尚未一二三四五六七建立", [], id="words-too-far-apart"),
        pytest.param("尚未 建立", "尚未,建立", [], id="words-of-two-clauses"),
        pytest.param("尚未 建立", "建立尚未", [], id="words-in-another-order"),
        pytest.param(
            "针对 … 问题", "针对一二三四五六七八九十问题", ["针对一二三四五六七八九十问题"], id="words-far-apart"
        ),
        pytest.param("尚未|还没 建立|开展", "还没开展", ["还没开展"], id="alternatives"),
        pytest.param("^下步", "下步要改", ["下步"], id="at-the-start-of-the-text"),
        pytest.param("^下步", "会后,下步要改", ["下步"], id="at-the-start-of-a-clause"),
        pytest.param("^下步", "研究下步工作", [], id="not-at-the-start"),
        pytest.param("薄弱$", "力量薄弱", ["薄弱"], id="at-the-end-of-the-text"),
        pytest.param("薄弱$", "力量薄弱,人员紧张", ["薄弱"], id="at-the-end-of-a-clause"),
        pytest.param("薄弱$", "薄弱环节", [], id="not-at-the-end"),
        pytest.param("<次年> 将", "2024年我县将改", ["2024年我县将"], id="the-next-year"),
        pytest.param("<次年>", "2024年度", ["2024年度"], id="the-next-year-with-度"),
        pytest.param("<次年>", "2023年", [], id="the-reporting-year"),
        pytest.param(
            "<以后>将", "2022年将、2023年将、2024年将、2026年将", ["2024年将", "2026年将"], id="any-later-year"
        ),
        pytest.param("<以后>", "20212025年,2021—2025年", ["2025年"], id="no-year-behind-digits"),
        pytest.param("<年份>", "2019年和2023年", ["2019年", "2023年"], id="any-year"),
        pytest.param("1.5倍", "135倍", [], id="marks-of-regular-expressions-mean-themselves"),
    ],
)
def test_cues_read_like_simple_rules(cue: str, text: str, hits: list[str]) -> None:
    assert found(text, cue) == hits


def test_without_a_reporting_year_there_is_no_next_year() -> None:
    assert found("2024年", "<次年>", year=None) == []
    assert found("2024年", "<以后>", year=None) == ["2024年"]


def test_a_cue_inside_a_harmless_phrase_is_stepped_over() -> None:
    assert found("不高于三成,水平不高", "不高", not_in=("不高于",)) == ["不高"]


def test_an_empty_list_finds_nothing() -> None:
    assert found("下步", *()) == []


@pytest.mark.parametrize(("text", "held"), [("下一步", True), ("模拟", False), ("", False)])
def test_a_text_holds_a_cue_or_not(text: str, held: bool) -> None:
    assert has_cue(compile_cues(LEXICON, None).planned, text) is held


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("开展了培训", True),
        ("为了规范执法,制定了办法", True),
        ("为了规范执法", False),
        ("除了培训", False),
        ("了解群众诉求", False),
        ("了解了群众诉求", True),
        ("开展培训", False),
        ("", False),
    ],
)
def test_a_particle_tells_what_was_done(text: str, done: bool) -> None:
    assert tells_done(text) is done
