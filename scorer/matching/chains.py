"""Which hits of several slots belong together: chains in order, and the closest set in any order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

from scorer.text import Span

Hits: TypeAlias = tuple[Span, ...]

# Hits of a slot that stay in view while a set is completed: the latest may overlap a hit of another slot.
_REMEMBERED = 3


def ordered_chains(slots: Sequence[Sequence[Span]], gap: int) -> list[Hits]:
    """Chains of one hit a slot, in order, neighbours at most ``gap`` characters apart.

    ``slots`` are the sorted hits of each slot in one clause. There is at most one chain for each hit of the first slot.
    """
    chains = []
    for first in slots[0]:
        chain = _extend((first,), slots, gap)
        if chain is not None:
            chains.append(chain)
    return chains


def _extend(chain: Hits, slots: Sequence[Sequence[Span]], gap: int) -> Hits | None:
    if len(chain) == len(slots):
        return chain
    end = chain[-1].end
    hits = slots[len(chain)]
    for number in range(bisect_left(hits, (end,)), len(hits)):
        hit = hits[number]
        if hit.start > end + gap:
            break
        longer = _extend((*chain, hit), slots, gap)
        if longer is not None:
            return longer
    return None


def closest_set(slots: Sequence[Sequence[Span]]) -> Hits | None:
    """One hit a slot, none overlapping another, in the narrowest window; None where they always overlap.

    One pass over all hits: with each the latest fitting hits of the other slots are taken, so that time grows
    with the number of hits and not with its square.
    """
    latest: list[list[Span]] = [[] for _ in slots]
    best: Hits | None = None
    best_width = 0
    for hit, number in sorted([(hit, number) for number, hits in enumerate(slots) for hit in hits]):
        latest[number] = [*latest[number][-_REMEMBERED:], hit]
        if not all(latest):
            continue
        chosen = _fit(latest, number, hit, ())
        if chosen is None:
            continue
        width = max([one.end for one in chosen]) - min([one.start for one in chosen])
        if best is None or width < best_width:
            best, best_width = chosen, width
    return best


def _fit(latest: list[list[Span]], number: int, hit: Span, chosen: Hits) -> Hits | None:
    """The latest hits of all other slots that overlap neither ``hit`` nor each other; None where there are none."""
    other = len(chosen)
    if other == len(latest):
        return chosen
    for one in [hit] if other == number else reversed(latest[other]):
        if (other == number or not one.overlaps(hit)) and not any([one.overlaps(two) for two in chosen]):
            fitting = _fit(latest, number, hit, (*chosen, one))
            if fitting is not None:
                return fitting
    return None


def first_from(hits: Sequence[Span], start: int) -> int:
    """Index of the first hit that begins at ``start`` or later."""
    return bisect_left(hits, (start,))
