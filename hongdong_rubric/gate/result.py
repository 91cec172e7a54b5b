"""What a check found out: the one object that every output is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.policy import GateLevel, Policy, Waiver
from hongdong_rubric.readers import Place
from hongdong_rubric.reports import ScoredReport
from scorer.scoring import Gap
from scorer.statutory import Statutory
from scorer.text import Span


class Outcome(StrEnum):
    """How a gate ended. Waived and known let a report pass, visibly; skipped gates look at what does not apply."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    WAIVED = "waived"
    KNOWN = "known"
    SKIPPED = "skipped"


class Verdict(StrEnum):
    """What a check says of a report."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"


class Settlement(StrEnum):
    """Whether a finding counts: open ones do; waived ones and those known from the baseline do not."""

    OPEN = "open"
    WAIVED = "waived"
    KNOWN = "known"


class WaiverState(StrEnum):
    """What became of a waiver: in use, over, for nothing that lacks, or for an id that the rubric does not have."""

    USED = "used"
    EXPIRED = "expired"
    UNUSED = "unused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the report: source range, 1-based place of its start and end, the text, and the sentence around it.

    ``context`` begins ``lead`` characters before the quote.
    """

    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    context: str
    lead: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a gate found wanting.

    ``subject`` is the same in every run (``element:disputes.appearance.system``, ``part:problem``, ``total``);
    ``state`` is the kind of want (absent, planned, short, below …); ``passage`` is where it stands, None for what is
    nowhere.
    """

    subject: str
    title: str
    state: str
    message: str
    remedy: str
    passage: Passage | None
    settlement: Settlement = Settlement.OPEN
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """A gate held against a report: what was expected, what there is, and the passages that prove it.

    ``key`` is that of the gate (``part:problem:required``), or ``baseline``; ``origin`` tells who asks for it.
    """

    key: str
    level: GateLevel
    origin: str
    title: str
    expected: str
    actual: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A waiver and what became of it in this report."""

    waiver: Waiver
    title: str
    state: WaiverState


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report and all that was asserted of it. ``notices`` are Chinese sentences that everybody must be told.

    ``date`` is what waivers are compared with, as ISO text, None where nothing tells one. ``closed`` are elements that
    lacked in the baseline and no longer do.
    """

    scored: ScoredReport
    policy: Policy
    statutory: Statutory
    assertions: tuple[Assertion, ...]
    waivers: tuple[WaiverUse, ...]
    baseline: Baseline | None
    closed: tuple[str, ...]
    gaps: tuple[tuple[Gap, Settlement], ...]
    date: str | None
    notices: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Failed where any gate of level error failed."""
        failed = any(one.outcome is Outcome.FAILED for one in self.assertions)
        return Verdict.FAILED if failed else Verdict.PASSED

    def place(self, passage: Passage) -> Place | None:
        """The page or paragraph of the file in which a passage stands; None where the format has none."""
        return self.scored.source.place(passage.span.start)

    def count(self, outcome: Outcome) -> int:
        """How many gates ended so."""
        return sum(one.outcome is outcome for one in self.assertions)


@dataclass(frozen=True, slots=True)
class UnjudgedReport:
    """A report that could not be judged, and the sentence that says why."""

    name: str
    message: str
    verdict: Verdict = Verdict.ERROR


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on all together: error, failed, passed."""
    found = set(verdicts)
    return next((one for one in (Verdict.ERROR, Verdict.FAILED) if one in found), Verdict.PASSED)


def outcome_of(level: GateLevel, findings: Sequence[Finding], allowed: int = 0) -> Outcome:
    """How a gate ends that found these things wanting and allows some; only open ones count against it."""
    if sum(one.settlement is Settlement.OPEN for one in findings) > allowed:
        return Outcome.FAILED if level is GateLevel.ERROR else Outcome.WARNED
    if len(findings) <= allowed:
        return Outcome.PASSED
    return Outcome.WAIVED if any(one.settlement is Settlement.WAIVED for one in findings) else Outcome.KNOWN
