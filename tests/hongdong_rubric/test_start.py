"""What a command may load: each of these costs the user's time on every run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from hongdong_rubric import cli, policies, rubrics
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from tests.hongdong_rubric.helpers import PACKAGE_HOME, TINY

REPORT = str(PACKAGE_HOME / "examples" / "shiliang-2022.txt")
TERMINAL = ("rich",)
YAML = ("yaml", "hongdong_rubric.schema")
FORMATS = ("lxml", "pypdfium2", "zipfile", "subprocess", "hongdong_rubric.readers.layout")
LIBRARY = (
    *("asyncio", "bz2", "concurrent.futures", "csv", "ctypes", "difflib", "email", "hashlib", "http", "logging"),
    *("importlib.metadata", "importlib.resources", "lzma", "multiprocessing", "shutil", "socket", "sqlite3", "ssl"),
    *("statistics", "tempfile"),
)
# A score that is no text for the terminal needs none of these either.
FILES_AND_VALUES = ("pathlib", "dataclasses", "locale", "fnmatch")
ENGINE = ("scorer.engine", "scorer.matching", "ahocorasick", "rapidfuzz", "pypinyin", "jieba")
RUBRIC = ("scorer.rubric", "hongdong_rubric.rubrics")
CHECK = ("scorer.statutory", "hongdong_rubric.policy", "hongdong_rubric.gate")
# What an unusual character or a doubtful word may call for; the example has neither.
RARE = ("jieba", "opencc", "pypinyin")
MANY = ("signal", "hongdong_rubric.parallel", "hongdong_rubric.cli.interruption")
PROGRESS = ("hongdong_rubric.cli.progress",)
SCORE = (*FORMATS, *LIBRARY, *RARE, *YAML, *CHECK, *MANY, *PROGRESS, "hongdong_rubric.cli.checking_run")

TABLE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("--version",): (*TERMINAL, *FORMATS, *LIBRARY, *YAML, *ENGINE, *RUBRIC, *CHECK, *RARE),
    ("extract", REPORT): (*TERMINAL, *FORMATS, *LIBRARY, *YAML, *ENGINE, *RUBRIC, *CHECK, *RARE),
    ("score", REPORT, "--format", "json"): (*TERMINAL, *FILES_AND_VALUES, *SCORE),
    ("score", REPORT, "--format", "jsonl"): (*TERMINAL, *FILES_AND_VALUES, *SCORE),
    ("score", REPORT, "--format", "markdown"): (*TERMINAL, *FILES_AND_VALUES, *SCORE),
    ("score", REPORT): SCORE,
    ("explain", "decision.procedure.hearing", REPORT, "--rubric", "tiny.yaml"): (*TERMINAL, *SCORE),
    ("check", REPORT, "--format", "json"): (*TERMINAL, *FORMATS, *LIBRARY, *RARE, *YAML, *MANY, *PROGRESS),
    ("rubric", "list"): (*TERMINAL, *FORMATS, *LIBRARY, *YAML, *ENGINE, *CHECK, *RARE),
}

PROGRAM = """
import sys
from hongdong_rubric.cli import run
try:
    run()
except SystemExit as stop:
    print(*sys.modules, file=sys.stderr)
    raise
"""


@pytest.mark.parametrize("arguments", TABLE, ids=" ".join)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY, encoding="utf-8")
    for name in (str(tmp_path / "tiny.yaml"), DEFAULT):
        # Leaves it in the cache.
        open_rubric(name)
    policies._preset.__wrapped__("publish")
    language = rubrics._language.__wrapped__()
    assert (language.is_word("听证"), language.readings("证")) == (True, ("zheng",))
    assert "证" in language.pairs()["听"]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    # Not the environment itself: pytest's readline hides a COLUMNS in it.
    settings = {**os.environ, "PYTHONPATH": str(PACKAGE_HOME)}
    settings.pop("COLUMNS", None)
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    assert set(done.stderr.split()) & set(TABLE[arguments]) == set()


def test_the_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    group = cli.main
    context = click.Context(group)
    told, real = click.HelpFormatter(width=300), click.HelpFormatter(width=300)
    group.format_commands(context, told)
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    click.Group(commands=commands).format_commands(context, real)
    assert told.getvalue() == real.getvalue()


def test_an_unknown_command_is_none() -> None:
    assert cli.main.get_command(click.Context(cli.main), "none") is None


WIDTH = 80
NAMES = cli.main.list_commands(click.Context(cli.main))


@pytest.mark.parametrize("words", [(), ("rubric", "show"), *((name,) for name in NAMES)])
def test_the_help_is_in_chinese_throughout(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(cli.main, [*words, "--help"], prog_name="hongdong-rubric")
    assert done.exit_code == 0
    assert done.output.startswith(f"用法:{' '.join(('hongdong-rubric', *words))} [选项]")
    assert "-h, --help" in done.output
    assert re.search(r"Usage|OPTIONS|Options|Commands|COMMAND|ARGS|Show", done.output) is None
    for line in map(str.strip, done.output.splitlines()):
        assert not line.startswith(tuple(",。、;:!?)》”"))
    assert max(map(cell_len, done.output.splitlines())) <= WIDTH


def test_what_options_mean_stands_in_one_column() -> None:
    help_of_check = CliRunner().invoke(cli.main, ["check", "--help"], terminal_width=WIDTH).output
    lines = [line for line in help_of_check.splitlines() if re.match(r"  (--[a-z-]+ \S+|-h, --help) +\S", line)]
    columns = {cell_len(line) - cell_len(re.split(r" {2,}", line.strip(), maxsplit=1)[1]) for line in lines}
    assert len(lines) > 8
    assert len(columns) == 1


def test_an_interrupt_while_the_program_is_loaded_ends_it_quietly() -> None:
    program = (
        "import sys, builtins\n"
        "from hongdong_rubric.__main__ import main\n"
        "load = builtins.__import__\n"
        "def interrupted(name, *more):\n"
        "    if name == 'click': raise KeyboardInterrupt\n"
        "    return load(name, *more)\n"
        "builtins.__import__ = interrupted\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=PACKAGE_HOME, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
