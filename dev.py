"""Sets up a private environment in ``.venv`` and runs the project in it; needs nothing but Python 3.11 or newer.

python3 dev.py demo     score an example report
python3 dev.py test     lint, types, tests, and the wheel in an environment of its own
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
EXAMPLE = "examples/shiliang-2022.txt"


def main(arguments: list[str]) -> int:
    """Run a task; returns its exit code."""
    tasks = {"demo": demo, "test": test}
    if len(arguments) != 1 or arguments[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        tasks[arguments[0]]()
    except subprocess.CalledProcessError as error:
        print(f"失败(退出码 {error.returncode}):{' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def demo() -> None:
    """Score an example as a user would."""
    python = prepare("")
    run(python, "-m", "hongdong_rubric", "score", EXAMPLE)


def test() -> None:
    """All checks: lint, format, types, tests, wheel."""
    python = prepare("[dev]")
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "ruff", "format", "--check", ".")
    run(python, "-m", "mypy")
    run(python, "-m", "hongdong_rubric", "rubric", "test")
    check_wheel(python)
    run(python, "-m", "pytest")


def check_wheel(python: Path) -> None:
    """Build the wheel, install it elsewhere, and score an example where no checkout is in reach."""
    with tempfile.TemporaryDirectory() as folder:
        run(python, "-m", "build", "--wheel", "--outdir", folder, ".")
        wheel = next(Path(folder).glob("*.whl"))
        other = Path(folder) / "environment"
        venv.create(other, with_pip=True)
        installed = binary(other)
        run(installed, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
        run(
            installed,
            "-m",
            "hongdong_rubric",
            "score",
            str(ROOT / EXAMPLE),
            "--format",
            "jsonl",
            "-o",
            "score.jsonl",
            cwd=folder,
        )
        print("wheel: 安装后可以评分")


def prepare(extras: str) -> Path:
    """The environment's Python, with the project installed in place; made on first use."""
    python = binary(ENVIRONMENT)
    if not python.exists():
        print("首次运行:正在建立 .venv 并安装依赖,约需一分钟……", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extras}")
    return python


def binary(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(program: Path, *arguments: str, cwd: str | Path = ROOT) -> None:
    """Run a program; raises ``CalledProcessError`` when it fails."""
    sys.stdout.flush()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run([str(program), *arguments], cwd=cwd, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
