"""A run of checks: what is kept of each report until all are known, and where the whole is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from hongdong_rubric.checking import CheckSettings, check_path
from hongdong_rubric.cli.console import FILE, emit, find_screen
from hongdong_rubric.gate.result import UnjudgedReport, Verdict, worst
from hongdong_rubric.many import Failure
from hongdong_rubric.output import Spool, append_whole, open_whole
from hongdong_rubric.render.check.forms import open_sheet
from hongdong_rubric.render.check.sheet import Piece, Sheet

# Read by programs, which expect UTF-8 whatever the console.
_EXACT = ("json", "github", "sarif", "junit", "gitlab")
# Forms of which a part is as good as it goes, and is seen to be one.
_PARTIAL = ("text", "markdown")
_SUMMARY = "GITHUB_STEP_SUMMARY"
_Judged: TypeAlias = tuple[Verdict, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Checking:
    """The work on each report: from its path to what each of the sheets says of it."""

    settings: CheckSettings
    sheets: tuple[Sheet, ...]

    def __call__(self, path: str) -> _Judged:
        """Check the report at a path."""
        report = check_path(path, self.settings)
        return report.verdict, tuple(sheet.cut(report) for sheet in self.sheets)


class _Page:
    """A sheet with its body, which is put by until the whole is known."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._body = Spool()

    def add(self, piece: Piece, verdict: Verdict) -> None:
        """Add what the sheet says of the next report."""
        for text in self.sheet.add(piece, verdict):
            self._body.add(text, self.sheet.separator)

    def close(self) -> None:
        """Forget the body."""
        self._body.close()

    def write(self, write: Callable[[str], None]) -> None:
        """Write the whole."""
        before, behind = self.sheet.ends()
        write(before)
        self._body.copy(write)
        write(behind)


class CheckingRun:
    """All pages of a run: one for standard output, one for each form of a file, one for the summary of a CI step."""

    def __init__(self, form: str, targets: list[tuple[str, str]], show: str) -> None:
        self._form = form
        self._targets = targets
        # Where no step runs, an empty name is as good as none.
        self._summary = os.environ.get(_SUMMARY) if "github" in (form, *(kind for kind, _ in targets)) else None
        self._screen = find_screen() if form == "text" else FILE
        wanted = [(form, self._screen), *((kind, FILE) for kind, _ in targets)]
        if self._summary:
            wanted.append(("markdown", FILE))
        self._pages = {
            (kind, screen): _Page(open_sheet(kind, show, width=screen.width, colour=screen.colour))
            for kind, screen in dict.fromkeys(wanted)
        }
        self.verdict = Verdict.PASSED

    def work(self, settings: CheckSettings) -> Checking:
        """What is to be done with each report."""
        return Checking(settings, tuple(page.sheet for page in self._pages.values()))

    def take(self, result: _Judged | Failure) -> None:
        """Add the next report to all pages; one that could not be judged too."""
        if isinstance(result, Failure):
            unjudged = UnjudgedReport(result.name, result.message)
            result = unjudged.verdict, tuple(page.sheet.cut(unjudged) for page in self._pages.values())
        verdict, pieces = result
        self.verdict = worst((self.verdict, verdict))
        for page, piece in zip(self._pages.values(), pieces, strict=True):
            page.add(piece, verdict)

    def close(self) -> None:
        """Forget what is put by."""
        for page in self._pages.values():
            page.close()

    def write(self) -> None:
        """Write all files, and what standard output is to hold last."""
        for kind, path in self._targets:
            with open_whole(path) as write:
                self._pages[kind, FILE].write(write)
        if self._summary:
            told: list[str] = []
            self._pages["markdown", FILE].write(told.append)
            append_whole(self._summary, "".join(told))
        self._show()

    def write_part(self) -> None:
        """Show what is done of an interrupted run; no program may take it for the whole, so that only people see it."""
        if self._form in _PARTIAL and self._page.sheet.count:
            self._show()

    @property
    def _page(self) -> _Page:
        return self._pages[self._form, self._screen]

    def _show(self) -> None:
        self._page.write(partial(emit, output=None, exact=self._form in _EXACT))
