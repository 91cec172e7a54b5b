"""What counts as telling a content, whatever the headings say."""

from __future__ import annotations

import pytest

from scorer.statutory import Content, ContentFinding, Presence, find_statutory
from tests.helpers import LEXICON, document

TITLE = "青禾县2023年度法治政府建设情况报告\n\n"
OPENING = f"{TITLE}一、主要工作\n2023年,全县办理行政复议案件35件,组织执法培训12期,参训人员860人次。\n"
SHORTCOMINGS = "部分乡镇执法力量薄弱,案卷制作不规范;个别部门合法性审核流于形式,法律顾问作用发挥不够。"
PLANS = "下一步,我县将加强乡镇执法队伍建设,全面开展案卷评查,健全合法性审核机制,推进法律顾问全覆盖。"
DUTY = "县委书记、县长多次主持召开会议听取法治政府建设情况汇报,亲自协调解决执法经费等难题。"


def finding(content: Content, text: str) -> ContentFinding:
    statutory = find_statutory(document(text), LEXICON)
    return next(one for one in statutory.contents if one.content is content)


def presence(content: Content, text: str) -> Presence:
    return finding(content, text).presence


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param(f"二、存在的问题\n{SHORTCOMINGS}", Presence.TOLD, id="numbered part"),
        pytest.param(f"存在的问题\n{SHORTCOMINGS}", Presence.TOLD, id="unnumbered part"),
        pytest.param(f"二、问题和打算\n{SHORTCOMINGS}{PLANS}", Presence.TOLD, id="merged with the plan"),
        pytest.param(f"同时也要看到,我县法治政府建设还存在短板:{SHORTCOMINGS}", Presence.TOLD, id="no heading"),
        pytest.param("二、存在的问题\n三、下一步打算\n" + PLANS, Presence.HEADING_ONLY, id="heading over nothing"),
        pytest.param("二、存在的问题\n存在一些不足,有待改进。", Presence.SHORT, id="too short"),
        pytest.param("二、存在的问题\n无。", Presence.HEADING_ONLY, id="none"),
        pytest.param(
            "二、存在的问题\n2023年,我县法治政府建设各项任务圆满完成,群众满意度持续提升,工作走在全市前列,受到上级充分肯定。",
            Presence.HEADING_ONLY,
            id="praise",
        ),
        pytest.param(
            "二、存在的问题\n针对上级督察反馈的执法记录不全、普法形式单一等6个问题,县政府逐项整改,目前已全部整改到位并通过验收。",
            Presence.HEADING_ONLY,
            id="mended",
        ),
        pytest.param(
            "二、存在的问题\n经全面自查,本年度各单位在法治政府建设方面未发现突出问题和明显不足,各项工作均按要求开展。",
            Presence.HEADING_ONLY,
            id="denied",
        ),
        pytest.param(
            "二、存在的问题\n部分企业守法意识不强,违法排污、无证经营等现象时有发生,已依法查处并责令限期改正。",
            Presence.HEADING_ONLY,
            id="of those governed",
        ),
        pytest.param(
            "二、存在的问题\n部分企业守法意识不强,违法排污时有发生,执法人员力量不足、监管不到位的问题仍然突出。",
            Presence.TOLD,
            id="of those governed and of the office",
        ),
        pytest.param(
            "二、执法监管\n检查发现部分企业主体责任不落实、隐患排查不到位等问题86个,均已依法处理并督促整改完毕。",
            Presence.ABSENT,
            id="found in others",
        ),
        pytest.param(
            "二、攻坚克难\n面对人手紧张、任务繁重等困难和问题,全县上下迎难而上,圆满完成了年度各项目标任务。",
            Presence.ABSENT,
            id="overcome",
        ),
    ],
)
def test_shortcomings_are_those_that_the_office_owns_up_to(below: str, expected: Presence) -> None:
    assert presence(Content.PROBLEM, f"{OPENING}{below}\n") is expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param(f"二、下一步打算\n{PLANS}", Presence.TOLD, id="numbered part"),
        pytest.param(f"2024年工作安排\n{PLANS}", Presence.TOLD, id="unnumbered part"),
        pytest.param(f"二、不足\n{SHORTCOMINGS}{PLANS}", Presence.TOLD, id="merged with the shortcomings"),
        pytest.param("二、下一步打算\n继续努力,再上台阶。", Presence.SHORT, id="too short"),
        pytest.param(
            "二、下一步打算\n全县召开了法治政府建设推进会,成立了5个专项工作组,完成了执法人员轮训816人次,建成了法治文化公园。",
            Presence.HEADING_ONLY,
            id="results",
        ),
        pytest.param(
            "二、下一步打算\n新的一年,我们将以更加饱满的热情、更加昂扬的斗志,不忘初心、牢记使命,奋力谱写法治政府建设新篇章。",
            Presence.HEADING_ONLY,
            id="slogans",
        ),
        pytest.param("二、平台建设\n行政执法平台已完成招标,预计明年3月上线。", Presence.ABSENT, id="in passing"),
        pytest.param(
            "二、推进会\n6月召开推进会,总结经验,研究部署下一步工作,各乡镇各部门主要负责人参加会议。",
            Presence.ABSENT,
            id="discussed",
        ),
    ],
)
def test_plans_are_arrangements_as_such(below: str, expected: Presence) -> None:
    assert presence(Content.PLAN, f"{OPENING}{below}\n") is expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param(f"二、党政主要负责人履职情况\n{DUTY}", Presence.TOLD, id="own part"),
        pytest.param(f"二、加强领导\n{DUTY}", Presence.TOLD, id="inside another part"),
        pytest.param("二、主要负责人履行第一责任人职责情况\n无。", Presence.HEADING_ONLY, id="heading over nothing"),
        pytest.param("二、加强领导\n县委书记、县长带头履行第一责任人职责。", Presence.SHORT, id="too short"),
        pytest.param(
            "二、加强领导\n县委依法治县办印发通知,督促各乡镇党政主要负责人切实履行推进法治建设第一责任人职责,并组织述法。",
            Presence.ABSENT,
            id="asked of others",
        ),
        pytest.param(
            "二、下一步打算\n党政主要负责人要切实履行推进法治建设第一责任人职责,定期听取法治政府建设工作汇报,带头讲法。",
            Presence.ABSENT,
            id="planned",
        ),
        pytest.param(
            "二、党政主要负责人履职情况\n督促各乡镇、各部门党政主要负责人切实履行推进法治建设第一责任人职责,按时述法。",
            Presence.HEADING_ONLY,
            id="asked of others in a part of its own",
        ),
        pytest.param(
            "二、党政主要负责人履职情况\n县委书记、县长主持召开会议听取法治政府建设情况汇报,要求各乡镇党政主要负责人履行第一责任人职责。",
            Presence.TOLD,
            id="asked of others by the own leaders",
        ),
        pytest.param(
            "二、主要负责人履职\n县长认真落实安全生产第一责任人责任,每月带队检查煤矿和建筑工地,全年排查隐患213条,主持会议5次。",
            Presence.HEADING_ONLY,
            id="another duty",
        ),
    ],
)
def test_the_duty_is_that_of_the_own_leaders_for_law(below: str, expected: Presence) -> None:
    assert presence(Content.DUTY, f"{OPENING}{below}\n") is expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("主要原因是基层编制少、人才留不住。", True),
        ("究其根源,是责任没有压实。", True),
        ("受经费和编制所限,装备配备不齐。", True),
        ("之所以如此,是培训跟不上。", True),
        ("这些问题需要认真解决。", False),
        ("对这些问题要深入找原因,逐项整改。", False),
        ("个别单位不查明原因就办结案件。", False),
        ("群众办事受影响。", False),
    ],
)
def test_causes_are_told_in_many_words(reason: str, expected: bool) -> None:
    text = f"{OPENING}二、存在的问题及原因\n{SHORTCOMINGS}{reason}\n"
    assert (presence(Content.CAUSES, text) is Presence.TOLD) is expected


