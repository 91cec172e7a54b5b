from __future__ import annotations

import time

import pytest

from hongdong_rubric.errors import Mistake, RubricError
from hongdong_rubric.rubrics import DEFAULT
from hongdong_rubric.schema import load_rubric
from scorer.rubric import Rubric, Severity
from tests.helpers import LEXICON
from tests.hongdong_rubric.helpers import TINY, TINY_RUBRIC, open_once


def load(text: str) -> Rubric:
    return load_rubric(text, "x.yaml", LEXICON)


def mistakes(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(RubricError) as caught:
        load(text)
    return caught.value.mistakes


def edited(old: str, new: str) -> str:
    assert TINY.count(old) == 1, f"{old!r} must stand once"
    return TINY.replace(old, new)


def place(mistake: Mistake) -> tuple[int, int, str]:
    return mistake.line, mistake.column, mistake.keys


EXPERTS = "decision.procedure.experts"
HEARING = "decision.procedure.hearing"
RULE = f"{HEARING}.rules[1]"


def told(old: str, new: str, line: int, column: int, keys: str) -> str:
    """What is said of an edited rubric at one place."""
    found = {place(mistake): mistake.message for mistake in mistakes(edited(old, new))}
    return found.get((line, column, keys), f"nothing there, but {found}")


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "keys", "said"),
    [
        pytest.param("title: 行政决策", "titel: 甲", 11, 3, "chapters[1].titel", "是不是“title”?", id="misspelt"),
        pytest.param("id: tiny\n", "id: tiny\nowner: 甲\n", 3, 1, "owner", "不认识的键“owner”", id="unknown"),
        pytest.param("chapter: 四\n", "id: other\n", 12, 3, "chapters[1].id", "第 10 行已经有了", id="doubled"),
        pytest.param("chapters:\n", "groups:\n  甲: [乙]\nchapters:\n", 9, 1, "groups", "第 7 行", id="doubled-block"),
        pytest.param("title: 小细则\n", "", 1, 1, "", "缺少“title”", id="missing-at-the-top"),
        pytest.param("      means: 召开听证会\n", "", 30, 7, HEARING, "缺少“means”", id="missing-in-an-element"),
        pytest.param("groups:\n", "groups:\n  ? [甲]\n  : [丙]\n", 8, 5, "groups", "键应是一个词", id="a-list-as-key"),
        pytest.param("groups:\n", "groups:\n  '': [丙]\n", 8, 3, "groups", "键应是一个词", id="an-empty-key"),
    ],
)
def test_a_wrong_key_is_told(old: str, new: str, line: int, column: int, keys: str, said: str) -> None:
    assert said in told(old, new, line, column, keys)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "keys", "said"),
    [
        pytest.param("schema: 1", "schema: 2", 1, 9, "schema", "只认识格式版本 1", id="another-schema"),
        pytest.param("{from: 2021, to: 2025}", "2021-2025", 5, 9, "period", "“键: 值”的列表", id="no-mapping"),
        pytest.param("groups:\n  专家:", "groups:", 7, 9, "groups", "“键: 值”的列表", id="a-list-for-a-mapping"),
        pytest.param("[专家, 学者]", "专家", 8, 7, "groups.专家", "这里应是列表", id="a-word-for-a-list"),
        pytest.param("小细则", "[小, 细则]", 3, 8, "title", "这里应是一段文字", id="a-list-for-a-text"),
        pytest.param("title: 小细则", "title:", 3, 7, "title", "这里应是一段文字", id="nothing-for-a-text"),
        pytest.param("小细则", '" "', 3, 8, "title", "这里应是一段文字", id="a-blank-for-a-text"),
        pytest.param("小细则", '"小\\e[31m细则"', 3, 8, "title", "看不见的字符(U+001B)", id="a-control-character"),
        pytest.param("小细则", '"小\\u202e细则"', 3, 8, "title", "看不见的字符(U+202E)", id="a-direction-override"),
        pytest.param("figures: false", "figures: no", 34, 16, f"{HEARING}.figures", "true 或 false", id="no-for-false"),
        pytest.param("figures: false", "figures: 0", 34, 16, f"{HEARING}.figures", "true 或 false", id="0-for-false"),
        pytest.param("medium", "mild", 35, 17, f"{HEARING}.severity", "high、medium、low", id="an-unknown-severity"),
        pytest.param("y, county]", "y, contry]", 46, 20, "chapters[2].items[1].levels", "“county”?", id="a-level"),
        pytest.param("[city, county]", "[]", 46, 13, "chapters[2].items[1].levels", "列表是空的", id="no-level"),
    ],
)
def test_a_wrong_type_is_told(old: str, new: str, line: int, column: int, keys: str, said: str) -> None:
    assert said in told(old, new, line, column, keys)


