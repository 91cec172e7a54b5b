"""Which rules may be met at all: those whose slots all stand in one clause, sentence or paragraph.

That is reckoned with numbers whose bits are clauses (sentences, paragraphs): the bits of a word are the places where
it ends, those of a slot are those of its words together, and a rule may be met where all its slots have a bit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from scorer.matching.places import Places
from scorer.matching.table import MEETINGS, RuleTable

# So many clauses (sentences, paragraphs) at a time: longer numbers would make time grow with the square of the text.
_BLOCK = 1024
_BITS = tuple([1 << place for place in range(_BLOCK)])


def find_meetings(table: RuleTable, places: Places) -> Mapping[int, Sequence[int]]:
    """The rules that may be met, with the numbers of the clauses, sentences or paragraphs where their slots meet.

    Rules of one slot, which meets itself, come without numbers.
    """
    met: dict[int, list[int]] = {int(rule): [] for word in places.ends for rule in table.fills[word][0]}
    for part, scope in enumerate(MEETINGS, 1):
        units = places.units(scope)
        bits = places.per_character([_BITS[unit % _BLOCK] for unit in units])
        for first in range(0, units[-1] + 1 if units else 0, _BLOCK):
            ends = places.ends
            if units[-1] >= _BLOCK:
                ends = places.ends_in(bisect_left(units, first), bisect_left(units, first + _BLOCK))
            for rule, mask in _meetings(table, part, bits, ends):
                met.setdefault(rule, []).extend([first + place for place in _bits_of(mask)])
    return met


def _meetings(
    table: RuleTable, part: int, bits: Sequence[int], ends: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """The rules whose slots meet, with the bits of where they do; ``ends`` are the offsets where words end."""
    slots: dict[str, int] = {}
    bits_of = slots.get
    fills, anchored = table.fills, table.anchored
    for word, offsets in ends.items():
        own = fills[word][part]
        if own:
            mask = reduce(or_, map(bits.__getitem__, offsets))
            for slot in own:
                slots[slot] = bits_of(slot, 0) | mask
    for anchor in slots.keys() & table.anchors:
        for rule, others in anchored[anchor]:
            shared = slots[anchor]
            for other in others:
                shared &= bits_of(other, 0)
            if shared:
                yield rule, shared


def _bits_of(mask: int) -> Iterator[int]:
    """The places of the bits that are set, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
