"""Which rules may be met at all: those whose slots all stand in one clause, sentence or paragraph.

That is reckoned with numbers whose bits are clauses (sentences, paragraphs): the bits of a word are the places where
it ends, those of a slot are those of its words together, and a rule may be met where all its slots have a bit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
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
    units = {part: places.units(scope) for part, scope in enumerate(MEETINGS, 1)}
    bits = {part: places.per_character([_BITS[unit % _BLOCK] for unit in own]) for part, own in units.items()}
    if len(units[1]) <= _BLOCK:
        # The usual case: one look at each word is enough for all.
        _add_meetings(met, table, bits, places.ends, 0)
        return met
    for part, own in units.items():
        for first in range(0, own[-1] + 1, _BLOCK):
            ends = places.ends_in(bisect_left(own, first), bisect_left(own, first + _BLOCK))
            _add_meetings(met, table, {part: bits[part]}, ends, first)
    return met


def _add_meetings(
    met: dict[int, list[int]],
    table: RuleTable,
    bits: Mapping[int, Sequence[int]],
    ends: Mapping[str, Sequence[int]],
    first: int,
) -> None:
    """Add the rules whose slots meet in a block, which begins with the ``first`` clause, sentence or paragraph.

    ``bits`` tell for each kind of meeting that is looked at the bits of all characters, ``ends`` where words end.
    """
    slots: dict[str, int] = {}
    bits_of = slots.get
    looks = [(part, own.__getitem__) for part, own in bits.items()]
    for word, offsets in ends.items():
        fills = table.fills[word]
        for part, bit_at in looks:
            own = fills[part]
            if own:
                mask = reduce(or_, map(bit_at, offsets))
                for slot in own:
                    slots[slot] = bits_of(slot, 0) | mask
    for anchor in slots.keys() & table.anchors:
        for rule, others in table.anchored[anchor]:
            shared = slots[anchor]
            for other in others:
                shared &= bits_of(other, 0)
            if shared:
                met.setdefault(rule, []).extend(_places_of(shared, first))


def _places_of(mask: int, first: int) -> list[int]:
    """The places of the bits that are set, in order, counted from ``first``."""
    places = []
    while mask:
        lowest = mask & -mask
        places.append(first + lowest.bit_length() - 1)
        mask ^= lowest
    return places
