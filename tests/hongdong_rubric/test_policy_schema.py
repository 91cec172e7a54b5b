from __future__ import annotations

import pytest

from hongdong_rubric.errors import RubricError
from hongdong_rubric.policy import GapState, Gate, GateLevel, GateScope, Waiver, WaiverReason
from hongdong_rubric.schema.policy import PolicyFile, is_date, load_policy

FULL = """\
schema: 1
preset: strict
rubric: tiny.yaml
level: city
gap_states: [problem, absent]
gates:
- {scope: total, min_score: 62.5}
- {scope: chapter, id: decision, max_gaps: 3, level: warn, gap_states: [unevidenced]}
- {scope: element, id: a.b.c, required: true}
- {scope: item, id: a.d, required: false}
waivers:
- id: a.b.c
  reason: classified
  note: 涉密
  approver: 张三
  expires: 2024-12-31
"""
WAIVER = "id: a.b.c, reason: classified, note: 涉密, approver: 张三, expires: 2024-12-31"


def load(text: str) -> PolicyFile:
    return load_policy(text, "p.yaml")


def told(text: str) -> list[tuple[int, int, str, str]]:
    """The places of all mistakes of a policy, and what is said there."""
    with pytest.raises(RubricError) as caught:
        load(text)
    assert {mistake.file for mistake in caught.value.mistakes} == {"p.yaml"}
    return [(one.line, one.column, one.keys, one.message) for one in caught.value.mistakes]


def gates(*lines: str) -> str:
    return "gates:\n" + "".join(f"- {{{line}}}\n" for line in lines)


def edited(old: str, new: str) -> str:
    assert FULL.count(old) == 1, f"{old!r} must stand once"
    return FULL.replace(old, new)


def test_everything_that_a_policy_can_say_is_read() -> None:
    assert load(FULL) == PolicyFile(
        file="p.yaml",
        preset="strict",
        rubric="tiny.yaml",
        level="city",
        states=(GapState.ABSENT, GapState.PROBLEM),
        gates=(
            Gate(GateScope.TOTAL, None, 62.5, None, None, GateLevel.ERROR, None, 7, 3),
            Gate(GateScope.CHAPTER, "decision", None, 3, None, GateLevel.WARN, (GapState.UNEVIDENCED,), 8, 3),
            Gate(GateScope.ELEMENT, "a.b.c", None, None, True, GateLevel.ERROR, None, 9, 3),
            Gate(GateScope.ITEM, "a.d", None, None, False, GateLevel.ERROR, None, 10, 3),
        ),
        waivers=(Waiver("a.b.c", WaiverReason.CLASSIFIED, "涉密", "张三", "2024-12-31", 12, 3),),
    )


def test_what_a_policy_does_not_say_stays_open() -> None:
    assert load("level: city\n") == PolicyFile("p.yaml", None, None, "city", None, (), ())


@pytest.mark.parametrize("preset", ["draft", "publish", "strict"])
def test_a_preset_alone_is_a_policy(preset: str) -> None:
    assert load(f"preset: {preset}").preset == preset


def test_another_schema_is_the_only_mistake_of_a_policy_of_nothing_else() -> None:
    assert [mistake[:3] for mistake in told("schema: 2\n")] == [(1, 9, "schema")]


