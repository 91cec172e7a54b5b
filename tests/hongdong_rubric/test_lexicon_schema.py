from __future__ import annotations

from pathlib import Path

import pytest

from hongdong_rubric.errors import Mistake, RubricError
from hongdong_rubric.rubrics import bundled_folder
from hongdong_rubric.schema import load_lexicon
from scorer.lexicon import Lexicon
from scorer.text import Part

BUNDLED = Path(bundled_folder(), "lexicon.yaml").read_text(encoding="utf-8")


def load(text: str) -> Lexicon:
    return load_lexicon(text, "x.yaml")


def mistakes(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(RubricError) as caught:
        load(text)
    return caught.value.mistakes


def edited(old: str, new: str) -> str:
    assert f"\n{old}" in BUNDLED
    return BUNDLED.replace(f"\n{old}", f"\n{new}", 1)


@pytest.mark.parametrize(
    ("old", "new", "keys", "said"),
    [
        pytest.param("furniture:\n", "furnitures:\n", "furnitures", "是不是“furniture”?", id="misspelt-key"),
        pytest.param("title:\n", "furniture:\n", "furniture", "键“furniture”重复", id="doubled-key"),
        pytest.param("title:\n", "owner:\n", "", "缺少“title”", id="missing-key"),
        pytest.param("  planned:\n", "  plans:\n", "stance.plans", "不认识的键“plans”", id="unknown-stance"),
        pytest.param("  duty:\n", "  duties:\n", "parts.duties", "是不是“duty”?", id="unknown-part"),
        pytest.param("  county:\n", "  district:\n", "levels.district", "不认识的键“district”", id="unknown-level"),
        pytest.param("title:\n", "title:\n- 甲||乙\n", "title", "竖线两边都要有词", id="empty-alternative"),
        pytest.param("title:\n", "title:\n- <明年>,\n", "title", "不认识“<明年>”", id="unknown-mark"),
        pytest.param("title:\n", "title:\n- ''\n", "title", "这里应是一段文字", id="empty-cue"),
        pytest.param("title:\n", "title:\n- [甲]\n", "title", "这里应是一段文字", id="a-list-for-a-cue"),
        pytest.param(
            "variants:\n", "variants:\n  法规: 规\n", "variants.法规", "字数不同", id="variant-of-another-length"
        ),
        pytest.param("variants:\n", "variants:\n  法规: 法规\n", "variants.法规", "左右相同", id="variant-of-itself"),
    ],
)
def test_a_mistake_is_told_with_its_keys_and_what_to_do(old: str, new: str, keys: str, said: str) -> None:
    told = {mistake.keys: mistake.message for mistake in reversed(mistakes(edited(old, new)))}
    assert said in told.get(keys, f"nothing there, but {told}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "文件是空的", id="empty"),
        pytest.param("a: &b 1\n", "不支持锚点与引用", id="an-anchor"),
        pytest.param("a: !!python/name:os.system\n", "不支持标签", id="a-tag"),
        pytest.param("- 甲\n", "“键: 值”的列表", id="a-list"),
    ],
)
def test_broken_and_hostile_files_are_refused(text: str, said: str) -> None:
    assert said in mistakes(text)[0].message


def test_the_bundled_lexicon_is_read_whole() -> None:
    lexicon = load(BUNDLED)
    empty = [name for name in Lexicon._fields if not getattr(lexicon, name)]
    assert empty == []


def test_cues_are_folded_and_keep_their_marks() -> None:
    lexicon = load(edited("  plan:\n", "  plan:\n  - ^“將”|Ａ <次年>  工作$\n"))
    assert dict(lexicon.parts)[Part.PLAN][0] == "^将|a <次年> 工作$"
