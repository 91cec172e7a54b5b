"""PDF: read in a process of its own, so that no file can take this one down, hold it up or fill its memory."""

from __future__ import annotations

import json
import sys

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.child import run_limited
from hongdong_rubric.readers.extracted import Extracted
from hongdong_rubric.readers.layout import Piece, empty_pages, refuse_pictures, set_pages
from hongdong_rubric.readers.limits import MAX_CHARACTERS, MAX_PAGES, PDF_MEMORY, PDF_SECONDS

# The child finds modules where this process found them, and takes nothing from the folder that it runs in.
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from hongdong_rubric.readers.pdf.worker import main; main(int(sys.argv[2]))"
)
_BROKEN = "PDF 损坏或不完整,打不开:请用 PDF 软件打开后重新保存,或给出原来的 Word 文件"
_SENTENCES = {
    "encrypted": "PDF 加了密码:请去掉密码后再试",
    "broken": _BROKEN,
    "pages": f"PDF 超过 {MAX_PAGES:,} 页,不像一份报告",
    "characters": f"PDF 超过 {MAX_CHARACTERS // 10_000} 万字,不像一份报告",
    "unmapped": "PDF 里的字体没有带文字编码,读出来是乱码:请给出原来的 Word 文件,或用文字识别软件转换",
}


def read_pdf(data: bytes) -> Extracted:
    """The text of a PDF, a line a paragraph, placed by page. Raises :class:`FormatError`."""
    return text_of(_run(data))


def text_of(told: dict[str, object]) -> Extracted:
    """The text of what the child process tells; raises :class:`FormatError` where it tells a fault."""
    if "fault" in told:
        raise FormatError(_SENTENCES[str(told["fault"])])
    found = told["pages"]
    assert isinstance(found, list)
    pages = [[Piece(*piece) for piece in page] for page in found]
    refuse_pictures(pages, "PDF")
    unknown = sum(piece.text.count("\ufffd") for page in pages for piece in page)
    lost = (f"有 {unknown} 个字在 PDF 里没有文字编码,显示为“\ufffd”,不能判断",) if unknown else ()
    return set_pages(pages).finish("unicode", (*empty_pages(pages), *lost))


def _run(data: bytes) -> dict[str, object]:
    command = [sys.executable, "-P", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(PDF_MEMORY)]
    try:
        outcome = run_limited(command, seconds=PDF_SECONDS, data=data)
    except OSError as error:
        raise FormatError(f"读 PDF 的程序启动不了({type(error).__name__})") from error
    if outcome.code is None:
        raise FormatError(f"这份 PDF {PDF_SECONDS} 秒内读不完,可能有意做得很复杂,不读")
    if outcome.code:
        raise FormatError("这份 PDF 读到一半出错或占用内存太多:可能损坏,请用 PDF 软件打开后重新保存")
    told = json.loads(outcome.out)
    assert isinstance(told, dict)
    return told