def test_no_preset_needs_gates() -> None:
    assert load("preset: none\n" + gates("scope: total, min_score: 60")).preset == "none"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("", (1, 1, ""), "文件是空的", id="nothing"),
        pytest.param("# 注释\n", (1, 1, ""), "文件是空的", id="comment"),
        pytest.param("{}", (1, 1, ""), "这份策略是空的:可以写 preset、", id="no-keys"),
        pytest.param("schema: 1\n", (1, 1, ""), "这份策略是空的:可以写 preset、", id="schema-alone"),
        pytest.param("gates: []\n", (1, 8, "gates"), "列表是空的", id="no-gates"),
        pytest.param("gates:\n", (1, 7, "gates"), "这里应是列表", id="nothing-for-gates"),
        pytest.param("waivers: []\n", (1, 10, "waivers"), "列表是空的", id="no-waivers"),
        pytest.param("waivers:\n", (1, 9, "waivers"), "这里应是列表", id="nothing-for-waivers"),
        pytest.param("preset: none\n", (1, 9, "preset"), "这份策略是空的:请写 gates", id="no-preset-no-gates"),
    ],
)
def test_an_empty_policy_is_named_as_such(text: str, place: tuple[int, int, str], said: str) -> None:
    (mistake,) = told(text)
    assert (mistake[:3], said in mistake[3]) == (place, True), mistake


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        pytest.param("schema: 1", "schema: 2", (1, 9, "schema"), "只认识格式版本 1", id="schema"),
        pytest.param("preset: strict", "preset: strikt", (2, 9, "preset"), "是不是“strict”?", id="preset"),
        pytest.param("preset:", "presets:", (2, 1, "presets"), "是不是“preset”?", id="key"),
        pytest.param("rubric: tiny.yaml", "rubric:", (3, 8, "rubric"), "一段文字", id="rubric"),
        pytest.param("level: city", "level: town", (4, 8, "level"), "province、city、county", id="level-of-government"),
        pytest.param("[problem, absent]", "[]", (5, 13, "gap_states"), "列表是空的", id="no-states"),
        pytest.param("[problem, absent]", "absent", (5, 13, "gap_states"), "应是列表", id="state-alone"),
        pytest.param("[problem,", "[reported,", (5, 14, "gap_states"), "不在可选值 absent、", id="state"),
        pytest.param("62.5", "101", (7, 29, "gates[1].min_score"), "0 到 100 之间的数", id="over-100"),
        pytest.param("62.5", "-1", (7, 29, "gates[1].min_score"), "0 到 100 之间的数", id="below-0"),
        pytest.param("62.5", '"62.5"', (7, 29, "gates[1].min_score"), "0 到 100 之间的数", id="score-in-quotes"),
        pytest.param("total, min", "totl, min", (7, 11, "gates[1].scope"), "是不是“total”?", id="scope"),
        pytest.param("max_gaps: 3", "max_gaps: 3.5", (8, 44, "gates[2].max_gaps"), "之间的整数", id="half-a-gap"),
        pytest.param("max_gaps: 3", "max_gaps: -1", (8, 44, "gates[2].max_gaps"), "0 到 9999 ", id="negative-gaps"),
        pytest.param("warn", "warning", (8, 54, "gates[2].level"), "error、warn", id="gate-level"),
        pytest.param("[unevidenced]", "[bad]", (8, 73, "gates[2].gap_states"), "absent、planned", id="gate-states"),
        pytest.param("required: true", "required: yes", (9, 41, "gates[3].required"), "true 或 false", id="yes"),
        pytest.param("classified", "secret", (13, 11, "waivers[1].reason"), "not_our_power、", id="reason"),
        pytest.param("  note: 涉密\n", "", (12, 3, "waivers[1]"), "缺少“note”", id="no-note"),
        pytest.param("note: 涉密", "note: ''", (14, 9, "waivers[1].note"), "一段文字", id="blank-note"),
        pytest.param("  approver: 张三\n", "", (12, 3, "waivers[1]"), "缺少“approver”", id="no-approver"),
        pytest.param("  expires: 2024-12-31\n", "", (12, 3, "waivers[1]"), "缺少“expires”", id="no-expiry"),
        pytest.param("  note", "  until: 1\n  note", (14, 3, "waivers[1].until"), "不认识的键", id="waiver-key"),
        pytest.param("张三", '"张\\e[2J"', (15, 13, "waivers[1].approver"), "看不见的字符(U+001B)", id="control"),
        pytest.param("2024-12-31", "2024-12", (16, 12, "waivers[1].expires"), "不是日期", id="month-for-a-day"),
        pytest.param("2024-12-31", "never", (16, 12, "waivers[1].expires"), "“never”不是日期", id="never"),
        pytest.param("2024-12-31", "2023-02-29", (16, 12, "waivers[1].expires"), "不是日期", id="no-leap-year"),
        pytest.param("2024-12-31", "2024-1２-31", (16, 12, "waivers[1].expires"), "不是日期", id="fullwidth-digit"),
    ],
)
def test_a_mistake_is_told_alone_and_at_its_place(old: str, new: str, place: tuple[int, int, str], said: str) -> None:
    (mistake,) = told(edited(old, new))
    assert (mistake[:3], said in mistake[3]) == (place, True), mistake


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        pytest.param("scope: total", (2, 3, "gates[1]"), "这里一个也没有", id="no-demand"),
        pytest.param(
            "scope: total, min_score: 60, max_gaps: 3", (2, 3, "gates[1]"), "写了 min_score、max_gaps", id="two-demands"
        ),
        pytest.param("min_score: 60", (2, 3, "gates[1]"), "缺少“scope”", id="no-scope"),
        pytest.param("id: a, min_score: 60", (2, 3, "gates[1]"), "缺少“scope”", id="no-scope-but-an-id"),
        pytest.param("scope: elment, id: a, required: true", (2, 11, "gates[1].scope"), "“element”", id="misspelt"),
        pytest.param("scope: total, id: a, min_score: 60", (2, 22, "gates[1].id"), "总分(total)没有编号", id="total"),
        pytest.param("scope: part, required: true", (2, 3, "gates[1]"), "缺少“id”:请写明是哪一个 part", id="no-id"),
        pytest.param("scope: item, id: '', required: true", (2, 21, "gates[1].id"), "一段文字", id="blank-id"),
        pytest.param(
            "scope: total, required: true",
            (2, 28, "gates[1].required"),
            "total 只能用 min_score、max_gaps",
            id="total-required",
        ),
        pytest.param(
            "scope: part, id: a, min_score: 5",
            (2, 35, "gates[1].min_score"),
            "part 只能用 required",
            id="score-of-a-part",
        ),
        pytest.param(
            "scope: part, id: a, max_gaps: 5", (2, 34, "gates[1].max_gaps"), "part 只能用 required", id="gaps-of-a-part"
        ),
        pytest.param(
            "scope: element, id: a, max_gaps: 5",
            (2, 37, "gates[1].max_gaps"),
            "element 只能用 min_score、required",
            id="gaps-of-an-element",
        ),
        pytest.param(
            "scope: total, min_score: 60, gap_states: [absent]",
            (2, 45, "gates[1].gap_states"),
            "gap_states 不起作用",
            id="states-for-a-score",
        ),
        pytest.param(
            "scope: part, id: a, required: true, gap_states: [absent]",
            (2, 52, "gates[1].gap_states"),
            "gap_states 不起作用",
            id="states-for-a-part",
        ),
    ],
)
def test_a_gate_that_makes_no_sense_is_told_alone_and_at_its_place(
    line: str, place: tuple[int, int, str], said: str
) -> None:
    (mistake,) = told(gates(line))
    assert (mistake[:3], said in mistake[3]) == (place, True), mistake


