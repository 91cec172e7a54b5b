from __future__ import annotations

import pytest

from scorer.text import Clause, Document, Part, Scope, Section, Sentence, Span, count_any_han, is_han

# Folded and verbatim text are the same here, so that offsets can be counted by eye.
TEXT = "一、甲\n乙,丙。丁。\n戊。\n"


@pytest.mark.parametrize(
    ("char", "common", "any_han"),
    [("法", True, True), ("㐂", False, True), ("。", False, False), ("a", False, False), ("", False, False)],
)
def test_characters_out_of_common_use_are_chinese_too(char: str, common: bool, any_han: bool) -> None:
    assert (is_han(char), count_any_han(char * 2)) == (common, 2 * any_han)


@pytest.fixture(name="doc")
def fixture_doc() -> Document:
    return Document(
        text=TEXT,
        folded=TEXT,
        offsets=tuple(range(len(TEXT))),
        title=None,
        year=None,
        clauses=(
            Clause(Span(0, 3), 0),
            Clause(Span(4, 6), 1),
            Clause(Span(6, 8), 1),
            Clause(Span(8, 10), 2),
            Clause(Span(11, 13), 3),
        ),
        sentences=(
            Sentence(Span(0, 3), Part.WORK, 0, 0, heading=True),
            Sentence(Span(4, 8), Part.WORK, 1, 0, heading=False),
            Sentence(Span(8, 10), Part.WORK, 1, 0, heading=False),
            Sentence(Span(11, 13), Part.WORK, 2, 0, heading=False),
        ),
        paragraphs=(Span(0, 3), Span(4, 10), Span(11, 13)),
        sections=(Section(Span(0, 14), "一、甲", 2, Part.WORK),),
    )


@pytest.mark.parametrize(
    ("outer", "inner", "covers", "overlaps"),
    [
        pytest.param(Span(2, 6), Span(2, 6), True, True, id="itself"),
        pytest.param(Span(2, 6), Span(3, 5), True, True, id="inside"),
        pytest.param(Span(3, 5), Span(2, 6), False, True, id="around"),
        pytest.param(Span(2, 6), Span(5, 8), False, True, id="across-the-end"),
        pytest.param(Span(2, 6), Span(0, 3), False, True, id="across-the-start"),
        pytest.param(Span(2, 6), Span(6, 8), False, False, id="touching-the-end"),
        pytest.param(Span(2, 6), Span(0, 2), False, False, id="touching-the-start"),
        pytest.param(Span(2, 6), Span(8, 9), False, False, id="apart"),
    ],
)
def test_spans_are_half_open(outer: Span, inner: Span, covers: bool, overlaps: bool) -> None:
    assert (outer.covers(inner), outer.overlaps(inner)) == (covers, overlaps)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


@pytest.mark.parametrize(
    ("offset", "clause"),
    [(0, 0), (2, 0), (4, 1), (5, 1), (6, 2), (9, 3), (12, 4)],
)
def test_clause_at_finds_the_clause_that_holds_an_offset(doc: Document, offset: int, clause: int) -> None:
    assert doc.clause_at(offset) == clause


@pytest.mark.parametrize(("offset", "clause"), [(3, 0), (10, 3), (13, 4)])
def test_clause_at_a_block_end_is_the_clause_before_it(doc: Document, offset: int, clause: int) -> None:
    assert doc.clause_at(offset) == clause


@pytest.mark.parametrize(
    ("scope", "start", "end", "text"),
    [
        pytest.param(Scope.CLAUSE, 4, 5, "乙,", id="clause"),
        pytest.param(Scope.CLAUSE, 4, 7, "乙,丙。", id="clauses-of-a-range"),
        pytest.param(Scope.SENTENCE, 6, 7, "乙,丙。", id="sentence"),
        pytest.param(Scope.SENTENCE, 6, 9, "乙,丙。丁。", id="sentences-of-a-range"),
        pytest.param(Scope.PARAGRAPH, 8, 9, "乙,丙。丁。", id="paragraph"),
        pytest.param(Scope.SECTION, 11, 12, TEXT, id="section"),
    ],
)
def test_scope_span_widens_a_range_to_its_scope(doc: Document, scope: Scope, start: int, end: int, text: str) -> None:
    span = doc.scope_span(scope, start, end)
    assert doc.folded[span.start : span.end] == text


@pytest.mark.parametrize(
    ("source", "place"),
    [(0, (1, 1)), (2, (1, 3)), (3, (1, 4)), (4, (2, 1)), (11, (3, 1)), (12, (3, 2))],
)
def test_line_and_column_count_from_one(doc: Document, source: int, place: tuple[int, int]) -> None:
    assert doc.line_column(source) == place


def test_source_span_leads_back_over_dropped_and_expanded_characters() -> None:
    # “㈠” folds to three characters and the blanks to none.
    doc = Document("㈠ 甲 乙", "(一)甲乙", (0, 0, 0, 2, 4), None, None, (), (), (), ())
    assert [doc.source_span(span) for span in (Span(0, 3), Span(1, 2), Span(2, 4), Span(3, 5))] == [
        Span(0, 1),
        Span(0, 1),
        Span(0, 3),
        Span(2, 5),
    ]
