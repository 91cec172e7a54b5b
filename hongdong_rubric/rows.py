"""Rows of values that are made when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Made(dict[int, T]):
    """Values by their numbers; ``make`` tells one when it is first asked for."""

    def __init__(self, make: Callable[[int], T]) -> None:
        self._make = make

    def __missing__(self, number: int) -> T:
        self[number] = value = self._make(number)
        return value


class Rows(Sequence[T]):
    """Some of the values, in order; to its users a tuple."""

    __slots__ = ("_numbers", "_values")
    # Who asks for a hash means the values, and would have all of them made.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: Mapping[int, T], numbers: range) -> None:
        self._values = values
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[T]: ...
    def __getitem__(self, place: int | slice) -> T | Rows[T]:
        if isinstance(place, slice):
            return Rows(self._values, self._numbers[place])
        return self._values[self._numbers[place]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))