@pytest.mark.parametrize(
    "line",
    [
        "scope: total, min_score: 100",
        "scope: total, max_gaps: 0, gap_states: [absent]",
        "scope: chapter, id: a, min_score: 1",
        "scope: chapter, id: a, max_gaps: 9999",
        "scope: chapter, id: a, required: true, gap_states: [problem]",
        "scope: item, id: a, min_score: 1",
        "scope: item, id: a, max_gaps: 1",
        "scope: item, id: a, required: false",
        "scope: element, id: a, min_score: 1",
        "scope: element, id: a, required: true, level: warn",
        "scope: part, id: a, required: true",
    ],
)
def test_every_demand_that_makes_sense_is_read(line: str) -> None:
    assert len(load(gates(line)).gates) == 1


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = "level: 县\n" + gates("scope: elment, id: a, min_score: 200, level: bad", "scope: part") + "waivers: [甲]\n"
    assert [mistake[:3] for mistake in told(text)] == [
        (1, 8, "level"),
        (3, 11, "gates[1].scope"),
        (3, 37, "gates[1].min_score"),
        (3, 49, "gates[1].level"),
        (4, 3, "gates[2]"),
        (4, 3, "gates[2]"),
        (5, 11, "waivers[1]"),
    ]


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        pytest.param(
            ["scope: part, id: a, required: true", "scope: part, id: a, required: false"], 3, "与第 2 行矛盾", id="not"
        ),
        pytest.param(
            ["scope: item, id: a, required: true", "scope: item, id: a, required: true, level: warn"],
            3,
            "同一项(item:a)的 required 规定了两次",
            id="required-at-two-levels",
        ),
        pytest.param(
            ["scope: total, min_score: 60", "scope: total, min_score: 60"], 3, "规定了两次", id="the-same-twice"
        ),
        pytest.param(
            ["scope: total, min_score: 60", "scope: total, min_score: 70"], 3, "的 min_score 规定了", id="two-scores"
        ),
        pytest.param(
            ["scope: total, min_score: 60", "scope: total, min_score: 50, level: warn"], 3, "第 2 行", id="lax-warning"
        ),
        pytest.param(
            ["scope: total, max_gaps: 3", "scope: total, max_gaps: 3, level: warn"], 3, "max_gaps", id="equal-warning"
        ),
        pytest.param(
            ["scope: total, max_gaps: 0", "scope: total, max_gaps: 5, level: warn"], 3, "max_gaps", id="lax-gaps"
        ),
        pytest.param(
            [
                "scope: total, min_score: 60, level: warn",
                "scope: total, min_score: 50",
                "scope: total, min_score: 55",
            ],
            4,
            "与第 3 行矛盾",
            id="the-third-against-the-second",
        ),
        pytest.param(
            ["scope: element, id: a.b.c, required: false", "scope: item, id: a.b, required: true"],
            2,
            "与第 3 行矛盾:a.b 要求全部写到,这里又不要求 a.b.c",
            id="part-of-what-is-required",
        ),
    ],
)
def test_gates_that_contradict_are_told(lines: list[str], line: int, said: str) -> None:
    (mistake,) = told(gates(*lines))
    assert (mistake[:3], said in mistake[3]) == ((line, 3, "gates"), True), mistake


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["scope: total, min_score: 50", "scope: total, min_score: 60, level: warn"], id="error-and-warning"
        ),
        pytest.param(["scope: total, min_score: 60, level: warn", "scope: total, min_score: 50"], id="the-other-way"),
        pytest.param(["scope: total, max_gaps: 5", "scope: total, max_gaps: 0, level: warn"], id="gaps"),
        pytest.param(["scope: total, min_score: 50", "scope: total, max_gaps: 5"], id="score-and-gaps"),
        pytest.param(["scope: item, id: a, min_score: 5", "scope: item, id: b, min_score: 6"], id="two-items"),
        pytest.param(
            ["scope: item, id: a.b, required: true", "scope: item, id: a.bc, required: false"], id="like-name"
        ),
        pytest.param(["scope: item, id: a.b, min_score: 9", "scope: element, id: a.b.c, required: false"], id="score"),
    ],
)
def test_gates_that_go_together_pass(lines: list[str]) -> None:
    assert len(load(gates(*lines)).gates) == 2


