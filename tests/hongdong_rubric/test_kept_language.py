from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hongdong_rubric import rubrics
from hongdong_rubric.cache import VARIABLE
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer import language
from scorer.language import CompiledLanguage, Language


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made from the dictionaries, as it happens."""
    made: list[str] = []

    def words() -> bytes:
        made.append("words")
        return language.compile_words()

    def pairs() -> str:
        made.append("pairs")
        return language.compile_pairs()

    def readings() -> str:
        made.append("readings")
        return language.compile_readings()

    monkeypatch.setattr(rubrics, "compile_words", words)
    monkeypatch.setattr(rubrics, "compile_pairs", pairs)
    monkeypatch.setattr(rubrics, "compile_readings", readings)
    return made


def ask() -> tuple[bool, bool, bool, bool, tuple[str, ...]]:
    """What a new process would hear."""
    told: Language = rubrics._language.__wrapped__()
    seconds = told.pairs()["听"]
    return told.is_word("听证"), told.is_word("听正"), "证" in seconds, "正" in seconds, told.readings("庭")


RIGHT = (True, False, True, False, ("ting",))
ALL = ["pairs", "words", "readings"]


def test_what_the_dictionaries_tell_is_made_once(empty_cache: Path, made: list[str]) -> None:
    assert [ask(), ask()] == [RIGHT, RIGHT]
    assert made == ALL
    assert sorted(one.name.partition("-")[0] for one in empty_cache.iterdir()) == sorted(ALL)


def test_nothing_is_made_before_it_is_asked(empty_cache: Path, made: list[str]) -> None:
    rubrics._language.__wrapped__()
    assert (made, empty_cache.exists()) == ([], False)


@pytest.mark.parametrize("harm", [lambda data: data[:-8], lambda data: data[:-8] + bytes(8), lambda _: b""])
def test_a_damaged_entry_is_made_anew(empty_cache: Path, made: list[str], harm: Callable[[bytes], bytes]) -> None:
    ask()
    for entry in empty_cache.iterdir():
        entry.write_bytes(harm(entry.read_bytes()))
    assert [ask(), ask()] == [RIGHT, RIGHT]
    assert made == 2 * ALL


def test_where_nothing_may_be_kept_the_answers_are_the_same(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert [ask(), ask()] == [RIGHT, RIGHT]
    assert made == 2 * ALL


@pytest.mark.parametrize("what", ["dictionary_versions", "code_of"])
def test_another_dictionary_or_code_is_seen_at_once(
    empty_cache: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    ask()
    monkeypatch.setattr(rubrics, what, lambda *_: (b"new",))
    assert ask() == RIGHT
    assert made == 2 * ALL


def test_every_rubric_is_opened_with_what_is_kept() -> None:
    opened = open_rubric(DEFAULT)
    assert isinstance(opened.language, CompiledLanguage)
    assert opened.language is open_rubric(DEFAULT).language
