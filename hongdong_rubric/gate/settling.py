"""Which findings count: waivers and the baseline settle some, visibly; nothing here raises a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hongdong_rubric.gate.baseline import Baseline, falls_below
from hongdong_rubric.gate.result import Settlement, WaiverState, WaiverUse
from hongdong_rubric.policy import GapState, Waiver
from scorer.engine import Scorecard
from scorer.statutory import Statutory

_GAP_STATES = frozenset(state.value for state in GapState)


@dataclass(frozen=True, slots=True)
class Settler:
    """Waivers in force and the baseline."""

    active: tuple[Waiver, ...]
    baseline: Baseline | None

    def settle(self, element: str, state: str) -> tuple[Settlement, Waiver | None]:
        """Whether a gap of an element counts; a waiver goes before the baseline."""
        for waiver in self.active:
            if waiver.covers(element):
                return Settlement.WAIVED, waiver
        if self.baseline is not None:
            earlier = self.baseline.states.get(element, "")
            if earlier in _GAP_STATES and not falls_below(state, earlier):
                return Settlement.KNOWN, None
        return Settlement.OPEN, None

    def settle_score(self, subject: str, score: float) -> Settlement:
        """Whether too low a score counts: not where the baseline's was no higher, given by the very same rubric."""
        same = self.baseline is not None and self.baseline.is_current
        earlier = self.baseline.scores.get(subject) if self.baseline and same else None
        return Settlement.KNOWN if earlier is not None and score >= earlier else Settlement.OPEN


def report_date(statutory: Statutory, year: int | None, today: str | None) -> str | None:
    """The date waivers are compared with: the one given, else the report's own, else the last day for publication."""
    dates = statutory.dates
    own = dates.signed or dates.published
    if today is not None:
        return today
    if own is not None:
        return own.iso
    return publication_limit(year) if year is not None else None


def publication_limit(year: int) -> str:
    """The last day on which a report on a year may be published."""
    return f"{year + 1}-03-31"


def is_expired(waiver: Waiver, date: str | None) -> bool:
    """Whether a waiver is over; without any date to compare with it is."""
    # A date without a day stands for the end of its month: a waiver must not outlive its date.
    last_day = f"{date}-31" if date and len(date) == len("2024-01") else date
    return last_day is None or last_day > waiver.expires


def waiver_uses(
    waivers: Iterable[Waiver], card: Scorecard, lacking: Iterable[str], date: str | None
) -> list[WaiverUse]:
    """What became of each waiver; ``lacking`` are the elements that have a gap."""
    titles = {element.id: element.title for element in card.rubric.elements()}
    titles |= {item.id: item.title for item in card.rubric.items()}
    lacking = tuple(lacking)
    uses = []
    for waiver in waivers:
        if waiver.id not in titles:
            state = WaiverState.UNKNOWN
        elif is_expired(waiver, date):
            state = WaiverState.EXPIRED
        else:
            state = WaiverState.USED if any(map(waiver.covers, lacking)) else WaiverState.UNUSED
        uses.append(WaiverUse(waiver, titles.get(waiver.id, ""), state))
    return uses
