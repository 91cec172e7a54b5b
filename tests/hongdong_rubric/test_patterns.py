from __future__ import annotations

import json

import pytest
import yaml

from hongdong_rubric.errors import RubricError
from hongdong_rubric.schema.nodes import NodeReader
from hongdong_rubric.schema.patterns import PatternReader
from scorer.rubric import Slot

GROUPS = {"专家": ["专家", "学者"], "法律人": ["律师", "<专家>", "律师"]}


def node(value: object) -> yaml.Node:
    return yaml.compose(json.dumps(value, ensure_ascii=False), Loader=yaml.SafeLoader)


def reader(groups: dict[str, list[str]] | None = None) -> PatternReader:
    made = PatternReader(NodeReader("x.yaml"), {"法制": "法治"})
    if groups:
        made.read_groups(node(groups))
    return made


def slots(source: str, groups: dict[str, list[str]] | None = None) -> list[str]:
    """The slots of a pattern, each as its words with bars between, a figure as #."""
    made = reader(groups)
    pattern = made.read(node(source), "here")
    made.nodes.finish()
    return ["|".join((*slot.words, *("#" if slot.figure else ""))) for slot in pattern.slots]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("专家论证", ["专家论证"], id="one-word"),
        pytest.param("负责人 出庭 应诉", ["负责人", "出庭", "应诉"], id="words-in-order"),
        pytest.param("负责人|首长 出庭", ["负责人|首长", "出庭"], id="one-of-several"),
        pytest.param("<专家> 论证", ["专家|学者", "论证"], id="a-group"),
        pytest.param("<专家>|行家 论证", ["专家|学者|行家", "论证"], id="a-group-and-a-word"),
        pytest.param("<法律人>", ["律师|专家|学者"], id="a-group-of-groups-without-repeats"),
        pytest.param("出庭 <数字>", ["出庭", "#"], id="a-figure"),
        pytest.param("出庭 多次|<数字>", ["出庭", "多次|#"], id="a-figure-or-a-word"),
        pytest.param("＜专家＞｜行家　论证", ["专家|学者|行家", "论证"], id="marks-of-full-width"),
        pytest.param("“放管服”", ["放管服"], id="quotes-do-not-matter"),
        pytest.param("ＡＰＰ|互联网+", ["app|互联网+"], id="width-and-case-do-not-matter"),
        pytest.param("法制建設", ["法治建设"], id="variants-and-traditional-forms-do-not-matter"),
        pytest.param("论证|论证", ["论证"], id="a-word-twice"),
        pytest.param("甲 乙 丙 丁 戊 己 庚 辛|壬|癸", [*"甲乙丙丁戊己庚", "辛|壬|癸"], id="as-many-words-as-may-be"),
    ],
)
def test_a_pattern_is_read_as_slots(source: str, expected: list[str]) -> None:
    assert slots(source, GROUPS) == expected


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param("论证.*专家", "规则不是正则表达式", id="a-star"),
        pytest.param("论证[一二]", "规则不是正则表达式", id="a-class"),
        pytest.param("^论证$", "规则不是正则表达式", id="anchors"),
        pytest.param("论证||评审", "竖线两边都要有词", id="two-bars"),
        pytest.param("论证|", "竖线两边都要有词", id="a-bar-at-the-end"),
        pytest.param("论证 | 评审", "竖线两边都要有词", id="a-bar-between-blanks"),
        pytest.param("论证 “”", "竖线两边都要有词", id="only-quotes"),
        pytest.param("<专家 论证", "尖括号没有配对", id="an-open-bracket"),
        pytest.param("<专家>论证", "词组单独成词", id="a-group-grown-onto-a-word"),
        pytest.param("<专教> 论证", "没有名为“专教”的词组", id="an-unknown-group"),
        pytest.param("<法律> 论证", "没有名为“法律”的词组:是不是“法律人”?", id="a-misspelt-group"),
        pytest.param("甲 乙 丙 丁 戊 己 庚 辛 壬", "空格隔开的词最多 8 个,这里有 9 个", id="too-many-words"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(source: str, said: str) -> None:
    with pytest.raises(RubricError, match=r"^x\.yaml") as caught:
        slots(source, GROUPS)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        pytest.param({"甲": ["<甲>"]}, "词组互相引用:甲 → 甲", id="itself"),
        pytest.param({"甲": ["<乙>"], "乙": ["<丙>"], "丙": ["<甲>"]}, "词组互相引用:甲 → 乙 → 丙 → 甲", id="a-circle"),
        pytest.param(
            {"始": ["<甲>"], "甲": ["<乙>"], "乙": ["<甲>"]}, "词组互相引用:甲 → 乙 → 甲", id="a-way-into-a-circle"
        ),
        pytest.param({"甲": ["<乙>"]}, "没有名为“乙”的词组", id="unknown"),
        pytest.param({"专家们": ["教授"], "甲": ["<专家>"]}, "是不是“专家们”?", id="misspelt"),
        pytest.param({"数字": ["一"]}, "“数字”是内置词组", id="the-name-of-the-figure"),
        pytest.param({"甲": ["专家|学者"]}, "每项只写一个词", id="a-bar"),
        pytest.param({"甲": ["法律 顾问"]}, "每项只写一个词", id="a-blank"),
        pytest.param({"甲": ["专.*家"]}, "每项只写一个词", id="a-regular-expression"),
        pytest.param({"甲": ["“”"]}, "去掉引号和空格后是空的", id="only-quotes"),
        pytest.param({"甲": []}, "列表是空的", id="empty"),
        pytest.param({f"g{n}": [f"<g{n + 1}>"] for n in range(12)} | {"g12": ["末"]}, "超过 8 层", id="a-long-chain"),
    ],
)
def test_a_wrong_group_says_what_is_wrong(groups: dict[str, list[str]], said: str) -> None:
    made = reader(groups)
    assert said in "\n".join(str(mistake) for mistake in made.nodes.mistakes)


def test_groups_may_name_groups_that_come_later() -> None:
    assert reader({"甲": ["<乙>"], "乙": ["律师"]}).groups == {"甲": ("律师",), "乙": ("律师",)}


def test_a_figure_is_a_slot_without_words() -> None:
    assert reader().read(node("<数字>"), "here").slots == (Slot((), figure=True),)
