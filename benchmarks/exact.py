"""The floor: where all words of a rubric stand in a text, found in one pass by compiled code, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ahocorasick


def automaton_of(words: Iterable[str]) -> Any:
    """An automaton that finds all the words."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton
