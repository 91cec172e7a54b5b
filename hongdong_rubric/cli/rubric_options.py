"""Options of the commands that work with a rubric, and what they name."""

from __future__ import annotations

import click

from hongdong_rubric.errors import UsageError
from scorer.rubric import LEVELS, Rubric

RUBRIC = click.option("--rubric", default=None, metavar="名称|路径", help="细则,默认 outline-2021-2025。")
LEVEL = click.option("--level", default=None, metavar="|".join(LEVELS), help="政府层级,默认从报告读出。")


def load_rubric(name: str | None) -> Rubric:
    """The rubric of a ``--rubric`` option; the default one where it is not given."""
    from hongdong_rubric.rubrics import DEFAULT, open_rubric

    return open_rubric(DEFAULT if name is None else name)


def require(value: str | None, known: tuple[str, ...], kind: str) -> None:
    """Refuse an option's value that is not one of those known; None is an option not given."""
    if value is not None and value not in known:
        from hongdong_rubric.suggestions import suggestion

        raise UsageError(f"没有“{value}”这种{kind}{suggestion(value, known)}(可用:{'、'.join(known)})")
