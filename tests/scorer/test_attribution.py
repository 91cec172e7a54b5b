from __future__ import annotations

import pytest

from scorer.attribution import evidenced_mentions
from scorer.figures import find_figures
from scorer.text import Span
from tests.helpers import cues, document, locate

TERMS = {"decision.experts": "专家论证", "decision.review": "合法性审查", "disputes.review": "行政复议"}


def evidenced(text: str) -> set[str]:
    """The terms of a text that a figure belongs to."""
    doc = document(text)
    mentions = {key: [locate(doc, term)] for key, term in TERMS.items() if term in text}
    return {TERMS[key] for key, _ in evidenced_mentions(doc, mentions, find_figures(doc.folded), cues(doc.year))}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("开展专家论证12次。", {"专家论证"}, id="in-its-own-clause"),
        pytest.param("12个事项经专家论证。", {"专家论证"}, id="before-the-mention"),
        pytest.param("开展专家论证。", set(), id="no-figure"),
        pytest.param("开展专家论证和合法性审查12次。", {"专家论证", "合法性审查"}, id="shared-in-one-clause"),
        pytest.param("开展专家论证，办理事项12件。", {"专家论证"}, id="in-a-clause-after-it"),
        pytest.param("开展专家论证，规范流程，办理事项12件。", {"专家论证"}, id="two-clauses-after-it"),
        pytest.param("办理事项12件，均经专家论证。", {"专家论证"}, id="in-a-clause-before-it"),
        pytest.param("开展合法性审查，开展专家论证12次。", {"专家论证"}, id="not-the-neighbour-of-another-clause"),
        pytest.param("推行专家论证，推行合法性审查，办理12件。", {"合法性审查"}, id="the-last-named-before-it"),
        pytest.param("专家论证提质，行政复议12件。", {"行政复议"}, id="not-another-item"),
        pytest.param("开展专家论证。办理事项12件。", set(), id="not-the-next-sentence"),
        pytest.param("开展专家论证；办理事项12件。", set(), id="not-over-a-semicolon"),
        pytest.param("12件事项办结。开展专家论证。", set(), id="not-the-sentence-before"),
        pytest.param("一是开展专家论证。二是行政复议12件。", {"行政复议"}, id="not-another-point"),
        pytest.param("推行专家论证，全年行政复议12件。", {"专家论证", "行政复议"}, id="a-clause-that-goes-on"),
    ],
)
def test_a_figure_belongs_to_the_nearest_mention_of_its_sentence(text: str, terms: set[str]) -> None:
    assert evidenced(text) == terms


def test_a_mention_across_clauses_is_proven_by_a_figure_in_either() -> None:
    doc = document("专家，论证12次。")
    across = Span(0, locate(doc, "论证").end)
    assert evidenced_mentions(doc, {"e": [across]}, find_figures(doc.folded), cues()) == {("e", across)}


def test_without_mentions_nothing_is_proven() -> None:
    doc = document("办理12件。")
    assert evidenced_mentions(doc, {}, find_figures(doc.folded), cues()) == set()