def test_causes_of_something_else_are_none() -> None:
    text = f"{OPENING}信访案件的主要原因在于开发商遗留问题多。\n二、存在的问题\n{SHORTCOMINGS}\n"
    assert presence(Content.CAUSES, text) is Presence.ABSENT


def test_a_heading_of_its_own_makes_what_is_under_it_a_cause() -> None:
    text = f"{OPENING}二、存在的问题\n(一)表现\n{SHORTCOMINGS}\n(二)原因\n考核长期偏软,部门重业务轻程序。\n"
    assert presence(Content.CAUSES, text) is Presence.TOLD


def test_points_of_a_list_tell_although_they_look_like_headings() -> None:
    points = (
        "1.执法队能独立办案的人少,取证常有瑕疵;\n2.管理办法没有公开征求意见,审核走过场;\n3.村级法律顾问作用发挥不好。\n"
    )
    found = finding(Content.PROBLEM, f"{OPENING}二、存在的不足\n{points}")
    assert found.presence is Presence.TOLD


def test_the_signature_tells_nothing() -> None:
    found = finding(Content.PLAN, f"{OPENING}二、下一步打算\n继续努力。\n青禾县人民政府办公室\n2024年1月15日\n")
    assert (found.presence, found.characters) == (Presence.SHORT, 4)


