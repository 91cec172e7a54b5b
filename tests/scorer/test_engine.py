from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer.engine import Scorecard, read, score
from scorer.matching import MatchKind, Reason
from scorer.matching.preparation import prepare
from scorer.rubric import LEVELS, Status
from scorer.text import Span, Stance
from tests.helpers import card_of, chapter, element, item, reports, rubric, verdicts

EXAMPLES = sorted((Path(__file__).resolve().parent.parent.parent / "examples").glob("*.txt"))
RUBRIC = rubric(
    chapter(
        "decision",
        item(
            "procedure",
            element("experts", "专家 论证", "专家论证会", weight=3),
            element("listening", "听证会", figures=False, severity="low"),
            element("participation", {"text": "公众参与", "near": "决策"}, severity="medium"),
        ),
        item("register", element("filing", "决策 备案"), levels=["province", "city"]),
        weight=3,
    ),
    chapter(
        "disputes",
        item(
            "review",
            element("review", "行政复议", {"all": ["复议", "纠错"], "within": "paragraph"}),
            element("court", "负责人 出庭应诉", severity="low"),
        ),
    ),
)
REPORT = (
    "清川县人民政府2023年法治政府建设工作情况报告\n"
    "2023年，我县扎实工作。\n"
    "一、主要工作\n"
    "（一）规范决策程序\n"
    "全年组织专家论证12次，召开听证会。\n"
    "二、存在的问题\n"
    "行政复议渠道不畅。\n"
    "三、2024年工作安排\n"
    "推动负责人出庭应诉。\n"
)


def outcome(card: Scorecard) -> dict[str, tuple[Status, bool]]:
    return {name: (one.status, one.evidenced) for name, one in verdicts(card).items()}


EXPECTED = {
    "experts": (Status.REPORTED, True),
    "listening": (Status.REPORTED, True),
    "participation": (Status.ABSENT, False),
    "filing": (Status.NOT_APPLICABLE, False),
    "review": (Status.PROBLEM, False),
    "court": (Status.PLANNED, False),
}


def test_a_report_gets_a_verdict_on_every_element() -> None:
    assert outcome(card_of(REPORT, RUBRIC)) == {**EXPECTED, "listening": (Status.REPORTED, False)}


def test_scores_are_weighted_means_over_what_applies() -> None:
    card = card_of(REPORT, RUBRIC)
    items = {one.item.id: one.score for part in card.chapters for one in part.items}
    # experts 100 × 3, listening 100 (asks for no figures), participation 0; review 10, court 20.
    assert items == {"decision.procedure": 80, "decision.register": None, "disputes.review": 15}
    assert card.score == (80 * 3 + 15 * 1) / 4


def test_gaps_come_with_the_line_of_the_mention() -> None:
    gaps = [(gap.element.id.rpartition(".")[2], gap.status, gap.line) for gap in card_of(REPORT, RUBRIC).gaps]
    assert gaps == [("review", "problem", 7), ("participation", "absent", None), ("court", "planned", 9)]


def test_evidence_says_where_and_how_it_was_found() -> None:
    [found] = verdicts(card_of(REPORT, RUBRIC))["experts"].evidence
    start = REPORT.index("专家论证")
    assert (found.quote, found.span, found.line, found.column) == ("专家论证", Span(start, start + 4), 5, 5)
    assert (found.section, found.stance, found.evidenced) == ("（一）规范决策程序", Stance.REPORTED, True)
    assert (found.rule, found.match, found.similarity) == ("专家 论证", MatchKind.EXACT, 100)


def test_a_quote_is_verbatim_over_a_broken_line() -> None:
    [found] = verdicts(card_of("全县推行专家、\n学者 论证。", RUBRIC))["experts"].evidence
    assert (found.quote, found.match) == ("专家、\n学者 论证", MatchKind.GAPPED)


def test_of_two_rules_in_one_place_the_more_alike_gives_the_evidence_and_both_fired() -> None:
    asked = rubric(chapter("c", item("i", element("e", "专家 论证", "专家来论证"))))
    card = card_of("邀请专家来论证。", asked)
    assert [one.rule for one in verdicts(card)["e"].evidence] == ["专家来论证"]
    assert card.fired == {"c.i.e": frozenset({"专家 论证", "专家来论证"})}


def test_a_passage_inside_a_longer_one_of_the_same_sense_is_left_out() -> None:
    asked = rubric(chapter("c", item("i", element("e", "示范创建", "法治政府示范创建"))))
    card = card_of("推进法治政府示范创建，示范创建有序。", asked)
    assert [one.quote for one in verdicts(card)["e"].evidence] == ["法治政府示范创建", "示范创建"]


def test_rejected_candidates_are_kept_with_their_reason() -> None:
    card = card_of("推进公众参与。", RUBRIC)
    assert [(name, one.reason) for name, one in card.rejections] == [("decision.procedure.participation", Reason.NEAR)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("清川县专家论证法治政府建设报告\n一、主要工作\n办理12件。", id="title"),
        pytest.param("一、主要工作\n办理12件。\n打印：专家论证\n继续。", id="furniture"),
        pytest.param("办理12件。", id="nothing"),
        pytest.param("", id="empty"),
        pytest.param("\n \u3000\r\n\x00", id="blank"),
    ],
)
def test_what_is_not_in_the_body_is_absent(text: str) -> None:
    assert verdicts(card_of(text, RUBRIC))["experts"].status is Status.ABSENT


def test_a_heading_counts_like_a_sentence_of_its_part() -> None:
    text = "一、推行专家论证\n办理事项。\n二、存在的问题\n行政复议\n力量薄弱。"
    found = verdicts(card_of(text, RUBRIC))
    assert (found["experts"].status, found["review"].status) == (Status.REPORTED, Status.PROBLEM)


def test_an_empty_text_scores_zero_and_not_nothing() -> None:
    assert card_of("", RUBRIC).score == 0


def test_where_nothing_applies_there_is_no_score() -> None:
    asked = rubric(chapter("c", item("i", element("e", "专家论证"), levels=["province"])))
    card = card_of("组织专家论证12次。", asked)
    assert (card.score, card.gaps) == (None, ())


@pytest.mark.parametrize(("level", "status"), [("province", Status.REPORTED), ("county", Status.NOT_APPLICABLE)])
def test_an_item_is_asked_of_its_levels_only(level: str, status: Status) -> None:
    assert verdicts(card_of("重大决策报送备案。", RUBRIC, level))["filing"].status is status


def test_a_term_of_another_element_is_no_slip() -> None:
    asked = rubric(chapter("c", item("i", element("one", "出庭应诉"), element("two", "出廷应诉"))))
    found = verdicts(card_of("负责人出廷应诉。", asked))
    assert (found["one"].status, found["two"].status) == (Status.ABSENT, Status.REPORTED)


def test_a_word_that_rules_turn_down_is_no_slip_for_one_they_look_for() -> None:
    asked = rubric(chapter("c", item("i", element("e", {"text": "出庭应诉", "not_near": "出廷应诉"}))))
    assert verdicts(card_of("负责人出廷应诉。", asked))["e"].status is Status.ABSENT


def test_a_slip_in_a_variant_spelling_is_put_right() -> None:
    asked = rubric(chapter("c", item("i", element("e", "法治审核"))))
    assert [one.quote for one in verdicts(card_of("开展法制甚核。", asked))["e"].evidence] == ["法制甚核"]


