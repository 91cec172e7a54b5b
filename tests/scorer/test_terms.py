from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.language import Language
from scorer.matching.terms import COMPOUNDS, compounds, find_terms, lay_out, refused_vocabulary, vocabulary
from scorer.matching.typos import CERTAIN
from scorer.rubric import Rubric, Terms
from tests.helpers import LEXICON, chapter, element, item, rubric

LANGUAGE = Language()


def asking(*rules: object) -> Rubric:
    """A rubric of some rules."""
    return rubric(chapter("c", item("i", element("e", *rules))))


def laid(
    *terms: str, distinct: tuple[str, ...] = (), joined: tuple[str, ...] = (), short: tuple[str, ...] = ()
) -> Terms:
    return lay_out(terms, distinct, joined, short, LANGUAGE)


# What the rules ask for


def test_the_words_that_rules_look_for_and_turn_down_are_told_apart() -> None:
    asked = asking({"text": "甲甲 乙乙", "near": "丙", "not_near": ["丁"], "not_in": "甲甲戊"})
    assert (vocabulary(asked.elements()), refused_vocabulary(asked.elements())) == (
        {"甲甲", "乙乙", "丙"},
        {"丁", "甲甲戊"},
    )


@pytest.mark.parametrize(
    ("rule", "joined"),
    [
        pytest.param("政协 提案", {"政协提案"}, id="two-short-words"),
        pytest.param("政协|人大 提案", {"政协提案", "人大提案"}, id="alternatives"),
        pytest.param("政协 提案 办理", {"政协提案", "提案办理"}, id="neighbours"),
        pytest.param("负责人 出庭应诉", set(), id="too-long"),
        pytest.param("县 提案", set(), id="a-single-character"),
        pytest.param({"text": "政协 提案", "exact": True}, set(), id="exact"),
        pytest.param({"all": ["政协", "提案"]}, set(), id="any-order"),
        pytest.param("政协提案", set(), id="one-word"),
    ],
)
def test_short_words_side_by_side_are_compounds(rule: object, joined: set[str]) -> None:
    assert compounds(asking(rule).elements()) == joined


def test_wide_groups_make_no_compounds() -> None:
    many = [f"{one}{two}" for one in "甲乙丙丁戊己" for two in "子丑寅卯"]
    assert (
        compounds(rubric(chapter("c", item("i", element("e", "<词> <词>"))), groups={"词": many}).elements()) == set()
    )


def test_terms_come_from_rules_and_lexicon() -> None:
    terms = find_terms(asking({"text": "法治审核", "not_near": "出廷应诉"}, "政协 提案").elements(), LEXICON, LANGUAGE)
    assert {"法治审核", "法制审核", "出廷应诉", *LEXICON.distinct, *LEXICON.short_terms} <= set(terms.known.split())
    assert terms.begun["政协"].split()[:1] == ["提案"]
    assert {term for term in terms_in(terms) if term in ("法治审核", "法制审核", "出廷应诉", "政协提案")} == {
        "法治审核",
        "法制审核",
        "政协提案",
    }


def test_a_word_that_is_both_looked_for_and_turned_down_is_a_term() -> None:
    found = find_terms(asking("出庭应诉", {"text": "专家论证", "not_in": "出庭应诉"}).elements(), LEXICON, LANGUAGE)
    assert {"出庭应诉", "专家论证"} <= terms_in(found)


# How they are laid out


def test_four_characters_are_found_by_either_half() -> None:
    assert laid("出庭应诉") == Terms(
        known="出庭应诉",
        trios=(),
        begun={"出庭": " 应诉 "},
        ended={"应诉": " 出庭 "},
        certain_begun={},
        certain_ended={},
        before={"庭": " cu ", "应": " tin ", "诉": " yin "},
        behind={"出": " tin ", "庭": " yin ", "应": " su "},
    )


def test_five_characters_are_found_by_two_at_either_end() -> None:
    found = laid("专家论证会")
    assert (found.begun, found.ended) == ({"专家": " 论证会 "}, {"证会": " 专家论 "})


def test_longer_ones_stand_apart_and_are_found_by_either_half() -> None:
    assert laid("双随机、一公开") == Terms(
        known="双随机、一公开",
        trios=(),
        begun={},
        ended={},
        certain_begun={"双随机": " 、一公开 "},
        certain_ended={"、一公开": " 双随机 "},
        before={},
        behind={},
    )