def test_an_opening_is_no_work_where_the_work_has_a_part_of_its_own() -> None:
    text = (
        "青禾县2023年度法治政府建设情况报告\n\n青禾县围绕法治政府示范创建,扎实推进依法行政,各项工作取得新进展新成效。\n"
        f"一、主要工作\n(详见附件)\n二、存在的问题\n{SHORTCOMINGS}\n"
    )
    assert presence(Content.WORK, text) is not Presence.TOLD


def test_characters_and_passages_are_those_of_the_telling_sentences() -> None:
    text = f"{OPENING}二、存在的问题\n{SHORTCOMINGS}\n"
    found = finding(Content.PROBLEM, text)
    assert [text[span.start : span.end] for span in found.passages] == [SHORTCOMINGS]
    assert found.characters == sum("\u4e00" <= char <= "\u9fff" for char in SHORTCOMINGS)


def test_what_stands_under_a_heading_of_its_own_is_shown_first() -> None:
    passing = "下一步,我县将在三个乡镇试点执法协调平台,完善配套制度,年底前全面推开。"
    text = f"{OPENING}{passing}\n二、下一步打算\n{PLANS}\n"
    assert [text[span.start : span.end] for span in finding(Content.PLAN, text).passages] == [PLANS, passing]


def test_a_finding_names_the_heading_it_is_about() -> None:
    text = f"{OPENING}二、存在的问题\n三、下一步打算\n{PLANS}\n"
    found = finding(Content.PROBLEM, text)
    assert found.heading is not None
    assert text[found.heading.start : found.heading.end] == "二、存在的问题"


@pytest.mark.parametrize("text", ["", "无", "。", "一、", "2023年1月1日", "#"])
def test_any_text_gets_a_finding_for_each_content(text: str) -> None:
    statutory = find_statutory(document(text), LEXICON)
    assert [one.content for one in statutory.contents] == list(Content)
    assert all(one.presence is not Presence.TOLD for one in statutory.contents)


def test_a_section_is_weighed_once_however_many_sentences_it_has() -> None:
    # Weighed again for each of its sentences, it would take minutes.
    text = f"{OPENING}{'执法培训不到位。' * 10_000}\n"
    assert finding(Content.PROBLEM, text).characters == 10_000 * len("执法培训不到位")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("你好\n", Presence.ABSENT, id="a greeting"),
        pytest.param("关于召开会议的通知\n", Presence.ABSENT, id="another title"),
        pytest.param(f"{TITLE}一、主要工作\n二、存在的问题\n{SHORTCOMINGS}", Presence.HEADING_ONLY, id="a heading"),
    ],
)
def test_work_is_headed_only_by_what_names_it(text: str, expected: Presence) -> None:
    assert presence(Content.WORK, text) is expected
