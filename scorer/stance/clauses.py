"""What a single clause tells, whatever its sense: something done, a turn, an aspect."""

from __future__ import annotations

import re

from scorer.lazy import regex
from scorer.lexicon import Cues, cue_at, has_cue, tells_done
from scorer.text import han_and_digits, is_han

# "有效期届满的37件规范性文件,": a clause that ends with what it has described names it.
_NAMED = r"的([^\n,]{2,14}),\Z"
_DIGIT = re.compile(r"\d")


def has_aspect(clause: str) -> bool:
    """Whether a clause tells by 了, or by 过 at its end, that something was done."""
    if tells_done(clause):
        return True
    words = clause.removesuffix("\n")
    words = words[:-1] if words.endswith((",", "。", ";")) else words
    return words.endswith("过") and is_han(words[-2:-1])


def names_topic(clause: str, cues: Cues) -> bool:
    """Whether a clause only names what the next one speaks of: it ends with a noun that it has described."""
    if not clause.endswith(",") or "的" not in clause:
        return False
    name = regex(_NAMED).search(han_and_digits(clause, ","))
    return (
        name is not None
        and not has_aspect(clause)
        and not any(has_cue(pattern, name[1]) for pattern in (cues.actions, cues.results))
    )


def is_bare(clause: str, cues: Cues) -> bool:
    """Whether a clause tells nothing done: no action, no result, no figure."""
    telling = (cues.actions, cues.results, cues.cleared, cues.planned, cues.concessions)
    return not _DIGIT.search(clause) and not any(has_cue(pattern, clause) for pattern in telling)


def turns(clauses: list[str], cues: Cues) -> set[int]:
    """Indexes of the clauses that begin with a turning word ("但")."""
    return {i for i, clause in enumerate(clauses) if cue_at(cues.turns, clause) >= 0}
