"""Holds the search for cues to what one regular expression of all of them would find."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from scorer.cues import CLAUSE_MARKS, CueList, cue_list
from scorer.lexicon import cue_at, find_cues, has_cue, is_harmless
from scorer.phrases import CUE_GAP, LONG_GAP
from tests.helpers import LEXICON, document

ROOT = Path(__file__).resolve().parents[2]
STANCE = dict(LEXICON.stance)
STATUTORY = dict(LEXICON.statutory)
LISTS = {
    **{f"parts.{part}": (cues, ()) for part, cues in LEXICON.parts},
    **{f"openers.{part}": (cues, ()) for part, cues in LEXICON.openers},
    **{
        key: (cues, table.get(f"{key}_not_in", ()))
        for table in (STANCE, STATUTORY)
        for key, cues in table.items()
        if not key.endswith("_not_in")
    },
    "furniture": (LEXICON.furniture, ()),
    "furniture_anywhere": (LEXICON.furniture_anywhere, ()),
    "title": (LEXICON.title, ()),
    "continuations": (LEXICON.continuations, ()),
}
YEARS = (None, 2022, 2085)


def word_regex(word: str, year: int | None) -> str:
    anytime = r"(?<!\d)20\d\d年(?:度)?"
    current = rf"(?<!\d){year}年(?:度)?" if year else "(?!)"
    following = rf"(?<!\d){year + 1}年(?:度)?" if year else "(?!)"
    coming = rf"(?<!\d)(?:{'|'.join(str(year + one) for one in range(1, 16))})年(?:度)?" if year else anytime
    marks = {"<当年>": current, "<次年>": following, "<以后>": coming, "<年份>": anytime}
    pieces = re.split("(<[^>]*>)", word)
    return "".join(marks.get(piece, re.escape(piece)) for piece in pieces)


def cue_regex(cue: str, year: int | None) -> str:
    body, gap = "", CUE_GAP
    for piece in cue.removeprefix("^").removesuffix("$").split():
        if piece == "…":
            gap = LONG_GAP
            continue
        body += f"[^{CLAUSE_MARKS}]{{0,{gap}}}?" if body else ""
        body += f"(?:{'|'.join(word_regex(word, year) for word in piece.split('|'))})"
        gap = CUE_GAP
    start = f"(?:^|(?<=[{CLAUSE_MARKS}]))" if cue.startswith("^") else ""
    return start + body + (f"(?=$|[{CLAUSE_MARKS}])" if cue.endswith("$") else "")


@cache
def reference(name: str, year: int | None) -> re.Pattern[str]:
    """The expression of a list: the phrases stepped over, the longest first, then the cues."""
    cues, not_in = LISTS[name]
    skipped = "|".join(sorted((cue_regex(cue, year) for cue in not_in), key=len, reverse=True))
    wanted = "|".join(cue_regex(cue, year) for cue in cues)
    return re.compile(f"(?P<skip>{skipped})|(?P<cue>{wanted})" if skipped else f"(?P<cue>{wanted})")


def differences(name: str, year: int | None, searched: CueList, texts: list[str]) -> list[str]:
    """The texts in which a list finds anything else than the expression does."""
    wrong = []
    for text in texts:
        matches = list(reference(name, year).finditer(text))
        cues = [match.span() for match in matches if match.lastgroup == "cue"]
        skips = [match.span() for match in matches if match.lastgroup == "skip"]
        edges = {0, *(at for match in matches for at in match.span())}
        harmless = {at for begin, end in skips for at in range(begin, end)}
        same = (
            list(searched.spans(text)) == [(*match.span(), match.lastgroup == "cue") for match in matches]
            and find_cues(searched, text) == cues
            and has_cue(searched, text) is bool(cues)
            and all(is_harmless(searched, text, at) is (at in harmless) for at in edges)
            and cue_at(searched, text) == next((end for begin, end in cues if begin == 0), -1)
        )
        if not same:
            wrong.append(text)
    return wrong


@cache
def sentences() -> list[str]:
    """The sentences and clauses of all reports in the repository."""
    found: set[str] = set()
    for file in sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests/reports").glob("*.txt")]):
        doc = document(file.read_text(encoding="utf-8"))
        found |= {doc.folded[one.span.start : one.span.end] for one in (*doc.sentences, *doc.clauses)}
    return sorted(found)


def spelled(word: str, chance: random.Random) -> str:
    year = f"{chance.randint(2018, 2102)}年{chance.choice(['', '度'])}"
    return re.sub("<[^>]*>", year, word)


def composed(name: str, amount: int) -> list[str]:
    """Texts of a list's own words, near to what its cues ask for."""
    chance = random.Random(name)
    cues = [cue for one in LISTS[name] for cue in one]
    words = [word for cue in cues for piece in cue.strip("^$").split() for word in piece.split("|") if word != "…"]
    between = ["", "", "", ",", "。", "的", "工作", "县\n", "1", "度", "٢", "一二三四五六", "一二三四五六七八九十" * 4]

    def phrase() -> str:
        pieces = chance.choice(cues).strip("^$").split()
        chosen = [chance.choice(piece.split("|")) for piece in pieces if piece != "…"]
        return "".join(spelled(word, chance) + chance.choice(between) for word in chosen)

    def loose() -> str:
        return spelled(chance.choice(words), chance) + chance.choice(between)

    parts = (phrase, phrase, loose, lambda: chance.choice(between))
    texts = ("".join(chance.choice(parts)() for _ in range(chance.randint(1, 8))) for _ in range(amount))
    return [text + chance.choice(["", "", "\n", "\n\n", "。"]) for text in texts]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_finds_what_its_expression_would(name: str, year: int | None) -> None:
    cues, not_in = LISTS[name]
    texts = composed(name, 150) + sentences()[:: 1 if year == 2022 else 25]
    assert differences(name, year, cue_list(cues, year, not_in), texts) == []


@pytest.mark.parametrize(
    ("cues", "year", "not_in"),
    [
        pytest.param(STANCE["planned"], 2022, (), id="nothing-stepped-over"),
        pytest.param(STANCE["planned"], 2022, STANCE["planned_not_in"][:-1], id="a-phrase-forgotten"),
        pytest.param(STANCE["planned"][:-1], 2022, STANCE["planned_not_in"], id="a-cue-forgotten"),
        pytest.param(STANCE["planned"], 2023, STANCE["planned_not_in"], id="another-year"),
        pytest.param(
            tuple(cue.removeprefix("^") for cue in STANCE["planned"]), 2022, STANCE["planned_not_in"], id="not-bound"
        ),
    ],
)
def test_another_list_would_be_seen(cues: tuple[str, ...], year: int, not_in: tuple[str, ...]) -> None:
    assert differences("planned", 2022, cue_list(cues, year, not_in), composed("planned", 600)) != []


def test_a_list_that_names_no_year_is_made_once_for_all_years() -> None:
    assert cue_list(("下步",), 2022) is cue_list(("下步",), 2023)
    assert cue_list(("<次年>",), 2022) is not cue_list(("<次年>",), 2023)