@pytest.mark.parametrize("weight", ["-1", "101", ".nan", ".inf", "重", '"2"', "1:30", "2e1", "[2]", "1_0", "٣"])
def test_a_bad_weight_is_told(weight: str) -> None:
    said = told("  weight: 2\n  items", f"  weight: {weight}\n  items", 13, 11, "chapters[1].weight")
    assert "0 到 100 之间的数" in said


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "keys", "said"),
    [
        pytest.param("from: 2021", "from: 2021.5", 5, 16, "period.from", "之间的整数", id="half-a-year"),
        pytest.param("to: 2025", "to: 2019", 5, 9, "period", "起始年度晚于截止年度", id="years-turned-round"),
        pytest.param("planned: 20", "planned: 120", 6, 48, "values.planned", "0 到 100 之间的数", id="over-100"),
        pytest.param("evidenced: 100", "evidenced: 50", 6, 9, "values", "的分值应最高", id="better-than-the-best"),
    ],
)
def test_a_wrong_year_or_value_is_told(old: str, new: str, line: int, column: int, keys: str, said: str) -> None:
    assert said in told(old, new, line, column, keys)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "keys", "said"),
    [
        pytest.param("id: tiny", "id: <tiny>", 2, 5, "id", "只能用字母、数字", id="brackets"),
        pytest.param("hearing", "Hearing", 30, 11, "chapters[1].items[1].elements[2].id", "小写字母", id="capitals"),
        pytest.param("hearing", "听证", 30, 11, "chapters[1].items[1].elements[2].id", "小写字母", id="chinese"),
        pytest.param("hearing", "a.b", 30, 11, "chapters[1].items[1].elements[2].id", "小写字母", id="a-dot"),
        pytest.param(
            "hearing", "experts", 30, 11, "chapters[1].items[1].elements[2].id", "第 19 行已经用了", id="element"
        ),
        pytest.param("id: court", "id: court\n  - id: court", 45, 9, "chapters[2].items[2].id", "第 44 行", id="item"),
        pytest.param("id: disputes", "id: decision", 40, 7, "chapters[2].id", "第 10 行已经用了", id="chapter"),
    ],
)
def test_a_wrong_or_doubled_id_is_told(old: str, new: str, line: int, column: int, keys: str, said: str) -> None:
    assert said in told(old, new, line, column, keys)


