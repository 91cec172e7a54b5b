"""What the search needs of a rubric, worked out once: it takes as long as to score several reports."""

from __future__ import annotations

from collections.abc import Iterable

from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.matching.table import find_filling, plan_rules
from scorer.matching.terms import find_terms
from scorer.rubric import Element, Prepared


def prepare(elements: Iterable[Element], lexicon: Lexicon, language: Language) -> Prepared:
    """The words, slots and terms of all rules, which are numbered in the order of the elements."""
    elements = tuple(elements)
    terms = find_terms(elements, lexicon, language)
    rules = [rule for element in elements for rule in element.rules]
    filling = find_filling(rules, {*terms.certain_begun, *terms.certain_ended})
    return Prepared(filling, plan_rules(rules), terms)
