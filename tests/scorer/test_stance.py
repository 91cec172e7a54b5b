"""Every row is a report, a term that stands in it once, and the sense in which the report speaks of it."""

from __future__ import annotations

from typing import Any

import pytest

from scorer.stance import clause_stances, match_stance
from scorer.text import Stance
from tests.helpers import cues, document, locate, source

TITLE = "清川县人民政府2023年法治政府建设工作情况报告\n"
WORK = "一、主要工作\n"
PROBLEM = "一、存在的问题\n"
PLAN = "一、下一步工作打算\n"
REPORTED, PLANNED, SHORTCOMING = Stance.REPORTED, Stance.PLANNED, Stance.PROBLEM


def stance_of(text: str, term: str) -> Stance:
    doc = document(text)
    return match_stance(doc, clause_stances(doc, cues(doc.year)), locate(doc, term))


def rows(*entries: tuple[str, str, Stance] | tuple[str, str, Stance, str]) -> list[Any]:
    """Rows of a table; a fourth entry says in which way the engine is known to fail."""
    return [
        pytest.param(*entry[:3], id=f"{entry[2].value}{number}", marks=known_faults(*entry[3:]))
        for number, entry in enumerate(entries, 1)
    ]


def sentences(*entries: str | tuple[str, str]) -> list[Any]:
    """Rows of a table of sentences; a pair says in which way the engine is known to fail."""
    pairs = [(entry,) if isinstance(entry, str) else entry for entry in entries]
    return [
        pytest.param(sentence, id=f"sentence{number}", marks=known_faults(*reasons))
        for number, (sentence, *reasons) in enumerate(pairs, 1)
    ]


