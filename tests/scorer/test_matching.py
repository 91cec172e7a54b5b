from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scorer.matching import Match, MatchKind, Reason, Rejection, find_matches
from scorer.text import Span
from tests.helpers import LEXICON, document, guard_of, index_of, one_rule, reports, source

EXACT, GAPPED, REORDERED, TYPO = MatchKind.EXACT, MatchKind.GAPPED, MatchKind.REORDERED, MatchKind.TYPO


def run(text: str, entry: Any, **groups: list[str]) -> tuple[list[Match], list[Rejection]]:
    """Matches and rejections of one rule; its own words are all the vocabulary."""
    rule = one_rule(entry, **groups)
    words = {word for slot in rule.slots for word in slot.words}
    guard = guard_of(words, LEXICON.distinct, LEXICON.lookalikes)
    index = index_of(text, [rule], guard)
    found = [find_matches(index, number, units) for number, units in index.promising().items()]
    return next(iter(found), ([], []))


def met(text: str, entry: Any, **groups: list[str]) -> list[tuple[MatchKind, str]]:
    doc = document(text)
    return [(match.kind, source(doc, match.span)) for match in run(text, entry, **groups)[0]]


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        pytest.param("推行告知承诺制。", "告知承诺制", "告知承诺制", id="verbatim"),
        pytest.param("推行“告知承诺”制。", "告知承诺制", "告知承诺”制", id="quotes-inside"),
        pytest.param("推行告知 承诺制。", "告知承诺制", "告知 承诺制", id="blank-inside"),
        pytest.param("推行告知，\n承诺制。", "告知,承诺制", "告知，\n承诺制", id="width-and-line-break"),
        pytest.param("推行告知承諾制。", "告知承诺制", "告知承諾制", id="traditional"),
        pytest.param("开展法制宣传。", "法治宣传", "法制宣传", id="variant-in-the-text"),
        pytest.param("开展法治宣传。", "法制宣传", "法治宣传", id="variant-in-the-rule"),
        pytest.param("执行ＧＢ标准。", "gb标准", "ＧＢ标准", id="case-and-width"),
        pytest.param("负责人出庭。", "负责人 出庭", "负责人出庭", id="words-side-by-side"),
        pytest.param("首长出庭。", "负责人|首长 出庭", "首长出庭", id="alternatives"),
        pytest.param("学者论证。", "<专家> 论证|咨询", "学者论证", id="group"),
        pytest.param("行家咨询。", "<专家>|行家 论证|咨询", "行家咨询", id="group-and-word"),
    ],
)
def test_exact_matches_see_through_spelling(text: str, rule: str, found: str) -> None:
    assert met(text, rule, 专家=["专家", "学者"]) == [(EXACT, found)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("负责人依法出庭。", "负责人依法出庭", id="a-short-gap"),
        pytest.param("负责人一二三四五六出庭。", "负责人一二三四五六出庭", id="the-widest-gap"),
        pytest.param("负责人、法官出庭。", "负责人、法官出庭", id="over-an-enumeration-comma"),
        pytest.param("负责人一二三四五六七出庭。", None, id="too-wide"),
        pytest.param("负责人到位，出庭。", None, id="over-a-comma"),
        pytest.param("负责人：出庭。", None, id="over-a-colon"),
        pytest.param("负责人到位。出庭。", None, id="over-a-full-stop"),
        pytest.param("负责人\n出庭。", None, id="over-a-block"),
        pytest.param("负责人但出庭。", None, id="over-a-turning-word"),
    ],
)
def test_words_may_stand_a_little_apart_within_a_clause(text: str, found: str | None) -> None:
    assert met(text, "负责人 出庭") == ([(GAPPED, found)] if found else [])


@pytest.mark.parametrize(
    ("gap", "found"), [(0, []), (2, [(GAPPED, "负责人依法出庭")]), (1, []), (60, [(GAPPED, "负责人依法出庭")])]
)
def test_a_rule_sets_its_own_gap(gap: int, found: list[tuple[MatchKind, str]]) -> None:
    assert met("负责人依法出庭。", {"text": "负责人 出庭", "gap": gap, "ordered": True}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("出庭的负责人。", [(REORDERED, "出庭的负责人")], id="two-words"),
        pytest.param("出庭一二三四五六七负责人。", [], id="too-far-apart"),
        pytest.param("出庭，负责人。", [], id="in-another-clause"),
        pytest.param("负责人出庭的负责人。", [(EXACT, "负责人出庭")], id="in-order-is-preferred"),
    ],
)
def test_words_may_stand_in_another_order(text: str, found: list[tuple[MatchKind, str]]) -> None:
    assert met(text, "负责人 出庭") == found


