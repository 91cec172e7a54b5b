from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer import language
from scorer.language import (
    CompiledLanguage,
    Language,
    compile_pairs,
    compile_readings,
    compile_words,
    dictionary_versions,
)

WORDS, PAIRS, READINGS = compile_words(), compile_pairs(), compile_readings()
REAL = Language()
HAN = [chr(code) for code in range(0x4E00, 0xA000)]


@pytest.fixture
def compiled() -> CompiledLanguage:
    return CompiledLanguage(lambda: WORDS, lambda: PAIRS, lambda: READINGS)


def test_all_words_of_the_dictionary_are_known(compiled: CompiledLanguage) -> None:
    words = language._dictionary()
    assert len(words) > 100_000
    assert [word for word in words if not compiled.is_word(word)] == []


def test_all_pairs_of_a_few_characters_are_judged_alike(compiled: CompiledLanguage) -> None:
    # Characters of which some pairs are words and most are none.
    few = "听证会行政复议出庭应诉专家论公开时间人民法院工作安全生产教育改革发展"
    pairs = [one + two for one in few for two in few]
    told = [REAL.is_word(pair) for pair in pairs]
    assert [compiled.is_word(pair) for pair in pairs] == told
    assert 50 < sum(told) < len(told) / 2


def test_the_pairs_of_both_are_the_words_of_two_characters(compiled: CompiledLanguage) -> None:
    told = compiled.pairs()
    assert told == REAL.pairs()
    assert [first + second for first, seconds in told.items() for second in seconds] == sorted(
        word for word in language._dictionary() if len(word) == 2
    )


@pytest.mark.parametrize("pair", ["听证", "听正", "庭应", "ab", "龘靐", "、一"])
def test_a_pair_is_one_where_it_is_a_word(compiled: CompiledLanguage, pair: str) -> None:
    assert (pair[1] in compiled.pairs().get(pair[0], "")) is REAL.is_word(pair) is compiled.is_word(pair)


@pytest.mark.parametrize(
    ("text", "is_word"),
    [
        pytest.param("听证", True, id="word"),
        pytest.param("法治政府", False, id="phrase"),
        pytest.param("听", False, id="single-character"),
        pytest.param("", False, id="empty"),
        pytest.param("ab", False, id="letters"),
        pytest.param("听 证", False, id="blank"),
        pytest.param("龘靐", False, id="rare-characters"),
        pytest.param("𠮷祥", False, id="beyond-the-first-plane"),
        pytest.param("\ud800\ud800", False, id="lone-surrogates"),
        pytest.param("听" * 1000, False, id="long"),
    ],
)
def test_real_words_are_told_from_others(compiled: CompiledLanguage, text: str, is_word: bool) -> None:
    assert (REAL.is_word(text), compiled.is_word(text)) == (is_word, is_word)


@given(st.text(max_size=8))
def test_any_text_is_judged_alike(text: str) -> None:
    assert CompiledLanguage(lambda: WORDS, str, str).is_word(text) is REAL.is_word(text)


def test_all_han_characters_are_read_alike(compiled: CompiledLanguage) -> None:
    assert [char for char in HAN if compiled.readings(char) != REAL.readings(char)] == []


@pytest.mark.parametrize(
    ("char", "readings"),
    [
        pytest.param("庭", ("ting",), id="one"),
        pytest.param("行", ("xing", "hang"), id="the-two-usual-ones-of-many"),
        pytest.param("龘", ("da",), id="outside-gb-2312"),
        pytest.param("〇", ("ling", "yuan"), id="outside-the-block"),
    ],
)
def test_a_character_has_its_usual_readings(compiled: CompiledLanguage, char: str, readings: tuple[str, ...]) -> None:
    assert (REAL.readings(char), compiled.readings(char)) == (readings, readings)


