"""Rules against the text: exact, gapped, reordered, with a slip; what was met and where, never in which sense."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from scorer.matching.index import Hits, TextIndex, first_from, ordered_chains
from scorer.matching.typos import TypoGuard
from scorer.rubric import Pattern, Rule
from scorer.text import Document, Scope, Span

# No phrase of ``not_in`` is longer than this.
_MASK_REACH = 60
# Hits of a slot that stay in view while a set is completed: the latest may overlap a hit of another slot.
_REMEMBERED = 3


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


def find_matches(index: TextIndex, rule: Rule) -> tuple[list[Match], list[Rejection]]:
    """All matches of a rule, one for each place, and the candidates that its conditions turned down."""
    slots, masked = _visible_slots(index, rule)
    rejected = [Rejection(rule, hit, Reason.NOT_IN) for hit in masked] if len(rule.slots) == 1 else []
    if not all(slots):
        return [], rejected
    matches = []
    for words, kind in _candidates(index, rule, slots):
        span = Span(min(hit.start for hit in words), max(hit.end for hit in words))
        reason = _refusal(index, rule, words, span)
        if reason is not None:
            rejected.append(Rejection(rule, span, reason))
            continue
        if any(offset in index.slips for hit in words for offset in range(hit.start, hit.end)):
            kind = MatchKind.TYPO
        matches.append(Match(rule, span, words, kind, _similarity(index, words, span, kind)))
    return matches, rejected


def _visible_slots(index: TextIndex, rule: Rule) -> tuple[tuple[Hits, ...], list[Span]]:
    """Each slot's hits without those inside a phrase of ``not_in``; and the hits left out."""
    found: list[Hits] = []
    for slot in rule.slots:
        found.append(index.slot(slot))
        if not found[-1]:
            return tuple(found), []
    all_hits = tuple(found)
    masks = tuple(sorted({span for pattern in rule.not_in for span in index.pattern(pattern, rule.gap)}))
    if not masks:
        return all_hits, []
    masked = {hit for hits in all_hits for hit in hits if _is_masked(hit, masks)}
    return tuple(tuple(hit for hit in hits if hit not in masked) for hits in all_hits), sorted(masked)


def _is_masked(hit: Span, masks: Hits) -> bool:
    """Whether a hit lies inside a mask; masks are short, so only those that begin shortly before it are looked at."""
    for number in range(first_from(masks, hit.start + 1) - 1, -1, -1):
        if masks[number].start < hit.start - _MASK_REACH:
            return False
        if masks[number].covers(hit):
            return True
    return False


def _candidates(index: TextIndex, rule: Rule, slots: tuple[Hits, ...]) -> list[tuple[Hits, MatchKind]]:
    if rule.unordered:
        return [(words, MatchKind.GAPPED) for words in _loose_sets(index.document, slots, rule.within, rule.span)]
    gap = 0 if rule.exact else rule.gap
    chains = _widest(ordered_chains(index.document, slots, gap))
    found = [(chain, MatchKind.EXACT if _is_tight(chain) else MatchKind.GAPPED) for chain in chains]
    if len(slots) > 1 and not rule.ordered and not rule.exact:
        taken = tuple(Span(chain[0].start, chain[-1].end) for chain in chains)
        for words in _loose_sets(index.document, slots, Scope.CLAUSE, 0):
            inside = sorted(words)
            close = all(two.start - one.end <= gap for one, two in itertools.pairwise(inside))
            if close and not _overlaps_any(Span(inside[0].start, inside[-1].end), taken):
                found.append((words, MatchKind.REORDERED))
    return found


def _is_tight(chain: Hits) -> bool:
    return all(one.end == two.start for one, two in itertools.pairwise(chain))


def _widest(chains: list[Hits]) -> list[Hits]:
    """Leaves out chains that lie inside another (the word 县政府 in front of 政府)."""
    kept: list[Hits] = []
    for chain in chains:
        span = Span(chain[0].start, chain[-1].end)
        if not kept or not Span(kept[-1][0].start, kept[-1][-1].end).covers(span):
            kept.append(chain)
    return kept


