"""Title, date and source of an article: from the meta tags that the sites of Chinese authorities must carry, else from
what the page shows.

The names are those of 《政府网站发展指引》 and of the site programs that came before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hongdong_rubric.readers.markup import Element, attribute, local_name

_TITLES = ("articletitle", "og:title", "dc.title", "title")
_DATES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "og:release_date",
    "dc.date",
    "createdate",
)
_SOURCES = ("contentsource", "source", "og:article:author", "dc.source", "article:author")
_DATE = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_DAY = r"(20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})"
# Blanks behind a sign belong to it: two runs side by side could share them in as many ways as there are blanks.
_SIGN = r"\s*(?:[:\uff1a\]】]\s*)?"
_SHOWN_DATE = re.compile(rf"(?<!成文)(?<!生成)(?<!印发)(?<!更新)(?<!修改)(?<!有效)(?:时间|日期){_SIGN}{_DAY}")
_SHOWN_SIGNING = re.compile(rf"(?:成文|生成|印发)(?:时间|日期){_SIGN}{_DAY}")
_SHOWN_SOURCE = re.compile(
    r"(?:信息|文章|稿件)?(?:来源|发布机构)\s*[:\uff1a\]】]\s*([^\s,\uff0c、;\uff1b|\[\]【】〖〗]{2,30})"
)
# A date without a word that tells what it is of, at the begin of a line just below the title; written in full, without
# an hour or a source behind it, it is the date of signing.
_BARE_DATE = re.compile(
    r"[\[【〖(\uff08\s]*(20\d\d\s*([-/.])\s*\d{1,2}\s*\2\s*\d{1,2}(?!\d)"
    r"|20\d\d年\d{1,2}月\d{1,2}日(?=\s*(?:\d{1,2}[:\uff1a]\d|来源)))"
)
_BELOW_TITLE = 3
_LONGEST_DATE_LINE = 80
# Site programs write the column and the site behind the title.
_TITLE_TAIL = re.compile(r"\s*[-_|\u2014\u2013].*$")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class About:
    """What is told about an article; empty where nothing is.

    ``date`` is that of publication, ``signed`` that of signing, both of the form 2024-02-18.
    """

    title: str = ""
    date: str = ""
    signed: str = ""
    source: str = ""


def read_meta(root: Element, lines: Iterable[str]) -> About:
    """What a page tells about its article; ``lines`` are what it shows."""
    told = {
        attribute(one, key).strip().lower(): " ".join(attribute(one, "content").split())[:_LONGEST]
        for one in root.iter("meta")
        for key in ("name", "property")
        if attribute(one, key)
    }
    listed = list(lines)
    shown = "\n".join(listed)
    title = _title(root, told)
    date = _date(told, shown) or _bare_date(title, listed)
    signed = _written(_found(_SHOWN_SIGNING, shown))
    return About(title, date, signed, _first(told, _SOURCES) or _found(_SHOWN_SOURCE, shown))


def _title(root: Element, told: dict[str, str]) -> str:
    if title := _first(told, _TITLES[:2]):
        return title
    headings = [_text(one) for one in root.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    titled = next((_text(one) for one in root.iter("title")), "")
    return _TITLE_TAIL.sub("", titled) or _first(told, _TITLES)


def _date(told: dict[str, str], shown: str) -> str:
    return next((date for text in (_first(told, _DATES), _found(_SHOWN_DATE, shown)) if (date := _written(text))), "")


def _bare_date(title: str, lines: list[str]) -> str:
    """The date that stands alone, or before the source, below the title."""
    at = next((index for index, line in enumerate(lines, 1) if title and line.lstrip("# ") == title), None)
    below = [] if at is None else lines[at : at + _BELOW_TITLE]
    matches = (_BARE_DATE.match(line) for line in below if len(line) <= _LONGEST_DATE_LINE and "。" not in line)
    return next((_written(match[1]) for match in matches if match), "")


def _written(text: str) -> str:
    """The date of a text, as it is written here; empty where there is none."""
    match = _DATE.search(text)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _text(element: Element) -> str:
    if local_name(element) not in ("h1", "title"):
        return ""
    return " ".join("".join(element.itertext()).split())[:_LONGEST]
