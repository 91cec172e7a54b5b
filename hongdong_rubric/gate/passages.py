"""Stretches of a report with their place, for all outputs."""

from __future__ import annotations

from hongdong_rubric.gate.result import Passage
from scorer.text import Document, Span

# So many of what proves an assertion are shown with it.
MOST_PASSAGES = 3


def passage_at(document: Document, span: Span) -> Passage:
    """The passage of a source range; one outside all sentences (a title, a page head) is its own context."""
    line, column = document.line_column(span.start)
    end_line, end_column = document.line_column(max(span.start, span.end - 1))
    quote = document.text[span.start : span.end]
    around = document.sentence_span(span.start) if document.sentences else span
    if not around.covers(span):
        around = span
    context = document.text[around.start : around.end]
    return Passage(span, line, column, end_line, end_column + 1, quote, context, span.start - around.start)
