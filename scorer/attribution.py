"""Which mention a figure or document belongs to (labelling: "a figure that belongs to it").

A figure belongs to the elements named in its own clause; where that clause names none, to those named last before
it in the same sentence, else to those named first after it. Where the clause only goes on about the one before it
("全年办理…件"), those named before it have a share in it too.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from scorer.lazy import regex
from scorer.lexicon import Cues, cue_at
from scorer.text import Document, Span

# How many clauses away a mention may stand from its figure.
_REACH = 12
# "全县设执法单位33个,执法培训按计划开展": how much there is of one thing says nothing of the next.
_EXISTS = (
    r"(?:[县市区旗州省镇乡局内]|辖|现|共)(?:设|设有|有|辖)(?!序|效|力)"
    "|编制|总数|总量|下辖|常住人口|在册|在编|全长|总面积"
)


def evidenced_mentions(
    document: Document, mentions: Mapping[str, Iterable[Span]], proofs: Iterable[Span], cues: Cues
) -> set[tuple[str, Span]]:
    """The mentions that a proof (figure or own document) belongs to; ``mentions`` maps element ids to folded ranges."""
    by_clause: dict[int, set[tuple[str, Span]]] = defaultdict(set)
    for key, spans in mentions.items():
        for span in spans:
            first = last = document.clause_at(span.start)
            if span.end > document.clauses[first].span.end:
                last = document.clause_at(span.end - 1)
            for clause in range(first, last + 1):
                by_clause[clause].add((key, span))
    found: set[tuple[str, Span]] = set()
    # All figures of a clause have the same owners.
    for own in sorted({document.clause_at(proof.start) for proof in proofs}):
        owners = by_clause.get(own, set())
        found |= owners
        before = _nearest(document, range(own - 1, -1, -1), by_clause, own)
        if not owners:
            found |= before or _announced(document, own, by_clause)
        elif _continues(document, own, cues):
            found |= before
    return found


def _announced(document: Document, own: int, by_clause: Mapping[int, set[tuple[str, Span]]]) -> set[tuple[str, Span]]:
    """The mentions that a figure in clause ``own`` leads up to; none where it only says what there is."""
    span = document.clauses[own].span
    if regex(_EXISTS).search(document.folded, span.start, span.end):
        return set()
    return _nearest(document, range(own + 1, len(document.clauses)), by_clause, own)


def _continues(document: Document, clause: int, cues: Cues) -> bool:
    """Whether a clause goes on about the subject of the one before it ("全年办理…件")."""
    span = document.clauses[clause].span
    # With the character before, which tells whether a year stands there or the end of a longer number.
    before = max(0, span.start - 1)
    return cue_at(cues.continuations, document.folded[before : span.end], span.start - before) >= 0


def _nearest(
    document: Document, clauses: Iterable[int], by_clause: Mapping[int, set[tuple[str, Span]]], own: int
) -> set[tuple[str, Span]]:
    """The mentions in the first of ``clauses`` that has any, within the sentence of clause ``own``."""
    sentence = document.clauses[own].sentence
    for clause in itertools.islice(clauses, _REACH):
        if document.clauses[clause].sentence != sentence:
            break
        if clause in by_clause:
            return by_clause[clause]
    return set()
