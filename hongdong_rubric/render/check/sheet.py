"""What all forms of a check have in common: they are cut report by report, and put together at the end.

A run may have thousands of reports. What a form says of one is cut where the report was judged, which may be another
process; what is kept of it is text, and the few facts that the beginning and end of the whole need.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hongdong_rubric.gate.result import CheckedReport, UnjudgedReport, Verdict, worst
from hongdong_rubric.render.json_form import dump

_BODY = "正文"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a form says of one report: any number of texts, and what the whole must know of them; can be pickled."""

    texts: tuple[str, ...]
    facts: Any = None


class Sheet(ABC):
    """A form being made: :meth:`cut` once for each report, anywhere; :meth:`add` in their order; then :meth:`ends`."""

    separator = "\n"

    def __init__(self, show: str) -> None:
        self.show = show
        self.verdicts: dict[Verdict, int] = dict.fromkeys(Verdict, 0)

    @abstractmethod
    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """What the form says of a report; changes nothing."""

    def add(self, piece: Piece, verdict: Verdict) -> Iterable[str]:
        """The texts of the next report that belong into the body, between separators."""
        self.verdicts[verdict] += 1
        return piece.texts

    def ends(self) -> tuple[str, str]:
        """What stands before and behind the body, when all has been added."""
        return "", "\n"

    @property
    def count(self) -> int:
        """How many reports were added."""
        return sum(self.verdicts.values())

    @property
    def verdict(self) -> Verdict:
        """That of all reports added."""
        return worst(verdict for verdict, count in self.verdicts.items() if count)


def listed(value: Any, depth: int) -> str:
    """JSON of a value as it stands in a list, so deep inside a whole."""
    return indented(dump(value, indented=True).rstrip("\n"), depth)


def indented(text: str, depth: int) -> str:
    """Lines moved to the right by a depth of JSON or XML; both have no line ends inside their texts."""
    blanks = "  " * depth
    return "\n".join(blanks + line for line in text.split("\n"))


def around(whole: dict[str, Any], last: dict[str, Any], key: str, *, filled: bool) -> tuple[str, str]:
    """JSON before and behind a list that is filled from elsewhere; it is the last value of the last object."""
    last[key] = [_BODY] if filled else []
    text = dump(whole, indented=True)
    if not filled:
        return text, ""
    before, _, behind = text.rpartition(f'"{_BODY}"')
    return before.rstrip(" "), behind
