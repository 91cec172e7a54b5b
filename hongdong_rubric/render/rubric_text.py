"""A rubric, an item or an element as plain text, for those who keep or read it."""

from __future__ import annotations

from collections.abc import Iterator

from hongdong_rubric.errors import UsageError
from hongdong_rubric.reports import LEVEL_NAMES
from hongdong_rubric.suggestions import suggestion
from hongdong_rubric.wording import SEVERITY_NAMES
from scorer.rubric import Chapter, Element, Item, Rubric


def show_rubric(rubric: Rubric, identity: str) -> str:
    """The part of a rubric with this id or title (or the whole, by the rubric's own id); raises ``UsageError``."""
    if identity == rubric.id:
        head = [f"{rubric.title}({rubric.id} {rubric.version})", f"适用年度:{rubric.first_year}—{rubric.last_year}"]
        return "\n".join([*head, *(line for chapter in rubric.chapters for line in _chapter(chapter))]) + "\n"
    for chapter in rubric.chapters:
        if identity in (chapter.id, chapter.title):
            return "\n".join(_chapter(chapter)) + "\n"
        for item in chapter.items:
            if identity in (item.id, item.title):
                return "\n".join(_item(item, "")) + "\n"
            for element in item.elements:
                if identity in (element.id, element.title):
                    return "\n".join(_element(element, item)) + "\n"
    parts: list[Chapter | Item | Element] = [*rubric.chapters, *rubric.items(), *rubric.elements()]
    known = [rubric.id, *(name for part in parts for name in (part.id, part.title))]
    raise UsageError(f"细则里没有编号或名称“{identity}”{suggestion(identity, known)}")


def _chapter(chapter: Chapter) -> Iterator[str]:
    place = f"纲要第{chapter.number}部分," if chapter.number else ""
    yield f"{chapter.title}({chapter.id},{place}权重 {chapter.weight:g})"
    for item in chapter.items:
        yield from _item(item, "  ")


def _item(item: Item, indent: str) -> Iterator[str]:
    levels = f",只适用于{'、'.join(LEVEL_NAMES[level] for level in item.levels)}" if item.levels else ""
    place = f"{_clause(item)}," if item.clause else ""
    yield f"{indent}{item.title}({item.id},{place}权重 {item.weight:g}{levels})"
    for element in item.elements:
        asked = "要求数据" if element.figures else "提及即可"
        told = f"{SEVERITY_NAMES[element.severity]},{asked},{len(element.rules)} 条规则"
        yield f"{indent}  {element.title}({element.id}):{told}"


def _clause(item: Item) -> str:
    return f"纲要第({item.clause})条"


def _element(element: Element, item: Item) -> Iterator[str]:
    yield f"{element.title}({element.id})"
    yield f"依据:{_clause(item)},{item.title}" if item.clause else f"条目:{item.title}"
    yield f"要求:{element.means}"
    asked = "要求数据或本地文件" if element.figures else "提及即可"
    yield f"权重 {element.weight:g},缺口{SEVERITY_NAMES[element.severity]},{asked}"
    yield f"缺时提示:{element.message}"
    yield f"补写建议:{element.remedy}"
    yield f"规则 {len(element.rules)} 条:"
    for rule in element.rules:
        yield f"- {rule.source}"
