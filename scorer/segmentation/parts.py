"""Which part of the report each sentence stands in.

A heading sets the part for all under it; a sentence such as "2025年,我县将抓好以下工作:" sets it for what follows
where the report has no heading for it. Both live on one stack: a heading takes off all of its own or a deeper
level, so that an opener's part ends with the next heading that stands as high as the paragraph it was found in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scorer.figures import find_figures
from scorer.lazy import regex
from scorer.lexicon import Cues, first_cue, has_cue, is_harmless, tells_done
from scorer.segmentation.headings import Heading, heading_part
from scorer.text import Part

# A sentence that announces a list sets the part for all that follows; another one only for its own block.
_ANNOUNCEMENTS = (
    *("以下", "如下", "几方面", "几个方面", "主要做好", "主要抓好", "主要表现", "主要体现", "集中表现", "相比"),
)
# A meeting that discussed what comes next ("研究部署下一步工作") was held: that is work.
_DISCUSSES = r"(?:研究|部署|谋划|安排|商讨|讨论|明确|提出|对|就)[^,。;:]{0,4}(?:下一|下步|明年|今后|来年)?$"
# An opener further back than this is only said in passing, unless a list follows.
_OPENING = 12


class _Entry(NamedTuple):
    level: float
    part: Part
    opened_by_heading: bool
    ordinal: int = 0
    numbered: bool = True
    lasting: bool = True


class PartTracker:
    """Walks through a report in order and tells the part of each heading and sentence."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._stack: list[_Entry] = []
        self._any_heading = False
        self._ordinal = 0
        self._restarted = False
        self._in_list = False
        self._last_part = Part.PREAMBLE

    def heading(self, heading: Heading, folded: str, following: str) -> Part:
        """Enter a heading and return its part; ``following`` is the text that stands under it."""
        own = heading_part(folded[heading.words :], self.cues)
        self._any_heading = True
        if not heading.numbered and own is None and self._is_over(folded, following):
            self._stack.clear()
        if heading.level <= 2:
            self._stack.clear() if heading.level == 1 else self._pop(2)
            self._stack = [entry for entry in self._stack if entry.opened_by_heading]
        else:
            self._pop(heading.level)
        parent = self._stack[-1].part if self._stack else Part.WORK
        part = _inherit(parent, own)
        if heading.level <= 2:
            if own is None and self._closes_plan(folded, following):
                part = Part.PLAN
            self._last_part = part
        self._stack.append(_Entry(heading.level, part, opened_by_heading=True, numbered=heading.numbered))
        return part

    def _closes_plan(self, folded: str, following: str) -> bool:
        """Whether a heading that names no part ("保障措施") belongs to the plan before it: it tells nothing done."""
        told = re.search(r"\d", following) or self._done(f"{folded}。{following}")
        return self._last_part is Part.PLAN and not told

    def _is_over(self, folded: str, following: str) -> bool:
        """Whether an unnumbered heading leaves the shortcomings or plan that an unnumbered heading began.

        Nothing but the words can tell: under shortcomings they name some, under a plan they tell no results.
        """
        top = next((entry for entry in reversed(self._stack) if entry.level <= 2), None)
        if top is None or top.numbered or top is not self._stack[0]:
            return False
        both = f"{folded}。{following}"
        if top.part is Part.PROBLEM:
            first = _first_sentence(following)
            return not has_cue(self.cues.problem, f"{folded}。{first}")
        return top.part is Part.PLAN and has_cue(self.cues.results, both) and not has_cue(self.cues.planned, both)

    def block(self, folded: str) -> None:
        """Enter a block of running text: one that tells results ends a part that only a sentence had opened."""
        self._ordinal = 0
        self._in_list = False
        if not self._stack or self._stack[-1].opened_by_heading:
            return
        if not self._stack[-1].lasting:
            self._stack.pop()
            return
        first = _first_sentence(folded)
        if has_cue(self.cues.planned, first) or has_cue(self.cues.problem, first):
            return
        if has_cue(self.cues.openers[Part.WORK], first) or has_cue(self.cues.results, first):
            self._stack.pop()

    def sentence(self, folded: str, ordinal: int, *, first: bool) -> Part:
        """The part of the next sentence; ``first`` where it begins its block."""
        part = self._part_of(folded, ordinal, first=first)
        # What semicolons join ("2025年,我县将:…;…;…。") stands in one part whatever it counts.
        self._in_list = folded.endswith(";")
        return part

    def _part_of(self, folded: str, ordinal: int, *, first: bool) -> Part:
        if ordinal:
            self._enumerate(ordinal)
        opened, start = self._opener(folded, first)
        if opened is not None:
            before = self._current()
            self._open(opened, lasting=first or _announces(folded))
            if self._tells_work(folded[:start]):
                # "出台办法2件,下一步将…": only what follows this sentence stands in the new part.
                return before
        elif self._stack and not self._stack[-1].lasting and not self._in_list and self._tells_result(folded):
            self._stack.pop()
        return self._current()

    def _current(self) -> Part:
        if self._stack:
            return self._stack[-1].part
        return Part.WORK if self._any_heading else Part.PREAMBLE

    def _tells_work(self, folded: str) -> bool:
        """Whether the clauses before an opener tell something done: "出台办法2件,"."""
        clauses = re.split("[,:]", folded)[:-1]
        return any(
            find_figures(clause) or has_cue(self.cues.actions, clause) or self._done(clause) for clause in clauses
        )

    def _enumerate(self, ordinal: int) -> None:
        """The next point of an enumeration ends a part that was opened inside the point before it."""
        top = self._stack[-1] if self._stack else None
        if ordinal == 1:
            self._restarted = True
        elif top and not top.opened_by_heading and top.ordinal and not self._restarted and ordinal == top.ordinal + 1:
            self._stack.pop()
        self._ordinal = ordinal

    def _opener(self, folded: str, first: bool) -> tuple[Part | None, int]:
        """The part that a sentence opens, if any, and where in it the opener stands."""
        current = self._stack[-1].part if self._stack else Part.WORK
        if current in (Part.PLAN, Part.ADVICE):
            return None, 0
        # Behind the colon the list has begun; what it tells done does not make the whole a report.
        head = folded.partition(":")[0]
        announces = _announces(folded)
        plan = first_cue(self.cues.openers[Part.PLAN], folded)
        if (
            plan
            and not is_harmless(self.cues.planned, folded, plan[0])
            and not regex(_DISCUSSES).search(folded[: plan[0] + 2])
            and (first or plan[0] <= _OPENING or announces)
            and not has_cue(self.cues.results, head)
        ):
            return Part.PLAN, plan[0]
        announced = first_cue(self.cues.planned, head) if announces else None
        if announced and not has_cue(self.cues.results, head):
            # "…对这些问题,县政府2023年着重从以下方面发力,": whatever words plan it, a list of plans follows.
            return Part.PLAN, announced[0]
        if current is Part.PROBLEM:
            return None, 0
        problem = first_cue(self.cues.openers[Part.PROBLEM], folded)
        if problem and not has_cue(self.cues.frames, folded[problem[0] :]):
            return Part.PROBLEM, problem[0]
        return None, 0

    def _done(self, folded: str) -> bool:
        return has_cue(self.cues.results, folded) or tells_done(folded)

    def _tells_result(self, folded: str) -> bool:
        """Whether a sentence behind a passing plan is work again: it counts something, or tells it done."""
        if has_cue(self.cues.planned, folded):
            return False
        done = has_cue(self.cues.openers[Part.WORK], folded) or self._done(folded)
        return bool(find_figures(folded)) or (done and not has_cue(self.cues.problem, folded))

    def _open(self, part: Part, *, lasting: bool) -> None:
        level = 0.5
        if self._stack:
            top = self._stack[-1]
            level = top.level if not top.opened_by_heading else top.level + 0.5
            if not top.opened_by_heading:
                self._stack.pop()
        self._restarted = False
        self._stack.append(_Entry(level, part, opened_by_heading=False, ordinal=self._ordinal, lasting=lasting))

    def _pop(self, level: float) -> None:
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()


def _first_sentence(folded: str) -> str:
    return folded.partition("。")[0].partition(";")[0]


def _announces(folded: str) -> bool:
    """Whether a sentence leads up to a list: in words, by its colon, or with the list's first point behind one."""
    if folded.endswith(":") or (folded.endswith(";") and ":" in folded):
        return True
    return any(word in folded for word in _ANNOUNCEMENTS)


def _inherit(parent: Part, own: Part | None) -> Part:
    """The part of a heading with words ``own`` under ``parent``.

    What stands under a plan stays a plan, whatever its words; under shortcomings only a plan can begin.
    """
    if parent in (Part.PLAN, Part.ADVICE):
        return parent
    if parent is Part.PROBLEM:
        return Part.PLAN if own is Part.PLAN else parent
    if own is None or (own is Part.WORK and parent is not Part.WORK):
        return parent
    return own
