"""A small rubric and reports, the real command, and ways to look at what it wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import hongdong_rubric
from hongdong_rubric.readers import Source
from hongdong_rubric.reports import ScoredReport, score_report
from hongdong_rubric.rubrics import open_rubric
from hongdong_rubric.schema import load_rubric
from tests.helpers import LEXICON

PACKAGE_HOME = Path(hongdong_rubric.__file__).resolve().parent.parent
# Controls, formats (direction marks among them), surrogates, unassigned characters, line and paragraph separators.
_OBEYED = frozenset(("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"))
_NO_WIDTH = ("Mn", "Me", "Cf")
ROOT = Path(__file__).resolve().parents[2]

TINY = """\
schema: 1
id: tiny
title: 小细则
version: 1.0.0
period: {from: 2021, to: 2025}
values: {evidenced: 100, reported: 70, planned: 20, problem: 10, absent: 0}
groups:
  专家: [专家, 学者]
chapters:
- id: decision
  title: 行政决策
  chapter: 四
  weight: 2
  items:
  - id: procedure
    title: 决策程序
    clause: 十一
    elements:
    - id: experts
      title: 专家论证
      means: 组织专家论证
      figures: true
      severity: high
      message: 没有写专家论证
      remedy: 写明论证次数;可向政府办公室收集
      rules:
      - all: [<专家>, 论证]
        within: paragraph
        span: 600
    - id: hearing
      title: 决策听证
      means: 召开听证会
      weight: 2
      figures: false
      severity: medium
      message: 没有写听证
      remedy: 写明听证次数
      rules:
      - 听证会
- id: disputes
  title: 化解矛盾
  chapter: 七
  items:
  - id: court
    title: 出庭应诉
    clause: 二十二
    levels: [city, county]
    elements:
    - id: appearance
      title: 负责人出庭
      means: 负责人出庭应诉
      figures: true
      severity: high
      message: 没有写负责人出庭
      remedy: 写明出庭率
      rules:
      - 负责人 出庭 应诉
    - id: advice
      title: 司法建议
      means: 办理司法建议
      figures: true
      severity: low
      message: 没有写司法建议
      remedy: 写明办理件数
      rules:
      - 司法建议
"""

TITLE = "清川县2023年法治政府建设情况报告"
# One element of each verdict: evidenced, without figures asked for, planned, a shortcoming.
REPORT = f"""\
{TITLE}

一、主要工作

全年组织专家论证12场,采纳意见45条。涉及民生的事项均召开听证会。

二、存在的问题

司法建议反馈不及时。

三、下一步打算

下一步将推动行政机关负责人出庭应诉。
"""
TINY_RUBRIC = load_rubric(TINY, "tiny.yaml", LEXICON)
# The bundled rubric takes a second to load; the tests share it.
open_once = cache(open_rubric)


def scored(text: str, level: str | None = None, name: str = "报告.txt") -> ScoredReport:
    """A text scored with the small rubric."""
    return score_report(Source(name, text, "utf-8"), TINY_RUBRIC, level)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the command gave."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def complaints(self) -> list[str]:
        return self.err.decode("utf-8").splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(**settings: str) -> dict[str, str]:
    """A clean environment for the command: UTF-8, no terminal settings, the package in reach."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP") if key in os.environ}
    return {**kept, "PYTHONPATH": str(PACKAGE_HOME), "PYTHONUTF8": "1", **settings}


def command(*arguments: str | bytes) -> list[str | bytes]:
    """The command line of the real command."""
    return [sys.executable, "-m", "hongdong_rubric", *arguments]


def run(*arguments: str | bytes, cwd: Path, stdin: bytes = b"", **settings: str) -> Outcome:
    """Run the real command in a folder."""
    done = subprocess.run(
        command(*arguments), cwd=cwd, input=stdin, env=environment(**settings), capture_output=True, timeout=120
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def columns(line: str) -> int:
    """How many columns a line takes: Han and other wide characters two, combining marks none."""
    return sum(
        0 if unicodedata.category(char) in _NO_WIDTH else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in line
    )


def unprintable(text: str) -> list[str]:
    """The characters of an output that a terminal may obey instead of showing them."""
    return [char for char in text if char != "\n" and unicodedata.category(char) in _OBEYED]
