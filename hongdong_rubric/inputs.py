"""From what a user names to the reports that are meant: files as they are, folders and patterns as what they hold.

Windows does not expand patterns, so this is done here. Only ``*``, ``?`` and ``**`` make a pattern: brackets are common
in the names of official documents.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from hongdong_rubric.errors import display_name
from hongdong_rubric.readers.intake import is_inherited
from hongdong_rubric.readers.kinds import ENDINGS

_WILD = frozenset("*?")


class Input(NamedTuple):
    """A report to read; or a folder or pattern that gives none, with the sentence that says so."""

    path: str
    fault: str | None = None


def find_inputs(named: Iterable[str], endings: tuple[str, ...] = ENDINGS) -> list[Input]:
    """All reports that are meant, in the order named; those of a folder or pattern in the order of their paths.

    A file that folders or patterns give is taken once, at its first place; one that is named twice is taken twice.
    """
    found: list[Input] = []
    files: set[str] = set()
    given: set[str] = set()
    for name in named:
        if not _is_many(name):
            real = _real(name)
            if real not in given:
                found.append(Input(name))
            files.add(real)
            continue
        for one in _inside(name, endings) or [Input(name, _nothing(name))]:
            real = _real(one.path)
            if one.fault or (real not in files and real not in given):
                found.append(one)
            given.add(real)
    return found


def _is_many(name: str) -> bool:
    """Whether a name is that of a folder, or a pattern and no file."""
    if is_inherited(name) or "\0" in name:
        # What no system takes as a name is told by whoever opens it.
        return False
    return _is_folder(name) or (not _WILD.isdisjoint(name) and not os.path.lexists(name))


def _is_folder(name: str) -> bool:
    return os.path.isdir(name or os.curdir)


def _inside(name: str, endings: tuple[str, ...]) -> list[Input]:
    # Brings pathlib along, which takes five milliseconds to load; a file that is named needs none.
    from hongdong_rubric.searching import Search

    return [Input(*found) for found in Search(endings).inside(name)]


def _real(name: str) -> str:
    return name if is_inherited(name) or "\0" in name else os.path.realpath(name)


def _nothing(name: str) -> str:
    told = display_name(name)
    if _is_folder(name):
        return f"{told}:这个文件夹里没有报告(只看 Word、WPS、PDF、OFD、网页、文本文件,隐藏的不看)"
    return f"{told}:没有文件与这个通配符相符"