def _loose_sets(document: Document, slots: tuple[Hits, ...], within: Scope, limit: int) -> list[Hits]:
    """For each clause, sentence or paragraph that holds all slots, the closest set of hits without overlap."""
    units: list[dict[Span, list[Span]]] = []
    for hits in slots:
        by_unit: dict[Span, list[Span]] = defaultdict(list)
        for hit in hits:
            unit = document.scope_span(within, hit.start, hit.start + 1)
            if unit.covers(hit):
                by_unit[unit].append(hit)
        units.append(by_unit)
    shared = set(units[0]).intersection(*units[1:])
    found = []
    for unit in sorted(shared):
        best = _closest([by_unit[unit] for by_unit in units])
        if best is not None:
            width = max(hit.end for hit in best) - min(hit.start for hit in best)
            if not limit or width <= limit:
                found.append(best)
    return found


def _closest(slots: list[list[Span]]) -> Hits | None:
    """One hit a slot, none overlapping another, in the narrowest window; None where they always overlap.

    One pass over all hits: with each the latest fitting hits of the other slots are taken, so that time grows
    with the number of hits and not with its square.
    """
    latest: list[list[Span]] = [[] for _ in slots]
    best: Hits | None = None
    best_width = 0
    for hit, number in sorted((hit, number) for number, hits in enumerate(slots) for hit in hits):
        latest[number] = [*latest[number][-_REMEMBERED:], hit]
        chosen = _latest_fitting(latest, number, hit)
        if chosen is None:
            continue
        width = max(one.end for one in chosen) - min(one.start for one in chosen)
        if best is None or width < best_width:
            best, best_width = chosen, width
    return best


def _latest_fitting(latest: list[list[Span]], number: int, hit: Span) -> Hits | None:
    """The latest hits of all other slots that overlap neither ``hit`` nor each other; None where there are none."""
    return _fit(latest, number, hit, ())


def _fit(latest: list[list[Span]], number: int, hit: Span, chosen: Hits) -> Hits | None:
    other = len(chosen)
    if other == len(latest):
        return chosen
    for one in [hit] if other == number else reversed(latest[other]):
        if (other == number or not one.overlaps(hit)) and not any(one.overlaps(two) for two in chosen):
            fitting = _fit(latest, number, hit, (*chosen, one))
            if fitting is not None:
                return fitting
    return None


def _overlaps_any(span: Span, others: Hits) -> bool:
    """Whether a span overlaps one of ``others``, which are in order and do not lie inside each other."""
    number = first_from(others, span.start)
    return any(other.overlaps(span) for other in others[max(0, number - 1) : number + 1])


def _refusal(index: TextIndex, rule: Rule, words: Hits, span: Span) -> Reason | None:
    """The first condition of the rule that a candidate fails; None where it meets all."""
    if rule.exact and any(offset in index.slips for hit in words for offset in range(hit.start, hit.end)):
        return Reason.EXACT
    if rule.near and not _is_near(index, rule.near, rule.near_within, rule.gap, words, span, Span.overlaps):
        return Reason.NEAR
    if rule.not_near and _is_near(index, rule.not_near, rule.not_near_within, rule.gap, words, span, Span.covers):
        return Reason.NOT_NEAR
    return None


def _is_near(
    index: TextIndex,
    patterns: tuple[Pattern, ...],
    within: Scope,
    gap: int,
    words: Hits,
    span: Span,
    is_own: Callable[[Span, Span], bool],
) -> bool:
    """Whether a pattern stands near a candidate; what ``is_own`` to one of the candidate's words does not count.

    Company asked for must stand beside the words; company refused may hold one of them (执行难 around 执行).
    """
    region = index.document.scope_span(within, span.start, span.end)
    for pattern in patterns:
        hits = index.pattern(pattern, gap)
        for number in range(first_from(hits, region.start), len(hits)):
            hit = hits[number]
            if hit.start >= region.end:
                break
            if hit.end <= region.end and not any(is_own(word, hit) for word in words):
                return True
    return False


def _similarity(index: TextIndex, words: Hits, span: Span, kind: MatchKind) -> float:
    if kind is MatchKind.EXACT:
        return 100.0
    said = index.document.folded[span.start : span.end]
    meant = "".join(index.text[hit.start : hit.end] for hit in sorted(words))
    return round(fuzz.ratio(said, meant), 1)


__all__ = ["Match", "MatchKind", "Reason", "Rejection", "TextIndex", "TypoGuard", "find_matches"]
