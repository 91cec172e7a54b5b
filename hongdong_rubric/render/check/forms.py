"""The forms of a check by their names; each is imported only where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hongdong_rubric.render.check.sheet import Sheet

FORMATS = ("text", "json", "markdown", "github", "sarif", "junit", "gitlab")


def open_sheet(form: str, show: str, *, width: int, colour: bool) -> Sheet:
    """An empty sheet of a form; width and colour are for text."""
    if form == "text":
        from hongdong_rubric.render.terminal.check import TextSheet

        return TextSheet(show, width=width, colour=colour)
    return _sheet(form)(show)


def _sheet(form: str) -> type[Sheet]:
    if form == "json":
        from hongdong_rubric.render.check.json_form import JsonSheet

        return JsonSheet
    if form == "markdown":
        from hongdong_rubric.render.check.markdown import MarkdownSheet

        return MarkdownSheet
    if form == "github":
        from hongdong_rubric.render.check.github import GithubSheet

        return GithubSheet
    if form == "sarif":
        from hongdong_rubric.render.check.sarif import SarifSheet

        return SarifSheet
    if form == "junit":
        from hongdong_rubric.render.check.junit import JunitSheet

        return JunitSheet
    from hongdong_rubric.render.check.gitlab import GitlabSheet

    return GitlabSheet
