"""Rows of values that are made when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Rows(Sequence[T]):
    """As a tuple to its users; ``make`` tells the value of a number, and is asked once for each."""

    __slots__ = ("_made", "_make", "_numbers")
    # Who asks for a hash means the values, and would have all of them made.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, make: Callable[[int], T], numbers: range, made: dict[int, T] | None = None) -> None:
        """``made`` holds the values made so far, shared by all stretches of the same rows."""
        self._make = make
        self._numbers = numbers
        self._made: dict[int, T] = {} if made is None else made

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[T]: ...
    def __getitem__(self, place: int | slice) -> T | Rows[T]:
        if isinstance(place, slice):
            return Rows(self._make, self._numbers[place], self._made)
        number = self._numbers[place]
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))
