"""Prints how fast the tool is beside what it is asked to be, as Markdown.

python benchmarks/run.py [SECTION...] [--quick] [--write]

Sections: cold, growth, parallel, warm; all where none is named. --quick takes fewer turns and smaller sizes, --write
also puts each table between its markers in benchmarks/README.md. Nothing fails for being slow: the tables show what
is asked beside what was reached.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import own_cache  # noqa: E402
from benchmarks.table import machine, write  # noqa: E402

PAGE = ROOT / "benchmarks" / "README.md"
# warm fills this process, which would be told as the least memory of those that it starts: it comes last.
SECTIONS = ("cold", "growth", "parallel", "warm")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="fewer turns, smaller sizes")
    parser.add_argument("--write", action="store_true", help="also into benchmarks/README.md")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.sections) - set(SECTIONS))
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    with own_cache():
        for section in SECTIONS:
            if section in chosen.sections or not chosen.sections:
                _measure(section, quick=chosen.quick, written=chosen.write)
    return 0


def _measure(section: str, *, quick: bool, written: bool) -> None:
    # Imported only now: what a section loads must not weigh on the ones before it.
    table = importlib.import_module(f"benchmarks.{section}").measure(quick=quick)
    body = f"{table.markdown()}\n\n{machine()}{',快测' if quick else ''}。"
    print(f"## {section}\n\n{body}\n", flush=True)
    if written:
        write(PAGE, section, body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
