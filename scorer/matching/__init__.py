"""Rules against the text: exact, gapped, reordered, with a slip; what was met and where, never in which sense."""

# Annotations are not postponed here: those of a named tuple would be compiled from text at every start.

import itertools
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from scorer.matching.chains import Hit, Hits, closest_set, first_from, ordered_chains, outermost, width_of
from scorer.matching.index import TextIndex
from scorer.matching.table import RuleTable, is_single, meeting
from scorer.matching.typos import TypoGuard
from scorer.matching.words import WordSearch
from scorer.rubric import Plan
from scorer.text import Span


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


class Match(NamedTuple):
    """A rule met the text: folded range, the words met, how, and how alike (0 to 100)."""

    rule: Plan
    span: Span
    words: Hits
    kind: MatchKind
    similarity: float


class Rejection(NamedTuple):
    """A rule's words were there, but a condition of the rule was not met."""

    rule: Plan
    span: Span
    reason: Reason


def find_matches(index: TextIndex, number: int, units: Sequence[int]) -> tuple[list[Match], list[Rejection]]:
    """All matches of a promising rule, one for each place, and the candidates that its conditions turned down.

    ``number`` is the rule's in the table, ``units`` are the clauses, sentences or paragraphs in which its slots meet
    (see :meth:`TextIndex.promising`).
    """
    plan = index.table.plans[number]
    masks = outermost(index.company(plan.not_in, plan.gap)) if plan.not_in else []
    if plan.unordered:
        candidates = _loose_candidates(index, plan, units, masks)
    elif is_single(plan):
        candidates = _single_candidates(index, plan, masks)
    else:
        candidates = _chained_candidates(index, plan, units, masks)
    rejected = [Rejection(plan, Span(*hit), Reason.NOT_IN) for hit in _masked_words(index, plan, masks)]
    matches = []
    for words, kind in candidates:
        span = Span(*words[0]) if len(words) == 1 else Span(min(words)[0], max([end for _, end in words]))
        slipped = bool(index.slips) and any(not index.slips.isdisjoint(range(*hit)) for hit in words)
        reason = _refusal(index, plan, words, span, slipped=slipped)
        if reason is not None:
            rejected.append(Rejection(plan, span, reason))
            continue
        kind = MatchKind.TYPO if slipped else kind
        matches.append(Match(plan, span, words, kind, _similarity(index, words, span, kind)))
    return matches, rejected


def _masked_words(index: TextIndex, plan: Plan, masks: Sequence[Hit]) -> list[Hit]:
    """The hits of a rule of one slot that lie inside a phrase of ``not_in``."""
    if not masks or len(plan.slots) > 1:
        return []
    return [hit for hit in index.places.everywhere(plan.slots[0]) if _is_masked(hit, masks)]


def _visible(hits: list[Hit], masks: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not _is_masked(hit, masks)] if masks else hits


def _is_masked(hit: Hit, masks: Sequence[Hit]) -> bool:
    """Whether a hit lies inside a mask; of those that begin no later the last reaches furthest."""
    before = first_from(masks, hit[0] + 1)
    return before > 0 and masks[before - 1][1] >= hit[1]


def _single_candidates(index: TextIndex, plan: Plan, masks: Sequence[Hit]) -> list[tuple[Hits, MatchKind]]:
    """The hits of the only slot, without those inside another (the word 县政府 in front of 政府)."""
    kept: list[tuple[Hits, MatchKind]] = []
    last = 0
    for hit in _visible(index.places.everywhere(plan.slots[0]), masks):
        if hit[1] > last:
            kept.append(((hit,), MatchKind.EXACT))
            last = hit[1]
    return kept


def _loose_candidates(
    index: TextIndex, plan: Plan, units: Sequence[int], masks: Sequence[Hit]
) -> list[tuple[Hits, MatchKind]]:
    """For each unit that holds all slots the closest set of hits without overlap, unless it is too wide."""
    found = []
    for slots in _slots_in(index, plan, units, masks):
        best = closest_set(slots)
        if best is not None and (not plan.span or width_of(best) <= plan.span):
            found.append((best, MatchKind.GAPPED))
    return found


def _chained_candidates(
    index: TextIndex, plan: Plan, units: Sequence[int], masks: Sequence[Hit]
) -> list[tuple[Hits, MatchKind]]:
    """The slots in order in a clause, and then, where the rule admits it, in another order."""
    gap = 0 if plan.exact else plan.gap
    found: list[tuple[Hits, MatchKind]] = []
    reordered: list[tuple[Hits, MatchKind]] = []
    for slots in _slots_in(index, plan, units, masks):
        chains = _widest(ordered_chains(slots, gap))
        found += [(chain, MatchKind.EXACT if _is_tight(chain) else MatchKind.GAPPED) for chain in chains]
        if not plan.ordered and not plan.exact:
            words = _reordered(slots, gap, chains)
            if words is not None:
                reordered.append((words, MatchKind.REORDERED))
    return found + reordered


def _slots_in(index: TextIndex, plan: Plan, units: Sequence[int], masks: Sequence[Hit]) -> Iterator[list[list[Hit]]]:
    """The hits of all slots of a rule in each unit that really holds them all."""
    regions = index.places.regions[meeting(plan)]
    for unit in units:
        rows = index.places.rows(plan.slots, regions[unit])
        if masks:
            rows = [_visible(hits, masks) for hits in rows]
        if rows and all(rows):
            yield rows


def _reordered(slots: list[list[Hit]], gap: int, chains: list[Hits]) -> Hits | None:
    """The closest set of hits in any order, if it is close enough and stands beside all chains."""
    if chains and max(map(len, slots)) == 1:
        return None
    words = closest_set(slots)
    if words is None:
        return None
    inside = sorted(words)
    if any([two[0] - one[1] > gap for one, two in itertools.pairwise(inside)]):
        return None
    start, end = inside[0][0], inside[-1][1]
    return None if any([chain[0][0] < end and start < chain[-1][1] for chain in chains]) else words


def _is_tight(chain: Hits) -> bool:
    return all([one[1] == two[0] for one, two in itertools.pairwise(chain)])


def _widest(chains: list[Hits]) -> list[Hits]:
    """Leaves out chains that lie inside another."""
    if len(chains) < 2:
        return chains
    kept: list[Hits] = []
    for chain in chains:
        if not kept or chain[-1][1] > kept[-1][-1][1]:
            kept.append(chain)
    return kept


def _refusal(index: TextIndex, plan: Plan, words: Hits, span: Span, *, slipped: bool) -> Reason | None:
    """The first condition of the rule that a candidate fails; None where it meets all."""
    if plan.exact and slipped:
        return Reason.EXACT
    if plan.near and not _has_company(index.company_in(plan.near, plan.gap, plan.near_within, span), words):
        return Reason.NEAR
    if plan.not_near and _has_bad_company(index.company_in(plan.not_near, plan.gap, plan.not_near_within, span), words):
        return Reason.NOT_NEAR
    return None


def _has_company(hits: Iterable[Hit], words: Hits) -> bool:
    """Whether one of the hits near a candidate stands beside its words."""
    return any(all([last <= start or end <= first for first, last in words]) for start, end in hits)


def _has_bad_company(hits: Iterable[Hit], words: Hits) -> bool:
    """Whether one of the refused hits near a candidate is more than one of its words (执行难 around 执行)."""
    return any(not any([first <= start and end <= last for first, last in words]) for start, end in hits)


def _similarity(index: TextIndex, words: Hits, span: Span, kind: MatchKind) -> float:
    if kind is MatchKind.EXACT:
        return 100.0
    meant = sum([end - start for start, end in words])
    if kind is not MatchKind.TYPO:
        # All that is meant stands in what is said, in this order: the ratio follows from the lengths.
        return round(200 * meant / (span.end - span.start + meant), 1)
    # Imported here because most reports have no slip.
    from rapidfuzz import fuzz

    said = index.document.folded[span.start : span.end]
    return round(fuzz.ratio(said, "".join([index.text[start:end] for start, end in sorted(words)])), 1)


__all__ = [
    "Match",
    "MatchKind",
    "Reason",
    "Rejection",
    "RuleTable",
    "TextIndex",
    "TypoGuard",
    "WordSearch",
    "find_matches",
]
