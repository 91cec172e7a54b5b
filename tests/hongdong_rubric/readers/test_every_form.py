"""One report in every form gets the same verdict for every element, and its evidence says where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from opencc import OpenCC

from hongdong_rubric.readers import Source, read_report
from hongdong_rubric.reports import score_report
from hongdong_rubric.rubrics import DEFAULT
from tests.hongdong_rubric.conftest import Invoke
from tests.hongdong_rubric.helpers import ROOT, open_once
from tests.hongdong_rubric.readers.drafts import tracked_draft, written_draft
from tests.hongdong_rubric.readers.mutation import REPORT
from tests.hongdong_rubric.readers.paged import ofd, pdf, set_by_count, set_report
from tests.hongdong_rubric.readers.sites import old_page, plain_page, platform_page

EXAMPLE = ROOT / "examples" / "shiliang-2022.txt"
CORPUS = ROOT.parent / "shared" / "corpus"
SCHEMA = json.loads((resources.files("hongdong_rubric") / "score.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
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
    "pdf-counted": ("r.pdf", lambda text: pdf(set_by_count(text))),
    "pdf-indented-by-blanks": ("r.pdf", lambda text: pdf(set_by_count(text, indent="\u3000\u3000"))),
    "ofd-indented-by-blanks": ("r.ofd", lambda text: ofd(set_by_count(text, indent="\u3000\u3000"))),
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


WORDS = ("score", "--rubric", "tiny.yaml")


@pytest.mark.parametrize(
    ("form", "unit", "said"), [("docx-written", "paragraph", "段"), ("pdf", "page", "页"), ("ofd", "page", "页")]
)
def test_evidence_says_where_it_stands_in_the_file(
    form: str, unit: str, said: str, folder: Path, invoke: Invoke
) -> None:
    name, write = FORMS[form]
    (folder / name).write_bytes(write(REPORT))
    result = invoke(*WORDS, name, "--format", "json").json
    assert list(VALIDATOR.iter_errors(result)) == []
    evidence = [one for item in result["items"] for element in item["elements"] for one in element["evidence"]]
    assert evidence
    assert all(one[unit] >= 1 for one in evidence)
    told = f"(第{evidence[0][unit]}{said})"
    for words in (("--evidence",), ("--evidence", "--format", "markdown")):
        assert told in invoke(*WORDS, name, *words).text
    assert told in invoke("explain", "decision.procedure.experts", name, "--rubric", "tiny.yaml").text


@pytest.mark.parametrize("form", FORMS)
def test_what_is_extracted_is_what_is_quoted(form: str, folder: Path, invoke: Invoke) -> None:
    name, write = FORMS[form]
    (folder / name).write_bytes(write(REPORT))
    text = invoke("extract", name).text
    result = invoke(*WORDS, name, "--format", "json").json
    evidence = [one for item in result["items"] for element in item["elements"] for one in element["evidence"]]
    assert [text[one["start"] : one["end"]] for one in evidence] == [one["quote"] for one in evidence]
    assert (len(text), name.endswith(result["report"]["kind"])) == (
        result["report"]["characters"],
        name[-3:] not in ("htm", "wps"),
    )


def test_tracked_changes_are_warned_of_in_every_output(folder: Path, invoke: Invoke) -> None:
    (folder / "r.docx").write_bytes(tracked_draft(EXAMPLE.read_text(encoding="utf-8")))
    warnings = invoke(*WORDS, "r.docx", "--format", "json").json["warnings"]
    assert ("修订" in warnings[0], "批注" in warnings[1]) == (True, True)
    assert "注意:文件带有没有处理的修订" in invoke(*WORDS, "r.docx").text
    assert "注意:文件带有没有处理的修订" in invoke("extract", "r.docx").err.decode()
