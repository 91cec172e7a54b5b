"""The element of a page that holds the article: by the names that site programs give it, else by where the text is."""

from __future__ import annotations

import re

from hongdong_rubric.readers.html.lines import SILENT, is_hidden
from hongdong_rubric.readers.markup import Element, attribute, local_name
from scorer.text import count_any_han

# Identities and classes of the article in the programs that Chinese authorities run their sites with; the surest first.
_NAMES = (
    re.compile(
        r"(?:^|\s)(?:UCAP-CONTENT|TRS_UEDITOR|TRS_Editor|TRS_PreAppend|zoom|ozoom|fontzoom)(?:\s|$)", re.IGNORECASE
    ),
    re.compile(
        r"(?:^|\s)(?:article[-_]?content|article[-_]?con|article[-_]?body|pages_content|news[-_]?content|news[-_]?con|"
        r"content[-_]?text|content[-_]?main|content[-_]?body|main[-_]?content|detail[-_]?content|detail[-_]?con|text[-_]?content|"
        r"view|xxgk[-_]?content|info[-_]?content|con[-_]?text|vsb_content\w*|v_news_content|wp_articlecontent|js_content|"
        r"articleText|bt-content|conTxt|Zoom\w*|art_con|wzcon|rich_media_content)(?:\s|$)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:^|\s)(?:article|content|main|detail|text|con|neirong|zw|wenzhang)(?:\s|$)", re.IGNORECASE),
)
# What stands inside an article without being of it.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare|bshare|jiathis|toolbar|tools|print|related|relate|pagination|page-?nav|breadcrumb|crumb|"
    r"position|footer|foot|nav|menu|sidebar|comment|qrcode|ewm|fenxiang|dayin|copyright|prev|next|search|login)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_BARS = frozenset(("nav", "footer", "aside"))
_ENOUGH = 100
# Of all text on the page, what a named container must hold to be believed.
_SHARE = 0.3
_LINKED = 0.5
_COMMON_PARENT = 0.75


def find_article(root: Element) -> tuple[Element, frozenset[Element], int]:
    """The element that holds the article, the elements within it that are furniture, and its Han characters outside
    links.
    """
    sizes = _Sizes(root)
    whole = sizes.plain(root)
    for names in _NAMES:
        named = [one for one in sizes.elements if _is_named(one, names)]
        best = max(named, key=sizes.plain, default=None)
        if best is not None and sizes.plain(best) >= max(_ENOUGH, _SHARE * whole):
            return best, sizes.furniture, sizes.plain(best)
    densest = _densest(root, sizes)
    return densest, sizes.furniture, sizes.plain(densest)


def _is_named(element: Element, names: re.Pattern[str]) -> bool:
    return any(names.search(attribute(element, key)) for key in ("id", "class")) or (
        local_name(element) == "article" and names is _NAMES[1]
    )


def _densest(root: Element, sizes: _Sizes) -> Element:
    """Go down to the smallest element that still holds most of the running text."""
    element = root
    while True:
        below = max((one for one in element if one in sizes.known), key=sizes.plain, default=None)
        if below is None or sizes.plain(below) < _COMMON_PARENT * sizes.plain(element) or local_name(below) == "p":
            return element
        element = below


class _Sizes:
    """How many Han characters of running text each element holds: those of links count for little."""

    def __init__(self, root: Element) -> None:
        self.known: dict[Element, tuple[int, int]] = {}
        self.elements: list[Element] = []
        furniture: set[Element] = set()
        # Children before parents, so that sums are there when they are asked for.
        for element in reversed(list(root.iter())):
            if not isinstance(element.tag, str) or local_name(element) in SILENT or is_hidden(element):
                continue
            text = count_any_han(element.text or "")
            linked = 0
            for one in element:
                own, own_linked = self.known.get(one, (0, 0))
                text += own + count_any_han(one.tail or "")
                linked += own_linked
            if local_name(element) == "a":
                linked = text
            self.known[element] = (text, linked)
            self.elements.append(element)
            if self._is_furniture(element, text, linked):
                self.known[element] = (0, 0)
                furniture.add(element)
        self.furniture = frozenset(furniture)

    def plain(self, element: Element) -> int:
        """Han characters outside links."""
        text, linked = self.known.get(element, (0, 0))
        return text - linked

    def _is_furniture(self, element: Element, text: int, linked: int) -> bool:
        """Bars and boxes by their names, unless they hold an article after all."""
        named = local_name(element) in _BARS or any(
            _FURNITURE.search(attribute(element, key)) for key in ("id", "class")
        )
        return named and (text - linked < _ENOUGH or linked > _LINKED * text) and local_name(element) != "body"
