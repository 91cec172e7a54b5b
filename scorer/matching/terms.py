"""What a slip may stand for: the terms of a rubric, laid out for the search of slips.

One wrong character in a term of four or more leaves its first or its last two characters as they are: by these every
slip is found. Long terms are kept apart: a slip in them is certain, whatever stands there, and leaves a whole half of
them as it is.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.matching.typos import CERTAIN, COMPOUNDS, confused
from scorer.rubric import TERM_TABLES, Element, Rule, Slot, Terms
from scorer.text import is_han

# Terms of three characters count only where jieba's dictionary or the lexicon knows them as words.
_SHORT_TERM = re.compile(r"[\u4e00-\u9fff]{3}")
_TERM = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff]|、(?=[\u4e00-\u9fff])){3,}")
# Wide word groups side by side make more pairs than anyone writes.
_MOST_COMPOUNDS = 400
_LONGEST_COMPOUND = 6
_END = 2


def find_terms(elements: Iterable[Element], lexicon: Lexicon, language: Language) -> Terms:
    """The terms of all rules of a rubric.

    A spelling that the lexicon takes for the same is a term too. Short words that rules ask for one behind the other
    (政协 + 提案) are compounds: a slip may stand in them, but as no author wrote them, they prove no word to be real.
    """
    elements = tuple(elements)
    terms = vocabulary(elements)
    others = refused_vocabulary(elements) - terms
    terms |= {
        term.replace(standard, variant) for variant, standard in lexicon.variants for term in terms if standard in term
    }
    return lay_out(terms, {*lexicon.distinct, *others}, compounds(elements), lexicon.short_terms, language)


def lay_out(
    terms: Iterable[str],
    distinct: Iterable[str],
    compounds: Iterable[str],
    short: Iterable[str],
    language: Language,
) -> Terms:
    """Terms for the search: ``terms`` are the words that a slip may stand for, ``distinct`` those that are never one.

    ``short`` are words of three characters that are terms although no dictionary has them (双随机).
    """
    terms, listed = frozenset(terms), frozenset(short)
    written = {term for term in terms if _TERM.fullmatch(term)}
    joined = {term for term in compounds if _TERM.fullmatch(term)} - written
    tables: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in TERM_TABLES}
    for term in sorted(joined):
        tables["begun"][term[:_END]].append(term[_END:])
        tables["ended"][term[-_END:]].append(term[:-_END])
    for rests in (*tables["begun"].values(), *tables["ended"].values()):
        rests.append(COMPOUNDS)
    for term in sorted(written):
        if len(term) >= CERTAIN:
            middle = len(term) // 2
            tables["certain_begun"][term[:middle]].append(term[middle:])
            tables["certain_ended"][term[middle:]].append(term[:middle])
        else:
            tables["begun"][term[:_END]].append(term[_END:])
            tables["ended"][term[-_END:]].append(term[:-_END])
    trios = listed.union([term for term in terms if _SHORT_TERM.fullmatch(term) and language.is_word(term)])
    short_of_certain = trios.union(joined, [term for term in written if len(term) < CERTAIN])
    for one, two in sorted({pair for term in short_of_certain for pair in itertools.pairwise(term)}):
        tables["behind"][one] += _sounds(two, language)
        tables["before"][two] += _sounds(one, language)
    return Terms(
        known=" ".join(sorted(written | listed | frozenset(distinct))),
        trios=tuple(sorted(trios)),
        **{name: {key: _joined(rests) for key, rests in table.items()} for name, table in tables.items()},
    )


def _joined(told: Iterable[str]) -> str:
    """Each once and between blanks."""
    return f" {' '.join(dict.fromkeys(told))} "


def _sounds(char: str, language: Language) -> list[str]:
    return [confused(reading) for reading in language.readings(char)] if is_han(char) else []


def vocabulary(elements: Iterable[Element]) -> set[str]:
    """Every word that the rules look for."""
    return _words(slots for rule in _rules(elements) for slots in (rule.slots, *(one.slots for one in rule.near)))


def compounds(elements: Iterable[Element]) -> set[str]:
    """Short words that rules ask for one behind the other, joined: 政协 and 提案 to 政协提案."""
    pairs = (
        pair
        for rule in _rules(elements)
        if not rule.unordered and not rule.exact
        for pair in itertools.pairwise(rule.slots)
        if len(pair[0].words) * len(pair[1].words) <= _MOST_COMPOUNDS
    )
    joined = (
        one + two for first, second in pairs for one in first.words for two in second.words if _is_short(one, two)
    )
    return set(joined)


def _is_short(one: str, two: str) -> bool:
    return min(len(one), len(two)) > 1 and len(one) + len(two) <= _LONGEST_COMPOUND


def refused_vocabulary(elements: Iterable[Element]) -> set[str]:
    """Every word that the rules turn down."""
    return _words(one.slots for rule in _rules(elements) for one in (*rule.not_near, *rule.not_in))


def _rules(elements: Iterable[Element]) -> Iterator[Rule]:
    return (rule for element in elements for rule in element.rules)


def _words(patterns: Iterable[tuple[Slot, ...]]) -> set[str]:
    return {word for slots in patterns for slot in slots for word in slot.words}
