"""``python -m hongdong_rubric``."""

from hongdong_rubric.cli import run

run()