def test_two_waivers_for_one_id_are_told_at_the_second() -> None:
    ((*place, message),) = told(f"waivers:\n- {{{WAIVER}}}\n- {{{WAIVER}}}\n")
    assert (place, message.startswith("“a.b.c”"), "2 行已经有了" in message) == ([3, 3, "waivers"], True, True), message


@pytest.mark.parametrize("reason", list(WaiverReason))
def test_each_reason_of_the_closed_list_is_read(reason: str) -> None:
    assert load(edited("classified", reason)).waivers[0].reason == reason


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("- a\n", (1, 1), "“键: 值”的列表", id="a-list"),
        pytest.param("preset: &a draft\n", (1, 9), "不支持锚点与引用", id="anchor"),
        pytest.param("preset: !!python/name:os.system x\n", (1, 9), "不支持标签", id="tag"),
        pytest.param("preset: draft\n---\npreset: strict\n", (2, 1), "只能有一份文档", id="two-documents"),
        pytest.param("gates: " + "[" * 5000, (1, 31), "嵌套超过 24 层", id="deep"),
        pytest.param("preset: draft\npreset: strict\n", (2, 1), "键“preset”重复,第 1 行已经有了", id="doubled"),
        pytest.param("preset: draft\n level: city\n", (2, 7), "冒号", id="crooked"),
    ],
)
def test_broken_and_hostile_policies_are_refused_at_their_place(text: str, place: tuple[int, int], said: str) -> None:
    ((line, column, _, message), *_) = told(text)
    assert ((line, column), said in message) == (place, True), message


@pytest.mark.parametrize("text", ["2024-02-29", "2023-12-31", "2000-01-01", "2099-06-30"])
def test_a_day_of_the_calendar_is_a_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2023-02-29",
            "2023-04-31",
            "2023-13-01",
            "2023-00-10",
            "2023-01-00",
            "2023-1-1",
            "20230101",
            "1999-12-31",
        ),
        *("2024-12-31T10:00", "2024-12-31\n", "2024-1２-31", "２024-12-31", "2024-W01-1", "2024-001", "2024/12/31"),
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not is_date(text)
