from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hongdong_rubric import cache
from hongdong_rubric.cache import VARIABLE, cache_folder, fingerprint, kept
from tests.hongdong_rubric.helpers import PACKAGE_HOME

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def refuse() -> bytes:
    raise AssertionError("this should have been kept")


def keep(data: bytes = b"made", *, kind: str = "words", key: str = "k") -> bytes:
    return kept(kind, key, lambda: data)


def entry(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_what_was_kept_is_not_built_again(folder: Path) -> None:
    assert keep() == b"made"
    assert kept("words", "k", refuse) == b"made"


@pytest.mark.parametrize("data", [b"", b"\n", b"a\nb\n", bytes(range(256)) * 100])
def test_any_bytes_come_back(folder: Path, data: bytes) -> None:
    keep(data)
    assert kept("words", "k", refuse) == data


def test_another_key_kind_or_version_is_another_entry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    assert keep(b"other key", key="l") == b"other key"
    assert keep(b"other kind", kind="readings") == b"other kind"
    monkeypatch.setattr(cache, "__version__", "99")
    assert keep(b"other version") == b"other version"


def test_parts_of_a_fingerprint_do_not_run_together() -> None:
    assert len({fingerprint(parts) for parts in ((b"ab",), (b"a", b"b"), (b"", b"ab"), (b"ab", b""))}) == 4


def test_a_failure_of_the_builder_is_told_and_not_kept(folder: Path) -> None:
    with pytest.raises(AssertionError):
        kept("words", "k", refuse)
    assert not folder.exists()


HARM: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in the head": lambda data: data[:20],
    "cut at the head": lambda data: data.split(b"\n")[0] + b"\n",
    "cut in the content": lambda data: data[:-1],
    "longer": lambda data: data + b"x",
    "one bit": lambda data: data[:-1] + bytes((data[-1] ^ 1,)),
    "no line": lambda data: data.replace(b"\n", b" "),
    "foreign": lambda data: b"\x80\x04\x95pickle\n" * 9,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_entry_is_replaced(folder: Path, harm: Callable[[bytes], bytes]) -> None:
    keep()
    whole = entry(folder).read_bytes()
    entry(folder).write_bytes(harm(whole))
    assert keep() == b"made"
    assert entry(folder).read_bytes() == whole


def test_an_entry_under_another_entrys_name_is_ignored(folder: Path) -> None:
    keep(b"one", key="k")
    first = entry(folder)
    keep(b"two", key="l")
    (second,) = set(folder.iterdir()) - {first}
    second.write_bytes(first.read_bytes())
    assert keep(b"two", key="l") == b"two"


def test_an_entry_too_large_to_be_ours_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    monkeypatch.setattr(cache, "_MOST_BYTES", 8)
    assert keep(b"new") == b"new"


@posix
def test_entries_are_private(folder: Path) -> None:
    keep()
    assert (folder.stat().st_mode & 0o777, entry(folder).stat().st_mode & 0o777) == (0o700, 0o600)


@posix
def test_an_entry_that_others_may_write_is_ignored(folder: Path) -> None:
    keep()
    entry(folder).chmod(0o666)
    assert keep(b"new") == b"new"
    assert entry(folder).stat().st_mode & 0o777 == 0o600


@posix
def test_an_entry_of_somebody_else_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    monkeypatch.setattr(os, "geteuid", lambda: entry(folder).stat().st_uid + 1)
    assert keep(b"new") == b"new"


@posix
def test_neither_links_nor_pipes_are_read(folder: Path) -> None:
    keep()
    place = entry(folder)
    place.rename(folder / "elsewhere")
    place.symlink_to(folder / "elsewhere")
    assert keep(b"new") == b"new"
    place.unlink()
    os.mkfifo(place)
    assert keep(b"newer") == b"newer"


def test_an_empty_variable_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() is None
    assert [keep(b"one"), keep(b"two")] == [b"one", b"two"]
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(
    ("platform", "settings", "expected"),
    [
        pytest.param("linux", {"HOME": "/h"}, "/h/.cache/hongdong-rubric", id="linux"),
        pytest.param("linux", {"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/x/hongdong-rubric", id="xdg"),
        pytest.param("linux", {"HOME": "/h", "XDG_CACHE_HOME": "x"}, "/h/.cache/hongdong-rubric", id="relative-xdg"),
        pytest.param("linux", {"HOME": "h"}, None, id="relative-home"),
        pytest.param("darwin", {"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/h/Library/Caches/hongdong-rubric", id="mac"),
        pytest.param("win32", {"LOCALAPPDATA": "/l"}, "/l/hongdong-rubric/Cache", id="windows"),
        pytest.param("win32", {}, None, id="windows-without"),
    ],
)
def test_the_folder_is_the_systems_own(
    platform: str, settings: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (VARIABLE, "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder() == expected


@posix
def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (VARIABLE, "HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder() is None


def test_a_file_in_the_folders_place_only_costs_time(folder: Path) -> None:
    folder.write_text("甲", encoding="utf-8")
    assert [keep(b"one"), keep(b"two")] == [b"one", b"two"]
    assert folder.read_text(encoding="utf-8") == "甲"


def test_a_folder_in_the_entrys_place_only_costs_time(folder: Path) -> None:
    keep()
    place = entry(folder)
    place.unlink()
    (place / "sub").mkdir(parents=True)
    assert [keep(b"one"), keep(b"two")] == [b"one", b"two"]


@pytest.mark.parametrize("error", [PermissionError(13, "in use"), OSError(28, "No space left on device")])
def test_a_write_that_fails_only_costs_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", fail)
    assert keep() == b"made"
    assert list(folder.iterdir()) == [], "nothing unfinished is left"
    assert capfd.readouterr() == ("", "")


def test_only_the_newest_entries_of_a_kind_stay(folder: Path) -> None:
    for number in range(12):
        keep(b"%d" % number, key=str(number))
        for one in folder.iterdir():
            os.utime(one, (one.stat().st_atime, one.stat().st_mtime - 10))
    keep(kind="readings")
    assert len(list(folder.iterdir())) == 9
    assert [kept("words", str(number), refuse) for number in range(4, 12)] == [b"%d" % n for n in range(4, 12)]


def test_other_files_in_the_folder_are_left_alone(folder: Path) -> None:
    folder.mkdir()
    for number in range(20):
        (folder / f"mine-{number}.txt").touch()
        os.utime(folder / f"mine-{number}.txt", (0, 0))
    keep()
    assert len(list(folder.iterdir())) == 21


@pytest.fixture
def packaged(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that brings an entry along, and a user who keeps nothing yet."""
    keep(b"brought")
    folder.rename(tmp_path / "packaged")
    monkeypatch.setattr(cache, "_package_folder", lambda: str(tmp_path / "packaged"))
    return tmp_path / "packaged"


def test_what_the_package_brings_is_not_built(packaged: Path, folder: Path) -> None:
    assert kept("words", "k", refuse) == b"brought"
    assert not folder.exists(), "nor is it kept twice"


def test_what_the_package_brings_needs_no_cache(packaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert kept("words", "k", refuse) == b"brought"


@posix
def test_what_the_package_brings_is_trusted_like_its_code(packaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = entry(packaged).stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert kept("words", "k", refuse) == b"brought"


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_what_is_damaged_in_the_package_is_kept_by_the_user(
    packaged: Path, folder: Path, harm: Callable[[bytes], bytes]
) -> None:
    damaged = harm(entry(packaged).read_bytes())
    entry(packaged).write_bytes(damaged)
    assert keep() == b"made"
    assert kept("words", "k", refuse) == b"made"
    assert entry(packaged).read_bytes() == damaged, "nothing is written into the package"


def test_what_the_package_brings_of_another_key_is_passed_by(packaged: Path) -> None:
    assert keep(b"new", key="l") == b"new"


RUN = "import sys; from hongdong_rubric.cache import kept; sys.stdout.buffer.write(kept('words', 'k', lambda: {build}))"


def start(folder: Path, program: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, VARIABLE: str(folder), "PYTHONPATH": str(PACKAGE_HOME)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_runs_that_start_together_all_succeed(folder: Path) -> None:
    runs = [start(folder, RUN.format(build="bytes(range(256)) * 4000")) for _ in range(4)]
    assert {run.communicate() for run in runs} == {(bytes(range(256)) * 4000, b"")}
    assert kept("words", "k", refuse) == bytes(range(256)) * 4000
    assert entry(folder)


def test_a_run_killed_while_it_writes_leaves_nothing_harmful(folder: Path) -> None:
    killed = start(folder, "import os; os.replace = lambda *_: os._exit(9); " + RUN.format(build="b'half'"))
    assert killed.communicate() == (b"", b"")
    assert killed.returncode == 9
    unfinished = entry(folder)
    assert keep(b"whole") == b"whole"
    assert kept("words", "k", refuse) == b"whole"
    assert unfinished.exists(), "another run may be about to finish it"
    os.utime(unfinished, (0, time.time() - 7200))
    keep(key="l")
    assert not unfinished.exists()
