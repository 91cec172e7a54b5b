"""A folder with a policy and a report of each verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from hongdong_rubric import checking, policies
from hongdong_rubric.readers import baseline
from scorer.rubric import Rubric
from tests.hongdong_rubric.checks import APPEARANCE, EXPERTS, policy_text
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, open_once

GOOD = REPORT.replace("二、存在", "行政机关负责人出庭应诉12件。\n\n二、存在")
POLICY = policy_text(
    {"scope": "element", "id": EXPERTS, "required": True},
    {"scope": "element", "id": APPEARANCE, "required": True},
    rubric="tiny.yaml",
)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files read by one test are read anew by the next; no summary page is written outside a test's folder."""
    policies.read_policy.cache_clear()
    baseline.open_baseline.cache_clear()
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small rubric is loaded once for all folders."""

    def load(name: str | None) -> Rubric:
        return TINY_RUBRIC if Path(str(name)).name == "tiny.yaml" else open_once(str(name))

    monkeypatch.setattr(checking, "_rubric", load)


@pytest.fixture
def gated(folder: Path) -> Path:
    """A folder with a policy, and a report that passes, one that fails, and one that cannot be read."""
    (folder / ".hongdong-rubric.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "pass.txt").write_text(GOOD, encoding="utf-8")
    (folder / "fail.txt").write_text(REPORT.replace("清川", "明川"), encoding="utf-8")
    (folder / "unreadable.txt").touch()
    return folder
