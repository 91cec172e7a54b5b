"""Valid files of every kind, and files made from them by breaking something."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from functools import cache
from random import Random

from lxml import etree

from tests.hongdong_rubric.readers.drafts import tracked_draft, written_draft
from tests.hongdong_rubric.readers.paged import ofd, pdf, set_report
from tests.hongdong_rubric.readers.sites import old_page, plain_page, platform_page
from tests.hongdong_rubric.readers.word import package

REPORT = """\
清川县2023年法治政府建设情况报告
2023年,清川县扎实推进法治政府建设,各项工作取得新的进展,现将有关情况报告如下。
一、主要工作
(一)依法决策
全年组织专家论证12场,采纳意见45条;涉及民生的事项均召开听证会,听取群众意见。
1.办理行政复议案件45件。
二、存在的问题
司法建议反馈不够及时,个别部门的执法案卷还不规范,基层执法力量不足。
三、下一步打算
下一步将推动行政机关负责人出庭应诉,加强执法人员培训,完善考核办法。
清川县人民政府
2024年2月18日
"""
_TOKENS = (
    *(
        b"<",
        b">",
        b"</w:p>",
        b"<w:p>",
        b"<w:tbl>",
        b"<w:tr>",
        b"<w:tc>",
        b"&amp;",
        b"&#x0;",
        b"&x;",
        b"]]>",
        b"<!--",
        b"-->",
    ),
    *(
        b"<![CDATA[",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
        b"<?xml version='1.0' encoding='gb2312'?>",
        b'w:val="',
        b'""',
        b"xmlns",
    ),
    *(b"<table>", b"<td>", b"<div id=zoom>", b"<meta charset=utf-16>", b"<script>", b"<br>", b"style='display:none'"),
    *(
        b" 0 R",
        b" obj",
        b"endobj",
        b"stream",
        b"endstream",
        b"xref",
        b"/Kids [",
        b"/Parent 2 0 R",
        b"/Count 99999999",
        b"Tf",
        b"Td",
    ),
    *(
        b"/Rotate 90",
        b"/Encrypt 3 0 R",
        b"/Filter /FlateDecode",
        b"/Length -1",
        b"<< /Type /Page >>",
        b"1e38",
        b"-1",
        b"nan",
    ),
    *(
        b"0",
        b"9999999999",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"g 99999999 1",
        b"inf",
        b"\xed\xa0\x80",
        b"%1%2%9",
        b"\\",
    ),
)
_VALUES = (
    "",
    "0",
    "-1",
    "99",
    "9999999999",
    "nan",
    "g 99999999 1",
    "/",
    "../../x",
    "%1%2%3%9",
    "1 1 1 1 1 1",
    "甲",
    "true",
)
_NUMBER = re.compile(rb"\d+")


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Valid files by the name that tells their kind."""
    pages = set_report(REPORT * 3, head="清川县文件")
    return {
        "r.txt": (REPORT.encode(), REPORT.encode("gb18030"), REPORT.encode("utf-16"), REPORT.encode("utf-16-be")),
        "r.html": (
            platform_page(REPORT).encode(),
            old_page(REPORT).encode("gb18030"),
            plain_page(REPORT).encode("utf-16"),
        ),
        "r.docx": (tracked_draft(REPORT), written_draft(REPORT)),
        "r.ofd": (ofd(pages),),
        "r.pdf": (pdf(pages),),
    }


def mutant(name: str, random: Random) -> bytes:
    """A broken file: its bytes are changed, or those of one of its parts."""
    data = random.choice(seeds()[name])
    if data.startswith(b"PK") and random.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
        # What a reader looks at is changed oftener than what it passes by.
        telling = [one for one in parts if re.search(r"document|Content|styles|numbering|rels|OFD", one)]
        for _ in range(random.randint(1, 2)):
            part = random.choice(telling)
            parts[part] = (_grafted if random.random() < 0.7 else broken)(parts[part], random)
        return package(parts)
    return broken(data, random)


def broken(data: bytes, random: Random) -> bytes:
    """Some bytes with one to four things changed."""
    for _ in range(random.randint(1, 4)):
        data = random.choice((_flip, _cut, _double, _insert, _number, _swap, _end))(data, random)
    return data


def _grafted(data: bytes, random: Random) -> bytes:
    """An XML part that is still well formed, with elements moved, doubled, renamed, nested, or told otherwise."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(random.randint(1, 5)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, two = random.choice(elements), random.choice(elements)
        change = random.randrange(6)
        if change == 0 and one is not root:
            one.getparent().remove(one)
        elif change == 1:
            two.append(deepcopy(one))
        elif change == 2:
            one.tag = two.tag
        elif change == 3 and one.attrib:
            key = random.choice(list(one.attrib))
            one.set(key, random.choice((*_VALUES, *(two.attrib.values() or [""]))))
        elif change == 4:
            one.text = random.choice(_VALUES)
        elif one is not root:
            inner = one
            for _ in range(random.choice((2, 60, 260))):
                inner = etree.SubElement(inner, two.tag)
    return bytes(etree.tostring(root))


def _range(data: bytes, random: Random, longest: int) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randint(1, longest))


def _flip(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if out:
            out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random, random.choice((1, 10, 400)))
    return data[:start] + data[end:]


def _double(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random, 300)
    return data[:end] + data[start:end] * random.choice((1, 2, 30)) + data[end:]


def _insert(data: bytes, random: Random) -> bytes:
    start, _ = _range(data, random, 1)
    return data[:start] + random.choice(_TOKENS) * random.choice((1, 1, 1, 300)) + data[start:]


def _number(data: bytes, random: Random) -> bytes:
    places = list(_NUMBER.finditer(data[:20_000]))
    if not places:
        return data
    place = random.choice(places)
    return data[: place.start()] + random.choice((b"0", b"-1", b"4294967296", b"65536", b"1e9")) + data[place.end() :]


def _swap(data: bytes, random: Random) -> bytes:
    one, end = _range(data, random, 200)
    two, other = _range(data, random, 200)
    if end > two:
        return data
    return data[:one] + data[two:other] + data[end:two] + data[one:end] + data[other:]


def _end(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)] if random.random() < 0.3 else data