def test_an_ordered_rule_refuses_another_order() -> None:
    assert met("出庭的负责人。", {"text": "负责人 出庭", "ordered": True}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("负责人出庭应诉。", [(EXACT, "负责人出庭应诉")], id="verbatim"),
        pytest.param("负责人依法出庭应诉。", [], id="gap"),
        pytest.param("出庭应诉负责人。", [], id="other-order"),
        pytest.param("负责人出廷应诉。", [], id="slip"),
    ],
)
def test_an_exact_rule_admits_no_paraphrase(text: str, found: list[tuple[MatchKind, str]]) -> None:
    assert met(text, {"text": "负责人 出庭应诉", "exact": True}) == found


def test_an_exact_rule_says_that_it_turned_a_slip_down() -> None:
    _, rejected = run("负责人出廷应诉。", {"text": "负责人 出庭应诉", "exact": True})
    assert [one.reason for one in rejected] == [Reason.EXACT]


def test_a_slip_makes_a_typo_match() -> None:
    assert met("负责人出廷应诉。", "负责人 出庭应诉") == [(TYPO, "负责人出廷应诉")]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        pytest.param({"all": ["论证", "决策"]}, [], id="clause-by-default"),
        pytest.param({"all": ["论证", "决策"], "within": "sentence"}, ["决策草案，先论证"], id="sentence"),
        pytest.param({"all": ["论证", "专家"], "within": "sentence"}, [], id="another-sentence"),
        pytest.param({"all": ["论证", "专家"], "within": "paragraph"}, ["论证。再请专家"], id="paragraph"),
        pytest.param({"all": ["论证", "学者"], "within": "paragraph"}, [], id="another-paragraph"),
        pytest.param(
            {"all": ["论证", "决策"], "within": "sentence", "span": 8}, ["决策草案，先论证"], id="as-wide-as-span"
        ),
        pytest.param({"all": ["论证", "决策"], "within": "sentence", "span": 7}, [], id="wider-than-span"),
    ],
)
def test_a_rule_of_all_words_asks_for_a_common_scope(rule: Any, found: list[str]) -> None:
    text = "全县的决策草案，先论证。再请专家。\n也请学者。"
    assert met(text, rule) == [(GAPPED, quote) for quote in found]


def test_points_of_an_enumeration_are_paragraphs_of_their_own() -> None:
    assert met("一是论证。二是请专家。", {"all": ["论证", "专家"], "within": "paragraph"}) == []


def test_the_narrowest_set_of_words_is_taken() -> None:
    assert met("论证一下再说到的决策论证。", {"all": ["论证", "决策"]}) == [(GAPPED, "决策论证")]


def test_a_word_is_not_counted_for_two_slots() -> None:
    assert met("行政复议。", {"all": ["行政复议", "复议"]}) == []


