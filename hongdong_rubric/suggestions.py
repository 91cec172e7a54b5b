"""What somebody who wrote an unknown word most likely meant."""

from __future__ import annotations

from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """The likeliest word meant, as half a sentence; empty where none is near."""
    # Only a mistake needs it.
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f":是不是“{near[0]}”?" if near else ""
