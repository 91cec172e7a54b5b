from __future__ import annotations

import pytest

from hongdong_rubric.gate.passages import passage_at
from hongdong_rubric.gate.result import Passage
from scorer.text import Span
from tests.helpers import document
from tests.hongdong_rubric.helpers import REPORT, TITLE

SENTENCE = "全年组织专家论证12场,采纳意见45条。"
STARTS = REPORT.index(SENTENCE)


def passage(text: str, quote: str) -> Passage:
    assert text.count(quote) == 1, f"{quote!r} must stand once"
    start = text.index(quote)
    return passage_at(document(text), Span(start, start + len(quote)))


def place(one: Passage) -> tuple[int, int, int, int]:
    return one.line, one.column, one.end_line, one.end_column


@pytest.mark.parametrize(
    ("quote", "where", "context", "lead"),
    [
        pytest.param("专家论证", (5, 5, 5, 9), SENTENCE, 4, id="within-a-sentence"),
        pytest.param(SENTENCE, (5, 1, 5, 21), SENTENCE, 0, id="a-sentence"),
        pytest.param("一、主要工作", (3, 1, 3, 7), "一、主要工作", 0, id="heading"),
        pytest.param(
            "论证12场,采纳意见45条。涉及民生", (5, 7, 5, 25), "论证12场,采纳意见45条。涉及民生", 0, id="across"
        ),
    ],
)
def test_a_passage_has_its_place_and_its_sentence(
    quote: str, where: tuple[int, int, int, int], context: str, lead: int
) -> None:
    found = passage(REPORT, quote)
    assert (place(found), found.quote, found.context.rstrip("\n"), found.lead) == (where, quote, context, lead)


def test_a_title_is_its_own_context() -> None:
    found = passage(REPORT, TITLE)
    assert (place(found), found.context, found.lead) == ((1, 1, 1, 19), TITLE, 0)


def test_a_passage_over_two_lines_ends_in_the_second() -> None:
    assert place(passage("一、主要工作\n\n组织专家\n论证12场。\n", "专家\n论证")) == (3, 3, 4, 3)


def test_an_empty_range_has_a_place() -> None:
    assert place(passage_at(document(REPORT), Span(STARTS, STARTS)))[:3] == (5, 1, 5)


def test_a_text_without_sentences_has_passages_too() -> None:
    found = passage_at(document("打印"), Span(0, 2))
    assert (found.quote, found.context, found.lead) == ("打印", "打印", 0)
