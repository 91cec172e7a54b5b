"""XML and HTML to element trees, safely: no entities, no network, bounded size and depth. The only user of lxml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_PAGE_TAGS, MAX_TAGS

# lxml has no types of its own.
Element = Any

_DOCTYPE = b"<!DOCTYPE"
# What no parser may do, whatever it reads: ask the network, take any size, keep what no reader shows.
_HARMLESS = {"no_network": True, "huge_tree": False, "remove_comments": True, "remove_pis": True}


def parse_xml(data: bytes, part: str) -> Element:
    """The root element of a part of a package; raises :class:`FormatError` naming the part."""
    _refuse_many_tags(data, MAX_TAGS)
    # Office formats have no document types: whoever writes one wants entities expanded.
    if _DOCTYPE in data:
        raise FormatError(f"{part} 里有 DOCTYPE 声明,像是恶意文件,不读")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, dtd_validation=False, **_HARMLESS)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise _broken(str(error), part) from error
    if root is None:
        raise _broken("", part)
    if root.getroottree().docinfo.internalDTD is not None:
        raise FormatError(f"{part} 里有 DOCTYPE 声明,像是恶意文件,不读")
    return root


def parse_html(text: str) -> Element:
    """The root element of a page; pages are never well formed, so that only size and depth can be wrong."""
    data = text.encode("utf-8", errors="replace")
    _refuse_many_tags(data, MAX_PAGE_TAGS)
    parser = _page_parser()
    try:
        # Looked at without a tree first: in a tree, each attribute of an element is put in place past all before it.
        etree.fromstring(data, _page_parser(_AttributeGuard()))
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise _broken(str(error), "网页") from error
    # Where the nesting is too deep, the parser stops and says so only here.
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_errors()):
        raise FormatError("网页里的标签嵌套太深,不读")
    if root is None:
        raise FormatError("网页里没有内容")
    return root


class _AttributeGuard:
    """Takes the tags of a page as they come, and makes no tree of them."""

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        """Take an element; raises :class:`FormatError` where it has too many attributes."""
        if len(attributes) > MAX_ATTRIBUTES:
            raise FormatError(f"网页里有标签带 {MAX_ATTRIBUTES} 个以上的属性,不像一份报告")

    def close(self) -> None:
        """End with nothing to show."""


def _page_parser(target: _AttributeGuard | None = None) -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", recover=True, target=target, **_HARMLESS)


@lru_cache(maxsize=4096)
def split_tag(tag: object) -> tuple[str, str]:
    """Namespace and local name of an element's tag; both empty for what is no element."""
    if not isinstance(tag, str):
        return "", ""
    namespace, brace, local = tag.rpartition("}")
    return (namespace[1:], local) if brace else ("", tag)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return split_tag(element.tag)[1]


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    # Asked for all values, lxml seeks each among all attributes.
    named = next((key for key in element.attrib if split_tag(key)[1] == name), "")
    return str(element.get(named, default)) if named else default


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant down a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def children(element: Element, name: str) -> list[Element]:
    """The children of a local name."""
    return [one for one in element if local_name(one) == name]


def deepen(depth: int) -> int:
    """One level further down; raises :class:`FormatError` where that is too deep."""
    if depth >= MAX_DEPTH:
        raise FormatError("里面的内容嵌套太深,不读")
    return depth + 1


def _refuse_many_tags(data: bytes, most: int) -> None:
    # Counted before anything is built: an element costs many times its bytes.
    if data.count(b"<") > most:
        raise FormatError(f"里面有 {most // 10_000} 万个以上的标记,不像一份报告")


def _broken(told: str, part: str) -> FormatError:
    if "depth" in told.lower():
        return FormatError(f"{part} 里的内容嵌套太深,不读")
    return FormatError(f"{part} 损坏或不完整:请用原来的软件打开后重新保存")
