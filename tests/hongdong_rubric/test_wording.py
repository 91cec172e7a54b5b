from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from hongdong_rubric import wording
from hongdong_rubric.reports import LEVEL_NAMES
from scorer.matching import MatchKind, Reason
from scorer.rubric import LEVELS, Severity, Status
from scorer.scoring import UNEVIDENCED, Gap
from scorer.text import Part, Stance
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, scored

GAP = Gap(next(TINY_RUBRIC.elements()), "absent", None)


@pytest.mark.parametrize(
    ("names", "things"),
    [
        pytest.param(wording.STATUS_NAMES, Status, id="status"),
        pytest.param(wording.SEVERITY_NAMES, Severity, id="severity"),
        pytest.param(wording.STANCE_NAMES, Stance, id="stance"),
        pytest.param(wording.MATCH_NAMES, MatchKind, id="match"),
        pytest.param(wording.REASON_NAMES, Reason, id="reason"),
        pytest.param(wording.PART_NAMES, Part, id="part"),
        pytest.param(wording.GAP_NAMES, ["absent", "planned", "problem", UNEVIDENCED], id="gap"),
        pytest.param(LEVEL_NAMES, LEVELS, id="level"),
    ],
)
def test_everything_has_a_name_of_its_own(names: Mapping[Any, str], things: Iterable[Any]) -> None:
    assert set(names) == set(things)
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(("score", "text"), [(None, "—"), (0.0, "0.0"), (99.95, "100.0"), (71.66667, "71.7")])
def test_a_score_has_one_decimal_or_is_a_dash(score: float | None, text: str) -> None:
    assert wording.score_text(score) == text


@pytest.mark.parametrize(
    ("status", "line", "said"),
    [
        ("absent", None, "没有写专家论证"),
        ("planned", 7, "“专家论证”只写在打算里(第7行),没有写本年度做了什么"),
        ("problem", 7, "“专家论证”只作为不足提到(第7行),没有写本年度做了什么"),
        ("unevidenced", 7, "“专家论证”已提及(第7行),但同一句里没有数据,也没有本地文件"),
    ],
)
def test_a_gap_is_told_in_one_sentence(status: str, line: int | None, said: str) -> None:
    assert wording.gap_message(GAP._replace(status=status, line=line)) == said


def test_a_verdict_with_evidence_has_its_own_name() -> None:
    names = [wording.status_name(one) for one in scored(REPORT).card.elements()]
    assert names == ["有实据", "已提及", "仅计划", "仅列不足"]
