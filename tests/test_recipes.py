"""What the documentation offers for other programs is run as it stands there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BINARIES = Path(sys.executable).parent
BASH = shutil.which("bash")
CHECKING = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
POLICY = "schema: 1\npreset: none\ngates:\n- {scope: part, id: work, required: true}\n"

pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the recipes are for a POSIX shell")


def block(section: str, language: str) -> str:
    """The first code block of a language in a section of the documentation."""
    match = re.search(rf"### {re.escape(section)}\n.*?```{language}\n(.*?)```", CHECKING, re.DOTALL)
    assert match is not None
    return match[1]


def run(script: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BINARIES}{os.pathsep}{os.environ['PATH']}", **settings}
    return subprocess.run(
        [str(BASH), "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder whose policy lets the example pass, with one report and one empty one in reach."""
    (tmp_path / ".hongdong-rubric.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "examples" / "shiliang-2022.txt", tmp_path / "reports" / "2023.txt")
    return tmp_path


def check_step() -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step: dict[str, Any] = action["runs"]["steps"][-1]
    return step


def inputs_of(step: dict[str, Any], **given: str) -> dict[str, str]:
    """The environment of a step, with the expressions for inputs filled in."""
    defaults = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    filled = {}
    for key, expression in step["env"].items():
        match = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
        assert match is not None
        filled[key] = given.get(match[1].replace("-", "_"), defaults[match[1]].get("default", ""))
    return filled


def test_the_action_annotates_and_passes_its_inputs_on(workspace: Path) -> None:
    (workspace / "reports" / "带 空格.txt").write_bytes((workspace / "reports" / "2023.txt").read_bytes())
    summary = workspace / "summary.md"
    step = check_step()
    settings = inputs_of(step, reports="reports/*.txt\n", output="sarif=a b.sarif\njunit=c.xml\n")
    done = run(step["run"], workspace, RUNNER_TEMP=str(workspace), GITHUB_STEP_SUMMARY=str(summary), **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("::notice file=reports/") == 2
    assert len(json.loads((workspace / "a b.sarif").read_text(encoding="utf-8"))["runs"][0]["artifacts"]) == 2
    assert ElementTree.parse(workspace / "c.xml").getroot().get("tests") == "2"
    assert summary.read_text(encoding="utf-8").count("## 通过") == 2


def test_the_action_runs_no_code_of_the_repository(workspace: Path) -> None:
    for name in ("click", "json", "hongdong_rubric", "pip"):
        (workspace / f"{name}.py").write_text("raise SystemExit('mine')", encoding="utf-8")
    step = check_step()
    settings = inputs_of(step, reports="reports/2023.txt")
    done = run(step["run"], workspace, RUNNER_TEMP=str(workspace), **settings)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("number", [0, 1])
def test_no_step_of_the_action_looks_for_code_in_the_repository(number: int) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    assert re.findall(r"python3 (?!-P )", steps[number]["run"]) == []


@pytest.mark.parametrize(("exit_zero", "code"), [("false", 1), ("true", 0)])
def test_the_action_fails_where_a_report_does(workspace: Path, exit_zero: str, code: int) -> None:
    step = check_step()
    settings = inputs_of(step, reports="reports/2023.txt", preset="publish", exit_zero=exit_zero)
    assert run(step["run"], workspace, RUNNER_TEMP=str(workspace), **settings).returncode == code


def test_the_action_cannot_judge_what_is_not_there(workspace: Path) -> None:
    step = check_step()
    settings = inputs_of(step, reports="reports/*.md")
    done = run(step["run"], workspace, RUNNER_TEMP=str(workspace), **settings)
    assert done.returncode == 2
    assert "::error file=reports/*.md" in done.stdout


def test_the_gitlab_recipe_writes_what_it_promises(workspace: Path) -> None:
    job = yaml.safe_load(block("GitLab", "yaml"))["check-reports"]
    installing, checking = job["script"][:-1], job["script"][-1]
    assert [line.split()[0] for line in installing] == ["python3", ".venv/bin/pip"]
    (workspace / ".venv" / "bin").mkdir(parents=True)
    (workspace / ".venv" / "bin" / "hongdong-rubric").symlink_to(BINARIES / "hongdong-rubric")
    done = run(checking, workspace)
    assert (done.returncode, done.stderr) == (0, "")
    assert isinstance(json.loads((workspace / job["artifacts"]["reports"]["codequality"]).read_text("utf-8")), list)
    assert ElementTree.parse(workspace / job["artifacts"]["reports"]["junit"]).getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        pytest.param("", 0, "可以公开", id="passed"),
        pytest.param("rm .hongdong-rubric.yaml", 1, "不能公开", id="failed"),
        pytest.param(": > reports/2023.txt", 1, "没能检查", id="unreadable"),
    ],
)
def test_the_shell_recipe_tells_failed_from_not_judged(workspace: Path, change: str, code: int, said: str) -> None:
    done = run(f"{change}\n{block('任何命令行', 'sh')}", workspace)
    assert done.returncode == code
    assert said in done.stdout


def test_the_hook_offers_the_command() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["entry"], hook["language"]) == ("hongdong-rubric check", "python")
    wanted = re.compile(hook["files"])
    assert wanted.search("报告/2023年法治政府建设年度报告.txt")
    assert not wanted.search("README.md")
    used = yaml.safe_load(block("提交之前(pre-commit)", "yaml"))["repos"][0]["hooks"][0]
    assert used["id"] == hook["id"]


def test_the_policy_in_the_documentation_is_a_policy() -> None:
    from hongdong_rubric.policies import Overrides, apply_preset
    from hongdong_rubric.rubrics import DEFAULT, open_rubric
    from hongdong_rubric.schema.policy import load_policy

    match = re.search(r"```yaml\n(schema: 1\npreset:.*?)```", CHECKING, re.DOTALL)
    assert match is not None
    policy = apply_preset(load_policy(match[1], "policy.yaml"), open_rubric(DEFAULT), Overrides())
    assert "part:other:required" not in [gate.key for gate in policy.gates]
    assert [waiver.id for waiver in policy.waivers] == ["disputes.appearance.system"]
