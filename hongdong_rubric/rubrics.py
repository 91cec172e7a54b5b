"""Finds and loads rubrics; the only gateway to YAML files.

A rubric is read from its YAML once. After that it is kept compiled (:mod:`.cache`) under a key made from the bytes of
its YAML and all code that reads it, so that an edit of either is seen at once.
"""

from __future__ import annotations

import codecs
import os
from functools import cache
from typing import TYPE_CHECKING

from hongdong_rubric.cache import fingerprint, kept
from hongdong_rubric.compiled import decode_lexicon, decode_rubric, encode_lexicon, encode_rubric
from hongdong_rubric.errors import Mistake, RubricError, UsageError, display_name, reason
from hongdong_rubric.suggestions import suggestion
from scorer.language import (
    CompiledLanguage,
    Language,
    compile_pairs,
    compile_readings,
    compile_words,
    dictionary_versions,
)
from scorer.lexicon import Lexicon
from scorer.rubric import Rubric

if TYPE_CHECKING:
    from hongdong_rubric.cases import Case

DEFAULT = "outline-2021-2025"
_LEXICON = "lexicon.yaml"
_CASES = ".cases.yaml"
_HOME = os.path.dirname(os.path.realpath(__file__))
# All code that decides what a rubric or lexicon loads as; tests/hongdong_rubric/test_compiled.py holds it complete.
_CODE = (
    *("hongdong_rubric/compiled.py", "hongdong_rubric/rows.py", "hongdong_rubric/schema/__init__.py"),
    *("hongdong_rubric/schema/lexicon.py", "hongdong_rubric/schema/nodes.py", "hongdong_rubric/schema/patterns.py"),
    *("hongdong_rubric/schema/rules.py", "hongdong_rubric/schema/slips.py", "scorer/cues.py", "scorer/language.py"),
    *("scorer/lazy.py", "scorer/lexicon.py", "scorer/normalisation.py"),
    *("scorer/matching/preparation.py", "scorer/matching/table.py", "scorer/matching/terms.py"),
    *("scorer/matching/typos.py", "scorer/phrases.py", "scorer/rubric.py", "scorer/text.py"),
)


@cache
def bundled_folder() -> str:
    """The folder of the bundled rubrics: inside the installed package, or beside it in a checkout."""
    installed = os.path.join(_HOME, "rubric")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_HOME), "rubric")


def bundled_names() -> list[str]:
    """Names of the bundled rubrics."""
    return sorted(
        name.removesuffix(".yaml")
        for name in os.listdir(bundled_folder())
        if name.endswith(".yaml") and not name.endswith(_CASES) and name != _LEXICON
    )


@cache
def bundled_lexicon() -> Lexicon:
    """The lexicon that all rubrics share."""

    def build() -> bytes:
        from hongdong_rubric.schema import load_lexicon

        return encode_lexicon(load_lexicon(yaml_text(_lexicon_bytes(), _lexicon_file()), display_name(_LEXICON)))

    return decode_lexicon(kept("lexicon", fingerprint((*code_of(_CODE), _lexicon_bytes())), build))


def open_rubric(name: str) -> Rubric:
    """A rubric by bundled name or by path, compiled or from its YAML; raises ``UsageError`` or ``RubricError``."""
    file = find_rubric(name)
    data = yaml_bytes(file, "细则")
    lexicon = bundled_lexicon()
    # Which short terms are words is prepared with the rubric.
    key = fingerprint((*code_of(_CODE), *dictionary_versions(), _lexicon_bytes(), data))
    found = kept("rubric", key, lambda: encode_rubric(_prepared(_load(file, data))))
    return decode_rubric(found, lexicon, _language())


def read_rubric(name: str) -> Rubric:
    """A rubric as :func:`open_rubric` gives it, always from its YAML."""
    file = find_rubric(name)
    return _load(file, yaml_bytes(file, "细则"))


def find_rubric(name: str) -> str:
    """The file of a rubric named or pathed."""
    if name in bundled_names():
        return os.path.join(bundled_folder(), f"{name}.yaml")
    if os.path.isfile(name):
        return name
    if os.path.splitext(name)[1] in (".yaml", ".yml") or "/" in name or "\\" in name:
        raise UsageError(f"找不到细则文件 {display_name(name)}:请检查路径")
    known = bundled_names()
    raise UsageError(
        f"没有名为“{display_name(name)}”的细则{suggestion(name, known)}"
        f"(可用:{'、'.join(known)};也可给出 YAML 文件的路径)"
    )


def open_cases(name: str, rubric: Rubric) -> tuple[Case, ...]:
    """The cases beside a rubric, in a file of the same name that ends in ``.cases.yaml``."""
    from hongdong_rubric.schema.cases import load_cases

    file = find_rubric(name)
    found = file.removesuffix(".yaml").removesuffix(".yml") + _CASES
    if not os.path.isfile(found):
        raise UsageError(f"找不到例句文件 {display_name(os.path.basename(found))}:请放在细则旁边")
    return load_cases(yaml_text(yaml_bytes(found, "细则"), found), display_name(found), rubric)


def _load(file: str, data: bytes) -> Rubric:
    from hongdong_rubric.schema import load_rubric

    return load_rubric(yaml_text(data, file), display_name(file), bundled_lexicon())


def _prepared(rubric: Rubric) -> Rubric:
    """A rubric with what would have to be worked out again at the first report of each run."""
    from scorer.matching.preparation import prepare

    return rubric._replace(prepared=prepare(rubric.elements(), rubric.lexicon, rubric.language))


@cache
def _language() -> Language:
    """What dictionaries tell, kept in a form that is read at once."""

    def key() -> str:
        return fingerprint((*code_of(("scorer/language.py",)), *dictionary_versions()))

    return CompiledLanguage(
        lambda: kept("words", key(), compile_words),
        lambda: kept("pairs", key(), lambda: compile_pairs().encode()).decode(),
        lambda: kept("readings", key(), lambda: compile_readings().encode()).decode(),
    )


def _lexicon_file() -> str:
    return os.path.join(bundled_folder(), _LEXICON)


@cache
def _lexicon_bytes() -> bytes:
    return yaml_bytes(_lexicon_file(), "细则")


@cache
def code_of(names: tuple[str, ...]) -> tuple[bytes, ...]:
    """Some code; where there is no source, the program's version must do.

    Which Python runs it makes no difference: a wheel brings along what another one made of it.
    """
    found = []
    for name in names:
        try:
            found.append(_read(os.path.join(os.path.dirname(_HOME), name)))
        except OSError:
            found.append(b"")
    return tuple(found)


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def yaml_bytes(file: str, kind: str) -> bytes:
    """The bytes of a YAML file without a byte-order mark; ``kind`` is what messages call it. Raises ``UsageError``."""
    try:
        return _read(file).removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise UsageError(f"读不了{kind}文件 {display_name(file)}:{reason(error)}") from error


def yaml_text(data: bytes, file: str) -> str:
    """The text of a YAML file's bytes in UTF-8. Raises ``RubricError``."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"这个字节(0x{data[error.start]:02x})不是 UTF-8:请另存为 UTF-8"
        raise RubricError((Mistake(display_name(file), line, column, "", message),)) from error
