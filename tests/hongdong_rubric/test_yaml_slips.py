"""Slips of a Chinese keyboard in YAML are told where they stand, not where YAML stumbles over them."""

from __future__ import annotations

import pytest

from hongdong_rubric.errors import RubricError
from hongdong_rubric.schema.nodes import NodeReader

COLON = "冒号是全角的“：”:请用半角冒号,后面空一格"
BLANK = "冒号后面少了空格"
DASH = "列表的短横是全角的“－”:请用半角的 - 加一个空格"
INDENT = "缩进里有全角空格:请改用半角空格"
QUOTE = "引号没有配对"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: 1\nb：2\nc: 3\n", f"2:2:不是合格的 YAML:{COLON}", id="colon"),
        pytest.param("a:\n  rules：\n  - x: 1\nc: 3\n", f"2:8:不是合格的 YAML:{COLON}", id="colon-before-a-list"),
        pytest.param("a:\n- id：x\n  title: y\n", f"2:5:不是合格的 YAML:{COLON}", id="colon-in-a-list"),
        pytest.param("词组：\n  专家: [学者]\n", f"1:3:不是合格的 YAML:{COLON}", id="colon-behind-a-chinese-key"),
        pytest.param("a:\n- 专家：论证\n- b: [\n", "4:1:不是合格的 YAML:请检查缩进、冒号和引号", id="text"),
        pytest.param("a: 1\nb:2\nc: 3\n", f"2:2:不是合格的 YAML:{BLANK}", id="no-blank"),
        pytest.param("schema:1\npreset: publish\n", f"1:7:不是合格的 YAML:{BLANK}", id="no-blank-on-the-first-line"),
        pytest.param("a:\n  - x: 1\n  － x: 2\n", f"3:3:不是合格的 YAML:{DASH}", id="dash"),
        pytest.param("a:\n  b: 1\n\u3000\u3000c: 2\n  d: 3\n", f"3:1:不是合格的 YAML:{INDENT}", id="indent"),
        pytest.param('a:\n- "甲\n- 乙\n- 丙\n- 丁\n- "戊"\n', f"2:3:不是合格的 YAML:{QUOTE}", id="quote"),
        pytest.param("a: 'x\nb: y\n", f"1:4:不是合格的 YAML:{QUOTE}", id="quote-to-the-end"),
    ],
)
def test_a_slip_is_told_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(RubricError) as caught:
        NodeReader("f").compose(text)
    assert str(caught.value) == f"f:{said}"


@pytest.mark.parametrize(
    ("text", "advice"),
    [("schema：1\npreset：publish\n", COLON), ("schema:1\n", BLANK), ("一句话\n", ""), ("- a\n", "")],
)
def test_a_text_that_was_meant_as_keys_says_why_it_is_none(text: str, advice: str) -> None:
    nodes = NodeReader("f")
    nodes.mapping(nodes.compose(text), "")
    assert [one.message for one in nodes.mistakes] == [f"这里应是“键: 值”的列表{':' * bool(advice)}{advice}"]


@pytest.mark.parametrize(
    "text",
    ["a: 专家：论证\n", "a:\n- 专家：论证\n- https://x.cn\n", 'a: "甲\n  乙"\n', "a: {b: 1, c: 12:30}\n"],
)
def test_what_yaml_can_read_is_never_called_a_slip(text: str) -> None:
    nodes = NodeReader("f")
    nodes.mapping(nodes.compose(text), "", required=("a",))
    assert nodes.mistakes == []
