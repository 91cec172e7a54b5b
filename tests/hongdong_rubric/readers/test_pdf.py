from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers import pdf as reader
from hongdong_rubric.readers.pdf import read_pdf, text_of
from hongdong_rubric.readers.pdf.worker import read_pages
from tests.hongdong_rubric.readers.mutation import REPORT
from tests.hongdong_rubric.readers.paged import HEIGHT, WIDTH, Row, pdf, pdf_of, set_report, wrap

LINES = REPORT.splitlines()
LONG = [line * 9 if "。" in line else line for line in LINES]


def read(data: bytes) -> list[str]:
    """The lines of a PDF, read within this process."""
    return text_of(read_pages(data)).text.splitlines()


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        text_of(read_pages(data))
    return str(caught.value)


def test_wrapped_lines_are_joined_over_pages_without_heads_and_numbers() -> None:
    pages = set_report("\n".join(LONG), head="清川县文件")
    assert len(pages) > 2
    assert read(pdf(pages)) == LONG


def test_the_child_process_gives_the_same() -> None:
    data = pdf(set_report(REPORT))
    assert read_pdf(data) == text_of(read_pages(data))


def test_an_offset_leads_to_its_page() -> None:
    found = text_of(read_pages(pdf(set_report("\n".join(LONG)))))
    assert found.places is not None
    last = found.places.at(len(found.text) - 2)
    assert (found.places.starts[0], last.number if last else 0) == (0, len(set_report("\n".join(LONG))))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    rows = [Row(100, 100 + 30 * number, line) for number, line in enumerate(LINES)]
    upright = pdf([rows])
    cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    # Turn the text against the page, so that it stands upright again.
    shift = {90: f"{HEIGHT} 0", 180: f"{WIDTH} {HEIGHT}", 270: f"0 {WIDTH}"}[turn]
    stream = b"\n".join(b"q %d %d %d %d %s cm" % (cos, sin, -sin, cos, shift.encode()) for _ in range(1))
    box = f"/MediaBox [0 0 {HEIGHT} {WIDTH}]" if turn != 180 else ""
    data = upright.replace(b"/Type /Page ", f"/Type /Page /Rotate {turn} {box} ".encode())
    data = data.replace(b"stream\nBT", b"stream\n" + stream + b"\nBT", 1)
    assert read(data)[:3] == LINES[:3]


def test_a_slanted_watermark_is_left_out() -> None:
    data = pdf([[Row(100, 100 + 30 * number, line) for number, line in enumerate(LINES)]])
    mark = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <%s> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    assert "内部资料" not in "".join(read(data.replace(b"stream\nBT", b"stream\n" + mark + b"BT", 1)))


def test_paragraphs_go_on_in_the_right_column_and_past_the_number_of_the_page() -> None:
    paragraph = "清川县推进法治政府建设取得新的进展" * 18
    rows = [row for line in (paragraph, paragraph) for _, row in wrap("\u3000\u3000" + line, 0, 14)]
    half = len(rows) // 2
    page = [Row(50, 100 + 24 * number, row) for number, row in enumerate(rows[:half])]
    page += [Row(310, 100 + 24 * number, row) for number, row in enumerate(rows[half:])]
    assert read(pdf([[*page, Row(60, 800, "- 2 -", 12)]])) == [paragraph, paragraph]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_as_if_upright(turn: int) -> None:
    data = pdf([[Row(100, 100 + 30 * number, line) for number, line in enumerate(LINES)]])
    assert read(data.replace(b"/Type /Page ", b"/Type /Page /Rotate %d " % turn)) == read(data)


def test_text_across_the_rest_is_left_out() -> None:
    data = pdf([[Row(100, 100 + 30 * number, line) for number, line in enumerate(LINES)]])
    mark = b"BT /F1 40 Tf 0 1 -1 0 200 300 Tm <%s> Tj ET\n" % "内部资料".encode("utf-16-be").hex().encode()
    assert read(data.replace(b"stream\nBT", b"stream\n" + mark + b"BT", 1)) == read(data)


