"""Which hits of several slots are put together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.matching.chains import Hit, Hits, closest_set, ordered_chains, width_of

LONGEST = 4


def in_order(hits: set[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit[0], -hit[1]))


hits = st.builds(lambda start, size: (start, start + size), st.integers(0, 20), st.integers(1, LONGEST))
slots = st.lists(st.sets(hits, min_size=1, max_size=4).map(in_order), min_size=1, max_size=4)


def are_apart(chosen: Hits) -> bool:
    return all(one[1] <= two[0] for one, two in itertools.pairwise(sorted(chosen)))


def first_chain(chain: Hits, rows: Sequence[Sequence[Hit]], gap: int) -> Hits | None:
    """The first hits that go on with a chain, each as near as the rest allows: the plain definition."""
    if len(chain) == len(rows):
        return chain
    end = chain[-1][1]
    near = [hit for hit in rows[len(chain)] if end <= hit[0] <= end + gap]
    chains = (first_chain((*chain, hit), rows, gap) for hit in near)
    return next((one for one in chains if one is not None), None)


@given(slots, st.integers(0, 8))
def test_chains_are_those_of_the_plain_definition(rows: list[list[Hit]], gap: int) -> None:
    plain = [first_chain((hit,), rows, gap) for hit in rows[0]]
    assert ordered_chains(rows, gap) == [chain for chain in plain if chain is not None]


@given(slots)
def test_a_closest_set_is_one_hit_a_slot_without_overlap(rows: list[list[Hit]]) -> None:
    found = closest_set(rows)
    if found is None:
        assert not any(are_apart(chosen) for chosen in itertools.product(*rows))
    else:
        assert are_apart(found)
        assert all(hit in row for hit, row in zip(found, rows, strict=True))


# One character a hit, so often that it would take years to try all ways to put them together.
FREE = [[(at, at + 1) for at in range(number, 400, 8)] for number in range(8)]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param([[(500, 504)], [(501, 503)]], id="one-inside-the-other"),
        pytest.param([[(500, 503)], [(502, 504)]], id="one-over-the-end-of-the-other"),
        pytest.param([[(500, 504)], [(500, 502)], [(501, 503)]], id="two-inside-a-third"),
    ],
)
def test_slots_that_never_fit_are_given_up_however_many_others_would(last: list[list[Hit]]) -> None:
    assert closest_set([*FREE, *last]) is None


def test_a_chain_without_an_end_is_given_up_however_many_hits_lead_to_it() -> None:
    rows = [[(at, at + 1) for at in range(500)]] * 8
    assert ordered_chains([*rows, [(0, 1)]], 60) == []


def test_a_set_is_as_narrow_as_can_be() -> None:
    rows = [[(0, 2), (10, 12)], [(5, 6), (14, 15)], [(3, 4), (13, 14)]]
    found = closest_set(rows)
    assert found is not None
    assert (found, width_of(found)) == (((10, 12), (14, 15), (13, 14)), 5)
