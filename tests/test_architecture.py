"""Reads every import and call of the two packages and holds the rules of docs/architecture.md."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for package in ("scorer", "hongdong_rubric")
    for path in sorted((ROOT / package).rglob("*.py"))
}
# cli → render, gate, rubrics, readers and their helpers → schema → what schema builds on → scorer
LOWEST = (
    "__version__",
    "errors",
    "cases",
    "policy",
    "suggestions",
    "cache",
    "compiled",
    "compiled_policy",
    "parallel",
    "rows",
)
LAYERS = {"__main__": 4, "cli": 3, "schema": 1, **dict.fromkeys(LOWEST, 0), "scorer": -1}
HELPERS = 2


@cache
def imports(source: str) -> frozenset[str]:
    """Dotted names of all modules that a source imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # ``from a import b`` may name a module b of package a.
            found |= {node.module or ".", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def packages(source: str) -> set[str]:
    """The top-level packages among the imports."""
    return {name.partition(".")[0] for name in imports(source)}


@cache
def uses(source: str) -> frozenset[str]:
    """Names and attributes that a source speaks of: ``open``, ``.read_text``, ``sys.exit``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(f".{node.attr}")
            if isinstance(node.value, ast.Name):
                found.add(f"{node.value.id}.{node.attr}")
    return frozenset(found)


def modules(package: str) -> Iterator[tuple[str, str]]:
    return ((path, source) for path, source in SOURCES.items() if path.startswith(f"{package}/"))


def part_of(dotted: str) -> str | None:
    """The part of the application that a module belongs to, or scorer; None for what is neither."""
    names = dotted.split(".")
    if names[0] == "hongdong_rubric":
        return names[1] if len(names) > 1 else "__init__"
    return "scorer" if names[0] == "scorer" else None


def layer(part: str) -> int:
    return LAYERS.get(part, HELPERS)


def upward_imports(path: str, source: str) -> list[str]:
    """Imports of a module that lead to a higher layer than its own."""
    own = layer(part_of(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")) or "")
    return sorted(
        name for name in imports(source) if (part := part_of(name)) not in (None, "__init__") and layer(str(part)) > own
    )


@pytest.mark.parametrize("path", SOURCES)
def test_imports_run_one_way(path: str) -> None:
    assert upward_imports(path, SOURCES[path]) == []


@pytest.mark.parametrize(
    ("path", "source", "upward"),
    [
        (
            "scorer/engine.py",
            "from hongdong_rubric.cases import Case",
            ["hongdong_rubric.cases", "hongdong_rubric.cases.Case"],
        ),
        (
            "hongdong_rubric/schema/rules.py",
            "def f():\n    import hongdong_rubric.rubrics",
            ["hongdong_rubric.rubrics"],
        ),
        ("hongdong_rubric/render/html.py", "from hongdong_rubric import cli", ["hongdong_rubric.cli"]),
        ("hongdong_rubric/cli/score.py", "from hongdong_rubric.render import html\nfrom scorer import engine", []),
        ("hongdong_rubric/render/html.py", "from hongdong_rubric.schema.nodes import suggestion", []),
    ],
)
def test_an_import_against_the_way_would_be_seen(path: str, source: str, upward: list[str]) -> None:
    assert upward_imports(path, source) == upward


@pytest.mark.parametrize("package", ["scorer", "hongdong_rubric"])
def test_no_module_imports_itself_in_a_circle(package: str) -> None:
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path, _ in modules(package)}
    graph = {name: (imports(SOURCES[path]) & set(names)) - {name, package} for name, path in names.items()}
    while free := [name for name, needed in graph.items() if not needed & set(graph)]:
        for name in free:
            del graph[name]
    assert graph == {}


@pytest.mark.parametrize("path", [path for path, _ in modules("scorer")])
def test_the_engine_knows_no_application_terminal_or_yaml(path: str) -> None:
    assert packages(SOURCES[path]) & {"hongdong_rubric", "yaml", "click", "rich"} == set()


@pytest.mark.parametrize("path", [path for path, _ in modules("scorer")])
def test_the_engine_has_no_clock_chance_or_network(path: str) -> None:
    assert (
        packages(SOURCES[path]) & {"time", "datetime", "random", "secrets", "uuid", "socket", "urllib", "http"} == set()
    )


FILES = {"open", ".open", ".read_text", ".read_bytes", ".write_text", ".write_bytes", ".mkdir", ".unlink", "os.environ"}


@pytest.mark.parametrize("path", [path for path, _ in modules("scorer") if path != "scorer/language.py"])
def test_the_engine_touches_no_file(path: str) -> None:
    assert uses(SOURCES[path]) & FILES == set()
    assert packages(SOURCES[path]) & {"os", "io", "pathlib", "shutil", "tempfile", "subprocess", "importlib"} == set()


def test_the_only_files_that_the_engine_reads_are_those_of_the_dictionaries() -> None:
    assert uses(SOURCES["scorer/language.py"]) & FILES == {"open"}


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("rich", ("hongdong_rubric/render/terminal/",)),
        ("click", ("hongdong_rubric/cli/",)),
        ("rapidfuzz", ("scorer/matching/",)),
        ("ahocorasick", ("scorer/matching/words.py",)),
        ("jieba", ("scorer/language.py",)),
        ("pypinyin", ("scorer/language.py",)),
        ("yaml", ("hongdong_rubric/rubrics.py", "hongdong_rubric/schema/")),
        ("lxml", ("hongdong_rubric/readers/markup.py",)),
        ("pypdfium2", ("hongdong_rubric/readers/pdf/worker.py",)),
        ("zipfile", ("hongdong_rubric/readers/package.py",)),
        ("subprocess", ("hongdong_rubric/readers/child.py",)),
        # What is kept between runs is data, never anything that could run.
        ("pickle", ()),
        ("marshal", ()),
        ("shelve", ()),
        ("multiprocessing", ("hongdong_rubric/parallel.py",)),
        (
            "signal",
            ("hongdong_rubric/parallel.py", "hongdong_rubric/cli/interruption.py", "hongdong_rubric/readers/child.py"),
        ),
    ],
)
def test_a_library_is_imported_in_its_own_place_only(library: str, homes: tuple[str, ...]) -> None:
    strays = [path for path, source in SOURCES.items() if library in packages(source) and not path.startswith(homes)]
    assert strays == []


VOICE = {"print", "exit", "quit", "SystemExit", "sys.exit", "sys.stdout", "sys.stderr", "os._exit"}


ENTRY = ("hongdong_rubric/cli/", "hongdong_rubric/__main__.py")


@pytest.mark.parametrize("path", [path for path in SOURCES if not path.startswith(ENTRY)])
def test_only_the_command_line_prints_and_exits(path: str) -> None:
    assert uses(SOURCES[path]) & VOICE == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("print('甲')", {"print"}),
        ("import sys\nsys.exit(1)", {"sys.exit"}),
        ("raise SystemExit", {"SystemExit"}),
        ("console.print('甲')", set()),
    ],
)
def test_a_stray_voice_would_be_heard(source: str, found: set[str]) -> None:
    assert uses(source) & VOICE == found


# What takes long to load; reading a plain text needs none of it.
HEAVY = ("lxml", "pypdfium2", "zipfile", "subprocess", "tempfile", "rich", "jieba", "rapidfuzz", "ahocorasick")


def test_reading_a_plain_text_loads_nothing_heavy() -> None:
    told = "import sys, hongdong_rubric.readers as r; r.read_report('README.md'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(HEAVY) == set()
