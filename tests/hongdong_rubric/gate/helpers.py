"""Gates, waivers, policies and baselines for the small rubric, and reports held against them."""

from __future__ import annotations

from typing import Any

from hongdong_rubric.gate import check_report
from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.gate.result import Assertion, CheckedReport, Finding, Settlement, WaiverState
from hongdong_rubric.policy import DEFAULT_STATES, Gate, GateLevel, GateScope, Policy, Waiver, WaiverReason
from scorer.statutory import ReportDate
from scorer.text import Span
from tests.hongdong_rubric.helpers import REPORT, TITLE, scored

EXPERTS = "decision.procedure.experts"
HEARING = "decision.procedure.hearing"
APPEARANCE = "disputes.court.appearance"
ADVICE = "disputes.court.advice"
# The verdicts of REPORT, which is scored 71.7: decision 100, disputes 15.
STATES = {EXPERTS: "reported", HEARING: "reported", APPEARANCE: "planned", ADVICE: "problem"}
SCORES = {"total": 71.7, "chapter:decision": 100.0, "chapter:disputes": 15.0, "item:disputes.court": 15.0}
# All that the law asks for: five contents in parts of their own, causes, a signature in time.
LAWFUL = f"""\
{TITLE}

一、主要工作

全年组织专家论证12场,采纳意见45条。涉及民生的事项均召开听证会。行政机关负责人出庭应诉20件,办理司法建议3件,开展执法培训,完成审查任务。

二、主要负责人履行推进法治建设第一责任人职责情况

县委、县政府主要负责人履行推进法治建设第一责任人职责,主持召开会议4次,听取法治政府建设工作汇报2次,督促落实重点任务。

三、存在的问题

一些部门运用法治思维解决问题的能力不强,执法人员力量不足,司法建议反馈不及时。主要原因是培训不够、队伍不稳。

四、下一年工作安排

下一年将推动行政机关负责人出庭应诉,加强执法队伍建设,健全司法建议反馈机制,开展法治培训。

五、其他需要报告的事项

无其他需要报告的事项。

清川县人民政府
2024年3月20日
"""


def gate(scope: str, name: str | None = None, level: str = "error", states: Any = None, **demand: Any) -> Gate:
    """A gate as a policy file gives it, on line 7; ``required`` unless another demand is named."""
    asked: dict[str, Any] = {"min_score": None, "max_gaps": None, "required": None, **(demand or {"required": True})}
    return Gate(scope=GateScope(scope), id=name, level=GateLevel(level), states=states, line=7, column=3, **asked)


def waiver(name: str, expires: str = "2024-12-31", line: int = 20) -> Waiver:
    """A waiver that somebody approved."""
    return Waiver(name, WaiverReason.NOT_OUR_POWER, "由市里统一办理", "张三", expires, line, 3)


def policy(*gates: Gate, waivers: tuple[Waiver, ...] = (), preset: str = "none", **settings: Any) -> Policy:
    """A policy of some gates."""
    settings = {"states": DEFAULT_STATES, "level": None, **settings}
    return Policy("p.yaml", "p.yaml", preset, gates=gates, waivers=waivers, **settings)


def baseline(is_current: bool = True, scores: dict[str, float | None] | None = None, **states: str) -> Baseline:
    """The baseline that REPORT itself would give, but for some elements, named by the last part of their ids."""
    changed = {one: states.get(one.rpartition(".")[2], state) for one, state in STATES.items()}
    kept = {one: state for one, state in changed.items() if state != "missing"}
    return Baseline("last.json", "0.9", is_current, kept, SCORES if scores is None else scores)


def check(
    *gates: Gate,
    text: str = REPORT,
    waivers: tuple[Waiver, ...] = (),
    earlier: Baseline | None = None,
    today: str | None = None,
    level: str | None = None,
    **settings: Any,
) -> CheckedReport:
    """A text held against some gates."""
    return check_report(scored(text, level), policy(*gates, waivers=waivers, **settings), earlier, today)


def only(*gates: Gate, **settings: Any) -> Assertion:
    """The first assertion of a check: that of its one gate."""
    return check(*gates, **settings).assertions[0]


def states_of(report: CheckedReport) -> list[WaiverState]:
    """What became of the waivers."""
    return [use.state for use in report.waivers]


def finding(settlement: Settlement = Settlement.OPEN) -> Finding:
    """Something found wanting."""
    return Finding("element:x", "甲", "absent", "缺甲", "补甲", None, settlement)


def dated(iso: str) -> ReportDate:
    """A date that stands at the start of a text."""
    return ReportDate(iso, Span(0, 1))