ENCRYPTED = pdf_of(
    {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"},
    b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter "
    b"/Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(pdf([[Row(10, 10, "盖章")], []]), "这份 PDF 像是扫描件:2 页只有 2 个汉字", id="scanned"),
        pytest.param(ENCRYPTED, "PDF 加了密码", id="encrypted"),
        pytest.param(b"%PDF-1.7\nrubbish", "PDF 损坏或不完整", id="rubbish"),
        pytest.param(b"%PDF-", "PDF 损坏或不完整", id="head-only"),
        pytest.param(pdf(set_report(REPORT))[:300], "PDF 损坏或不完整", id="cut-off"),
        pytest.param(pdf([]), "PDF 损坏或不完整", id="no-pages"),
    ],
)
def test_what_holds_no_text_is_called_by_name(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


def test_an_empty_page_among_others_is_told() -> None:
    found = text_of(read_pages(pdf([*set_report(REPORT), []])))
    assert found.warnings == ("第 2 页没有文字,可能是图片,没有读",)


def catalogue(pages: bytes, **more: bytes) -> bytes:
    return pdf_of(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, **{int(key[1:]): body for key, body in more.items()}}
    )


FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 17 >>\n"
    b"stream\n/X Do /X Do /X Do\nendstream"
)
PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
TEXT_PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << >> >>"


def inflating(stream: bytes) -> bytes:
    """A page whose content is a few bytes until it is unpacked."""
    packed = zlib.compress(stream, 9)
    content = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    return catalogue(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", o3=TEXT_PAGE, o5=content)


CALL = b"<< /Length 5 >>\nstream\n/X Do\nendstream"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(
            lambda: catalogue(b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"), id="pages-within-themselves"
        ),
        pytest.param(
            lambda: catalogue(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", o3=b"3 0 R"), id="object-that-is-itself"
        ),
        pytest.param(
            lambda: catalogue(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", o3=PAGE, o4=FORM, o5=CALL),
            id="form-within-itself",
        ),
        pytest.param(lambda: catalogue(b"<< /Type /Pages /Count 2000000000 /Kids [] >>"), id="two-billion-pages"),
        pytest.param(lambda: catalogue(b"[" * 200_000), id="deep-nesting"),
        pytest.param(lambda: inflating(b"q " * 20_000_000), id="stream-that-inflates"),
        pytest.param(lambda: inflating(b"BT /X 9 Tf 9 9 Td (abcd) Tj ET\n" * 1_000_000), id="a-million-pieces-of-text"),
    ],
)
def test_a_hostile_file_is_refused_in_time(make: Callable[[], bytes]) -> None:
    data = make()
    start = time.monotonic()
    with pytest.raises(FormatError):
        read_pdf(data)
    assert time.monotonic() - start < 10


def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PDF_SECONDS", 1)
    monkeypatch.setattr(reader, "_START", "import time; time.sleep(60)")
    with pytest.raises(FormatError, match=r"^这份 PDF 1 秒内读不完"):
        read_pdf(b"%PDF-1.7")


@pytest.mark.parametrize("crash", ["import os; os.abort()", "x = bytearray(2 << 30)"], ids=["crash", "memory"])
def test_a_child_that_crashes_is_told(crash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); " + (
        "from hongdong_rubric.readers.pdf.worker import _limit_memory; _limit_memory(int(sys.argv[2])); "
    )
    monkeypatch.setattr(reader, "_START", limit + crash)
    with pytest.raises(FormatError, match=r"^这份 PDF 读到一半出错或占用内存太多"):
        read_pdf(b"%PDF-1.7")


NAMELESS = catalogue(
    b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
    o3=b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
    o4=b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+X /FirstChar 1 /LastChar 3 /Widths [1000 1000 1000] "
    b"/Encoding << /Type /Encoding /Differences [1 /g1 /g2 /g3] >> >>",
    o5=b"<< /Length 149 >>\nstream\nBT /F1 16 Tf 60 700 Td <" + b"010203" * 20 + b"> Tj ET\nendstream",
)


def test_glyphs_without_characters_are_told() -> None:
    assert refusal(NAMELESS).startswith("PDF 里的字体没有带文字编码")


def test_a_few_glyphs_without_characters_are_shown_and_told() -> None:
    told = read_pages(pdf(set_report(REPORT)))
    told["pages"][0].append((100.0, 116.0, 700.0, 16.0, "政\ufffd"))
    assert text_of(told).warnings == ("有 1 个字在 PDF 里没有文字编码,显示为“\ufffd”,不能判断",)


def test_radicals_are_read_as_the_characters_they_are_drawn_like() -> None:
    assert read(pdf([[Row(74, 90, "依法行政⼯作有序推进,全县干部群众满意度逐年提升。")]]))[0].startswith("依法行政工作")
