"""Sets up a private environment in ``.venv`` and runs the project in it; needs nothing but Python 3.11 or newer."""

# Nothing here may stop an older Python from reading the file: it is to be told what it lacks.
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
# Written when all is installed; holds what it was installed from.
INSTALLED = ENVIRONMENT / "installed"
OLDEST = (3, 11)
USAGE = """用法:
python3 dev.py demo     给一份示例报告评分
python3 dev.py test     全部检查:代码规范、类型、例句、安装包、测试
python3 dev.py wheel    在 dist/ 里做出安装包
"""
EXAMPLE = "examples/shiliang-2022.txt"


def main(arguments: list[str]) -> int:
    """Run a task; returns its exit code."""
    tasks = {"demo": demo, "test": test, "wheel": wheel}
    if len(arguments) != 1 or arguments[0] not in tasks:
        print(USAGE, end="", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        print(f"需要 Python 3.11 以上,这里是 {sys.version.split()[0]}:请换一个 Python 运行", file=sys.stderr)
        return 2
    try:
        tasks[arguments[0]]()
    except subprocess.CalledProcessError as error:
        print(f"失败(退出码 {error.returncode}):{' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 2
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
    check_hook(python)
    run(python, "-m", "pytest")


def wheel() -> None:
    """Build the wheel for others."""
    build_wheel(prepare("[dev]"), ROOT / "dist")


def build_wheel(python: Path, folder: Path) -> None:
    """Build the wheel into a folder, with what makes its first run as fast as any other."""
    here = ("--wheel", "--no-isolation", "--outdir", str(folder), ".")
    run(python, "-m", "build", *here, HATCH_BUILD_HOOKS_ENABLE="1")


def check_wheel(python: Path) -> None:
    """Build the wheel, install it elsewhere, and score an example where no checkout is in reach."""
    with tempfile.TemporaryDirectory() as folder:
        build_wheel(python, Path(folder))
        built = next(Path(folder).glob("*.whl"))
        other = Path(folder) / "environment"
        venv.create(other, with_pip=True)
        installed = binary(other)
        run(installed, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(built))
        cache = Path(folder) / "cache"
        for command in (("score", "--format", "jsonl", "-o", "score.jsonl"), ("check", "--preset", "draft")):
            arguments = ("-m", "hongdong_rubric", *command, str(ROOT / EXAMPLE))
            run(installed, *arguments, cwd=folder, HONGDONG_RUBRIC_CACHE=str(cache))
        if cache.exists():
            sys.exit(f"wheel: 第一次运行还要编 {[one.name for one in cache.iterdir()]}")
        print("wheel: 安装后可以评分和检查,第一次就不用再编细则")


def check_hook(python: Path) -> None:
    """Let the real pre-commit install the hook from a copy of the project and run it in a repository of its own."""
    with tempfile.TemporaryDirectory() as folder:
        project, reports = Path(folder) / "project", Path(folder) / "reports"
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
        shutil.copytree(ROOT, project, ignore=ignored)
        reports.mkdir()
        shutil.copy(ROOT / EXAMPLE, reports / "法治政府建设报告.txt")
        (reports / "README.md").write_text("# 不检查这个文件\n", encoding="utf-8")
        (reports / ".hongdong-rubric.yaml").write_text("schema: 1\npreset: draft\n", encoding="utf-8")
        for repository in (project, reports):
            git("init", "--quiet", cwd=repository)
            git("add", "--all", cwd=repository)
            git("commit", "--quiet", "--message", "x", cwd=repository)
        home = {"PRE_COMMIT_HOME": str(Path(folder) / "cache")}
        hook = ("try-repo", str(project), "hongdong-rubric-check", "--all-files", "--verbose")
        run(python, "-m", "pre_commit", *hook, cwd=reports, **home)
        print("pre-commit: 钩子可以用")


def git(*arguments: str, cwd: Path) -> None:
    """Run git as nobody in particular."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.quotepath=off")
    subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True)


def prepare(extras: str) -> Path:
    """The environment's Python, with the project installed in place; made anew where it is not whole or not ours."""
    python = binary(ENVIRONMENT)
    # Who has all has also what the program alone needs.
    enough = [installed_from(one) for one in (extras, "[dev]")]
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") in enough:
        return python
    if not is_usable(python):
        print("首次运行:正在建立 .venv 并安装依赖,约需一分钟……", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    INSTALLED.unlink(missing_ok=True)
    try:
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extras}")
    except subprocess.CalledProcessError:
        print("没能装上依赖,原因见上面 pip 的话;安装要连得上 Python 的软件源,装好以后就不用了", file=sys.stderr)
        raise
    INSTALLED.write_text(enough[0], encoding="utf-8")
    return python


def installed_from(extras: str) -> str:
    """What decides what is installed: this Python, where the project lies, and what it asks for."""
    asked = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{sys.version}\n{ROOT}\n{extras}\n{asked}\n"


def is_usable(python: Path) -> bool:
    """Whether an environment has pip and the version of the Python that runs this."""
    version = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return subprocess.run([str(python), "-c", version], capture_output=True).returncode == 0
    except OSError:
        return False


def binary(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(program: Path, *arguments: str, cwd: str | Path = ROOT, **settings: str) -> None:
    """Run a program; raises ``CalledProcessError`` when it fails."""
    sys.stdout.flush()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | settings
    subprocess.run([str(program), *arguments], cwd=cwd, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
