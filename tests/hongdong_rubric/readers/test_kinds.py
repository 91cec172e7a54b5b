from __future__ import annotations

import io
import zipfile

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.kinds import Kind, find_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str, **parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, parts.get(name, b"x"))
    return buffer.getvalue()


ODT = zipped("mimetype", mimetype=b"application/vnd.oasis.opendocument.text")
PAGE = "<!DOCTYPE html><html><body><p>报告</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        pytest.param("报告".encode(), "r.txt", Kind.TEXT, id="text"),
        pytest.param("报告".encode(), "r.docx", Kind.TEXT, id="text-by-another-name"),
        pytest.param("# 报告".encode(), "r.MD", Kind.MARKDOWN, id="markdown"),
        pytest.param("# 报告\n<br>".encode(), "r.md", Kind.MARKDOWN, id="markdown-with-a-tag"),
        pytest.param(b"%PDF-1.7\n", "r.txt", Kind.PDF, id="pdf"),
        pytest.param(b"\r\n\r\n%PDF-1.4", "r", Kind.PDF, id="pdf-behind-blank-lines"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), "r.zip", Kind.DOCX, id="docx"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), "r.wps", Kind.DOCX, id="docx-called-wps"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), "r.doc", Kind.DOCX, id="docx-called-doc"),
        pytest.param(zipped("OFD.xml"), "r", Kind.OFD, id="ofd"),
        pytest.param(ODT, "r", Kind.ODT, id="odt"),
        pytest.param(OLE, "r.doc", Kind.DOC, id="doc"),
        pytest.param(OLE, "r.WPS", Kind.WPS, id="wps"),
        pytest.param(rb"{\rtf1\ansi", "r.doc", Kind.RTF, id="rtf-called-doc"),
        pytest.param(PAGE.encode(), "r.txt", Kind.HTML, id="page"),
        pytest.param(PAGE.encode("utf-16"), "r", Kind.HTML, id="page-in-utf-16"),
        pytest.param(b"\xef\xbb\xbf\r\n" + PAGE.encode(), "r", Kind.HTML, id="page-behind-a-mark"),
        pytest.param(b"<?xml version='1.0'?>" + PAGE.encode(), "r", Kind.HTML, id="page-in-xml"),
        pytest.param("<div>报告</div>".encode(), "r.shtml", Kind.HTML, id="piece-of-a-page-by-its-name"),
        pytest.param("<div>报告</div>".encode(), "r.txt", Kind.TEXT, id="piece-of-a-page-called-text"),
        pytest.param(b'<?xml?><?mso-application progid="Word.Document"?>', "r.xml", Kind.DOC, id="word-xml"),
    ],
)
def test_the_kind_is_told_by_content_first(data: bytes, name: str, kind: Kind) -> None:
    assert find_kind(data, name) is kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"\x89PNG\r\n", "这是图片", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0", "这是图片", id="jpeg"),
        pytest.param(b"Rar!\x1a", "这是压缩包", id="rar"),
        pytest.param(zipped("报告.docx"), "这是压缩包", id="zip-with-a-report-inside"),
        pytest.param(zipped("xl/workbook.xml", "[Content_Types].xml"), "这是Excel 表格", id="xlsx"),
        pytest.param(zipped("ppt/presentation.xml"), "这是PowerPoint 演示", id="pptx"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "这是Excel 表格", id="xls"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "这是加了密码的 Word 文件", id="encrypted-docx"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related", "这是网页归档(mht)", id="mht"),
        pytest.param(b"PK\x03\x04" + bytes(40), "文件损坏或不完整", id="broken-zip"),
    ],
)
def test_what_is_no_report_is_called_by_name(data: bytes, said: str) -> None:
    with pytest.raises(FormatError) as caught:
        find_kind(data, "r.docx")
    assert str(caught.value).startswith(said)