def known_faults(*reasons: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=reason) for reason in reasons]


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (WORK + "全县落实专家论证制度，办理决策事项6件。", "专家论证", REPORTED),
        (WORK + "健全行政复议与诉讼衔接机制。", "行政复议", REPORTED),
        (WORK + "坚持法律顾问列席会议。", "法律顾问", REPORTED),
        (WORK + "专家论证水平不断提高。", "专家论证", REPORTED),
        ("组织开展专家论证3次。", "专家论证", REPORTED),
        ("2023年，清川县以法治宣传为抓手推进各项工作。\n" + WORK + "办理案件6件。", "法治宣传", REPORTED),
        (WORK + "(一)专家论证走深走实\n全年召开会议6次。", "专家论证走深走实", REPORTED),
        (WORK + "办理6件。\n二、其他需要报告的情况\n行政复议体制改革到位。", "行政复议", REPORTED),
        (
            WORK + "办理6件。\n二、存在的问题\n力量薄弱。\n三、党政主要负责人履行推进法治建设第一责任人职责情况\n"
            "主持研究法律顾问工作。",
            "法律顾问",
            REPORTED,
        ),
        ("一、着力解决行政复议突出问题\n建立专班。", "行政复议", REPORTED),
        ("一、坚持问题导向，提升决策水平\n开展专家论证5次。", "专家论证", REPORTED),
        ("一、聚焦短板弱项，规范执法行为\n开展案卷评查2次。", "案卷评查", REPORTED),
    ),
)
def test_what_the_work_part_names_is_reported(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (PROBLEM + "专家论证走过场。", "专家论证", SHORTCOMING),
        (PROBLEM + "专家论证的队伍建设。", "专家论证", SHORTCOMING),
        (PROBLEM + "(一)专家论证\n少数部门凑数。", "专家论证", SHORTCOMING),
        (PROBLEM + "对专家论证认识模糊，执法培训次数少。", "执法培训", SHORTCOMING),
        (PROBLEM + "开展了执法培训，但效果不明显。", "执法培训", SHORTCOMING),
        (WORK + "办理6件。\n二、困难与不足：\n行政复议案多人少。", "行政复议", SHORTCOMING),
        ("工作开展情况\n培训3次。\n存在的不足\n专家论证质量。\n下步打算\n强化普法。", "专家论证", SHORTCOMING),
        ("# 工作情况\n培训3次。\n# 存在问题\n专家论证质量。\n# 下一步计划\n强化普法。", "专家论证", SHORTCOMING),
        ("1.工作情况\n培训3次。\n2.存在问题\n专家论证质量。\n3.下一步计划\n强化普法。", "专家论证", SHORTCOMING),
        ("第一部分 工作情况\n培训3次。\n第二部分 困难和不足\n专家论证质量。", "专家论证", SHORTCOMING),
        ("全县开展普法6场。\n问题和不足主要有：专家论证质量。\n明年，抓好培训。", "专家论证", SHORTCOMING),
    ),
)
def test_what_the_problem_part_names_is_a_shortcoming(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (PLAN + "推行专家论证。", "专家论证", PLANNED),
        (PLAN + "将专家论证纳入考核。", "专家论证", PLANNED),
        (PLAN + "着力补齐专家论证力量不足的短板。", "专家论证", PLANNED),
        (PLAN + "(一)完善专家论证\n建立专家库。", "专家论证", PLANNED),
        (PLAN + "(一)提高认识。加强学习。\n(二)抓好执法培训。扩大范围。", "执法培训", PLANNED),
        (WORK + "办理6件。\n二、意见建议\n恳请增加行政复议编制。", "行政复议", PLANNED),
        ("工作开展情况\n培训3次。\n存在的不足\n质量不高。\n下步打算\n行政复议提质增效。", "行政复议", PLANNED),
        ("# 工作情况\n培训3次。\n# 下一步计划\n行政复议提质增效。", "行政复议", PLANNED),
        (TITLE + "一、工作情况\n培训3次。\n二、2024年工作安排\n行政复议提质增效。", "行政复议", PLANNED),
        (
            WORK + "办理6件。\n二、存在问题和措施\n(一)问题\n力量薄弱。\n(二)改进措施\n配齐法律顾问。",
            "法律顾问",
            PLANNED,
        ),
        ("全县开展普法6场。\n下一步工作打算：法律顾问进村。", "法律顾问", PLANNED),
    ),
)
def test_what_the_plan_part_names_is_planned(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


CLOSING = (
    TITLE
    + WORK
    + (
        "完成各项任务。\n二、存在的问题和下步打算\n"
        "我县法治政府建设虽有进步，但还有差距：一是专家论证的质量。二是行政复议的力量。"
        "2024年，我县将做好以下工作：一是执法培训。二是法律顾问。"
    )
)
VILLAGE = (
    "今年以来，清川镇开展法治宣传6场。存在的主要问题是：一是专家论证不够规范；二是行政复议渠道不畅。"
    "下一步：一是执法培训全覆盖；二是法律顾问进村。"
)
BUREAU = (
    "一年来，我局办结行政复议5件，执法培训实现全覆盖。我们也深刻认识到，专家论证与群众期待还有差距，主要体现在队伍建设。"
    "针对上述不足，我局将健全法律顾问制度。"
)


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (CLOSING, "专家论证", SHORTCOMING),
        (CLOSING, "行政复议", SHORTCOMING),
        (CLOSING, "执法培训", PLANNED),
        (CLOSING, "法律顾问", PLANNED),
        (VILLAGE, "法治宣传", REPORTED),
        (VILLAGE, "专家论证", SHORTCOMING),
        (VILLAGE, "行政复议", SHORTCOMING),
        (VILLAGE, "执法培训", PLANNED),
        (VILLAGE, "法律顾问", PLANNED),
        (BUREAU, "行政复议", REPORTED),
        (BUREAU, "执法培训", REPORTED),
        (BUREAU, "专家论证", SHORTCOMING),
        (BUREAU, "队伍建设", SHORTCOMING),
        (BUREAU, "法律顾问", PLANNED),
        (PROBLEM + "执法培训覆盖面窄。下一步，我县将推行专家论证。", "专家论证", PLANNED),
        (WORK + "(一)依法决策。下一步将推行听证。\n(二)加强培训。开展执法培训3次。", "执法培训", REPORTED),
        (WORK + "一是论证扩面。二是下一步将推行执法培训。三是法律顾问全覆盖。", "法律顾问", REPORTED),
        (WORK + "但还存在专家论证走过场的问题。开展执法培训3次。", "执法培训", REPORTED),
    ),
)
def test_a_paragraph_may_change_its_part(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (WORK + "下一步将推行专家论证。", "专家论证", PLANNED),
        (WORK + "计划明年开展专家论证。", "专家论证", PLANNED),
        (WORK + "专家论证计划于明年启动。", "专家论证", PLANNED),
        (WORK + "县政府拟于明年开展专家论证。", "专家论证", PLANNED),
        (WORK + "目前正在酝酿推行专家论证。", "专家论证", PLANNED),
        (WORK + "专家论证制度即将出台。", "专家论证", PLANNED),
        (WORK + "待条件成熟后再推行专家论证。", "专家论证", PLANNED),
        (WORK + "今后要把专家论证做实。", "专家论证", PLANNED),
        (WORK + "各乡镇将深入推进专家论证。", "专家论证", PLANNED),
        (WORK + "专家论证已列入明年工作计划。", "专家论证", PLANNED),
        (WORK + "就专家论证，下一步将出台办法。", "专家论证", PLANNED),
        (WORK + "关于专家论证，计划明年出台办法。", "专家论证", PLANNED),
        (WORK + "今年以来全县共组织农村干部集中学习了相关内容，计划明年开展执法培训。", "执法培训", PLANNED),
        (TITLE + WORK + "2024年将全面推行专家论证。", "专家论证", PLANNED),
        (TITLE + WORK + "2024年，我县将全面推行专家论证。", "专家论证", PLANNED),
        (WORK + "按照年度普法计划，开展专家论证6次。", "专家论证", REPORTED),
        (WORK + "2023年计划开展论证6次，实际开展专家论证8次。", "专家论证", REPORTED),
        (WORK + "对拟出台的文件开展专家论证。", "专家论证", REPORTED),
        (WORK + "拟定专家论证办法并印发。", "专家论证", REPORTED),
        (WORK + "办理代表建议36件，采纳专家论证意见。", "专家论证", REPORTED),
        (TITLE + WORK + "办理听证6件，全部按期办结，明年将扩大专家论证。", "办理听证", REPORTED),
        (TITLE + WORK + "办理听证6件，全部按期办结，明年将扩大专家论证。", "专家论证", PLANNED),
        (WORK + "待省级目录更新后，我县将据此公布专家论证办法。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证，计划明年启动。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证方案已报批，拟于2024年推开。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证尚未开展，定于2024年5月启动。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证工作安排在2024年上半年进行。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证今年只做了摸底，县司法局打算明年再开展。", "专家论证", PLANNED),
        (TITLE + WORK + "等办法修订后，再组织专家论证。", "专家论证", PLANNED),
        (TITLE + WORK + "专家论证录入案件6件，平台升级留待明年。", "专家论证", REPORTED),
        (TITLE + WORK + "专家论证已建库，第二批专家计划明年增补。", "专家论证", REPORTED),
        (TITLE + WORK + "听证计划明年扩大，专家论证已经完成6次。", "专家论证", REPORTED),
        (TITLE + WORK + "原定2024年启动的专家论证提前到今年完成。", "专家论证", REPORTED),
        (TITLE + WORK + "为明年开工的项目组织专家论证6次。", "专家论证", REPORTED),
        (TITLE + WORK + "2024年度专家论证计划已于12月印发。", "专家论证", REPORTED),
        (TITLE + WORK + "实施《普法规划(2021—2025年)》，专家论证6次。", "专家论证", REPORTED),
        (TITLE + WORK + "专家论证按计划开展。", "专家论证", REPORTED),
        (TITLE + WORK + "为拟出台的文件组织专家论证6次。", "专家论证", REPORTED),
        (TITLE + WORK + "印发实施方案，明确到2025年专家论证全覆盖的目标。", "专家论证", REPORTED),
        (TITLE + WORK + "2025年底前专家论证覆盖全部乡镇。", "专家论证", PLANNED),
        (WORK + "面向未来产业，专家论证更加成熟。", "专家论证", REPORTED),
        (WORK + "出台办法2件，下一步将推行听证。", "出台办法", REPORTED),
        (
            WORK + "召开会议听取汇报，研究部署下一步工作。组织专家论证3次。",
            "专家论证",
            REPORTED,
        ),
        (
            WORK + "县长主持召开全县会议，总结经验，对下一步工作作出安排。组织专家论证3次。",
            "专家论证",
            REPORTED,
        ),
        (
            WORK + "今后三年规划经专家论证后印发。",
            "专家论证",
            REPORTED,
        ),
        (WORK + "建议提案办结率100%，专家论证有序。", "专家论证", REPORTED),
        (WORK + "拟建立专家论证制度。", "专家论证", PLANNED),
        (WORK + "力争专家论证全覆盖。", "专家论证", PLANNED),
        (WORK + "将严格落实专家论证。", "专家论证", PLANNED),
        (TITLE + WORK + "2024年起推行专家论证。", "专家论证", PLANNED),
        (TITLE + WORK + "预计2024年推行专家论证。", "专家论证", PLANNED),
        (TITLE + WORK + "到2025年，专家论证覆盖全部乡镇。", "专家论证", PLANNED),
        (TITLE + WORK + "2024年上半年完成专家论证。", "专家论证", PLANNED),
        (WORK + "接下来推行专家论证。", "专家论证", PLANNED),
        (WORK + "争取早日推行专家论证。", "专家论证", PLANNED),
    ),
)
def test_a_plan_is_known_by_its_cue_wherever_it_stands(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (WORK + "将专家论证纳入考核。", "专家论证", REPORTED),
        (WORK + "县政府将专家论证列入年度计划。", "专家论证", REPORTED),
        (WORK + "各部门将专家论证意见作为决策依据。", "专家论证", REPORTED),
        (WORK + "将行政复议案件办理情况向县政府报告。", "行政复议", REPORTED),
        (WORK + "将全部执法人员轮训了一遍。", "执法人员", REPORTED),
        (WORK + "县委将加强专家论证工作列为改革任务。", "专家论证", REPORTED),
        (WORK + "年初将专家论证列入工作要点，年内办理6件。", "专家论证", REPORTED),
        (WORK + "将专家论证做实做细。", "专家论证", REPORTED),
        (WORK + "县政府将继续落实专家论证制度。", "专家论证", PLANNED),
        (WORK + "下一步，县政府将专家论证列入必经程序。", "专家论证", PLANNED),
        (WORK + "明年将专家论证列入必经程序。", "专家论证", PLANNED),
        (WORK + "我县将建立专家论证制度。", "专家论证", PLANNED),
        (TITLE + WORK + "2023年，将专家论证作为必经程序。", "专家论证", REPORTED),
        (TITLE + WORK + "2023年，我县将专家论证列为必经程序。", "专家论证", REPORTED),
        (WORK + "将乐县开展专家论证6次。", "专家论证", REPORTED),
    ),
)
def test_the_word_that_means_will_may_also_mark_an_object(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (PLAN + "专家论证已完成制度设计，明年正式运行。", "专家论证", REPORTED),
        (PLAN + "截至年底已建立专家论证库，下一步扩大到乡镇。", "专家论证", REPORTED),
        (PLAN + "今年以来已开展专家论证3次，明年再增加2次。", "专家论证", REPORTED),
        (PLAN + "目前，专家论证办法已印发。", "专家论证", REPORTED),
        (PLAN + "专家论证已经实现全覆盖，下一步设立行政复议窗口。", "行政复议", PLANNED),
        (PLAN + "推行专家论证，已出台方案。", "专家论证", PLANNED),
        (PLAN + "在今年已开展专家论证6次的基础上，推行听证。", "专家论证", REPORTED),
        (PLAN + "在今年已开展专家论证6次的基础上，推行听证。", "推行听证", PLANNED),
        (PROBLEM + "针对以上不足，专家论证办法已印发。", "专家论证", REPORTED),
    ),
)
def test_a_result_is_reported_even_among_plans_and_shortcomings(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


@pytest.mark.parametrize(
    "sentence",
    sentences(
        "专家论证还不到位。",
        "部分乡镇专家论证未严格落实。",
        "对专家论证重视不够。",
        "我县缺乏专家论证的专门力量。",
        "全县尚未开展专家论证。",
        "没有开展专家论证。",
        "至今没有开展专家论证。",
        "个别部门没有落实专家论证。",
        "未按规定组织专家论证。",
        "暂未建立专家论证制度。",
        "专家论证尚属空白。",
        "专家论证流于形式。",
        "专家论证有待加强。",
        "专家论证工作相对滞后。",
        "专家论证力量薄弱。",
        "专家论证的质量参差不齐。",
        "专家论证难以落地。",
        "专家论证基本停滞。",
        "专家论证人员空缺。",
        "专家论证与要求相比还有不小差距。",
        "对专家论证，部分单位认识不到位。",
        "在专家论证方面，覆盖面还不广。",
        "专家论证过程中，材料准备不充分。",
        "没有专家论证制度。",
        "尚无专家论证制度。",
        "全年没有一次专家论证。",
        "未经专家论证即作出决策。",
        "应专家论证而未论证。",
        "专家论证未落到实处。",
        "专家论证形同虚设。",
        "专家论证短板明显。",
        "专家论证推进缓慢。",
        "专家论证覆盖率低。",
        "专家论证的机制尚待完善。",
        "忽视专家论证。",
        "专家论证脚本化倾向较重。",
        "专家论证来不及细看材料。",
        "专家论证只挂牌、没人管。",
        "专家论证成了摆设。",
        "专家论证能推则推，一拖再拖。",
        "专家论证全靠一个人撑着。",
        "专家论证的参与率偏低。",
        "专家论证面偏窄。",
        "专家论证重程序轻实效。",
        "专家论证意见千篇一律。",
        "专家论证意见写在纸上的多、用到实处的少。",
        "专家论证的覆盖率不足三成。",
        "专家论证时紧时松。",
        "专家论证超出规定时限。",
        "专家论证的进度慢于序时要求。",
        "专家论证走过场等问题还没有得到根本解决。",
        "专家论证力量薄弱，破解难题的本领亟待增强。",
        "仍有未经专家论证的项目上会。",
        "消防设施不健全，专家论证也没有做。",
        "没有专人、没有场地，专家论证就是一句空话。",
        "专家论证重形式、轻实效。",
        "全年开展执法培训3次，但还存在专家论证走过场的问题。",
    ),
)
def test_a_shortcoming_is_known_by_its_cue_in_the_work_part(sentence: str) -> None:
    assert stance_of(TITLE + WORK + sentence, "专家论证") is SHORTCOMING


@pytest.mark.parametrize(
    "sentence",
    sentences(
        "未出现违反专家论证程序的情况。",
        "没有发现专家论证走过场的问题。",
        "全年未发生专家论证不规范的情形。",
        "不存在专家论证流于形式的现象。",
        "没有一件决策未经专家论证。",
        "从未缺席专家论证。",
        "专家论证没有流于形式。",
        "专家论证未流于形式。",
        "专家论证全年未被纠错。",
        "专家论证不再流于形式。",
        "专家论证不走过场。",
        "不打折扣落实专家论证。",
        "专家论证没有遗漏。",
        "未收到对专家论证的投诉。",
        "全年未出现执法培训不到位、专家论证不规范的情况。",
        "确保专家论证不缺位、不越位。",
        "首次开展专家论证，填补空白。",
        "专家论证从不缺位。",
        "专家论证无不规范行为。",
        "并不是没有开展专家论证。",
        "决策时没有关起门来自己定，而是先请专家论证。",
        "没有因未经专家论证而败诉的案件。",
        "没有以征求意见代替专家论证的情况。",
        "专家论证没有走样。",
        "专家论证从不推诿。",
        "每件决策办没办专家论证，逐月通报。",
        "看专家论证哪一步走不通，当场商量办法。",
        "专家论证并不滞后。",
        "专家论证没有走捷径的余地。",
    ),
)
def test_a_double_negation_reports(sentence: str) -> None:
    assert stance_of(TITLE + WORK + sentence, "专家论证") is REPORTED


@pytest.mark.parametrize(
    "sentence",
    sentences(
        "凡未经专家论证的，一律不得提交会议讨论。",
        "对未开展专家论证的决策事项，坚决不上会。",
        "没有开展专家论证的，坚决不上会。",
        "明确未经专家论证不得决策。",
        "凡专家论证不充分的，退回起草单位。",
        "对专家论证走过场的，一律约谈。",
        "如专家论证不充分，一律退回起草单位。",
        "对专家论证把关不严的单位予以通报。",
        "应当专家论证而未论证的，不提交审议。",
        "不得以征求意见代替专家论证。",
        "专家论证意见未采纳的，说明理由。",
        "未进行专家论证的不予审议。",
        "未开展专家论证的决策草案不得提交会议。",
    ),
)
def test_what_a_rule_forbids_is_no_shortcoming(sentence: str) -> None:
    assert stance_of(TITLE + WORK + sentence, "专家论证") is REPORTED


@pytest.mark.parametrize(
    "sentence",
    sentences(
        "着力解决专家论证不到位的问题。",
        "针对专家论证不规范问题开展专项整治。",
        "专家论证不规范的局面得到明显改善。",
        "补齐专家论证力量不足的短板。",
        "对尚未评估的事项补做专家论证。",
        "对未整改到位的单位开展专家论证督导。",
        "专家论证推动长期没有解决的纠纷得到化解。",
        "防止专家论证走过场。",
        "通过专家论证，决策质量不高的问题得到解决。",
        "面对专业力量短缺，聘请专家论证12次。",
        "开展专家论证，指出不规范问题9个，已全部整改。",
        "对问题突出的单位开展专家论证回头看。",
        "困难群众信访事项纳入专家论证。",
        "对专家论证发现的不足及时反馈。",
        "难度大的事项组织专家论证。",
        "改变了过去“重签约、轻论证”的做法，专家论证6次。",
        "专家论证从“没人管”到“大家管”。",
        "遇到材料不齐的，专家论证前一次告知补正。",
        "对一家难以说清的事项，请专家论证。",
        "群众反映决策不透明，专家论证意见随即上网。",
        "政策写出来看不懂，就请专家论证时改成大白话。",
        "针对“单打独斗”管不好的顽疾，组织专家论证6次。",
        "专家论证中发现依据不足等问题，逐件反馈。",
        "通过大数据辅助专家论证，每件至少有3名专家参加。",
        "杜绝不规范专家论证。",
        "聚焦专家论证不规范开展排查。",
    ),
)
def test_a_shortcoming_that_is_mended_is_none(sentence: str) -> None:
    assert stance_of(TITLE + WORK + sentence, "专家论证") is REPORTED


@pytest.mark.parametrize(
    "sentence",
    sentences(
        "未成年人保护规划经专家论证。",
        "困难群众信访事项纳入专家论证。",
        "不定期开展专家论证。",
        "不足10人的单位也开展专家论证。",
        "问题楼盘处置方案经专家论证。",
        "专家论证前所未有地受到重视。",
        "未央区开展专家论证6次。",
    ),
)
def test_a_word_that_only_holds_a_cue_is_no_shortcoming(sentence: str) -> None:
    assert stance_of(TITLE + WORK + sentence, "专家论证") is REPORTED


@pytest.mark.parametrize(
    ("text", "term", "stance"),
    rows(
        (WORK + "开展执法培训，但专家论证仍不到位。", "执法培训", REPORTED),
        (WORK + "开展执法培训，但专家论证仍不到位。", "专家论证", SHORTCOMING),
        (WORK + "开展执法培训但专家论证仍不到位。", "执法培训", REPORTED),
        (WORK + "办结行政复议5件，然而专家论证质量不高。", "行政复议", REPORTED),
        (WORK + "办结行政复议5件，只是专家论证还不够深入。", "专家论证", SHORTCOMING),
        (WORK + "办结行政复议5件，不过在专家论证上，仍有差距。", "专家论证", SHORTCOMING),
        (WORK + "办结行政复议5件，但开展专家论证时，材料准备不充分。", "专家论证", SHORTCOMING),
        (WORK + "专家论证力量薄弱，但执法培训全面铺开。", "专家论证", SHORTCOMING),
        (WORK + "专家论证力量薄弱，但执法培训全面铺开。", "执法培训", REPORTED),
        (WORK + "不但开展专家论证，还推行法律顾问制度。", "专家论证", REPORTED),
        (WORK + "虽然专家论证有序推进，但执法培训仍不足。", "专家论证", REPORTED),
        (WORK + "虽然专家论证有序推进，但执法培训仍不足。", "执法培训", SHORTCOMING),
        (PROBLEM + "虽然推行了法律顾问制度，但专家论证质量不高。", "法律顾问", REPORTED),
        (PROBLEM + "虽然推行了法律顾问制度，但专家论证质量不高。", "专家论证", SHORTCOMING),
        (PROBLEM + "尽管专家论证已经开展，但质量参差不齐。", "专家论证", REPORTED),
        (PROBLEM + "专家论证制度基本建立，但落实不到位。", "专家论证", SHORTCOMING),
        (WORK + "专家论证工作仍有短板，但执法培训全面铺开。", "执法培训", REPORTED),
    ),
)
def test_a_turning_word_parts_what_stands_before_and_after(text: str, term: str, stance: Stance) -> None:
    assert stance_of(text, term) is stance


# How reports without headings pass from their shortcomings to next year's work.
CLOSINGS = (
    "总结一年工作，也有不尽如人意的地方。执法人员能力参差不齐，公众参与的深度不够，行政调解作用发挥有限。"
    "新的一年里，我们要把功夫下在平时，推行行政指导，办好应急演练，让述法全覆盖。",
    "当然，与先进地区比，我们的差距还不小：执法人员能力参差不齐；公众参与的深度不够。"
    "展望2024年，工作的着力点放在三处。其一，推行行政指导。其二，办好应急演练。其三，述法全覆盖。",
    "工作中也存在执法人员能力参差不齐、公众参与深度不够等问题。为此，明年将在以下方面用力：推行行政指导，全年不少于20次；办好应急演练；述法全覆盖。"
    "",
    "一年来的工作还有不少欠缺，执法人员能力参差不齐，公众参与深度不够。"
    "这些都要在今后的工作中认真解决。要推行行政指导，要办好应急演练，要让述法全覆盖。",
    "我们也看到，执法人员能力参差不齐，公众参与深度不够。2024年是实现规划目标的关键一年，全区法治政府建设的总体思路是：推行行政指导，办好应急演练，述法全覆盖。"
    "",
    "困难和不足同样明显，执法人员能力参差不齐，公众参与深度不够。带着这些问题，我区谋划了新一年的重点：推行行政指导；办好应急演练12场；述法全覆盖。"
    "",
    "美中不足的是，执法人员能力参差不齐，公众参与深度不够。补上这些课，要从明年做起。"
    "一要推行行政指导；二要办好应急演练；三要述法全覆盖。",
    "对标要求，全区还存在执法人员能力参差不齐、公众参与深度不够的情况。"
    "2024年，区政府的安排如下。推行行政指导。办好应急演练。述法全覆盖。",
)


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize(
    ("term", "stance"),
    [
        ("专家论证", REPORTED),
        ("参差不齐", SHORTCOMING),
        ("公众参与", SHORTCOMING),
        ("行政指导", PLANNED),
        ("应急演练", PLANNED),
        ("述法", PLANNED),
    ],
)
def test_a_closing_paragraph_passes_from_shortcomings_to_plans(closing: str, term: str, stance: Stance) -> None:
    opening = "清川区2023年法治政府建设情况报告\n2023年，全区办结案件58件，组织专家论证6次。\n"
    assert stance_of(opening + closing, term) is stance


def test_every_clause_has_a_stance() -> None:
    doc = document(WORK + "开展执法培训，但专家论证仍不到位。下一步将扩面。")
    stances = clause_stances(doc, cues(doc.year))
    assert [(source(doc, clause.span), stance) for clause, stance in zip(doc.clauses, stances, strict=True)] == [
        ("一、主要工作", REPORTED),
        ("开展执法培训，", REPORTED),
        ("但专家论证仍不到位。", SHORTCOMING),
        ("下一步将扩面。", PLANNED),
    ]


@pytest.mark.parametrize(
    ("stances", "stance"),
    [
        ((REPORTED, REPORTED), REPORTED),
        ((REPORTED, PLANNED), PLANNED),
        ((PLANNED, SHORTCOMING), SHORTCOMING),
        ((REPORTED, SHORTCOMING), SHORTCOMING),
    ],
)
def test_a_match_across_clauses_takes_the_most_doubtful_stance(stances: tuple[Stance, ...], stance: Stance) -> None:
    doc = document("专家论证，已有办法。")
    assert match_stance(doc, stances, locate(doc, "论证,已有")) is stance


@pytest.mark.parametrize(
    ("subject", "planned"),
    [
        pytest.param("县司法局工作时间", True, id="several-in-a-row"),
        pytest.param("县司法局工作人员大家", False, id="one-that-is-none"),
        pytest.param("局" * 2_000, True, id="many-that-divide-in-any-way"),
        # To try all ways to divide them would take longer than the universe has stood.
        pytest.param("局" * 2_000 + "工作人员大家都在此", False, id="many-that-divide-in-any-way-and-one-that-is-none"),
    ],
)
def test_a_plan_takes_in_its_topic_unless_another_subject_stands_before_it(subject: str, planned: bool) -> None:
    assert stance_of(f"{TITLE}{WORK}专家论证，{subject}计划明年启动。", "专家论证") is (
        PLANNED if planned else REPORTED
    )