@pytest.mark.parametrize("char", ["a", "1", "、", " ", "\n", "\u4dff", "\ua000", "𠮷", "😀", "\ud800"])
def test_what_is_no_han_character_is_read_alike(compiled: CompiledLanguage, char: str) -> None:
    assert compiled.readings(char) == REAL.readings(char)


def test_readings_at_hand_are_those_that_were_kept(compiled: CompiledLanguage) -> None:
    asked = {char: compiled.readings_at_hand(char) for char in "庭龘A、"}
    assert asked == {"庭": ("ting",), "龘": (), "A": (), "、": ()}
    assert all(REAL.readings_at_hand(char) == REAL.readings(char) for char in asked)


def test_the_compact_forms_are_brought_at_the_first_question_and_once() -> None:
    asked: list[str] = []

    def words() -> bytes:
        asked.append("words")
        return WORDS

    def pairs() -> str:
        asked.append("pairs")
        return PAIRS

    def readings() -> str:
        asked.append("readings")
        return READINGS

    compiled = CompiledLanguage(words, pairs, readings)
    assert asked == []
    assert (compiled.is_word("听证"), compiled.is_word("听正"), asked) == (True, False, ["words"])
    assert (compiled.readings("庭"), compiled.readings("廷"), asked) == (("ting",), ("ting",), ["words", "readings"])
    assert ("证" in compiled.pairs()["听"], "正" in compiled.pairs()["听"]) == (True, False)
    assert asked == ["words", "readings", "pairs"]


def test_the_compact_forms_load_neither_dictionary_nor_sounds(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(WORDS)
    (tmp_path / "pairs").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "readings").write_text(READINGS, encoding="utf-8")
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from scorer.language import CompiledLanguage, _dictionary\n"
        "home = Path(sys.argv[1])\n"
        "kept = (home / 'words').read_bytes, (home / 'pairs').read_text, (home / 'readings').read_text\n"
        "told = CompiledLanguage(*kept)\n"
        "assert told.is_word('听证') and '证' in told.pairs()['听'] and told.readings('庭') == ('ting',)\n"
        "print(sorted({'jieba', 'pypinyin'} & set(sys.modules)), _dictionary.cache_info().misses)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[] 0\n"


def test_all_forms_are_the_same_every_time() -> None:
    assert (compile_words(), compile_pairs(), compile_readings()) == (WORDS, PAIRS, READINGS)


def test_the_forms_are_read_alike_by_any_processor(monkeypatch: pytest.MonkeyPatch, compiled: CompiledLanguage) -> None:
    keys = [WORDS[at : at + 8] for at in range(0, len(WORDS), 8)]
    assert keys == sorted(keys, key=lambda key: int.from_bytes(key, "little"))
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    # Here the other order is wrong, so that it must turn the bytes round both times.
    turned = b"".join(key[::-1] for key in keys)
    assert compile_words() == turned
    assert CompiledLanguage(lambda: turned, str, str).is_word("听证")


def test_the_versions_tell_dictionaries_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(version: str, words: str) -> tuple[bytes, ...]:
        for name in ("jieba", "pypinyin"):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "__init__.py").write_text(f"__version__ = '{version}'", encoding="utf-8")
        (tmp_path / "jieba" / "dict.txt").write_text(words, encoding="utf-8")
        return dictionary_versions.__wrapped__()

    monkeypatch.setattr(language, "_home", lambda package: tmp_path / package)
    told = {installed("1", "甲乙 9 n"), installed("2", "甲乙 9 n"), installed("1", "甲乙丙 9 n")}
    assert len(told) == 3
    assert installed("1", "甲乙 9 n") in told


def test_without_dictionaries_no_text_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_home", lambda _: None)
    assert language._dictionary.__wrapped__() == frozenset()
    assert dictionary_versions.__wrapped__() == (b"",)


def test_where_there_was_no_dictionary_the_compact_forms_know_no_word() -> None:
    known = CompiledLanguage(bytes, str, str)
    assert (dict(known.pairs()), known.is_word("行政")) == ({}, False)
