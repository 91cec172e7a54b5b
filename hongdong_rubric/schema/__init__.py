"""YAML nodes to :class:`~scorer.rubric.Rubric`; reports every mistake with file, line and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import yaml

from hongdong_rubric.schema.lexicon import load_lexicon
from hongdong_rubric.schema.nodes import NodeReader
from hongdong_rubric.schema.patterns import PatternReader
from hongdong_rubric.schema.rules import RuleReader
from scorer.lexicon import Lexicon
from scorer.rubric import LEVELS, Chapter, Element, Item, Rubric, Severity, Values

_RUBRIC_KEYS = ("schema", "id", "title", "version", "period", "values", "chapters")
_VALUE_KEYS = ("evidenced", "reported", "planned", "problem", "absent")
_ELEMENT_KEYS = ("id", "title", "means", "figures", "severity", "message", "remedy", "rules")
_SCOPE_KEYS = ("near", "near_within", "not_near", "not_near_within", "not_in")


def load_rubric(text: str, file: str, lexicon: Lexicon) -> Rubric:
    """Read a rubric; ``file`` is how messages call it. Raises ``RubricError`` with all mistakes at once."""
    nodes = NodeReader(file)
    root = nodes.compose(text)
    entries = nodes.mapping(root, "", required=_RUBRIC_KEYS, optional=("groups",))
    if "schema" in entries and nodes.string(entries["schema"], "schema") != "1":
        nodes.wrong(entries["schema"], "schema", "本程序只认识格式版本 1")
    patterns = PatternReader(nodes, dict(lexicon.variants))
    if "groups" in entries:
        patterns.read_groups(entries["groups"])
    reader = _RubricReader(nodes, RuleReader(nodes, patterns))
    rubric = reader.rubric(entries, hashlib.sha256(f"{text}{lexicon!r}".encode()).hexdigest(), lexicon)
    nodes.finish()
    return rubric


class _RubricReader:
    """Builds the parts of a rubric from checked nodes."""

    def __init__(self, nodes: NodeReader, rules: RuleReader) -> None:
        self._nodes = nodes
        self._rules = rules
        self._ids: dict[str, int] = {}

    def rubric(self, entries: Mapping[str, yaml.Node], digest: str, lexicon: Lexicon) -> Rubric:
        first, last = self._period(entries.get("period"))
        chapters = self._list(entries.get("chapters"), "chapters")
        return Rubric(
            id=self._name(entries),
            title=self._string(entries, "title", ""),
            version=self._string(entries, "version", ""),
            digest=f"sha256:{digest}",
            first_year=first,
            last_year=last,
            values=self._values(entries.get("values")),
            chapters=tuple(self._chapter(node, f"chapters[{i}]") for i, node in enumerate(chapters, 1)),
            lexicon=lexicon,
        )

    def _name(self, entries: Mapping[str, yaml.Node]) -> str:
        name = self._string(entries, "id", "")
        if name and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
            self._nodes.wrong(entries["id"], "id", f"编号“{name}”只能用字母、数字和 . _ -")
        return name

    def _period(self, node: yaml.Node | None) -> tuple[int, int]:
        if node is None:
            return 0, 0
        entries = self._nodes.mapping(node, "period", required=("from", "to"))
        first, last = (
            self._nodes.whole(entries[key], f"period.{key}", 1949, 2999) if key in entries else 0
            for key in ("from", "to")
        )
        if last < first:
            self._nodes.wrong(node, "period", "起始年度晚于截止年度")
        return first, last

    def _values(self, node: yaml.Node | None) -> Values:
        if node is None:
            return Values(100, 70, 20, 10, 0)
        entries = self._nodes.mapping(node, "values", required=_VALUE_KEYS)
        numbers = [
            self._nodes.number(entries[key], f"values.{key}", 0, 100) if key in entries else 0.0 for key in _VALUE_KEYS
        ]
        if numbers[0] < max(numbers):
            self._nodes.wrong(node, "values", "有实据(evidenced)的分值应最高")
        return Values(*numbers)

    def _chapter(self, node: yaml.Node, keys: str) -> Chapter:
        entries = self._nodes.mapping(node, keys, required=("id", "title", "items"), optional=("chapter", "weight"))
        own = self._id(entries, keys, "")
        items = self._list(entries.get("items"), f"{keys}.items")
        return Chapter(
            id=own,
            title=self._string(entries, "title", keys),
            number=self._string(entries, "chapter", keys) if "chapter" in entries else "",
            weight=self._weight(entries, keys),
            items=tuple(self._item(one, f"{keys}.items[{i}]", own) for i, one in enumerate(items, 1)),
        )

    def _item(self, node: yaml.Node, keys: str, parent: str) -> Item:
        entries = self._nodes.mapping(
            node, keys, required=("id", "title", "elements"), optional=("clause", "weight", "levels")
        )
        own = self._id(entries, keys, parent)
        levels = self._list(entries["levels"], f"{keys}.levels") if "levels" in entries else []
        elements = self._list(entries.get("elements"), f"{keys}.elements")
        return Item(
            id=own,
            title=self._string(entries, "title", keys),
            clause=self._string(entries, "clause", keys) if "clause" in entries else "",
            weight=self._weight(entries, keys),
            levels=tuple(self._nodes.choice(one, f"{keys}.levels", LEVELS) for one in levels),
            elements=tuple(self._element(one, f"{keys}.elements[{i}]", own) for i, one in enumerate(elements, 1)),
        )

    def _element(self, node: yaml.Node, keys: str, parent: str) -> Element:
        entries = self._nodes.mapping(node, keys, required=_ELEMENT_KEYS, optional=("weight", *_SCOPE_KEYS))
        own = self._id(entries, keys, parent)
        keys = own or keys
        defaults = {key: entries[key] for key in _SCOPE_KEYS if key in entries}
        rules = self._list(entries.get("rules"), f"{keys}.rules")
        return Element(
            id=own,
            title=self._string(entries, "title", keys),
            means=self._string(entries, "means", keys),
            weight=self._weight(entries, keys),
            figures=self._nodes.boolean(entries["figures"], f"{keys}.figures") if "figures" in entries else False,
            severity=Severity(self._nodes.choice(entries["severity"], f"{keys}.severity", list(Severity)))
            if "severity" in entries
            else Severity.MEDIUM,
            message=self._string(entries, "message", keys),
            remedy=self._string(entries, "remedy", keys),
            rules=tuple(self._rules.read(one, f"{keys}.rules[{i}]", defaults) for i, one in enumerate(rules, 1)),
        )

    def _id(self, entries: Mapping[str, yaml.Node], keys: str, parent: str) -> str:
        if "id" not in entries:
            return ""
        node = entries["id"]
        own = self._nodes.string(node, f"{keys}.id")
        if own and not re.fullmatch(r"[a-z0-9_]+", own):
            self._nodes.wrong(node, f"{keys}.id", f"编号“{own}”只能用小写字母、数字和下划线")
        full = f"{parent}.{own}" if parent else own
        if full in self._ids:
            self._nodes.wrong(node, f"{keys}.id", f"编号“{full}”重复,第 {self._ids[full]} 行已经用了")
        self._ids.setdefault(full, node.start_mark.line + 1)
        return full

    def _string(self, entries: Mapping[str, yaml.Node], key: str, keys: str) -> str:
        return self._nodes.string(entries[key], f"{keys}.{key}".lstrip(".")) if key in entries else ""

    def _weight(self, entries: Mapping[str, yaml.Node], keys: str) -> float:
        return self._nodes.number(entries["weight"], f"{keys}.weight", 0, 100) if "weight" in entries else 1.0

    def _list(self, node: yaml.Node | None, keys: str) -> list[yaml.Node]:
        return self._nodes.sequence(node, keys) if node is not None else []


__all__ = ["load_lexicon", "load_rubric"]
