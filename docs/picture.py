"""Draws the pictures in README: the first screen of the demo, and a check. Run it from the repository's root."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from hongdong_rubric.checking import CheckSettings, check_path
from hongdong_rubric.readers import read_report
from hongdong_rubric.render.terminal.check import TextSheet
from hongdong_rubric.render.terminal.score import to_terminal
from hongdong_rubric.reports import score_report
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from hongdong_rubric.selection import Selection

EXAMPLE = "examples/shiliang-2022.txt"
WIDTH = 84
HEAD, GAPS = 24, 22
CHAR_WIDTH = 12.2
_TEXT = re.compile(r'(?P<head><text [^>]*?)textLength="[\d.]+"(?P<tail>[^>]*>)(?P<text>[^<]*)</text>')
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", "SimSun", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""


def main() -> None:
    """Write the pictures."""
    scored = score_report(read_report(EXAMPLE), open_rubric(DEFAULT), None)
    lines = to_terminal(scored, Selection(), width=WIDTH, colour=True, evidence=False).splitlines()
    gaps = next(number for number, line in enumerate(lines) if "缺口" in line and "──" in line)
    _draw("docs/terminal.svg", f"score {EXAMPLE}", [*lines[:HEAD], "…", *lines[gaps : gaps + GAPS], "…"])
    (checked,) = TextSheet("failed", width=WIDTH, colour=True).cut(check_path(EXAMPLE, CheckSettings())).texts
    _draw("docs/check.svg", f"check {EXAMPLE}", checked.splitlines())


def _draw(path: str, command: str, lines: list[str]) -> None:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(f"$ hongdong-rubric {command}\n" + "\n".join(lines)))
    svg = console.export_svg(title="hongdong-rubric", theme=MONOKAI, code_format=FORMAT, unique_id="picture")
    Path(path).write_text(_TEXT.sub(_wide, svg), encoding="utf-8")


def _wide(match: re.Match[str]) -> str:
    """Give a piece of text the length of its columns: rich counts a Han character as one."""
    columns = cell_len(html.unescape(match["text"]))
    return f'{match["head"]}textLength="{columns * CHAR_WIDTH:g}"{match["tail"]}{match["text"]}</text>'


if __name__ == "__main__":
    main()
