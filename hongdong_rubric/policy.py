"""What a report must meet to pass: gates, waivers, and which gaps count. Valid by construction, see ``policies``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scorer.rubric import Rubric
from scorer.statutory import Content


class GateScope(StrEnum):
    """What a gate looks at."""

    TOTAL = "total"
    CHAPTER = "chapter"
    ITEM = "item"
    ELEMENT = "element"
    PART = "part"


class GateLevel(StrEnum):
    """Whether a gate stops a report or only warns."""

    ERROR = "error"
    WARN = "warn"


class GapState(StrEnum):
    """How an element can lack: not mentioned, only planned, only a shortcoming, or without figures or documents."""

    ABSENT = "absent"
    PLANNED = "planned"
    PROBLEM = "problem"
    UNEVIDENCED = "unevidenced"


class WaiverReason(StrEnum):
    """Why a gap is let pass; the list is closed."""

    NOT_OUR_POWER = "not_our_power"
    REPORTED_ELSEWHERE = "reported_elsewhere"
    CLASSIFIED = "classified"
    ACCEPTED_RISK = "accepted_risk"
    WRONG_VERDICT = "wrong_verdict"


class Formality(StrEnum):
    """What a report must get right beside its contents."""

    TITLE = "title"
    DATE = "date"
    OUTLINE = "outline"


PART_IDS = (*(content.value for content in Content), *(formality.value for formality in Formality))
DRAFT = "draft"
DEFAULT_PRESET = "publish"
PRESETS = (DRAFT, DEFAULT_PRESET, "strict")
NO_PRESET = "none"
DEFAULT_STATES = (GapState.ABSENT, GapState.PLANNED, GapState.PROBLEM)


@dataclass(frozen=True, slots=True)
class Gate:
    """One demand on a report: exactly one of ``min_score`` (0 to 100), ``max_gaps`` and ``required`` is set.

    ``id`` names the chapter, item, element or part; None for the total. ``states`` are the gaps that count, None for
    those of the policy. ``required`` False takes a gate of the preset away. ``line`` and ``column`` are 1-based
    places in the policy file, 0 for a gate given as an option; ``preset`` is the preset that a gate comes from.
    """

    scope: GateScope
    id: str | None
    min_score: float | None
    max_gaps: int | None
    required: bool | None
    level: GateLevel
    states: tuple[GapState, ...] | None
    line: int
    column: int
    preset: str | None = None

    @property
    def origin(self) -> str:
        """Who asks for it: the preset by name, a file by its line, or an option."""
        return f"预设 {self.preset}" if self.preset else f"策略第 {self.line} 行" if self.line else "命令行"

    @property
    def kind(self) -> str:
        """Which demand is set: min_score, max_gaps or required."""
        if self.min_score is not None:
            return "min_score"
        return "max_gaps" if self.max_gaps is not None else "required"

    @property
    def key(self) -> str:
        """What the gate is about, the same wherever it stands: ``element:disputes.appearance.system:required``."""
        return f"{self.subject}:{self.kind}"

    @property
    def subject(self) -> str:
        """The thing looked at: ``total``, ``part:problem``, ``item:decision.procedure``."""
        return self.scope.value if self.id is None else f"{self.scope.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Permission for the gaps of one element or item until a date (ISO, the last day included)."""

    id: str
    reason: WaiverReason
    note: str
    approver: str
    expires: str
    line: int
    column: int

    def covers(self, element: str) -> bool:
        """Whether the waiver is for an element, or for the item that holds it."""
        return f"{element}.".startswith(f"{self.id}.")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy file as written; what it does not say is None or empty."""

    file: str
    preset: str | None
    rubric: str | None
    level: str | None
    states: tuple[GapState, ...] | None
    gates: tuple[Gate, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as it is applied. ``name`` is the file or preset that it goes by; ``file`` None without a file.

    ``dropped`` are ids that the preset asks for and the rubric does not have; ``idle`` those that the file takes away
    from a preset which does not ask for them.
    """

    name: str
    file: str | None
    preset: str
    level: str | None
    states: tuple[GapState, ...]
    gates: tuple[Gate, ...]
    waivers: tuple[Waiver, ...]
    dropped: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


def subject_ids(rubric: Rubric, scope: GateScope) -> list[str]:
    """All ids that a gate of a scope may name."""
    if scope is GateScope.PART:
        return list(PART_IDS)
    if scope is GateScope.CHAPTER:
        return [chapter.id for chapter in rubric.chapters]
    if scope is GateScope.ITEM:
        return [item.id for item in rubric.items()]
    return [element.id for element in rubric.elements()]


def elements_in(rubric: Rubric, gate: Gate) -> list[str]:
    """Ids of the elements that a gate looks at; none for a part."""
    if gate.scope is GateScope.PART:
        return []
    every = [element.id for element in rubric.elements()]
    return [one for one in every if gate.id is None or f"{one}.".startswith(f"{gate.id}.")]