@pytest.mark.parametrize(
    ("rule", "column", "keys", "said"),
    [
        pytest.param("{near: 决策}", 9, RULE, "要写 text 或 all", id="no-words"),
        pytest.param("{text: 听证会, all: [听证会]}", 9, RULE, "只写一个", id="text-and-all"),
        pytest.param("{txet: 听证会}", 10, f"{RULE}.txet", "是不是“text”?", id="a-misspelt-key"),
        pytest.param("{text: 听证会, gap: 6.5}", 27, f"{RULE}.gap", "0 到 60 之间的整数", id="half-a-character"),
        pytest.param("{text: 听证会, span: 9}", 9, RULE, "“span”在这种规则里不起作用", id="span-for-text"),
        pytest.param("{all: [听证会], exact: true}", 9, RULE, "“exact”在这种规则里不起作用", id="exact-for-all"),
        pytest.param("{text: 听证会, near_within: page}", 35, f"{RULE}.near_within", "sentence、", id="a-scope"),
        pytest.param("{text: 听证会, near: {a: b}}", 28, f"{RULE}.near", "一个词或一列词", id="a-mapping-for-near"),
        pytest.param("{text: 听证会, near: <决策>}", 28, f"{RULE}.near", "没有名为“决策”的词组", id="an-unknown-group"),
        pytest.param("{all: [听证 会议]}", 16, f"{RULE}.all", "每项只写一个词或词组", id="two-words-in-one-of-all"),
        pytest.param(
            "{all: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬]}", 15, f"{RULE}.all", "这里有 9 项", id="too-many-of-all"
        ),
        pytest.param("甲 乙 丙 丁 戊 己 庚 辛 壬", 9, RULE, "这里有 9 个", id="too-many-words"),
        pytest.param(
            "{text: 听证会, not_in: [甲 乙 丙 丁 戊 己 庚 辛 壬]}",
            30,
            f"{RULE}.not_in",
            "这里有 9 个",
            id="too-long-a-phrase",
        ),
        pytest.param("{all: []}", 15, f"{RULE}.all", "列表是空的", id="none-of-all"),
        pytest.param("听证", 9, RULE, "规则“听证”太短", id="two-characters"),
        pytest.param("听证会|证", 9, RULE, "太短", id="one-alternative-of-one-character"),
        pytest.param("{text: 证, near: 决策}", 9, RULE, "太短", id="one-character-even-with-context"),
        pytest.param("''", 9, RULE, "这里应是一段文字", id="empty"),
        pytest.param("[听证会]", 9, RULE, "这里应是一段文字", id="a-list"),
    ],
)
def test_a_wrong_rule_is_told(rule: str, column: int, keys: str, said: str) -> None:
    assert said in told("- 听证会", f"- {rule}", 39, column, keys)


def test_an_element_without_rules_is_told() -> None:
    assert "列表是空的" in told("rules:\n      - 听证会\n", "rules: []\n", 38, 14, f"{HEARING}.rules")


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("{text: 听证, exact: true}", id="two-characters-exactly"),
        pytest.param("{text: 听证, near: 决策}", id="two-characters-with-context"),
        pytest.param("听证|陈述 次数", id="two-short-words"),
    ],
)
def test_a_short_rule_passes_with_a_guard(rule: str) -> None:
    assert len(load(edited("- 听证会", f"- {rule}")).chapters) == 2


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        TINY.replace("title: 小细则", "titel: 小细则")
        .replace("severity: medium", "severity: 中")
        .replace("- 听证会", "- 听")
    )
    assert [place(one) for one in mistakes(text)] == [
        (1, 1, ""),
        (3, 1, "titel"),
        (35, 17, f"{HEARING}.severity"),
        (39, 9, f"{HEARING}.rules[1]"),
    ]


def test_a_mistake_reads_as_file_line_column_keys_and_advice() -> None:
    (mistake,) = mistakes(edited("schema: 1", "schema: 2"))
    assert str(mistake) == "x.yaml:1:9:(schema)本程序只认识格式版本 1"


