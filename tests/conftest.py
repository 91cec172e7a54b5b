"""Property tests run the same few examples every time, so that a failure can be repeated anywhere."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings


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
