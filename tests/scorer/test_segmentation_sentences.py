from __future__ import annotations

import pytest
from hypothesis import given

from scorer.normalisation import fold
from scorer.segmentation.numerals import numeral
from scorer.segmentation.sentences import cut_clauses, cut_sentences
from tests.helpers import cues, reports


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("一", 1), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("7", 7), ("12", 12)),
        *(("一二", 0), ("十二三", 0), ("二三十", 0), ("十十", 0), ("", 0)),
    ],
)
def test_numerals_have_a_value(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("甲乙。丙丁!戊己?庚辛;壬癸", ["甲乙。", "丙丁!", "戊己?", "庚辛;", "壬癸"], id="sentence-marks"),
        pytest.param("甲乙,丙丁、戊己:庚辛", ["甲乙,丙丁、戊己:庚辛"], id="clause-marks"),
        pytest.param("甲乙。。丙丁", ["甲乙。。", "丙丁"], id="doubled-marks"),
        pytest.param("办理3.5万件.群众满意", ["办理3.5万件.", "群众满意"], id="a-point-after-a-word"),
        pytest.param("比例为98.5%,增长1.2倍", ["比例为98.5%,增长1.2倍"], id="a-decimal-point"),
        pytest.param("总体要求:一是甲乙,二是丙丁", ["总体要求:", "一是甲乙,", "二是丙丁"], id="spoken-enumerators"),
        pytest.param("要求:(一)甲乙,(二)丙丁", ["要求:", "(一)甲乙,", "(二)丙丁"], id="bracketed-enumerators"),
        pytest.param("要求:1.甲乙,2.丙丁", ["要求:1.甲乙,2.丙丁"], id="digits-after-a-comma-enumerate-nothing"),
        pytest.param("一是甲乙二是丙丁三是戊己", ["一是甲乙", "二是丙丁", "三是戊己"], id="lost-full-stops"),
        pytest.param("甲乙是丙丁,十分重要", ["甲乙是丙丁,十分重要"], id="no-enumerator"),
        pytest.param("进一步统一是必要的", ["进一步统一是必要的"], id="a-word-that-looks-like-an-enumerator"),
        pytest.param("共12,345件", ["共12,345件"], id="thousands"),
    ],
)
def test_sentences_are_cut(text: str, pieces: list[str]) -> None:
    assert [text[piece.start : piece.end] for piece in cut_sentences(text)] == pieces


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("甲。乙。", [0, 0]),
        ("一是甲。二是乙。", [1, 2]),
        ("第一,甲。第二,乙。", [1, 2]),
        ("1.甲。2.乙。", [1, 2]),
        ("(十一)甲。(12)乙。", [11, 12]),
        ("一要甲;二要乙;", [1, 2]),
        ("三是甲。三是乙。", [3, 3]),
    ],
)
def test_sentences_know_their_place_in_an_enumeration(text: str, ordinals: list[int]) -> None:
    assert [piece.ordinal for piece in cut_sentences(text)] == ordinals


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param("甲乙,丙丁。", ["甲乙,", "丙丁。"], id="comma"),
        pytest.param("甲乙:丙丁。", ["甲乙:", "丙丁。"], id="colon"),
        pytest.param("甲乙、丙丁。", ["甲乙、丙丁。"], id="enumeration-comma"),
        pytest.param("共1,234件,均办结。", ["共1,234件,", "均办结。"], id="thousands"),
        pytest.param("共5,12,345件。", ["共5,", "12,345件。"], id="comma-between-numbers"),
        pytest.param("上午9:30开会。", ["上午9:30开会。"], id="time-of-day"),
        pytest.param("甲乙但丙丁。", ["甲乙", "但丙丁。"], id="turning-word"),
        pytest.param("甲乙,但丙丁。", ["甲乙,", "但丙丁。"], id="turning-word-after-a-comma"),
        pytest.param("不但甲乙,而且丙丁。", ["不但甲乙,", "而且丙丁。"], id="a-word-that-holds-a-turning-word"),
    ],
)
def test_clauses_are_cut(text: str, clauses: list[str]) -> None:
    assert [text[span.start : span.end] for span in cut_clauses(text, 0, len(text), cues().turns)] == clauses


def test_clauses_of_a_sentence_keep_the_offsets_of_its_block() -> None:
    spans = cut_clauses("甲。乙,丙。", 2, 6, cues().turns)
    assert [(span.start, span.end) for span in spans] == [(2, 4), (4, 6)]


@given(reports)
def test_sentences_tile_a_block(text: str) -> None:
    folded = fold(text).text
    pieces = cut_sentences(folded)
    assert "".join(folded[piece.start : piece.end] for piece in pieces) == folded
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]


@given(reports)
def test_clauses_tile_a_sentence(text: str) -> None:
    folded = fold(text).text
    spans = cut_clauses(folded, 0, len(folded), cues().turns)
    assert "".join(folded[span.start : span.end] for span in spans) == folded
