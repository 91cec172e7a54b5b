"""One report in every form gets the same verdict for every element, and its evidence says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC

from hongdong_rubric.readers import Source, read_report
from hongdong_rubric.reports import score_report
from hongdong_rubric.rubrics import DEFAULT
from tests.hongdong_rubric.helpers import ROOT, open_once
from tests.hongdong_rubric.readers.drafts import tracked_draft, written_draft
from tests.hongdong_rubric.readers.paged import ofd, pdf, set_report
from tests.hongdong_rubric.readers.sites import old_page, plain_page, platform_page

EXAMPLE = ROOT / "examples" / "shiliang-2022.txt"
CORPUS = ROOT.parent / "shared" / "corpus"
REAL = ("hangjin-2022", "hongdong-2022", "hunjiang-2019")


def traditional(text: str) -> str:
    return OpenCC("s2tw").convert(text)


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": ("r.txt", str.encode),
    "gb18030": ("r.txt", lambda text: text.encode("gb18030")),
    "utf-16": ("r.txt", lambda text: text.encode("utf-16")),
    "utf-16-unmarked": ("r.txt", lambda text: text.encode("utf-16-be")),
    "big5": ("r.txt", lambda text: traditional(text).encode("cp950", errors="ignore")),
    "docx-tracked": ("r.docx", tracked_draft),
    "docx-written": ("r.docx", written_draft),
    "docx-called-wps": ("r.wps", written_draft),
    "pdf": ("r.pdf", lambda text: pdf(set_report(text, head="清川县法治政府建设"))),
    "pdf-not-indented": ("r.pdf", lambda text: pdf(set_report(text, indent=0))),
    "ofd": ("r.ofd", lambda text: ofd(set_report(text, head="清川县法治政府建设"))),
    "page-of-a-platform": ("r.html", lambda text: platform_page(text).encode()),
    "page-of-old": ("r.htm", lambda text: old_page(text).encode("gb18030")),
    "page-without-names": ("r.html", lambda text: plain_page(text).encode("utf-16")),
}


def read_as(form: str, text: str, folder: Path) -> Source:
    name, write = FORMS[form]
    (folder / name).write_bytes(write(text))
    return read_report(str(folder / name))


def statuses(source: Source) -> dict[str, str]:
    card = score_report(source, open_once(DEFAULT), "county").card
    return {one.element.id: one.status.value for one in card.elements()}


@cache
def expected(path: Path) -> dict[str, str]:
    return statuses(read_report(str(path)))


def differences(form: str, path: Path, folder: Path) -> dict[str, tuple[str, str]]:
    found = statuses(read_as(form, path.read_text(encoding="utf-8"), folder))
    return {element: (status, found[element]) for element, status in expected(path).items() if found[element] != status}


@pytest.mark.parametrize("form", FORMS)
def test_an_example_gets_the_same_verdicts_in_every_form(form: str, tmp_path: Path) -> None:
    assert differences(form, EXAMPLE, tmp_path) == {}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real reports beside the checkout")
@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("form", ["docx-tracked", "docx-written"])
def test_a_real_report_gets_the_same_verdicts_as_a_word_file(form: str, name: str, tmp_path: Path) -> None:
    assert differences(form, CORPUS / f"{name}.txt", tmp_path) == {}