SPACED = REPORT.replace("专家论证", "专 家 论 证").replace("行政复议", "行政 复议")
TRADITIONAL = str.maketrans("专论证会复议负责应诉报", "專論證會復議負責應訴報")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REPORT.replace("\n", "\r\n"), id="windows-line-ends"),
        pytest.param(REPORT.replace("\n", "\n\n"), id="blank-lines-between"),
        pytest.param(REPORT.replace("，", ",").replace("（", "(").replace("）", ")"), id="half-width-marks"),
        pytest.param("\ufeff" + REPORT.replace("\n", "\n\u3000\u3000"), id="indented"),
        pytest.param(SPACED, id="blanks-between-characters"),
        pytest.param(REPORT.translate(TRADITIONAL), id="traditional"),
        pytest.param(REPORT.replace("论证12次", "**论证**１２次"), id="emphasis-and-full-width-digits"),
        pytest.param(REPORT.replace("出庭应诉", "出廷应诉"), id="a-slip"),
    ],
)
def test_spelling_and_layout_change_no_verdict(text: str) -> None:
    assert outcome(card_of(text, RUBRIC)) == outcome(card_of(REPORT, RUBRIC))


def printed() -> str:
    """All that is found out about the report, in the order in which it is kept."""
    card = card_of(REPORT, RUBRIC)
    return ascii((card.score, card.chapters, card.gaps, card.rejections, card.document))


def test_a_report_scores_the_same_in_another_process() -> None:
    # A fixed seed orders sets in another way than this process does.
    program = "from tests.scorer.test_engine import printed; print(printed(), end='')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == printed()


@given(reports, st.sampled_from(LEVELS))
def test_no_text_breaks_the_engine_and_scores_stay_between_0_and_100(text: str, level: str) -> None:
    card = card_of(text, RUBRIC, level)
    scores = [card.score, *(one.score for one in card.chapters), *(one.score for one in card.elements())]
    assert all(0 <= one <= 100 for one in scores if one is not None)


@given(reports)
def test_every_quote_is_the_slice_that_its_span_and_place_name(text: str) -> None:
    for one in (evidence for verdict in card_of(text, RUBRIC).elements() for evidence in verdict.evidence):
        assert one.quote == text[one.span.start : one.span.end] != ""
        assert text.split("\n")[one.line - 1][one.column - 1 :].startswith(one.quote.split("\n")[0])


@given(reports)
def test_no_evidence_comes_from_furniture(text: str) -> None:
    card = card_of(text, RUBRIC)
    spans = [evidence.span for verdict in card.elements() for evidence in verdict.evidence]
    assert not any(furniture.covers(span) for span in spans for furniture in card.document.furniture)


@given(reports)
def test_what_was_prepared_before_changes_nothing(text: str) -> None:
    assert RUBRIC.prepared is None
    prepared = RUBRIC._replace(prepared=prepare(RUBRIC.elements(), RUBRIC.lexicon, RUBRIC.language))
    assert card_of(text, prepared) == card_of(text, RUBRIC)._replace(rubric=prepared)


@given(reports)
def test_the_first_and_the_second_score_of_a_process_are_equal(text: str) -> None:
    # Nothing is kept for a rubric that is new: its first text is looked up, the second goes through the automaton.
    fresh = RUBRIC._replace()
    document = read(text, fresh)
    assert score(fresh, document, "county") == score(fresh, document, "county")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_scored_alike_with_nothing_prepared_and_again(path: Path) -> None:
    rubric = open_rubric(DEFAULT)
    assert rubric.prepared is not None
    document = read(path.read_text(encoding="utf-8"), rubric)
    bare = rubric._replace(prepared=None)
    first = score(rubric, document, "county")
    assert first.score
    assert score(rubric, document, "county") == first
    assert score(bare, document, "county")._replace(rubric=rubric) == first


@given(reports)
def test_the_same_text_gives_the_same_scorecard(text: str) -> None:
    assert card_of(text, RUBRIC) == card_of(text, RUBRIC)


@given(reports)
def test_a_status_is_the_strongest_stance_of_its_evidence(text: str) -> None:
    strength = [Stance.REPORTED.value, Stance.PLANNED.value, Stance.PROBLEM.value, Status.ABSENT.value]
    for verdict in card_of(text, RUBRIC, "city").elements():
        stances = [one.stance.value for one in verdict.evidence]
        assert verdict.status.value == min([*stances, Status.ABSENT.value], key=strength.index)