def test_a_compound_is_never_certain_however_long() -> None:
    found = laid("负责人出庭", joined=("执法人员考核",))
    assert (found.begun["执法"], found.ended["考核"]) == (f" 人员考核 {COMPOUNDS} ", f" 执法人员 {COMPOUNDS} ")
    assert (found.certain_begun, found.certain_ended) == ({}, {})


def test_certain_terms_of_the_same_half_stand_together_in_order() -> None:
    found = laid("行政复议委员会", "行政复议办案", "行政复核委员会")
    assert found.certain_begun == {"行政复": " 核委员会 议办案 议委员会 "}
    assert found.certain_ended == {"核委员会": " 行政复 ", "议办案": " 行政复 ", "议委员会": " 行政复 "}


def test_terms_of_the_same_two_characters_stand_together_in_order_compounds_first() -> None:
    found = laid("行政复议", "行政复核", joined=("行政复查", "行政备查"))
    assert found.begun == {"行政": f" 备查 复查 {COMPOUNDS} 复核 复议 "}
    assert found.ended["复议"] == " 行政 "


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("听证", id="two-characters"),
        pytest.param("听证ab", id="letters"),
        pytest.param("、听证会会", id="a-comma-first"),
        pytest.param("听证会会、", id="a-comma-last"),
        pytest.param("听证、、会会", id="two-commas"),
        pytest.param("2023年", id="digits"),
        pytest.param("", id="empty"),
        pytest.param("\ud800" * 4, id="lone-surrogates"),
    ],
)
def test_what_no_slip_can_be_looked_for_in_is_left_out(word: str) -> None:
    assert laid(word, joined=(word,)) == Terms("", (), {}, {}, {}, {}, {}, {})


@pytest.mark.parametrize(
    ("terms", "short", "trios"),
    [
        pytest.param(("听证会",), (), ("听证会",), id="a-word"),
        pytest.param(("双随机",), (), (), id="no-word"),
        pytest.param((), ("双随机",), ("双随机",), id="in-the-lexicon"),
        pytest.param(("听证会", "双随机"), ("双随机",), ("双随机", "听证会"), id="in-order-and-once"),
    ],
)
def test_three_characters_are_a_term_where_they_are_a_word(
    terms: tuple[str, ...], short: tuple[str, ...], trios: tuple[str, ...]
) -> None:
    assert laid(*terms, short=short).trios == trios


def test_what_an_author_wrote_is_no_compound() -> None:
    assert laid("政协提案", joined=("政协提案",)) == laid("政协提案")


def test_compounds_are_no_proof_of_a_real_word() -> None:
    found = laid("出庭应诉", distinct=("各项制度",), joined=("政协提案",), short=("双随机",))
    assert found.known == "出庭应诉 双随机 各项制度"
    assert found.begun == {"出庭": " 应诉 ", "政协": f" 提案 {COMPOUNDS} "}


def test_it_is_told_how_those_are_read_that_stand_beside_a_character() -> None:
    found = laid("听证会", "行政复议委员会", "收、发文", joined=("政协提案",))
    assert found.behind == {"听": " zen ", "证": " hui kuai ", "收": "  ", "、": " fa ", "发": " wen "} | {
        "政": " xie ",
        "协": " ti di ",
        "提": " an ",
    }
    assert (found.before["证"], found.before["发"], found.before["提"]) == (" tin yin ", "  ", " xie ")


def terms_in(terms: Terms) -> set[str]:
    """The longer terms, put together again."""
    return whole(terms.begun, behind=True) | whole(terms.certain_begun, behind=True)


def whole(table: Mapping[str, str], *, behind: bool) -> set[str]:
    rests = [(key, rest) for key, joined in table.items() for rest in joined.split() if rest != COMPOUNDS]
    return {key + rest if behind else rest + key for key, rest in rests}


HAN = st.text("出庭应诉行政复议听证、", max_size=8)


@given(st.sets(HAN), st.sets(HAN))
def test_every_term_is_found_from_both_ends_and_the_order_does_not_count(terms: set[str], joined: set[str]) -> None:
    found = laid(*sorted(terms), joined=tuple(sorted(joined)))
    assert whole(found.begun, behind=True) == whole(found.ended, behind=False)
    certain = whole(found.certain_begun, behind=True)
    assert certain == whole(found.certain_ended, behind=False)
    assert certain == {term for term in terms_in(found) if len(term) >= CERTAIN and term in terms}
    assert terms_in(found) >= {term for term in terms | joined if len(term) > 3 and "、" not in term}
    assert laid(*sorted(terms, reverse=True), joined=tuple(sorted(joined, reverse=True))) == found
