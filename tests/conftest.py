"""What holds for all tests: no trace in the user's cache, and property tests that can be repeated anywhere."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# Set before any test module is imported, which may load a rubric; the commands that tests start inherit it.
_CACHE = tempfile.TemporaryDirectory(prefix="hongdong-rubric-tests-")
os.environ["HONGDONG_RUBRIC_CACHE"] = _CACHE.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` is the one way to rewrite what the golden tests expect."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the command says")


settings.register_profile(
    "project",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")
