from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scorer.language import Language, compile_pairs, compile_readings
from scorer.matching.terms import lay_out
from tests.helpers import LEXICON, guard_of

TERMS = (
    "出庭应诉",
    "行政裁决",
    "行政复议",
    "行政调解",
    "专家论证",
    "三项制度",
    "告知承诺",
    "负责人出庭",
    "执法监督",
    "示范创建",
    "十项举措",
    "一网通办",
)


def corrected(text: str, terms: tuple[str, ...] = TERMS, distinct: tuple[str, ...] = LEXICON.distinct) -> str:
    corrections = guard_of(terms, distinct, LEXICON.lookalikes).corrections(text)
    return "".join(corrections.get(offset, char) for offset, char in enumerate(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("负责人出廷应诉", "负责人出庭应诉", id="same-sound"),
        pytest.param("专家轮证会", "专家论证会", id="same-sound-other-tone"),
        pytest.param("推行告知承若", "推行告知承诺", id="like-shape"),
        pytest.param("开展行政调介", "开展行政调解", id="last-character"),
        pytest.param("开展形政复议", "开展行政复议", id="first-character"),
    ],
)
def test_a_slip_is_put_right(text: str, meant: str) -> None:
    assert corrected(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("行政裁量", id="another-institution"),
        pytest.param("行政协议", id="another-agreement"),
        pytest.param("行政调查", id="another-act"),
        pytest.param("师范创建", id="another-word-of-the-same-sound"),
        pytest.param("司法调解", id="another-kind"),
        pytest.param("各项制度", id="a-word-of-the-distinct-list"),
        pytest.param("四项举措", id="another-number"),
        pytest.param("以网通办", id="a-numeral-of-the-same-sound"),
        pytest.param("专家的证", id="a-grammar-word"),
        pytest.param("示范桥建", id="neither-sound-nor-shape"),
        pytest.param("出庭应诉", id="right-already"),
        pytest.param("出廷迎诉", id="two-wrong-characters"),
        pytest.param("出庭应A", id="no-han-character"),
        pytest.param("出庭", id="too-short"),
        pytest.param("", id="empty"),
    ],
)
def test_another_term_is_no_slip(text: str) -> None:
    assert corrected(text) == text


def test_a_term_of_the_rubric_is_never_a_slip_for_another() -> None:
    assert corrected("出廷应诉", (*TERMS, "出廷应诉")) == "出廷应诉"


def test_a_slip_in_two_short_words_side_by_side_is_put_right() -> None:
    guard = guard_of(TERMS, (), compounds=("政协提案",))
    assert (guard.corrections("办理政协题案"), guard.corrections("办理提案")) == ({4: "提"}, {})


def test_a_compound_is_no_proof_of_a_real_word() -> None:
    assert guard_of(("复议听证",), (), compounds=("复义听证",)).corrections("复义听证") == {1: "议"}


def test_between_two_words_of_a_compound_a_place_may_stand() -> None:
    assert guard_of((), (), compounds=("文件报向",)).corrections("文件报乡") == {}


@pytest.mark.parametrize(
    ("text", "corrections"),
    [
        pytest.param("召开听正会", {3: "证"}, id="a-word-of-the-dictionary"),
        pytest.param("推行双隋机", {3: "随"}, id="a-short-term-of-the-lexicon"),
        pytest.param("推行双水机", {}, id="another-sound"),
        pytest.param("听证的会", {}, id="a-grammar-word"),
        pytest.param("打听我会", {}, id="chance"),
    ],
)
def test_a_slip_in_three_characters_needs_a_known_word_and_the_very_sound(
    text: str, corrections: dict[int, str]
) -> None:
    assert guard_of(("听证会",), (), short=("双随机",)).corrections(text) == corrections


def test_in_a_long_term_even_a_real_word_is_a_slip() -> None:
    assert guard_of(("双随机、一公开",), ()).corrections("推行双随即、一公开") == {4: "机"}
    assert guard_of(("综合执法队伍",), ()).corrections("整合执法队伍") == {}


def test_a_distinct_word_is_never_a_slip() -> None:
    assert corrected("出廷应诉", distinct=("出廷应诉",)) == "出廷应诉"


def test_a_real_word_across_the_border_of_the_term_is_no_slip() -> None:
    assert (corrected("告知承若。"), corrected("告知承若干事项。")) == ("告知承诺。", "告知承若干事项。")


@pytest.mark.parametrize("term", ["听证会", "复议"])
def test_short_terms_have_no_slips(term: str) -> None:
    assert corrected("听政会和复仪", (term,)) == "听政会和复仪"


def test_every_slip_of_a_text_is_found_with_its_offset() -> None:
    corrections = guard_of(TERMS, (), LEXICON.lookalikes).corrections("出廷应诉。专家轮证。")
    assert corrections == {1: "庭", 7: "论"}


def test_corrections_do_not_depend_on_the_order_of_terms() -> None:
    text = "出廷应诉，专家轮证，告知承若。"
    assert corrected(text) == corrected(text, tuple(reversed(TERMS)))


def test_a_text_without_doubt_asks_for_no_words_and_loads_no_dictionary(tmp_path: Path) -> None:
    words = ["出庭应诉", "双随机、一公开"]
    terms = lay_out(words, [], [], [], Language())
    (tmp_path / "terms").write_text(json.dumps(terms._asdict()), encoding="utf-8")
    (tmp_path / "pairs").write_text(compile_pairs(), encoding="utf-8")
    (tmp_path / "readings").write_text(compile_readings(), encoding="utf-8")
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from scorer.language import CompiledLanguage, _dictionary\n"
        "from scorer.matching import TypoGuard, WordSearch\n"
        "from scorer.matching.words import by_word\n"
        "from scorer.rubric import Terms\n"
        "asked = []\n"
        "def bring(name):\n"
        "    asked.append(name)\n"
        "    return Path(sys.argv[1], name).read_text(encoding='utf-8')\n"
        "language = CompiledLanguage(*[lambda name=name: bring(name) for name in ('words', 'pairs', 'readings')])\n"
        "terms = Terms(**json.loads(bring('terms')))\n"
        "text = '负责人出庭应诉十二次，出龘于世，推行双随机、一公开。'\n"
        "found = by_word(WordSearch({*terms.certain_begun, *terms.certain_ended}).find(text))\n"
        "assert TypoGuard(terms, [], language).corrections(text, found) == {}\n"
        "print(asked, sorted({'jieba', 'pypinyin', 'opencc'} & set(sys.modules)), _dictionary.cache_info().misses)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == "['terms', 'pairs', 'readings'] [] 0\n"
