from __future__ import annotations

import pytest

from hongdong_rubric.errors import ReportError, UsageError
from hongdong_rubric.selection import Selection, require_applicable, select
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, scored

CARD = scored(REPORT).card


PROCEDURE, COURT = "decision.procedure", "disputes.court"


@pytest.mark.parametrize(
    ("chapters", "items", "shown_chapters", "shown_items", "gaps"),
    [
        pytest.param((), (), ["decision", "disputes"], [PROCEDURE, COURT], 2, id="everything"),
        pytest.param(("disputes",), (), ["disputes"], [COURT], 2, id="a-chapter"),
        pytest.param((), (PROCEDURE,), [], [PROCEDURE], 0, id="an-item-without-a-score-of-its-chapter"),
        pytest.param(("decision",), (COURT,), ["decision"], [PROCEDURE, COURT], 2, id="a-chapter-and-an-item"),
        pytest.param(("disputes", "decision"), (), ["decision", "disputes"], [PROCEDURE, COURT], 2, id="in-order"),
        pytest.param(("行政决策",), ("出庭应诉",), ["decision"], [PROCEDURE, COURT], 2, id="by-their-titles"),
        pytest.param(("disputes", "disputes"), (COURT,), ["disputes"], [COURT], 2, id="twice"),
    ],
)
def test_a_selection_shows_what_is_asked_for(
    chapters: tuple[str, ...],
    items: tuple[str, ...],
    shown_chapters: list[str],
    shown_items: list[str],
    gaps: int,
) -> None:
    selection = select(TINY_RUBRIC, chapters, items)
    assert [one.chapter.id for one in selection.chapters(CARD)] == shown_chapters
    assert [one.item.id for one in selection.items(CARD)] == shown_items
    assert len(selection.gaps(CARD)) == gaps


@pytest.mark.parametrize(("chapters", "narrowed"), [((), False), (("disputes",), True)])
def test_a_selection_knows_whether_it_leaves_anything_out(chapters: tuple[str, ...], narrowed: bool) -> None:
    assert select(TINY_RUBRIC, chapters, ()).narrowed is narrowed


@pytest.mark.parametrize(
    ("chapters", "items", "said"),
    [
        pytest.param(("dispute",), (), "没有编号或名称为“dispute”的部分:是不是“disputes”?", id="a-chapter"),
        pytest.param((), ("disputes.count",), "名称为“disputes.count”的条目:是不是“disputes.court”?", id="an-item"),
        pytest.param(("disputes.court",), (), "没有编号或名称为“disputes.court”的部分", id="an-item-for-a-chapter"),
        pytest.param((), ("disputes.court.advice",), "的条目", id="an-element-for-an-item"),
        pytest.param(("",), (), "没有编号或名称为“”的部分", id="an-empty-id"),
    ],
)
def test_an_unknown_id_is_told(chapters: tuple[str, ...], items: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(TINY_RUBRIC, chapters, items)
    assert said in str(caught.value)


def test_part_of_a_name_selects_nothing() -> None:
    assert Selection(("disp",)).items(CARD) == []


def test_where_nothing_applies_there_is_nothing_to_judge() -> None:
    with pytest.raises(ReportError, match=r"^报告\.txt:所看的条目都不适用于省级,"):
        require_applicable(scored(REPORT, "province"), Selection(("disputes",)))


def test_one_item_that_applies_is_enough() -> None:
    require_applicable(scored(REPORT, "province"), Selection())
