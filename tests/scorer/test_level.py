from __future__ import annotations

import pytest

from scorer.level import find_level
from tests.helpers import LEXICON, document

BODY = "一、主要工作\n办理案件12件。"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("某省人民政府2023年法治政府建设情况报告", "province"),
        ("某某自治区2023年法治政府建设报告", "province"),
        ("北京市2023年法治政府建设情况报告", "province"),
        ("青山市2023年法治政府建设工作报告", "city"),
        ("清川自治州2023年法治政府建设工作报告", "city"),
        ("青山盟2023年法治政府建设工作报告", "city"),
        ("清川县人民政府2023年法治政府建设工作报告", "county"),
        ("青山市清川区2023年法治政府建设工作报告", "county"),
        ("青山市白水市2023年法治政府建设工作报告", "county"),
        ("清川自治县2023年法治政府建设工作报告", "county"),
        ("白水旗2023年法治政府建设工作报告", "county"),
        ("青山市高新技术产业开发区2023年法治政府建设报告", "county"),
        ("清川县白水镇2023年法治政府建设工作报告", "township"),
        ("清川县白水乡人民政府2023年法治政府建设报告", "township"),
        ("青山市清川区白水街道办事处2023年法治政府建设报告", "township"),
        ("清川县司法局2023年法治政府建设工作报告", "department"),
        ("青山市卫生健康委员会2023年法治政府建设报告", "department"),
        ("某省水利厅2023年法治政府建设报告", "department"),
        ("中共清川县委2023年法治政府建设报告", "county"),
        ("关于清川县2023年度法治政府建设情况的报告", "county"),
    ],
)
def test_the_title_tells_the_level(title: str, level: str) -> None:
    assert find_level(document(f"{title}\n{BODY}"), LEXICON) == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        pytest.param("指导镇街办案，培训乡镇干部，各镇设立窗口。", "county", id="towns-only"),
        pytest.param("指导镇街办案，培训乡镇干部，各镇设立窗口，督导各县（市、区）。", "city", id="counties-too"),
        pytest.param("指导乡镇办案。", "city", id="a-town-in-passing"),
    ],
)
def test_a_city_that_has_only_towns_below_it_stands_at_county_level(body: str, level: str) -> None:
    assert find_level(document(f"青山市2023年法治政府建设工作报告\n一、主要工作\n{body}"), LEXICON) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param(f"2023年，清川县人民政府坚持依法行政，扎实工作。\n{BODY}", "county", id="the-opening"),
        pytest.param(f"{BODY}\n我县推进普法，我县办结复议案件，全市第一。", "county", id="what-it-calls-itself-most"),
        pytest.param(f"{BODY}\n全旗推进普法。", "county", id="what-it-calls-itself-once"),
        pytest.param(
            "2023年法治政府建设工作报告\n" + BODY + "\n全省推进普法。", "province", id="a-title-without-a-place"
        ),
        pytest.param(BODY, None, id="untold"),
        pytest.param("", None, id="empty"),
    ],
)
def test_without_a_place_in_the_title_the_text_tells(text: str, level: str | None) -> None:
    assert find_level(document(text), LEXICON) == level
