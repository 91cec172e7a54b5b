from __future__ import annotations

from zipfile import ZIP_STORED

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.docx import read_docx
from tests.hongdong_rubric.readers.word import STRICT, level, listed, lists, p, package, r, table, word


def lines(body: str, **parts: str) -> list[str]:
    return read_docx(word(body, **parts)).text.splitlines()


BOX = f"<w:txbxContent>{p('框里')}</w:txbxContent>"
NESTED = table(("外", table(("甲", "乙"))))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("甲") + p("乙"), ["甲", "乙"], id="paragraphs"),
        pytest.param(p("") + p("甲") + p(" "), ["甲"], id="empty-paragraphs"),
        pytest.param(p(r("依法") + r("行政")), ["依法行政"], id="runs"),
        pytest.param(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"), ["甲", "乙"], id="soft-break"),
        pytest.param(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), ["甲\t乙"], id="tab"),
        pytest.param(p(f"<w:hyperlink>{r('甲')}</w:hyperlink>"), ["甲"], id="link"),
        pytest.param(
            p(f"<w:ins>{r('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"), ["增"], id="ins"
        ),
        pytest.param(
            p(f"<w:moveFrom>{r('旧')}</w:moveFrom>") + p(f"<w:moveTo>{r('新')}</w:moveTo>"), ["新"], id="moved"
        ),
        pytest.param(p(r("显") + r("隐", "<w:vanish/>")), ["显"], id="hidden-text"),
        pytest.param(p(r("显", '<w:vanish w:val="0"/>')), ["显"], id="text-hidden-no-more"),
        pytest.param(p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("甲")), ["甲"], id="field-code"),
        pytest.param(
            p(f"<w:ruby><w:rt>{r('fa')}</w:rt><w:rubyBase>{r('法')}</w:rubyBase></w:ruby>"), ["法"], id="ruby"
        ),
        pytest.param(p('<w:r><w:sym w:char="F0FE"/><w:t>办结</w:t></w:r>'), ["☑办结"], id="symbol"),
        pytest.param(p("<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>"), ["2021-2025"], id="hyphen"),
        pytest.param(f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", ["甲"], id="content-control"),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击')}</w:sdtContent></w:sdt>{p('甲')}",
            ["甲"],
            id="hint-of-an-empty-control",
        ),
        pytest.param(
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{p('一、工作 1')}</w:sdtContent></w:sdt>{p('甲')}",
            ["甲"],
            id="table-of-contents",
        ),
        pytest.param(
            p(
                f"{r('前')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
                f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>{r('后')}"
            )
            + p("下"),
            ["前后", "框里", "下"],
            id="text-box-once",
        ),
        pytest.param(
            p(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
            ["框里"],
            id="old-text-box",
        ),
        pytest.param(table(("行政复议", "45件"), ("合计", "")), ["行政复议:45件。", "合计"], id="rows-of-short-cells"),
        pytest.param(table(("1", "行政复议", "45件")), ["1 行政复议:45件。"], id="row-with-a-number"),
        pytest.param(table((p("甲。") + p("乙。"), "丙")), ["甲。", "乙。", "丙"], id="cells-of-paragraphs"),
        pytest.param(NESTED, ["外", "甲:乙。"], id="table-in-a-table"),
        pytest.param(
            table(
                ("甲", f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("乙")}'),
                ("丙", f"<w:tcPr><w:vMerge/></w:tcPr>{p('乙')}"),
            ),
            ["甲:乙。", "丙"],
            id="merged-cells-once",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('甲')}</w:tc></w:tr></w:tbl>{p('乙')}",
            ["乙"],
            id="deleted-row",
        ),
    ],
)
def test_the_text_is_what_word_shows(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_alternatives_in_alternatives_are_looked_through_swiftly() -> None:
    # Were each element of each of them looked at here, this would take a minute.
    opened, closed = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
    data = word(p(f"{opened * 90}{'<w:r/>' * 350_000}{closed * 90}{r('甲')}"), method=ZIP_STORED)
    assert read_docx(data).text == "甲\n"


GONE = "<w:rPr><w:del/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("甲", GONE) + p("乙"), ["甲乙"], id="a-paragraph"),
        pytest.param(p("甲", GONE) + p("乙", GONE) + p("丙"), ["甲乙丙"], id="more-of-them"),
        pytest.param(f"<w:ins>{p('甲', GONE)}</w:ins>{p('乙')}", ["甲乙"], id="a-paragraph-outside-an-insertion"),
        pytest.param(p("甲") + p("乙", GONE), ["甲", "乙"], id="nothing"),
        pytest.param(p("甲", GONE) + table(("乙", "丙")) + p("丁"), ["甲", "乙:丙。", "丁"], id="a-table"),
        pytest.param(
            p("甲", GONE) + f"<w:ins>{table(('乙', '丙'))}</w:ins>", ["甲", "乙:丙。"], id="an-inserted-table"
        ),
        pytest.param(table((p("甲", GONE), "乙")) + p("丙"), ["甲:乙。", "丙"], id="the-next-cell"),
        pytest.param(p(r("甲") + BOX, GONE) + p("乙"), ["框里", "甲乙"], id="a-text-box"),
        pytest.param(p(f"<w:del>{r('删')}</w:del>", GONE) + table(("乙", "丙")), ["乙:丙。"], id="nothing-left"),
        pytest.param(p("工作", f'<w:outlineLvl w:val="1"/>{GONE}'), ["### 工作"], id="nothing-behind-a-heading"),
    ],
)
def test_a_paragraph_without_its_mark_runs_on_into_the_next_one_only(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_paragraphs_without_their_marks_are_joined_in_one_go() -> None:
    # Were the text copied at each of them, this would take minutes.
    data = word(p("甲" * 500, GONE) * 30_000, method=ZIP_STORED)
    assert len(read_docx(data).text) == 500 * 30_000 + 1


def test_the_strict_namespace_is_read() -> None:
    assert read_docx(word(p("甲"), STRICT)).text == "甲\n"


def test_a_main_part_of_another_name_is_found_by_its_relation() -> None:
    relation = '<Relationships><Relationship Type="http://x/officeDocument" Target="/docs/main.xml"/></Relationships>'
    main = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    files = {"_rels/.rels": relation, "docs/main.xml": f"{main}{p('甲')}</w:body></w:document>"}
    assert read_docx(package(files)).text == "甲\n"


FOOTNOTE = '<w:footnote w:id="2">' + p("含转送件") + "</w:footnote>"
SEPARATOR = '<w:footnote w:type="separator" w:id="0">' + p("线") + "</w:footnote>"


def test_a_footnote_stands_behind_its_paragraph() -> None:
    body = p(r("受理45件。") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("下")
    assert lines(body, footnotes=SEPARATOR + FOOTNOTE) == ["受理45件。", "注:含转送件。", "下"]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p(r("甲。") + reference)}</w:footnote>'
    assert lines(p(r("文。") + reference), footnotes=note) == ["文。", "注:甲。"]


HAN = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "(%2)"), level(2, "decimal", "%3."))


