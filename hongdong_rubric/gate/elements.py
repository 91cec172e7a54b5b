"""Gates on elements, items, chapters and the total: scores, gaps, and what must be reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hongdong_rubric.gate.baseline import falls_below, state_of
from hongdong_rubric.gate.passages import MOST_PASSAGES, passage_at
from hongdong_rubric.gate.result import Assertion, Finding, Outcome, Passage, Settlement, outcome_of
from hongdong_rubric.gate.settling import Settler
from hongdong_rubric.gate.wording import demand_text
from hongdong_rubric.policy import GapState, Gate, GateLevel, GateScope, Policy, elements_in
from hongdong_rubric.wording import GAP_NAMES, gap_message, score_text, status_name
from scorer.engine import Scorecard
from scorer.rubric import Status
from scorer.scoring import ElementScore, Gap

_TOTAL = "总分"


@dataclass(frozen=True, slots=True)
class ScoreJudge:
    """Holds gates against a scorecard."""

    card: Scorecard
    policy: Policy
    settler: Settler

    def judge(self, gate: Gate) -> Assertion:
        """One assertion for a gate on a score or on elements."""
        if gate.min_score is not None:
            return self._judge_score(gate, gate.min_score)
        applicable = [one for one in self._elements(gate) if one.status is not Status.NOT_APPLICABLE]
        if not applicable:
            return self._assertion(gate, self._demand(gate), "不适用于这一级", Outcome.SKIPPED)
        findings = self.findings(applicable, gate.states or self.policy.states)
        outcome = outcome_of(gate.level, findings, gate.max_gaps or 0)
        failed = outcome is not Outcome.PASSED
        actual = self._actual(gate, applicable, findings)
        proofs = [one.evidence[0] for one in applicable if one.evidence and one.status is Status.REPORTED]
        return self._assertion(
            gate,
            self._demand(gate),
            actual,
            outcome,
            findings=findings if failed else (),
            passages=tuple(passage_at(self.card.document, one.span) for one in proofs[:MOST_PASSAGES]),
        )

    def _elements(self, gate: Gate) -> list[ElementScore]:
        wanted = set(elements_in(self.card.rubric, gate))
        return [one for one in self.card.elements() if one.element.id in wanted]

    def findings(self, elements: Iterable[ElementScore], states: Iterable[GapState]) -> tuple[Finding, ...]:
        """A finding for each element in one of the states."""
        wanted = {state.value for state in states}
        return tuple(self.finding(one) for one in elements if state_of(one) in wanted)

    def finding(self, one: ElementScore) -> Finding:
        """What an element lacks, and whether that counts."""
        state = state_of(one)
        passage = passage_at(self.card.document, one.evidence[0].span) if one.evidence else None
        gap = Gap(one.element, state, passage.line if passage else None)
        settlement, waiver = self.settler.settle(one.element.id, state)
        return Finding(
            subject=f"element:{one.element.id}",
            title=one.element.title,
            state=state,
            message=gap_message(gap),
            remedy=one.element.remedy,
            passage=passage,
            settlement=settlement,
            waiver=waiver,
        )

    def _demand(self, gate: Gate) -> str:
        states = gate.states or self.policy.states
        if gate.max_gaps is not None:
            return f"缺口不超过 {gate.max_gaps} 个"
        return demand_text(states) if gate.scope is GateScope.ELEMENT else f"每个要点{demand_text(states)}"

    def _actual(self, gate: Gate, elements: list[ElementScore], findings: tuple[Finding, ...]) -> str:
        if gate.scope is GateScope.ELEMENT:
            return GAP_NAMES[findings[0].state] if findings else status_name(elements[0])
        settled = sum(one.settlement is not Settlement.OPEN for one in findings)
        note = f",其中 {settled} 个已豁免或已知" if settled else ""
        return f"{len(elements)} 个要点缺 {len(findings)} 个{note}" if findings else f"{len(elements)} 个要点都写到了"

    def _judge_score(self, gate: Gate, minimum: float) -> Assertion:
        score = self._score(gate)
        expected = f"不低于 {minimum:g} 分"
        if score is None:
            return self._assertion(gate, expected, "不适用于这一级", Outcome.SKIPPED)
        # What is shown is what is compared: 59.96 is shown as 60.0.
        shown = round(score, 1)
        if shown >= minimum:
            return self._assertion(gate, expected, f"{score_text(score)} 分", Outcome.PASSED)
        title = self._title(gate)
        finding = Finding(
            subject=gate.subject,
            title=title,
            state="below",
            message=f"{title}{score_text(score)} 分,低于要求的 {minimum:g} 分",
            remedy="用 --show gaps 列出全部缺口,先补重要的;explain 命令说明每个要点怎样得分",
            passage=None,
            settlement=self.settler.settle_score(gate.subject, shown),
        )
        outcome = outcome_of(gate.level, (finding,))
        return self._assertion(gate, expected, f"{score_text(score)} 分", outcome, findings=(finding,))

    def _score(self, gate: Gate) -> float | None:
        if gate.scope is GateScope.TOTAL:
            return self.card.score
        for chapter in self.card.chapters:
            if chapter.chapter.id == gate.id:
                return chapter.score
            for item in chapter.items:
                if item.item.id == gate.id:
                    return item.score
        return next(one.score for one in self.card.elements() if one.element.id == gate.id)

    def _title(self, gate: Gate) -> str:
        rubric = self.card.rubric
        titles = {chapter.id: chapter.title for chapter in rubric.chapters}
        titles |= {item.id: item.title for item in rubric.items()}
        titles |= {element.id: f"{item.title}/{element.title}" for item in rubric.items() for element in item.elements}
        return _TOTAL if gate.id is None else titles[gate.id]

    def _assertion(
        self,
        gate: Gate,
        expected: str,
        actual: str,
        outcome: Outcome,
        findings: tuple[Finding, ...] = (),
        passages: tuple[Passage, ...] = (),
    ) -> Assertion:
        title = self._title(gate)
        return Assertion(gate.key, gate.level, gate.origin, title, expected, actual, outcome, findings, passages)


def judge_baseline(judge: ScoreJudge, level: GateLevel) -> Assertion | None:
    """The assertion that no element fell below the baseline; None without one."""
    baseline = judge.settler.baseline
    if baseline is None:
        return None
    fallen = [
        one for one in judge.card.elements() if falls_below(state_of(one), baseline.states.get(one.element.id, ""))
    ]
    findings = tuple(judge.finding(one) for one in fallen)
    return Assertion(
        key="baseline",
        level=level,
        origin=baseline.file,
        title="与基线相比",
        expected="没有要点退步",
        actual=f"{len(findings)} 个要点退步" if findings else "没有退步",
        outcome=outcome_of(level, findings),
        findings=findings,
    )
