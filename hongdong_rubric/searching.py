"""What folders and patterns hold: the reports below a folder, the files that are called as a pattern says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from hongdong_rubric.errors import display_name, reason
from hongdong_rubric.readers.intake import is_inherited

# The path of a report; or of what cannot be looked into, with the sentence that says so.
Found: TypeAlias = tuple[str, str | None]

_WILD = frozenset("*?")
_DEEP = "**"
# What Word and WPS lay beside a file that is open.
_LOCK = "~$"
# What tells of a folder is no report in it.
_ABOUT = r"(?i)readme\b"


class Search:
    """One folder or pattern looked through; no folder twice, so that links in a circle do no harm."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self._endings = endings
        self._seen: set[str] = set()

    def inside(self, name: str) -> Iterator[Found]:
        """What a folder or pattern gives, in order."""
        path = Path(name)
        if path.is_dir():
            return self._below(path)
        parts = list(path.parts)
        return self._match(Path(parts[0]), parts[1:]) if path.anchor else self._match(Path(), parts)

    def _below(self, folder: Path) -> Iterator[Found]:
        """All reports below a folder."""
        real = os.path.realpath(folder)
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            paths = _held(folder)
        except OSError as error:
            yield str(folder), f"{display_name(folder)}:读不了这个文件夹,{reason(error)}"
            return
        for path in paths:
            if path.is_dir():
                yield from self._below(path)
            elif path.name.lower().endswith(self._endings) and not re.match(_ABOUT, path.name):
                yield str(path), None

    def _match(self, path: Path, parts: list[str]) -> Iterator[Found]:
        """What is called as the parts of a pattern say, below a path."""
        if not parts:
            yield from self._below(path) if path.is_dir() else ((_named(path), None),)
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


def _named(path: Path) -> str:
    """A file's path; one that is called like standard input is told from it."""
    name = str(path)
    return os.path.join(os.curdir, name) if is_inherited(name) else name


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
