"""What a single clause tells, whatever its sense: something done, a turn, an aspect."""

from __future__ import annotations

import re

from scorer.lexicon import Cues, find_cues, has_cue

ASPECT = re.compile(r"(?<![为除])了(?!解)|(?<=[\u4e00-\u9fff])过[,。;]?$")


def is_bare(clause: str, cues: Cues) -> bool:
    """Whether a clause tells nothing done: no action, no result, no figure."""
    telling = (cues.actions, cues.results, cues.cleared, cues.planned, cues.concessions)
    return not re.search(r"\d", clause) and not any(has_cue(pattern, clause) for pattern in telling)


def turns(clauses: list[str], cues: Cues) -> set[int]:
    """Indexes of the clauses that begin with a turning word ("但")."""
    return {i for i, clause in enumerate(clauses) if any(start == 0 for start, _ in find_cues(cues.turns, clause))}
