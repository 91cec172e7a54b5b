from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.matching import words as module
from scorer.matching.words import WordSearch, by_word

Found = dict[str, list[int]]


def naive(words: Iterable[str], text: str) -> Found:
    """What plain search finds, overlapping places too."""
    found: Found = {}
    for word in set(words):
        at = text.find(word)
        while at >= 0:
            found.setdefault(word, []).append(at + len(word) - 1)
            at = text.find(word, at + 1)
    return found


def both(words: Iterable[str], text: str) -> tuple[Found, Found]:
    """What a search tells of its first text, and of the same text again."""
    search = WordSearch(set(words))
    return told(search, text), told(search, text)


def told(search: WordSearch, text: str) -> Found:
    """What a search finds, by word; all in order."""
    found = search.find(text)
    assert [end for end, _ in found] == sorted(end for end, _ in found)
    return by_word(found)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        pytest.param(["听证"], "听证会", {"听证": [1]}, id="one"),
        pytest.param(["听证"], "听证，听证", {"听证": [1, 4]}, id="twice"),
        pytest.param(["听证", "听证会", "证会"], "听证会", {"听证": [1], "听证会": [2], "证会": [2]}, id="inside"),
        pytest.param(["听听"], "听听听听", {"听听": [1, 2, 3]}, id="over-itself"),
        pytest.param(["听听听听听"], "听听听听听听", {"听听听听听": [4, 5]}, id="over-itself-and-long"),
        pytest.param(["听"], "听证听", {"听": [0, 2]}, id="one-character"),
        pytest.param(["abcd", "abcde", "abcdf"], "abcde", {"abcd": [3], "abcde": [4]}, id="begun-alike"),
        pytest.param(["一二三四五六七"], "一二三四五六", {}, id="begun-at-the-end"),
        pytest.param(["行政复议委员会"], "行政", {}, id="longer-than-the-text"),
        pytest.param(["行政复议"], "行政复议", {"行政复议": [3]}, id="the-whole-text"),
        pytest.param(["😀", "证", "😀证"], "听😀证😀", {"😀": [1, 3], "证": [2], "😀证": [2]}, id="emoji"),
        pytest.param(["👩\u200d⚖️出庭"], "𠮷👩\u200d⚖️出庭", {"👩\u200d⚖️出庭": [6]}, id="several-code-points"),
        pytest.param(["听证"], "", {}, id="empty-text"),
        pytest.param([], "听证", {}, id="no-words"),
        pytest.param([], "", {}, id="nothing-at-all"),
        pytest.param(["听证", "听证"], "听证", {"听证": [1]}, id="given-twice"),
        pytest.param(["\x00", "a\x00b"], "a\x00b", {"\x00": [1], "a\x00b": [2]}, id="zero-bytes"),
    ],
)
def test_words_are_told_with_the_offsets_of_their_last_characters(words: list[str], text: str, found: Found) -> None:
    assert both(words, text) == (found, found)
    assert naive(words, text) == found


# Few characters, so that words overlap, begin alike and stand in each other.
FEW = st.text("一二三😀", max_size=40)
ANY = st.text(st.characters(codec="utf-8"), max_size=40)


@given(st.sets(st.text("一二三😀", min_size=1, max_size=9), max_size=12), FEW)
def test_both_ways_of_search_find_what_plain_search_finds(words: set[str], text: str) -> None:
    expected = naive(words, text)
    assert both(words, text) == (expected, expected)


@given(
    ANY, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 45)), max_size=12), st.sets(ANY.filter(bool), max_size=4)
)
def test_pieces_of_any_text_are_found_in_it(text: str, pieces: list[tuple[int, int]], others: set[str]) -> None:
    words = {text[at : at + size] for at, size in pieces if text[at : at + size]} | others
    expected = naive(words, text)
    assert both(words, text) == (expected, expected)


@given(st.sets(st.text("一二三😀", min_size=1, max_size=6), max_size=8), st.lists(FEW, min_size=2, max_size=4))
def test_a_text_is_told_alike_whatever_was_searched_before(words: set[str], texts: list[str]) -> None:
    search = WordSearch(words)
    assert [told(search, text) for text in texts] == [naive(words, text) for text in texts]


def test_the_automaton_is_made_for_the_second_text_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = noted(monkeypatch)
    search = WordSearch(["听证"])
    assert [(told(search, text), len(made)) for text in ("听证", "听证", "无")] == [
        ({"听证": [1]}, 0),
        ({"听证": [1]}, 1),
        ({}, 1),
    ]


def test_the_automaton_is_made_at_once_for_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    made = noted(monkeypatch)
    text = "听" * (module._LONG - 2) + "听证"
    assert told(WordSearch(["听证", "听听听听证"]), text) == naive(["听证", "听听听听证"], text)
    assert len(made) == 1
    assert told(WordSearch(["听证"]), text[1:]) == {"听证": [module._LONG - 2]}
    assert len(made) == 1


def noted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The automata, as they are made."""
    made: list[object] = []
    build = WordSearch._build

    def noting(self: WordSearch) -> object:
        made.append(build(self))
        return made[-1]

    monkeypatch.setattr(WordSearch, "_build", noting)
    return made
