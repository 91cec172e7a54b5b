"""What a single clause tells, whatever its sense: something done, a turn, an aspect."""

from __future__ import annotations

import re

from scorer.lexicon import Cues, find_cues, has_cue

# "有效期届满的37件规范性文件,": a clause that ends with what it has described names it.
_NAMED = re.compile(r"的([\u4e00-\u9fff\d]{2,14}),$")
ASPECT = re.compile(r"(?<![为除])了(?!解)|(?<=[\u4e00-\u9fff])过[,。;]?$")


def names_topic(clause: str, cues: Cues) -> bool:
    """Whether a clause only names what the next one speaks of: it ends with a noun that it has described."""
    name = _NAMED.search(clause)
    return (
        name is not None
        and not ASPECT.search(clause)
        and not any(has_cue(pattern, name[1]) for pattern in (cues.actions, cues.results))
    )


def is_bare(clause: str, cues: Cues) -> bool:
    """Whether a clause tells nothing done: no action, no result, no figure."""
    telling = (cues.actions, cues.results, cues.cleared, cues.planned, cues.concessions)
    return not re.search(r"\d", clause) and not any(has_cue(pattern, clause) for pattern in telling)


def turns(clauses: list[str], cues: Cues) -> set[int]:
    """Indexes of the clauses that begin with a turning word ("但")."""
    return {i for i, clause in enumerate(clauses) if any(start == 0 for start, _ in find_cues(cues.turns, clause))}
