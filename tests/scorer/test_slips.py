"""The search for slips against the plain definition of one: every term laid on every place of a text."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.language import CompiledLanguage, Language, compile_pairs, compile_readings, compile_words
from tests.helpers import LEXICON, Guarded, guard_of

WORDS, PAIRS, READINGS = compile_words(), compile_pairs(), compile_readings()
LANGUAGE = CompiledLanguage(lambda: WORDS, lambda: PAIRS, lambda: READINGS)
WRITTEN = (
    *("出庭应诉", "行政复议", "行政复核", "告知承诺", "示范创建", "十项举措", "一网通办", "法制审核", "法治审核"),
    *("专家论证会", "负责人出庭", "公众参与度", "行政复议委员会", "执法监督平台", "双随机、一公开", "综合执法队伍"),
    *("证明事项告知", "告知承诺制度", "行政执法人员资格考试"),
)
COMPOUNDS = ("政协提案", "提案办理", "执法人员考核", "复议听证", "专家论证", "文件报向", "行政复议听证")
SHORT = ("双随机", "听证会", "执法证", "复议庭")
DISTINCT = ("各项制度", "出廷应诉", "提案代理", "综合执罚", "行政执法人员资格考市")
NUMERALS = "一二三四五六七八九十百千万两几各每数0123456789"
GRAMMAR = "的了与和及在等是为把被对从向由以并或不有中上下之其于着过"
LOOSE = GRAMMAR + "省市州县区旗镇乡村"


def guarded(language: Language) -> Guarded:
    """A guard of all these."""
    terms = (*WRITTEN, *SHORT)
    return guard_of(terms, DISTINCT, LEXICON.lookalikes, compounds=COMPOUNDS, short=SHORT, language=language)


GUARDED = guarded(LANGUAGE)


class Doubt(NamedTuple):
    """A place where a term would stand but for one character; of several about one character the first is right."""

    offset: int
    shortness: int
    term: str
    begin: int
    compound: bool


def plain(text: str) -> dict[int, str]:
    """Every slip of a text by its definition: first those in longer terms, then, these put right, in those of three."""
    terms = [(term, False) for term in WRITTEN] + [(term, True) for term in COMPOUNDS]
    slips = settled(text, terms, {})
    mended = "".join(slips.get(offset, char) for offset, char in enumerate(text))
    return settled(mended, [(term, False) for term in SHORT], slips)


def settled(text: str, terms: Iterable[tuple[str, bool]], slips: dict[int, str]) -> dict[int, str]:
    for doubt in sorted(one for one in doubts(text, terms) if is_slip(text, one)):
        slips.setdefault(doubt.offset, doubt.term[doubt.offset - doubt.begin])
    return slips


def doubts(text: str, terms: Iterable[tuple[str, bool]]) -> Iterator[Doubt]:
    for term, compound in terms:
        for begin in range(len(text) - len(term) + 1):
            wrong = [begin + place for place, char in enumerate(term) if text[begin + place] != char]
            if len(wrong) == 1:
                yield Doubt(wrong[0], -len(term), term, begin, compound)


def is_slip(text: str, doubt: Doubt) -> bool:
    wrong, right, size = text[doubt.offset], doubt.term[doubt.offset - doubt.begin], len(doubt.term)
    # A character for a character, never a numeral; between short words beside each other no grammar, no place.
    if not all("\u4e00" <= one <= "\u9fff" and one not in NUMERALS for one in (wrong, right)):
        return False
    if (doubt.compound or size == 3) and (wrong in LOOSE or right in LOOSE):
        return False
    certain = size >= 6 and not doubt.compound
    looks = wrong not in GRAMMAR and any(wrong in group and right in group for group in LEXICON.lookalikes)
    if not looks and not sounds(wrong, right, exactly=certain or size == 3):
        return False
    over = [text[at:end] for at in range(doubt.offset + 1) for end in range(doubt.offset + 1, len(text) + 1)]
    over = [piece for piece in over if 2 <= len(piece) <= 8]
    known = {*WRITTEN, *SHORT, *DISTINCT}
    if text[doubt.begin : doubt.begin + size] in known or any(piece in known for piece in over):
        return False
    return certain or not any(map(is_word, over))


@cache
def is_word(text: str) -> bool:
    return Language().is_word(text)


def sounds(wrong: str, right: str, *, exactly: bool) -> bool:
    """Whether two characters share a reading, by and large where not exactly."""
    one, two = (
        {reading if exactly else heard(reading) for reading in Language().readings(char)} for char in (wrong, right)
    )
    return bool(one & two)


def heard(reading: str) -> str:
    """A reading as those hear it who tell neither zh from z, nor l from n, nor -ng from -n."""
    if reading[1:2] == "h":
        reading = reading[0] + reading[2:]
    if reading[0] == "l":
        reading = "n" + reading[1:]
    return reading[:-1] if reading.endswith("ng") else reading


# Common characters by how they are heard.
HOMOPHONES: dict[str, list[str]] = {}
for _place, _readings in enumerate(READINGS.split(" ")):
    for _reading in filter(None, _readings.split("/")):
        HOMOPHONES.setdefault(heard(_reading), []).append(chr(0x4E00 + _place))


def another(char: str, chance: random.Random) -> str:
    """A character to put in a character's place: mostly one that sounds or looks like it, now and then any."""
    alike = [other for reading in LANGUAGE.readings(char) for other in HOMOPHONES.get(heard(reading), [])]
    looks = [other for group in LEXICON.lookalikes if char in group for other in group]
    anything = list("的县一各听证随，0a")
    return chance.choice(chance.choice([alike or anything, alike or anything, looks or anything, anything]))


