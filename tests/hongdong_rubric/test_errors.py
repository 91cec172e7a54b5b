from __future__ import annotations

import errno

import pytest

from hongdong_rubric.errors import Mistake, RubricError, display_name, reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("报告 2023.txt", "报告 2023.txt"),
        ("法治\u3000报告\u00a02023.txt", "法治\u3000报告\u00a02023.txt"),
        ("a\u2028b\u2029\u200c\u200f\x85", "a\\u2028b\\u2029\\u200c\\u200f\\x85"),
        ("a\nb\x1b[31m", "a\\nb\\x1b[31m"),
        ("a\u202eb\u200b", "a\\u202eb\\u200b"),
        ("\udcff.txt", "\\udcff.txt"),
        ("", ""),
    ],
)
def test_a_name_is_shown_without_what_a_terminal_obeys(name: str, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "没有这个文件夹或文件"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("odd"), "OSError"),
    ],
)
def test_the_reason_of_the_system_is_chinese_where_it_is_known(error: OSError, said: str) -> None:
    assert reason(error) == said


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        (Mistake("x.yaml", 3, 7, "chapters[1].id", "编号重复"), "x.yaml:3:7:(chapters[1].id)编号重复"),
        (Mistake("x.yaml", 1, 1, "", "文件是空的"), "x.yaml:1:1:文件是空的"),
    ],
)
def test_a_mistake_is_one_line(mistake: Mistake, line: str) -> None:
    assert str(RubricError((mistake, mistake))) == f"{line}\n{line}"