@pytest.mark.parametrize(
    ("levels", "body", "expected"),
    [
        pytest.param(
            HAN,
            listed("工作")
            + listed("党建", level=1)
            + listed("学习", level=2)
            + listed("法治", level=1)
            + listed("不足"),
            ["一、工作", "(一)党建", "1.学习", "(二)法治", "二、不足"],
            id="three-levels",
        ),
        pytest.param(HAN, listed("甲") + p("正文") + listed("乙"), ["一、甲", "正文", "二、乙"], id="goes-on"),
        pytest.param(HAN, listed("甲") + listed("") + listed("乙"), ["一、甲", "三、乙"], id="empty-paragraph-counts"),
        pytest.param(HAN, listed("甲", level=2), ["1.甲"], id="levels-above-never-used"),
        pytest.param((level(0, "decimal", "%1"),), listed("20件"), ["1 20件"], id="a-bare-number"),
        pytest.param(
            (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")),
            listed("甲") + listed("乙", level=1),
            ["1.甲", "1.1 乙"],
            id="outline",
        ),
        pytest.param((level(0, "chineseCounting", "第%1部分", start=3),), listed("甲"), ["第三部分甲"], id="start"),
        pytest.param((level(0, "bullet", "\uf06c"),), listed("甲"), ["甲"], id="bullet"),
        pytest.param(
            (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            listed("甲") + listed("乙", level=1),
            ["第一章甲", "1.1 乙"],
            id="legal-digits",
        ),
        pytest.param(
            (level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')),
            listed("甲") + listed("子", level=1) + listed("乙") + listed("丑", level=1),
            ["1.甲", "1)子", "2.乙", "2)丑"],
            id="never-restarts",
        ),
        pytest.param(HAN, listed("甲", instance=0) + listed("乙", instance=7), ["甲", "乙"], id="no-list"),
    ],
)
def test_automatic_numbers_are_put_back(levels: tuple[str, ...], body: str, expected: list[str]) -> None:
    assert lines(body, numbering=lists(*levels)) == expected


def test_an_instance_that_starts_over_does() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = listed("甲") + listed("乙") + listed("丙", instance=2) + listed("丁", instance=2)
    assert lines(body, numbering=lists(*HAN, instances=instances)) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_an_instance_may_write_its_numbers_otherwise() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperRoman', '%1.')}</w:lvlOverride></w:num>"
    )
    assert lines(listed("甲"), numbering=lists(*HAN, instances=instances)) == ["I.甲"]


def test_levels_beyond_the_nine_of_the_standard_are_none() -> None:
    # Were each looked at for each paragraph, this would take minutes.
    levels = (level(0, "chineseCounting", "%1、"), *(f'<w:lvl w:ilvl="{number}"/>' for number in range(9, 100_000)))
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="paragraph" w:default="1" w:styleId="1">{numbered}</w:style>'
    data = word(p("甲") + "<w:p/>" * 100_000, method=ZIP_STORED, numbering=lists(*levels), styles=style)
    assert read_docx(data).text == "一、甲\n"


def test_a_deleted_paragraph_takes_no_number() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    assert lines(listed("甲") + gone + listed("乙"), numbering=lists(*HAN)) == ["一、甲", "二、乙"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="小标题"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="5"><w:basedOn w:val="6"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="6"><w:basedOn w:val="5"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="7"><w:name w:val="WPSOffice手动目录 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="8"><w:name w:val="标题 1"/></w:style>'
)


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}')


BOUND = (
    level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
    level(1, "chineseCounting", "(%2)", '<w:pStyle w:val="2"/>'),
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(styled("工作", "1") + styled("党建", "2"), ["一、工作", "(一)党建"], id="numbers-by-style"),
        pytest.param(
            styled("工作", "1", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ["## 工作"], id="number-taken-off"
        ),
        pytest.param(styled("党建", "3"), ["#### 党建"], id="heading-by-outline-level"),
        pytest.param(styled("工作", "8"), ["## 工作"], id="heading-by-its-chinese-name"),
        pytest.param(styled("一、工作", "8"), ["一、工作"], id="heading-numbered-by-hand"),
        pytest.param(styled("依法行政" * 20, "8"), ["依法行政" * 20], id="paragraph-called-heading"),
        pytest.param(styled("正文。", "8"), ["正文。"], id="sentence-called-heading"),
        pytest.param(p("党建", '<w:outlineLvl w:val="0"/>'), ["## 党建"], id="outline-level-of-its-own"),
        pytest.param(styled("目录行 3", "4") + p("甲"), ["甲"], id="line-of-contents"),
        pytest.param(styled("目录行 3", "7") + p("甲"), ["甲"], id="line-of-contents-of-wps"),
        pytest.param(styled("甲", "5"), ["甲"], id="styles-in-a-circle"),
        pytest.param(styled("甲", "99"), ["甲"], id="unknown-style"),
    ],
)
def test_styles_number_and_make_headings(body: str, expected: list[str]) -> None:
    assert lines(body, styles=STYLES, numbering=lists(*BOUND)) == expected


def test_a_list_may_be_named_by_a_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>{HAN[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(listed("甲"), numbering=numbering, styles=styles) == ["一、甲"]


def test_list_styles_in_a_circle_give_no_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(listed("甲"), numbering=numbering, styles=styles) == ["甲"]


@pytest.mark.parametrize(
    ("body", "parts", "said"),
    [
        pytest.param(p("甲"), {}, [], id="clean"),
        pytest.param(p(f"<w:ins>{r('增')}</w:ins>"), {}, ["修订"], id="insertion"),
        pytest.param(p(r("甲") + "<w:del/>"), {}, ["修订"], id="deletion"),
        pytest.param(p("甲"), {"comments": "<w:comment/>"}, ["批注"], id="comment"),
        pytest.param(p("甲") + "<w:altChunk/>", {}, ["嵌入"], id="embedded-file"),
    ],
)
def test_what_is_not_final_is_warned_of(body: str, parts: dict[str, str], said: list[str]) -> None:
    warnings = read_docx(word(body, **parts)).warnings
    assert [word in warning for word, warning in zip(said, warnings, strict=True)] == [True] * len(said)


def test_an_offset_leads_to_its_paragraph() -> None:
    found = read_docx(word(p("") + p("甲甲") + table(("乙", "丙")) + p("<w:r><w:t>丁</w:t><w:br/><w:t>戊</w:t></w:r>")))
    assert found.places is not None
    numbers = [found.places.at(found.text.index(char)) for char in "甲乙丙丁戊"]
    assert [place.number if place else None for place in numbers] == [1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(package({"word/document.xml": "<w:document>"}), "正文 损坏或不完整", id="cut-off"),
        pytest.param(package({"word/document.xml": "<document/>"}), "里面没有 Word 正文", id="no-body"),
        pytest.param(package({"word/other.xml": "<a/>"}), "里面没有 Word 正文", id="no-document"),
        pytest.param(word("<w:altChunk/>"), "正文是嵌在里面的另一个文件", id="embedded-only"),
        pytest.param(package({"word/document.xml": "<!DOCTYPE a><a/>"}), "正文 里有 DOCTYPE", id="document-type"),
    ],
)
def test_a_file_that_is_no_document_is_told(data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_docx(data)
    assert str(caught.value).startswith(said)