FILLING = ("", "", "，", "推行", "我县的", "开展", "若干", "12件", "工作", "。", "力", "证", "政", "及", "a")


def made(chance: random.Random) -> str:
    """Terms and other pieces side by side, some of their characters replaced."""
    pieces = [
        chance.choice(FILLING) if chance.random() < 0.4 else chance.choice((*WRITTEN, *COMPOUNDS, *SHORT, *DISTINCT))
        for _ in range(chance.randint(1, 6))
    ]
    text = list("".join(pieces)[chance.choice((0, 0, 1)) :])
    for place, char in enumerate(text):
        if chance.random() < 0.15:
            text[place] = another(char, chance)
    return "".join(text)


def test_every_slip_by_its_definition_is_found_and_no_other() -> None:
    chance = random.Random(1)
    found = {text: GUARDED.corrections(text) for text in (made(chance) for _ in range(1_500))}
    assert {text: slips for text, slips in found.items() if slips != plain(text)} == {}
    assert sum(map(len, found.values())) > 300


@pytest.mark.parametrize("term", [*WRITTEN, *COMPOUNDS, *SHORT])
def test_every_place_of_every_term_is_judged_by_the_definition(term: str) -> None:
    chance = random.Random(term)
    for place, char in enumerate(term):
        for other in {another(char, chance) for _ in range(12)}:
            for before, behind in (("", ""), ("推行", "。"), ("，", "工作")):
                text = f"{before}{term[:place]}{other}{term[place + 1 :]}{behind}"
                assert GUARDED.corrections(text) == plain(text), text


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        # 快艇 is a word until 快 is put right.
        pytest.param("行政复议委员快艇证会", {6: "会", 7: "听"}, id="hidden-by-another"),
        pytest.param("行政执法人员资格考市", {}, id="a-long-word-turned-down"),
        pytest.param("行政执法人员姿格考试", {6: "资"}, id="in-the-middle-of-a-long-term"),
    ],
)
def test_slips_that_chance_seldom_makes(text: str, slips: dict[int, str]) -> None:
    assert GUARDED.corrections(text) == plain(text) == slips


@given(st.text("出庭廷应诉行政复议义以告知承诺若双随机即、一公开听证正会，", max_size=30))
def test_any_text_is_judged_by_the_definition(text: str) -> None:
    assert GUARDED.corrections(text) == plain(text)


def test_both_languages_lead_to_the_same_corrections() -> None:
    chance, asking = random.Random(2), guarded(Language())
    texts = [made(chance) for _ in range(200)]
    assert [asking.corrections(text) for text in texts] == [GUARDED.corrections(text) for text in texts]
