"""Finds and loads rubrics; the only gateway to YAML files."""

from __future__ import annotations

import codecs
import contextlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from hongdong_rubric.cases import Case
from hongdong_rubric.errors import Mistake, RubricError, UsageError, display_name, reason
from hongdong_rubric.schema import load_lexicon, load_rubric
from hongdong_rubric.schema.cases import load_cases
from hongdong_rubric.schema.nodes import suggestion
from scorer.lexicon import Lexicon
from scorer.rubric import Rubric

DEFAULT = "outline-2021-2025"
_LEXICON = "lexicon.yaml"
_CASES = ".cases.yaml"


def bundled_folder() -> Traversable:
    """The folder of the bundled rubrics: inside the installed package, or beside it in a checkout."""
    installed = resources.files("hongdong_rubric") / "rubric"
    return installed if installed.is_dir() else Path(__file__).resolve().parent.parent / "rubric"


def bundled_names() -> list[str]:
    """Names of the bundled rubrics."""
    files = (entry.name for entry in bundled_folder().iterdir())
    return sorted(
        name.removesuffix(".yaml")
        for name in files
        if name.endswith(".yaml") and not name.endswith(_CASES) and name != _LEXICON
    )


@cache
def bundled_lexicon() -> Lexicon:
    """The lexicon that all rubrics share."""
    file = bundled_folder() / _LEXICON
    return load_lexicon(read_yaml(file), display_name(_LEXICON))


def open_rubric(name: str) -> Rubric:
    """A rubric by bundled name or by path; raises ``UsageError`` or ``RubricError``."""
    file = find_rubric(name)
    return load_rubric(read_yaml(file), _label(file), bundled_lexicon())


def find_rubric(name: str) -> Traversable:
    """The file of a rubric named or pathed."""
    if name in bundled_names():
        return bundled_folder() / f"{name}.yaml"
    path = Path(name)
    with contextlib.suppress(OSError):
        if path.is_file():
            return path
    if path.suffix in (".yaml", ".yml") or "/" in name or "\\" in name:
        raise UsageError(f"找不到细则文件 {display_name(name)}:请检查路径")
    known = bundled_names()
    raise UsageError(
        f"没有名为“{display_name(name)}”的细则{suggestion(name, known)}"
        f"(可用:{'、'.join(known)};也可给出 YAML 文件的路径)"
    )


def open_cases(name: str, rubric: Rubric) -> tuple[Case, ...]:
    """The cases beside a rubric, in a file of the same name that ends in ``.cases.yaml``."""
    file = find_rubric(name)
    beside = file.name.removesuffix(".yaml").removesuffix(".yml") + _CASES
    found = file.parent / beside if isinstance(file, Path) else bundled_folder() / beside
    if not found.is_file():
        raise UsageError(f"找不到例句文件 {display_name(beside)}:请放在细则旁边")
    return load_cases(read_yaml(found), _label(found), rubric)


def _label(file: Traversable) -> str:
    return display_name(file if isinstance(file, Path) else file.name)


def read_yaml(file: Traversable, kind: str = "细则") -> str:
    """The text of a YAML file in UTF-8; ``kind`` is what messages call it. Raises ``UsageError`` or ``RubricError``."""
    try:
        data = file.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise UsageError(f"读不了{kind}文件 {_label(file)}:{reason(error)}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"这个字节(0x{data[error.start]:02x})不是 UTF-8:请另存为 UTF-8"
        raise RubricError((Mistake(_label(file), line, column, "", message),)) from error
