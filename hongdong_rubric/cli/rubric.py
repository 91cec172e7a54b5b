"""rubric list, show, lint, test: for those who read and keep rubrics."""

from __future__ import annotations

import sys

import click

from hongdong_rubric.cli.commands import Group
from hongdong_rubric.cli.console import DONE, FAILED, emit
from hongdong_rubric.cli.rubric_options import RUBRIC, load_rubric


@click.group("rubric", cls=Group)
def rubric_group() -> None:
    """查看、检查细则。"""


@rubric_group.command("list")
def rubric_list() -> None:
    """列出自带的细则。"""
    from hongdong_rubric.rubrics import bundled_names

    lines = []
    for name in bundled_names():
        rubric = load_rubric(name)
        lines.append(
            f"{name}  {rubric.title} {rubric.version}({rubric.first_year}—{rubric.last_year} 年,"
            f"{sum(1 for _ in rubric.items())} 个条目,{sum(1 for _ in rubric.elements())} 个要点)"
        )
    emit("\n".join(lines) + "\n", None)


@rubric_group.command("show")
@click.argument("identity", metavar="[编号或名称]", required=False)
@RUBRIC
def rubric_show(identity: str | None, rubric: str | None) -> None:
    """显示细则(不写编号)、部分、条目或要点。"""
    from hongdong_rubric.render.rubric_text import show_rubric
    from hongdong_rubric.rubrics import bundled_names

    name = rubric or (identity if identity in bundled_names() else None)
    loaded = load_rubric(name)
    emit(show_rubric(loaded, loaded.id if identity is None else identity), None)


@rubric_group.command("lint")
@click.argument("path", metavar="细则")
def rubric_lint(path: str) -> None:
    """检查细则文件:所有错误一次列出,各有行、列和改法。"""
    from hongdong_rubric.rubrics import read_rubric

    rubric = read_rubric(path)
    elements = list(rubric.elements())
    emit(f"没有错误:{len(elements)} 个要点,{sum(len(one.rules) for one in elements)} 条规则\n", None)


@rubric_group.command("test")
@click.argument("path", metavar="[细则]", required=False)
def rubric_test(path: str | None) -> None:
    """逐句检验细则旁边的例句,并列出没有例句用到的规则。"""
    from hongdong_rubric.cases import run_cases
    from hongdong_rubric.render.coverage_text import show_coverage
    from hongdong_rubric.rubrics import DEFAULT, open_cases

    rubric = load_rubric(path)
    coverage = run_cases(rubric, open_cases(path or DEFAULT, rubric))
    emit(show_coverage(coverage), None)
    sys.exit(FAILED if coverage.failures or coverage.bare_elements else DONE)
