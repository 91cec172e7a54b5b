from __future__ import annotations

import pytest
from hypothesis import given

from scorer.normalisation import fold, fold_char, unify
from scorer.text import Span
from tests.helpers import reports


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("ＡＢＣ１２％（甲）", "abc12%(甲)", id="full-width-becomes-half-width"),
        pytest.param("甲，乙；丙：丁？戊！", "甲,乙;丙:丁?戊!", id="punctuation-has-one-width"),
        pytest.param("甲。乙、丙｡", "甲。乙、丙。", id="han-punctuation-without-a-twin-stays"),
        pytest.param("Internet+ POLICY", "internet+policy", id="case-and-blanks"),
        pytest.param("“放管服”与‘一网通办’", "放管服与一网通办", id="curly-quotes"),
        pytest.param("\"放管服\"与'一网'", "放管服与一网", id="straight-quotes"),
        pytest.param("「甲」『乙』《丙》〈丁〉", "甲乙丙丁", id="corner-quotes-and-title-marks"),
        pytest.param("**甲** _乙_ `丙`", "甲乙丙", id="markdown-emphasis"),
        pytest.param("甲——乙–丙―丁─戊", "甲--乙-丙-丁-戊", id="dashes"),
        pytest.param("｢甲｣＊乙＊﹘丙", "甲乙-丙", id="twins-of-other-widths"),
        pytest.param("甲 乙\u3000丙\t丁\u00a0戊\n己", "甲乙丙丁戊己", id="blanks-of-all-kinds"),
        pytest.param("\ufeff甲\u200b乙\u00ad丙\x07丁\x00", "甲乙丙丁", id="invisible-and-control-characters"),
        pytest.param("法治政府建設與行政復議", "法治政府建设与行政复议", id="traditional-becomes-simplified"),
        pytest.param("后里余乾著", "后里余乾著", id="characters-of-the-standard-set-stay"),
        pytest.param(
            "之後關於徵求意見", "之后关于征求意见", id="traditional-ones-of-the-standard-set-become-simplified"
        ),
        pytest.param("㈠①⑴…", "(一)1(1)...", id="ligatures-expand"),
        pytest.param("龘𠮷", "龘𠮷", id="rare-characters-stay"),
        pytest.param("", "", id="empty"),
    ],
)
def test_folding_makes_equal_what_means_the_same(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        pytest.param("甲乙", (0, 1), id="one-to-one"),
        pytest.param("“甲” 乙", (1, 4), id="dropped"),
        pytest.param("甲㈠乙", (0, 1, 1, 1, 2), id="expanded"),
        pytest.param("甲\r\n乙", (0, 3), id="line-break"),
    ],
)
def test_every_folded_character_knows_its_source(text: str, offsets: tuple[int, ...]) -> None:
    assert fold(text).offsets == offsets


def test_folding_given_ranges_lays_them_end_to_end() -> None:
    folded = fold("甲 乙\n丙丁", [Span(0, 3), Span(5, 6)])
    assert (folded.text, folded.offsets) == ("甲乙丁", (0, 2, 5))


def test_folding_no_range_is_empty() -> None:
    assert fold("甲乙", []).text == ""


@given(reports)
def test_offsets_never_fall_and_stay_inside_the_text(text: str) -> None:
    offsets = fold(text).offsets
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(reports)
def test_every_folded_character_comes_from_its_source_character(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert all(char in fold_char(text[offset]) for char, offset in zip(folded.text, folded.offsets, strict=True))


@given(reports)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(reports)
def test_a_text_folds_as_its_characters_do(text: str) -> None:
    assert fold(text).text == "".join(fold_char(char) for char in text)


@pytest.mark.parametrize(
    ("text", "unified"),
    [
        pytest.param("推进法制建设", "推进法治建设", id="variant"),
        pytest.param("制订制订", "制定制定", id="every-place"),
        pytest.param("法制日报", "法制日报", id="other-words-stay"),
    ],
)
def test_variants_become_the_standard_spelling(text: str, unified: str) -> None:
    assert unify(text, {"法制建设": "法治建设", "制订": "制定"}) == unified


def test_variants_of_another_length_would_move_offsets_and_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        unify("甲", {"甲乙": "丙"})
