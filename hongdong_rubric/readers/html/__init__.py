"""Web pages: the article, not the site."""

from __future__ import annotations

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.extracted import Extracted
from hongdong_rubric.readers.html.article import find_article
from hongdong_rubric.readers.html.charset import decode_page
from hongdong_rubric.readers.html.lines import element_lines
from hongdong_rubric.readers.html.meta import About, read_meta
from hongdong_rubric.readers.markup import parse_html
from scorer.normalisation import fold
from scorer.text import count_any_han

_FEWEST_HAN = 20
# How far down an article its title may be repeated.
_TITLE_LINES = 6


def read_html(data: bytes, encoding: str | None = None) -> Extracted:
    """The article of a page: date and source as lines of their own above the title, then a line a paragraph.

    Raises :class:`FormatError`, also for a page whose article lies in another file.
    """
    decoded, warnings = decode_page(data, encoding)
    root = parse_html(decoded.text.replace("\0", ""))
    article, furniture, running = find_article(root)
    body = element_lines(article, furniture)
    about = read_meta(root, element_lines(root))
    # A title above links to other files is no article.
    if running - sum(map(count_any_han, {line for line in body if line == about.title})) < _FEWEST_HAN:
        raise FormatError("网页里没有找到正文,正文可能在附件或另一个页面里:请另存正文所在的页面,或给出附件")
    lines = [*_head(about, body), *body]
    return Extracted("".join(f"{line}\n" for line in lines), decoded.encoding, None, warnings)


def _head(about: About, body: list[str]) -> list[str]:
    """What stands above the article: furniture first, so that it is not taken for the report."""
    top = [fold(line.lstrip("# ")).text for line in body[:_TITLE_LINES]]
    title = fold(about.title).text
    shown = not title or title in top or "".join(top).startswith(title)
    lines = [f"发布时间:{about.date}"] if about.date else []
    lines += [f"成文日期:{about.signed}"] if about.signed else []
    lines += [f"来源:{about.source}"] if about.source else []
    return lines if shown else [*lines, about.title, ""]