@pytest.mark.parametrize(
    ("conditions", "text", "found"),
    [
        pytest.param({"near": "决策"}, "对决策开展公众参与。", True, id="near-in-the-clause"),
        pytest.param({"near": "决策"}, "对决策草案，开展公众参与。", True, id="near-in-the-sentence"),
        pytest.param({"near": "决策"}, "公众参与。完善决策。", False, id="near-beyond-the-sentence"),
        pytest.param(
            {"near": "决策", "near_within": "clause"}, "对决策草案，开展公众参与。", False, id="near-beyond-the-clause"
        ),
        pytest.param(
            {"near": "决策", "near_within": "paragraph"}, "公众参与。完善决策。", True, id="near-within-the-paragraph"
        ),
        pytest.param(
            {"near": "决策", "near_within": "section"},
            "一、规范决策\n公众参与。",
            True,
            id="near-in-the-heading-of-the-section",
        ),
        pytest.param(
            {"near": "决策", "near_within": "section"},
            "一、规范决策\n甲。\n二、普法\n公众参与。",
            False,
            id="near-in-another-section",
        ),
        pytest.param({"near": ["立法", "决策"]}, "对决策开展公众参与。", True, id="near-any-of-several"),
        pytest.param({"near": "参与"}, "开展公众参与。", False, id="near-is-not-the-match-itself"),
        pytest.param({"near": "参与"}, "群众参与面广，公众参与有序。", True, id="near-is-the-word-elsewhere"),
        pytest.param({"near": "重大 决策"}, "对重大行政决策开展公众参与。", True, id="near-a-gapped-pattern"),
        pytest.param({"near": "<数字>"}, "开展公众参与12次。", True, id="near-a-figure"),
        pytest.param({"near": "<数字>"}, "2023年开展公众参与。", False, id="near-a-year-is-no-figure"),
        pytest.param({"not_near": "立法"}, "在立法中开展公众参与。", False, id="not-near-in-the-clause"),
        pytest.param({"not_near": "立法"}, "规范立法，开展公众参与。", True, id="not-near-beyond-the-clause"),
        pytest.param(
            {"not_near": "立法", "not_near_within": "sentence"},
            "规范立法，开展公众参与。",
            False,
            id="not-near-in-the-sentence",
        ),
        pytest.param({"not_near": "公众参与度"}, "公众参与度高。", False, id="not-near-may-hold-the-match"),
        pytest.param({"not_in": "公众参与度"}, "公众参与度高。", False, id="not-in-a-longer-word"),
        pytest.param({"not_in": "公众参与度"}, "公众参与度高，公众参与有序。", True, id="not-in-elsewhere"),
        pytest.param({"not_in": "测评 公众参与"}, "测评了公众参与。", False, id="not-in-a-gapped-pattern"),
    ],
)
def test_conditions_decide_whether_a_match_counts(conditions: dict[str, Any], text: str, found: bool) -> None:
    assert bool(met(text, {"text": "公众参与", **conditions})) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("东方红{gap}小红花{gap}甲乙丙丁满江红", [], id="around-it"),
        pytest.param("东方红{gap}小红花{gap}甲乙丙丁满江红{gap}小红帽", [], id="around-it-with-more-behind"),
        pytest.param("东方红{gap}小红花{gap}小红帽甲乙丙丁满江红", [], id="around-it-and-a-short-one"),
        pytest.param("甲乙丙丁东方红{gap}小红花{gap}满江红", ["甲乙丙丁"], id="behind-it"),
        pytest.param("东方红{gap}小红花{gap}满江红甲乙丙丁", ["甲乙丙丁"], id="before-it"),
        pytest.param("东方红{gap}小红花{gap}满江红甲乙丙丁小红帽", ["甲乙丙丁"], id="between-two"),
    ],
)
@pytest.mark.parametrize("gap", [0, 1, 20, 30, 50])
def test_a_phrase_of_not_in_masks_what_lies_inside_it_however_long_it_is(text: str, found: list[str], gap: int) -> None:
    rule = {"text": "甲乙丙丁", "gap": 60, "not_in": ["东方红 小红花 满江红", "小红帽"]}
    assert [quote for _, quote in met(text.format(gap="字" * gap), rule)] == found


@pytest.mark.parametrize(
    ("conditions", "reason"),
    [
        ({"near": "决策"}, Reason.NEAR),
        ({"not_near": "立法"}, Reason.NOT_NEAR),
        ({"not_in": "公众参与度"}, Reason.NOT_IN),
    ],
)
def test_a_rejection_says_which_condition_failed_and_where(conditions: dict[str, Any], reason: Reason) -> None:
    text = "在立法中看公众参与度。"
    matches, rejected = run(text, {"text": "公众参与", **conditions})
    assert matches == []
    assert [(one.reason, source(document(text), one.span)) for one in rejected] == [(reason, "公众参与")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("负责人出庭12次。", ["出庭12次"], id="a-count"),
        pytest.param("负责人出庭率98.5%。", ["出庭率98.5%"], id="a-rate"),
        pytest.param("负责人出庭，2023年起施行。", [], id="a-year"),
        pytest.param("负责人出庭。", [], id="no-figure"),
    ],
)
def test_a_figure_fills_a_slot(text: str, found: list[str]) -> None:
    assert [quote for _, quote in met(text, "出庭 <数字>")] == found


def test_the_longest_of_alternatives_that_begin_together_is_taken() -> None:
    assert met("县政府常务会议。", "县政府|县政府常务 会议") == [(EXACT, "县政府常务会议")]


def test_every_place_is_matched_once() -> None:
    assert met("专家论证，专家论证。", "专家 论证") == [(EXACT, "专家论证"), (EXACT, "专家论证")]


@pytest.mark.parametrize(
    ("text", "similarity"),
    [
        pytest.param("负责人出庭。", 100.0, id="exact"),
        pytest.param("负责人、出庭。", 90.9, id="a-gap-of-one"),
        pytest.param("负责人一二三四五出庭。", 66.7, id="a-gap-of-five"),
    ],
)
def test_similarity_tells_how_much_stands_between(text: str, similarity: float) -> None:
    assert [match.similarity for match in run(text, "负责人 出庭")[0]] == [similarity]


@given(reports)
def test_every_match_holds_its_words_in_the_text(text: str) -> None:
    matches, _ = run(text, "专家 论证")
    folded = document(text).folded
    assert all({folded[start:end] for start, end in match.words} == {"专家", "论证"} for match in matches)
    assert all(match.span.covers(Span(*hit)) for match in matches for hit in match.words)


@given(reports)
def test_a_match_of_a_clause_never_crosses_it(text: str) -> None:
    doc = document(text)
    matches, _ = run(text, "专家 论证")
    assert all(doc.clause_at(match.span.start) == doc.clause_at(match.span.end - 1) for match in matches)
