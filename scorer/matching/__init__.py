"""Rules against the text: exact, gapped, reordered, with a slip; what was met and where, never in which sense."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from scorer.matching.chains import Hits, closest_set, first_from, ordered_chains
from scorer.matching.index import TextIndex
from scorer.matching.table import Plan, RuleTable
from scorer.matching.typos import TypoGuard
from scorer.rubric import Rule
from scorer.text import Scope, Span

# No phrase of ``not_in`` is longer than this.
_MASK_REACH = 60


class MatchKind(StrEnum):
    """How a rule met the text."""

    EXACT = "exact"
    GAPPED = "gapped"
    REORDERED = "reordered"
    TYPO = "typo"


class Reason(StrEnum):
    """Why a candidate was turned down."""

    NEAR = "near"
    NOT_NEAR = "not_near"
    NOT_IN = "not_in"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Match:
    """A rule met the text: folded range, the words met, how, and how alike (0 to 100)."""

    rule: Rule
    span: Span
    words: Hits
    kind: MatchKind
    similarity: float


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rule's words were there, but a condition of the rule was not met."""

    rule: Rule
    span: Span
    reason: Reason


def find_matches(index: TextIndex, number: int, units: Sequence[int]) -> tuple[list[Match], list[Rejection]]:
    """All matches of a promising rule, one for each place, and the candidates that its conditions turned down.

    ``number`` is the rule's in the table, ``units`` are the clauses, sentences or paragraphs in which its slots meet
    (see :meth:`TextIndex.promising`).
    """
    plan = index.table.plans[number]
    rule = plan.rule
    masks = index.company(plan.not_in) if plan.not_in >= 0 else ()
    if rule.unordered:
        candidates = _loose_candidates(index, plan, units, masks)
    elif len(plan.slots) > 1:
        candidates = _chained_candidates(index, plan, units, masks)
    else:
        candidates = _single_candidates(index, plan, masks)
    rejected = [Rejection(rule, hit, Reason.NOT_IN) for hit in _masked_words(index, plan, masks)]
    matches = []
    for words, kind in candidates:
        span = Span(min([hit.start for hit in words]), max([hit.end for hit in words]))
        slipped = bool(index.slips) and any(offset in index.slips for hit in words for offset in range(*hit))
        reason = _refusal(index, plan, words, span, slipped)
        if reason is not None:
            rejected.append(Rejection(rule, span, reason))
            continue
        kind = MatchKind.TYPO if slipped else kind
        matches.append(Match(rule, span, words, kind, _similarity(index, words, span, kind)))
    return matches, rejected


def _masked_words(index: TextIndex, plan: Plan, masks: Hits) -> list[Span]:
    """The hits of a rule of one slot that lie inside a phrase of ``not_in``."""
    if not masks or len(plan.slots) > 1:
        return []
    return [hit for hit in index.everywhere(plan.slots[0]) if _is_masked(hit, masks)]


def _visible(hits: Sequence[Span], masks: Hits) -> Sequence[Span]:
    return [hit for hit in hits if not _is_masked(hit, masks)] if masks else hits


def _is_masked(hit: Span, masks: Hits) -> bool:
    """Whether a hit lies inside a mask; masks are short, so only those that begin shortly before it are looked at."""
    for number in range(first_from(masks, hit.start + 1) - 1, -1, -1):
        if masks[number].start < hit.start - _MASK_REACH:
            return False
        if masks[number].covers(hit):
            return True
    return False


def _single_candidates(index: TextIndex, plan: Plan, masks: Hits) -> list[tuple[Hits, MatchKind]]:
    """The hits of the only slot, without those inside another (the word 县政府 in front of 政府)."""
    kept: list[tuple[Hits, MatchKind]] = []
    end = 0
    for hit in _visible(index.everywhere(plan.slots[0]), masks):
        if hit.end > end:
            kept.append(((hit,), MatchKind.EXACT))
            end = hit.end
    return kept


