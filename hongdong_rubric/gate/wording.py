"""The words in which a check is told."""

from __future__ import annotations

from collections.abc import Sequence

from hongdong_rubric.gate.result import CheckedReport, Outcome, Settlement, Verdict, WaiverState, WaiverUse
from hongdong_rubric.policy import DEFAULT_STATES, Formality, GapState, WaiverReason
from hongdong_rubric.wording import GAP_NAMES
from scorer.statutory import MIN_HAN, Content, Presence, TitleFault

OUTCOME_NAMES = {
    Outcome.PASSED: "通过",
    Outcome.FAILED: "不通过",
    Outcome.WARNED: "提醒",
    Outcome.WAIVED: "已豁免",
    Outcome.KNOWN: "已知缺口",
    Outcome.SKIPPED: "不适用",
}
SETTLEMENT_NAMES = {Settlement.OPEN: "", Settlement.WAIVED: "(已豁免)", Settlement.KNOWN: "(已知)"}
VERDICT_NAMES = {Verdict.PASSED: "通过", Verdict.FAILED: "不通过", Verdict.ERROR: "无法判断"}
WAIVER_STATE_NAMES = {
    WaiverState.USED: "生效",
    WaiverState.EXPIRED: "已过期",
    WaiverState.UNUSED: "没有用上",
    WaiverState.UNKNOWN: "编号不存在",
}
REASON_OF_WAIVER_NAMES = {
    WaiverReason.NOT_OUR_POWER: "不属本级职权",
    WaiverReason.REPORTED_ELSEWHERE: "另有专项报告",
    WaiverReason.CLASSIFIED: "涉密不公开",
    WaiverReason.ACCEPTED_RISK: "已知并接受",
    WaiverReason.WRONG_VERDICT: "程序误判",
}
PART_TITLES = {
    Content.WORK.value: "主要举措和成效",
    Content.PROBLEM.value: "存在的不足",
    Content.CAUSES.value: "不足的原因",
    Content.DUTY.value: "主要负责人履职",
    Content.PLAN.value: "下一年安排",
    Content.OTHER.value: "其他事项",
    Formality.TITLE.value: "标题",
    Formality.DATE.value: "日期",
    Formality.OUTLINE.value: "现行纲要",
}
# By presence and whether it is the causes, for which a few words are enough.
PART_MESSAGES = {
    (Presence.SHORT, False): f"“<部分>”写得太少,不足 {MIN_HAN} 字",
    (Presence.HEADING_ONLY, False): "“<部分>”有标题,标题下没有写这方面的内容",
    (Presence.ABSENT, False): "全文没有写“<部分>”",
    (Presence.HEADING_ONLY, True): "标题说到原因,正文没有分析原因",
    (Presence.ABSENT, True): "没有写不足的原因",
}
PART_REMEDIES = {
    Content.WORK.value: "写明上一年推进法治政府建设的主要举措和成效",
    Content.PROBLEM.value: "写明本级法治政府建设存在的不足,只写成绩、只写整改完毕不算",
    Content.CAUSES.value: "在不足后面写明原因,例如“主要原因是……”",
    Content.DUTY.value: "写明党政主要负责人履行推进法治建设第一责任人职责的情况(主持会议、听取汇报、督促落实、述法);"
    "只要求下级履职不算",
    Content.PLAN.value: "写明下一年推进法治政府建设的主要安排,只在叙述工作时顺带提到不算",
    Content.OTHER.value: "有其他需要报告的事项就在这里写明;确实没有,可以不理会这一条",
    Formality.TITLE.value: "标题写成“××县2023年度法治政府建设情况报告”:地区、年度、文种齐全",
    Formality.DATE.value: "核对落款日期和发布日期:年度报告应在下一年 4 月 1 日前公开",
    Formality.OUTLINE.value: "改为《法治政府建设实施纲要(2021—2025年)》;"
    "只是回顾上一轮纲要的完成情况,可在策略里把 outline 设为 warn",
}
TITLE_MESSAGES = {
    TitleFault.UNTITLED: "没有找到标题",
    TitleFault.WRONG_KIND: "标题不是法治政府建设年度报告",
    TitleFault.NO_YEAR: "标题没有写年度",
    TitleFault.WRONG_YEAR: "标题写 {year} 年,正文写的是 {text_year} 年",
}


_COUNTED = (Outcome.FAILED, Outcome.WARNED, Outcome.WAIVED, Outcome.KNOWN, Outcome.PASSED, Outcome.SKIPPED)


def demand_text(states: Sequence[GapState]) -> str:
    """What is asked of an element where these states count as gaps."""
    if not set(DEFAULT_STATES) <= set(states):
        return f"不得{'、'.join(GAP_NAMES[state] for state in states)}"
    return "已做,有数据或文件" if GapState.UNEVIDENCED in states else "已做"


def count_text(report: CheckedReport) -> str:
    """How many gates ended how; failed and passed ones always."""
    always = (Outcome.FAILED, Outcome.PASSED)
    counts = [(outcome, report.count(outcome)) for outcome in _COUNTED]
    return "、".join(f"{OUTCOME_NAMES[outcome]} {count} 项" for outcome, count in counts if count or outcome in always)


def waiver_text(use: WaiverUse) -> str:
    """A waiver in one line: for what, why, who approved it, until when."""
    waiver = use.waiver
    title = f"{use.title}({waiver.id})" if use.title else waiver.id
    reason = REASON_OF_WAIVER_NAMES[waiver.reason]
    return f"{title}:{reason},{waiver.note}(批准 {waiver.approver},到期 {waiver.expires})"


def waiver_notice(use: WaiverUse, date: str | None, hint: str) -> str:
    """Why a waiver is not in use; ``hint`` is half a sentence with the id that may be meant."""
    waiver = use.waiver
    if use.state is WaiverState.UNKNOWN:
        return f"豁免“{waiver.id}”(第{waiver.line}行)的编号不在细则里{hint}"
    if use.state is WaiverState.UNUSED:
        return f"豁免“{waiver.id}”没有用上:这份报告里它没有缺口,可以删去"
    if date is None:
        return f"豁免“{waiver.id}”不算数:报告没有日期和年度,不知道是否过期,请用 --today 给出日期"
    return f"豁免“{waiver.id}”已过期(到期 {waiver.expires},报告日期 {date}),缺口重新计入"


STATE_NAMES = {
    **GAP_NAMES,
    "below": "分数不够",
    Presence.SHORT.value: "太少",
    Presence.HEADING_ONLY.value: "只有标题",
    TitleFault.UNTITLED.value: "无标题",
    TitleFault.WRONG_KIND.value: "文种不符",
    TitleFault.NO_YEAR.value: "缺年度",
    TitleFault.WRONG_YEAR.value: "年度不符",
    "late": "太晚",
    "early": "太早",
    "outdated": "已到期",
}
