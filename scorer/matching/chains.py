"""Which hits of several slots belong together: chains in order, and the closest set in any order.

Hits are plain pairs of folded offsets here, start and end, because they are made and compared all the time.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

Hit: TypeAlias = tuple[int, int]
Hits: TypeAlias = tuple[Hit, ...]

# Hits of a slot that stay in view while a set is completed: the latest may overlap a hit of another slot.
_REMEMBERED = 4
_PAIR = 2


def ordered_chains(slots: Sequence[Sequence[Hit]], gap: int) -> list[Hits]:
    """Chains of one hit a slot, in order, neighbours at most ``gap`` characters apart.

    ``slots`` are the sorted hits of each slot in one clause. There is at most one chain for each hit of the first slot.
    """
    if len(slots) == _PAIR:
        return _ordered_pairs(slots[0], slots[1], gap)
    chains: list[Hits] = [(hit,) for hit in slots[-1]]
    for hits in reversed(slots[:-1]):
        # From the last slot on, so that each hit is looked at once: behind it only what leads to the end is left.
        behind, chains = chains, []
        for hit in hits:
            number = bisect_left(behind, ((hit[1], 0),))
            if number < len(behind) and behind[number][0][0] <= hit[1] + gap:
                chains.append((hit, *behind[number]))
    return chains


def _ordered_pairs(firsts: Sequence[Hit], seconds: Sequence[Hit], gap: int) -> list[Hits]:
    """What :func:`ordered_chains` finds where there are two slots, as most rules have."""
    chains: list[Hits] = []
    for hit in firsts:
        end = hit[1]
        number = bisect_left(seconds, (end, 0)) if len(seconds) > 1 else int(seconds[0][0] < end)
        if number < len(seconds) and seconds[number][0] <= end + gap:
            chains.append((hit, seconds[number]))
    return chains


def closest_set(slots: Sequence[Sequence[Hit]]) -> Hits | None:
    """One hit a slot, none overlapping another, in the narrowest window; None where they always overlap.

    One pass over all hits: with each the latest fitting hits of the other slots are taken, so that time grows
    with the number of hits and not with its square.
    """
    if len(slots) == _PAIR:
        return _closest_pair(*slots)
    if max(map(len, slots)) == 1:
        # The usual case: no choice.
        words = tuple([hits[0] for hits in slots])
        inside = sorted(words)
        return None if any([one[1] > two[0] for one, two in itertools.pairwise(inside)]) else words
    latest: list[list[Hit]] = [[] for _ in slots]
    best: Hits | None = None
    best_width = 0
    for hit, number in sorted([(hit, number) for number, hits in enumerate(slots) for hit in hits]):
        latest[number] = [*latest[number][1 - _REMEMBERED :], hit]
        if not all(latest):
            continue
        # No set with this hit can begin behind the latest hit of any slot.
        if best is not None and hit[1] - min([hits[-1][0] for hits in latest]) >= best_width:
            continue
        chosen = _fit(latest, number, hit)
        if chosen is None:
            continue
        width = width_of(chosen)
        if best is None or width < best_width:
            best, best_width = chosen, width
    return best


def _closest_pair(first: Sequence[Hit], second: Sequence[Hit]) -> Hits | None:
    """What :func:`closest_set` finds where there are two slots, as most rules have."""
    if len(first) == 1 == len(second):
        apart = first[0][1] <= second[0][0] or second[0][1] <= first[0][0]
        return (first[0], second[0]) if apart else None
    latest: tuple[list[Hit], list[Hit]] = ([], [])
    best: Hits | None = None
    best_width = 0
    for hit, number in sorted([*[(hit, 0) for hit in first], *[(hit, 1) for hit in second]]):
        latest[number].append(hit)
        for one in latest[1 - number][: -_REMEMBERED - 1 : -1]:
            if one[1] <= hit[0] or hit[1] <= one[0]:
                width = max(hit[1], one[1]) - one[0]
                if best is None or width < best_width:
                    best, best_width = (one, hit) if number else (hit, one), width
                break
    return best


def _fit(latest: list[list[Hit]], number: int, hit: Hit) -> Hits | None:
    """The latest hits of all other slots that overlap neither ``hit`` nor each other; None where there are none."""
    rows = [[one for one in reversed(hits) if _are_apart(one, hit)] for hits in latest]
    rows[number] = [hit]
    fitting = _complete(rows, ())
    return None if isinstance(fitting, set) else fitting


def _complete(rows: list[list[Hit]], chosen: Hits) -> Hits | set[int]:
    """The first choice of one hit a row, none overlapping another, that begins with those ``chosen``.

    Where there is none, the rows of which a chosen hit is in the way: another hit of any other row would not help, so
    that those are not tried over and over (P. Prosser, Hybrid algorithms for the constraint satisfaction problem,
    Computational Intelligence 9 (3), 1993).
    """
    row = len(chosen)
    if row == len(rows):
        return chosen
    blamed: set[int] = set()
    for one in rows[row]:
        clash = next((other for other, two in enumerate(chosen) if not _are_apart(one, two)), None)
        if clash is not None:
            blamed.add(clash)
            continue
        found = _complete(rows, (*chosen, one))
        if not isinstance(found, set) or row not in found:
            return found
        blamed |= found - {row}
    return blamed


def _are_apart(one: Hit, two: Hit) -> bool:
    return one[1] <= two[0] or two[1] <= one[0]


def first_from(hits: Sequence[Hit], start: int) -> int:
    """Index of the first hit that begins at ``start`` or later."""
    return bisect_left(hits, (start, 0))


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that end behind all before them: every other lies inside one of these, and their ends rise.

    ``hits`` are in the order in which they start.
    """
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit[1] > kept[-1][1]:
            kept.append(hit)
    return kept


def width_of(hits: Hits) -> int:
    """The number of characters from the first to the last."""
    return max([end for _, end in hits]) - min(hits)[0]
