"""Old office files (doc, wps, rtf, odt), turned into docx by LibreOffice where it is installed.

It runs with a profile of its own, without macros or links, within a time limit; nothing that it writes stays.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hongdong_rubric.errors import FormatError, reason
from hongdong_rubric.readers.child import run_limited
from hongdong_rubric.readers.docx import read_docx
from hongdong_rubric.readers.extracted import Extracted
from hongdong_rubric.readers.kinds import KIND_NAMES, Kind
from hongdong_rubric.readers.limits import CONVERSION_SECONDS, MAX_PACKAGE_BYTES, MEGABYTE

_COMMANDS = ("soffice", "libreoffice")
_UNIX = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_WINDOWS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
# Its own name for the format decides nothing, but a wrong ending misleads it.
_ENDINGS = {Kind.DOC: "doc", Kind.WPS: "doc", Kind.RTF: "rtf", Kind.ODT: "odt"}
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)


def read_office(data: bytes, kind: Kind, *, seconds: float = CONVERSION_SECONDS) -> Extracted:
    """The text of an old office file, placed by paragraph. Raises :class:`FormatError` with what to do."""
    program = find_office()
    advice = "请在 Word 或 WPS 里另存为 docx 再试"
    if program is None:
        raise FormatError(f"这是{KIND_NAMES[kind]}文件,要先转换:{advice},或安装 LibreOffice(装好后可以直接读)")
    try:
        # Windows may still hold a file of a program that was just ended.
        with tempfile.TemporaryDirectory(prefix="hongdong-rubric-", ignore_cleanup_errors=True) as folder:
            return read_docx(_convert(program, data, kind, Path(folder), seconds))
    except OSError as error:
        raise FormatError(f"用 LibreOffice 转换时出错({reason(error)}):{advice}") from error


def find_office() -> str | None:
    """The path of LibreOffice; None where it is not installed in a usual place."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return found
    return next((str(path) for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for name in _WINDOWS:
            if folder := os.environ.get(name):
                yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    else:
        yield from map(Path, _UNIX)
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _convert(program: str, data: bytes, kind: Kind, folder: Path, seconds: float) -> bytes:
    """The bytes of the docx that LibreOffice makes of a file."""
    source, target, profile = folder / f"report.{_ENDINGS[kind]}", folder / "out", folder / "profile"
    source.write_bytes(data)
    target.mkdir()
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    outcome = run_limited(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)),
        ],
        seconds=seconds,
        folder=folder,
    )
    if outcome.code is None:
        raise FormatError(f"LibreOffice {seconds:g} 秒内没有转换完,已停止:请在 Word 或 WPS 里另存为 docx 再试")
    made = target / "report.docx"
    if not made.is_file():
        raise FormatError("LibreOffice 转换不了这个文件,可能损坏或加了密码:请在 Word 或 WPS 里另存为 docx 再试")
    if made.stat().st_size > MAX_PACKAGE_BYTES:
        raise FormatError(f"转换后超过 {MAX_PACKAGE_BYTES // MEGABYTE} MB,不像一份报告")
    return made.read_bytes()


def _registry() -> str:
    """The settings of the profile: no macros, no active content, no links to elsewhere."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