LAUGHS = "a: &a [哈, 哈]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
GROUP_BOMB = "groups:\n  g0: [" + ", ".join(f"词语{n}" for n in range(9)) + "]\n" + "".join(
    f"  g{n}: [{', '.join([f'<g{n - 1}>'] * 9)}]\n" for n in range(1, 8)
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        pytest.param("", (1, 1), "文件是空的", id="empty"),
        pytest.param("# 只有注释\n", (1, 1), "文件是空的", id="only-a-comment"),
        pytest.param("schema: 1\n\ttitle: 甲\n", (2, 1), "请改用空格", id="a-tab"),
        pytest.param("title: “甲”: 乙: 丙\n", (1, 11), "含“: ”的文字请加引号", id="a-colon-too-many"),
        pytest.param('title: "甲\n', (1, 8), "引号没有配对", id="an-open-quote"),
        pytest.param("chapters:\n- a\n b: c\n", (3, 3), "这里不能再出现冒号", id="crooked-indentation"),
        pytest.param("a: [1, 2\n", (2, 1), "括号没有配对", id="an-open-bracket"),
        pytest.param("a: \x07\n", (1, 1), "控制字符", id="a-bell"),
        pytest.param("a: 1\n---\nb: 2\n", (2, 1), "只能有一份文档", id="two-documents"),
        pytest.param(LAUGHS, (1, 4), "不支持锚点与引用", id="billion-laughs"),
        pytest.param("a: *b\n", (1, 4), "不支持锚点与引用", id="an-alias"),
        pytest.param("a: &b 1\n", (1, 4), "不支持锚点与引用", id="an-anchor"),
        pytest.param("a: !!python/object/apply:os.system [echo]\n", (1, 4), "不支持标签“tag:", id="a-python-tag"),
        pytest.param("a: !!binary aGk=\n", (1, 4), "不支持标签", id="a-standard-tag"),
        pytest.param("a: !own 1\n", (1, 4), "不支持标签“!own”", id="a-private-tag"),
        pytest.param("a: " + "[" * 100_000, (1, 27), "嵌套超过 24 层", id="a-hundred-thousand-brackets"),
        pytest.param("- 1\n", (1, 1), "这里应是“键: 值”的列表", id="a-list-at-the-top"),
        pytest.param("甲", (1, 1), "这里应是“键: 值”的列表", id="a-word-at-the-top"),
        pytest.param("a" * 5_000_001, (1, 1), "超过 5,000,000 字", id="too-long"),
    ],
)
def test_broken_and_hostile_files_are_refused_at_their_place(text: str, where: tuple[int, int], said: str) -> None:
    first = mistakes(text)[0]
    assert (first.line, first.column) == where
    assert said in first.message


def test_groups_of_groups_of_groups_do_not_explode() -> None:
    start = time.monotonic()
    rubric = load(edited("groups:\n", GROUP_BOMB))
    assert time.monotonic() - start < 5
    assert rubric.id == "tiny"


def test_a_rubric_is_read_whole() -> None:
    rubric = TINY_RUBRIC
    assert [chapter.id for chapter in rubric.chapters] == ["decision", "disputes"]
    assert [(item.id, item.clause, item.levels) for item in rubric.items()] == [
        ("decision.procedure", "十一", ()),
        ("disputes.court", "二十二", ("city", "county")),
    ]
    assert [(one.id, one.weight, one.figures, one.severity) for one in rubric.elements()] == [
        ("decision.procedure.experts", 1.0, True, Severity.HIGH),
        ("decision.procedure.hearing", 2.0, False, Severity.MEDIUM),
        ("disputes.court.appearance", 1.0, True, Severity.HIGH),
        ("disputes.court.advice", 1.0, True, Severity.LOW),
    ]


def test_values_are_not_bent_by_yaml() -> None:
    text = (
        edited("version: 1.0.0", "version: 1.10")
        .replace("clause: 十一", "clause: 011")
        .replace("chapter: 四", "chapter: no")
    )
    rubric = load(text)
    assert (rubric.version, next(rubric.items()).clause, rubric.chapters[0].number) == ("1.10", "011", "no")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        pytest.param(TINY, TINY, True, id="same-file"),
        pytest.param(TINY, TINY.replace("weight: 2\n  items", "weight: 3\n  items"), False, id="another-weight"),
    ],
)
def test_the_digest_tells_rubrics_apart(one: str, two: str, same: bool) -> None:
    assert (load(one).digest == load(two).digest) is same


def test_the_bundled_rubric_loads() -> None:
    assert open_once(DEFAULT).id == DEFAULT
