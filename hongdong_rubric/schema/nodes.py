"""Strict reading of YAML: composed nodes with their places, every mistake collected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from hongdong_rubric.errors import Mistake, RubricError
from hongdong_rubric.schema.slips import find_open_quote, find_slip
from hongdong_rubric.suggestions import suggestion

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_CHARACTERS = 5_000_000
_MAX_DEPTH = 24
_BLANKS = "\n\u3000\u00a0"
_STRING = "tag:yaml.org,2002:str"
_SYNTAX = {
    "could not find expected ':'": "缺少冒号,或上一行的引号没有配对",
    "mapping values are not allowed": "这里不能再出现冒号:含“: ”的文字请加引号",
    "did not find expected key": "缩进不一致,或引号没有配对",
    "found unexpected end of stream": "文件在引号内中断",
    "tab character": "缩进里有制表符:请改用空格",
    "cannot start any token": "有不能用在这里的字符,例如制表符、@、%:缩进请用空格,文字请加引号",
    "expected ',' or": "括号没有配对,或少了逗号",
}


@dataclass(slots=True)
class NodeReader:
    """Walks nodes of one file and notes mistakes instead of stopping at the first."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, node: yaml.Node, keys: str, message: str) -> None:
        """Note a mistake at a node."""
        mark = node.start_mark
        self.mistakes.append(Mistake(self.file, mark.line + 1, mark.column + 1, keys, message))

    def finish(self) -> None:
        """Raise :class:`RubricError` with all mistakes in file order, if there are any."""
        if self.mistakes:
            raise RubricError(tuple(sorted(self.mistakes, key=lambda one: (one.file, one.line, one.column))))

    def compose(self, text: str) -> yaml.Node:
        """The root node of a YAML text; refuses tags, anchors, aliases and deep nesting before building anything."""
        if len(text) > MAX_CHARACTERS:
            raise RubricError((Mistake(self.file, 1, 1, "", f"文件超过 {MAX_CHARACTERS:,} 字,不像一份细则"),))
        try:
            self._refuse_hostile(text)
            self.finish()
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line, column, advice = _syntax_advice(error, text)
            raise RubricError((Mistake(self.file, line, column, "", f"不是合格的 YAML:{advice}"),)) from error
        except yaml.YAMLError as error:
            raise RubricError((Mistake(self.file, 1, 1, "", "不是合格的 YAML:含有不能用的控制字符"),)) from error
        if node is None:
            raise RubricError((Mistake(self.file, 1, 1, "", "文件是空的"),))
        return node

    def _refuse_hostile(self, text: str) -> None:
        depth = documents = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.wrong(_at(event), "", "一个文件只能有一份文档:请删去多余的“---”")
                    return
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.wrong(
                    _at(event),
                    "",
                    "不支持锚点与引用(& 和 *):请把内容写全,共用的词放进 groups;以 * 或 & 开头的文字请加引号",
                )
                return
            tag = getattr(event, "tag", None)
            if tag is not None and tag != "!":
                self.wrong(_at(event), "", f"不支持标签“{tag}”:以 ! 开头的文字请加引号")
                return
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MAX_DEPTH:
                    self.wrong(_at(event), "", f"嵌套超过 {_MAX_DEPTH} 层")
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def mapping(
        self, node: yaml.Node, keys: str, *, required: Iterable[str] = (), optional: Iterable[str] | None = ()
    ) -> dict[str, yaml.Node]:
        """The entries of a mapping; notes unknown, doubled and missing keys. ``optional=None`` admits any key."""
        if not isinstance(node, yaml.MappingNode):
            written = node.value if isinstance(node, yaml.ScalarNode) else ""
            slip = find_slip([written], 0)
            self.wrong(node, keys, f"这里应是“键: 值”的列表{f':{slip[2]}' if slip else ''}")
            return {}
        required = tuple(required)
        known = None if optional is None else (*required, *optional)
        found: dict[str, yaml.Node] = {}
        lines: dict[str, int] = {}
        for key_node, value in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value.strip():
                self.wrong(key_node, keys, "键应是一个词")
                continue
            key = str(key_node.value)
            if known is not None and key not in known:
                self.wrong(key_node, _join(keys, key), f"不认识的键“{key}”{suggestion(key, known)}")
            elif key in found:
                self.wrong(key_node, _join(keys, key), f"键“{key}”重复,第 {lines[key]} 行已经有了:请删去一个")
            else:
                found[key] = value
                lines[key] = key_node.start_mark.line + 1
        for key in required:
            if key not in found:
                self.wrong(node, keys, f"缺少“{key}”")
        return found

    def sequence(self, node: yaml.Node, keys: str) -> list[yaml.Node]:
        """The entries of a list that may not be empty."""
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, keys, "这里应是列表:每项一行,以“- ”开头")
            return []
        if not node.value:
            self.wrong(node, keys, "列表是空的")
        return list(node.value)

    def string(self, node: yaml.Node, keys: str) -> str:
        """A non-empty text; numbers and yes/no that YAML would turn into something else are taken as written."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.wrong(node, keys, "这里应是一段文字")
            return ""
        # Control and format characters could steer the terminal that shows a message or a remedy.
        if not node.value.isprintable():
            hidden = [char for char in node.value if not char.isprintable() and char not in _BLANKS]
            if hidden:
                self.wrong(node, keys, f"文字里有看不见的字符(U+{ord(hidden[0]):04X}):请删去")
        return str(node.value).strip()

    def choice(self, node: yaml.Node, keys: str, choices: Iterable[str]) -> str:
        """One of a closed list of words."""
        value = self.string(node, keys)
        known = tuple(choices)
        if value and value not in known:
            self.wrong(node, keys, f"“{value}”不在可选值 {'、'.join(known)} 之中{suggestion(value, known)}")
            return known[0]
        return value or known[0]

    def boolean(self, node: yaml.Node, keys: str) -> bool:
        """True or false."""
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        if value not in ("true", "false"):
            self.wrong(node, keys, "这里应是 true 或 false")
        return bool(value == "true")

    def number(self, node: yaml.Node, keys: str, low: float, high: float) -> float:
        """A number between ``low`` and ``high``, both included."""
        return self._number(node, keys, low, high, r"-?[0-9]+(\.[0-9]+)?", "数")

    def whole(self, node: yaml.Node, keys: str, low: int, high: int) -> int:
        """A whole number between ``low`` and ``high``, both included."""
        return int(self._number(node, keys, low, high, r"-?[0-9]+", "整数"))

    def _number(self, node: yaml.Node, keys: str, low: float, high: float, form: str, kind: str) -> float:
        value = node.value if isinstance(node, yaml.ScalarNode) and node.tag != _STRING else ""
        if not re.fullmatch(form, value) or not low <= float(value) <= high:
            self.wrong(node, keys, f"这里应是 {low:g} 到 {high:g} 之间的{kind}")
            return low
        return float(value)


def _syntax_advice(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Line and column of what broke the syntax, counted from 1, and what to do."""
    mark = error.problem_mark or error.context_mark
    stumbled = mark.line if mark else 0
    lines = text.split("\n")
    slip = find_slip(lines, stumbled) or find_open_quote(lines, stumbled)
    if slip is not None:
        return slip
    problem = error.problem or ""
    advice = next((say for part, say in _SYNTAX.items() if part in problem), "请检查缩进、冒号和引号")
    return stumbled + 1, mark.column + 1 if mark else 1, advice


def _at(event: yaml.Event) -> yaml.Node:
    return yaml.ScalarNode(_STRING, "", cast(Any, event.start_mark), cast(Any, event.end_mark))


def _join(keys: str, key: str) -> str:
    return f"{keys}.{key}" if keys else key
