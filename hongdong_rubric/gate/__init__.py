"""Holds a scored report against a policy. Pure: no files, no clock; every output is made from what comes out here."""

from __future__ import annotations

from collections.abc import Iterable

from hongdong_rubric.errors import ReportError
from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.gate.elements import ScoreJudge, judge_baseline
from hongdong_rubric.gate.parts import PartJudge
from hongdong_rubric.gate.result import CheckedReport, Outcome, WaiverState, WaiverUse
from hongdong_rubric.gate.settling import Settler, report_date, waiver_uses
from hongdong_rubric.gate.wording import waiver_notice
from hongdong_rubric.policy import DRAFT, GateLevel, GateScope, Policy
from hongdong_rubric.reports import LEVEL_NAMES, ScoredReport
from hongdong_rubric.suggestions import suggestion
from scorer.statutory import find_statutory

_SETTLED = ("reported", "not_applicable")
_MOST_NAMED = 3


def check_report(scored: ScoredReport, policy: Policy, baseline: Baseline | None, today: str | None) -> CheckedReport:
    """Hold a report against a policy; ``today`` is an ISO date that waivers are compared with in place of its own.

    Raises ``ReportError`` where no gate applies: nothing judged is no pass.
    """
    card = scored.card
    statutory = find_statutory(card.document, card.rubric.lexicon)
    date = report_date(statutory, card.document.year, today)
    lacking = [gap.element.id for gap in card.gaps]
    uses = waiver_uses(policy.waivers, card, lacking, date)
    active = tuple(use.waiver for use in uses if use.state is WaiverState.USED)
    settler = Settler(active, baseline)
    scores = ScoreJudge(card, policy, settler)
    parts = PartJudge(card.document, statutory)
    assertions = [parts.judge(gate) if gate.scope is GateScope.PART else scores.judge(gate) for gate in policy.gates]
    if all(one.outcome is Outcome.SKIPPED for one in assertions):
        raise ReportError(
            f"{scored.source.name}:策略 {policy.name} 里没有一项要求适用于{LEVEL_NAMES[card.level]},无法判断"
        )
    fallen = judge_baseline(scores, GateLevel.WARN if policy.preset == DRAFT else GateLevel.ERROR)
    closed = _closed(scored, baseline)
    return CheckedReport(
        scored=scored,
        policy=policy,
        statutory=statutory,
        assertions=(*assertions, *([fallen] if fallen else [])),
        waivers=tuple(uses),
        baseline=baseline,
        closed=closed,
        gaps=tuple((gap, settler.settle(gap.element.id, gap.status)[0]) for gap in card.gaps),
        date=date,
        notices=tuple(_notices(scored, policy, uses, baseline, closed, date)),
    )


def _closed(scored: ScoredReport, baseline: Baseline | None) -> tuple[str, ...]:
    """Elements that lacked in the baseline and no longer do."""
    if baseline is None:
        return ()
    lacking = {gap.element.id for gap in scored.card.gaps}
    applicable = [one for one in scored.card.elements() if one.score is not None]
    return tuple(
        one.element.id
        for one in applicable
        if one.element.id not in lacking and baseline.states.get(one.element.id, "reported") not in _SETTLED
    )


def _notices(
    scored: ScoredReport,
    policy: Policy,
    uses: Iterable[WaiverUse],
    baseline: Baseline | None,
    closed: tuple[str, ...],
    date: str | None,
) -> Iterable[str]:
    yield from scored.warnings
    if policy.dropped:
        yield f"预设 {policy.preset} 要求的 {'、'.join(policy.dropped)} 不在细则 {scored.card.rubric.id} 里,没有检查"
    if policy.idle:
        yield f"策略里 {'、'.join(policy.idle)} 的 required: false 不起作用:预设 {policy.preset} 没有单独要求它"
    known = [element.id for element in scored.card.rubric.elements()]
    known += [item.id for item in scored.card.rubric.items()]
    for use in uses:
        if use.state is not WaiverState.USED:
            yield waiver_notice(use, date, suggestion(use.waiver.id, known))
    if baseline is not None and not baseline.is_current:
        yield f"基线 {baseline.file} 是用细则的另一版本({baseline.version})评的:新增的要点按新缺口算,分数不与它比"
    if closed:
        named = "、".join(closed[:_MOST_NAMED]) + ("等" if len(closed) > _MOST_NAMED else "")
        yield f"基线里的 {len(closed)} 个缺口已补上({named}):请更新基线,免得再退回去"