def _loose_candidates(
    index: TextIndex, plan: Plan, units: Sequence[int], masks: Hits
) -> list[tuple[Hits, MatchKind]]:
    """For each unit that holds all slots the closest set of hits without overlap, unless it is too wide."""
    found = []
    for unit in units:
        best = closest_set([_visible(index.hits_in(plan.within, unit, slot), masks) for slot in plan.slots])
        if best is not None:
            width = max([hit.end for hit in best]) - min([hit.start for hit in best])
            if not plan.rule.span or width <= plan.rule.span:
                found.append((best, MatchKind.GAPPED))
    return found


def _chained_candidates(
    index: TextIndex, plan: Plan, units: Sequence[int], masks: Hits
) -> list[tuple[Hits, MatchKind]]:
    """The slots in order in a clause, and then, where the rule admits it, in another order."""
    rule = plan.rule
    gap = 0 if rule.exact else rule.gap
    found: list[tuple[Hits, MatchKind]] = []
    reordered: list[tuple[Hits, MatchKind]] = []
    for unit in units:
        slots = [_visible(index.hits_in(Scope.CLAUSE, unit, slot), masks) for slot in plan.slots]
        chains = _widest(ordered_chains(slots, gap))
        found += [(chain, MatchKind.EXACT if _is_tight(chain) else MatchKind.GAPPED) for chain in chains]
        if not rule.ordered and not rule.exact:
            words = _reordered(slots, gap, chains)
            if words is not None:
                reordered.append((words, MatchKind.REORDERED))
    return found + reordered


def _reordered(slots: Sequence[Sequence[Span]], gap: int, chains: list[Hits]) -> Hits | None:
    """The closest set of hits in any order, if it is close enough and stands beside all chains."""
    words = closest_set(slots)
    if words is None:
        return None
    inside = sorted(words)
    if any([two.start - one.end > gap for one, two in itertools.pairwise(inside)]):
        return None
    taken = tuple([Span(chain[0].start, chain[-1].end) for chain in chains])
    return None if _overlaps_any(Span(inside[0].start, inside[-1].end), taken) else words


def _is_tight(chain: Hits) -> bool:
    return all([one.end == two.start for one, two in itertools.pairwise(chain)])


def _widest(chains: list[Hits]) -> list[Hits]:
    """Leaves out chains that lie inside another."""
    kept: list[Hits] = []
    for chain in chains:
        span = Span(chain[0].start, chain[-1].end)
        if not kept or not Span(kept[-1][0].start, kept[-1][-1].end).covers(span):
            kept.append(chain)
    return kept


def _overlaps_any(span: Span, others: Hits) -> bool:
    """Whether a span overlaps one of ``others``, which are in order and do not lie inside each other."""
    number = first_from(others, span.start)
    return any([other.overlaps(span) for other in others[max(0, number - 1) : number + 1]])


def _refusal(index: TextIndex, plan: Plan, words: Hits, span: Span, slipped: bool) -> Reason | None:
    """The first condition of the rule that a candidate fails; None where it meets all."""
    rule = plan.rule
    if rule.exact and slipped:
        return Reason.EXACT
    # Company asked for must stand beside the words; company refused may hold one of them (执行难 around 执行).
    if plan.near >= 0 and not _is_near(index, plan.near, rule.near_within, words, span, Span.overlaps):
        return Reason.NEAR
    if plan.not_near >= 0 and _is_near(index, plan.not_near, rule.not_near_within, words, span, Span.covers):
        return Reason.NOT_NEAR
    return None


def _is_near(
    index: TextIndex, company: int, within: Scope, words: Hits, span: Span, is_own: Callable[[Span, Span], bool]
) -> bool:
    """Whether a pattern stands near a candidate; what ``is_own`` to one of the candidate's words does not count."""
    region = index.document.scope_span(within, span.start, span.end)
    for hit in index.company_in(company, region):
        if not any([is_own(word, hit) for word in words]):
            return True
    return False


def _similarity(index: TextIndex, words: Hits, span: Span, kind: MatchKind) -> float:
    if kind is MatchKind.EXACT:
        return 100.0
    said = index.document.folded[span.start : span.end]
    meant = "".join([index.text[hit.start : hit.end] for hit in sorted(words)])
    return round(fuzz.ratio(said, meant), 1)


__all__ = ["Match", "MatchKind", "Reason", "Rejection", "RuleTable", "TextIndex", "TypoGuard", "find_matches"]
