"""From what a user names to the reports that are meant: files as they are, folders and patterns as what they hold.

Windows does not expand patterns, so this is done here. Only ``*``, ``?`` and ``**`` make a pattern: brackets are common
in the names of official documents.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hongdong_rubric.errors import display_name, reason
from hongdong_rubric.readers.intake import is_inherited
from hongdong_rubric.readers.kinds import ENDINGS

_WILD = frozenset("*?")
_DEEP = "**"
# What Word and WPS lay beside a file that is open.
_LOCK = "~$"
# What tells of a folder is no report in it.
_ABOUT = r"(?i)readme\b"


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
        for one in list(_Search(endings).inside(name)) or [Input(name, _nothing(name))]:
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
    return Path(name).is_dir() or (not _WILD.isdisjoint(name) and not os.path.lexists(name))


def _real(name: str) -> str:
    return name if is_inherited(name) or "\0" in name else os.path.realpath(name)


def _nothing(name: str) -> str:
    told = display_name(name)
    if Path(name).is_dir():
        return f"{told}:这个文件夹里没有报告(只看 Word、WPS、PDF、OFD、网页、文本文件,隐藏的不看)"
    return f"{told}:没有文件与这个通配符相符"


class _Search:
    """One folder or pattern looked through; no folder twice, so that links in a circle do no harm."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self._endings = endings
        self._seen: set[str] = set()

    def inside(self, name: str) -> Iterator[Input]:
        """What a folder or pattern gives, in order."""
        path = Path(name)
        if path.is_dir():
            return self._below(path)
        parts = list(path.parts)
        return self._match(Path(parts[0]), parts[1:]) if path.anchor else self._match(Path(), parts)

    def _below(self, folder: Path) -> Iterator[Input]:
        """All reports below a folder."""
        real = os.path.realpath(folder)
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            paths = _held(folder)
        except OSError as error:
            yield Input(str(folder), f"{display_name(folder)}:读不了这个文件夹,{reason(error)}")
            return
        for path in paths:
            if path.is_dir():
                yield from self._below(path)
            elif path.name.lower().endswith(self._endings) and not re.match(_ABOUT, path.name):
                yield Input(str(path))

    def _match(self, path: Path, parts: list[str]) -> Iterator[Input]:
        """What is called as the parts of a pattern say, below a path."""
        if not parts:
            yield from self._below(path) if path.is_dir() else (_input(path),)
        elif parts == [_DEEP]:
            yield from self._below(path)
        elif parts[0] == _DEEP:
            for below in _folders(path, set()):
                yield from self._match(below, parts[1:])
        elif _WILD.isdisjoint(parts[0]):
            if os.path.lexists(path / parts[0]):
                yield from self._match(path / parts[0], parts[1:])
        else:
            pattern = _expression(parts[0])
            for one in _readable(path, hidden=parts[0].startswith(".")):
                if pattern.fullmatch(one.name) and (len(parts) == 1 or one.is_dir()):
                    yield from self._match(one, parts[1:])


def _input(path: Path) -> Input:
    """A file; one that is called like standard input is told from it."""
    name = str(path)
    return Input(os.path.join(os.curdir, name) if is_inherited(name) else name)  # noqa: PTH118 - a path drops the dot


def _expression(part: str) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "."}
    told = "".join(wild.get(char) or re.escape(char) for char in part)
    return re.compile(told, re.DOTALL | (re.IGNORECASE if os.name == "nt" else re.NOFLAG))


def _folders(folder: Path, seen: set[str]) -> Iterator[Path]:
    """A folder and all below it, each once."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    yield folder
    for path in _readable(folder):
        if path.is_dir():
            yield from _folders(path, seen)


def _readable(folder: Path, *, hidden: bool = False) -> list[Path]:
    """What a folder holds; nothing where it cannot be looked into, as where a shell expands a pattern."""
    try:
        return _held(folder, hidden=hidden)
    except OSError:
        return []


def _held(folder: Path, *, hidden: bool = False) -> list[Path]:
    paths = (one for one in folder.iterdir() if not one.name.startswith(_LOCK))
    return sorted((one for one in paths if hidden or not one.name.startswith(".")), key=lambda one: one.name)
