from __future__ import annotations

import codecs

import pytest
from opencc import OpenCC

from hongdong_rubric.errors import FormatError, UsageError
from hongdong_rubric.readers.encodings import decode, require_encoding

CHINESE = "清川县2023年法治政府建设情况报告\n全县依法行政工作有序推进。\n"
TRADITIONAL = OpenCC("s2t").convert(CHINESE)


def refusal(data: bytes, wanted: str | None = None) -> str:
    with pytest.raises(FormatError) as caught:
        decode(data, wanted)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(CHINESE.encode(), CHINESE, "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + CHINESE.encode(), CHINESE, "utf-8", id="utf-8-marked"),
        pytest.param(b"report 2023\n", "report 2023\n", "utf-8", id="ascii"),
        pytest.param(CHINESE.encode("gbk"), CHINESE, "gb18030", id="gbk"),
        pytest.param(b"2023 " + CHINESE.encode("gbk"), "2023 " + CHINESE, "gb18030", id="gbk-behind-digits"),
        pytest.param("清川县".encode("gbk"), "清川县", "gb18030", id="three-characters-of-gbk"),
        pytest.param((CHINESE + "𠮷").encode("gb18030"), CHINESE + "𠮷", "gb18030", id="four-bytes-of-gb18030"),
        pytest.param(TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030", id="traditional-in-gb18030"),
        pytest.param(TRADITIONAL.encode("big5"), TRADITIONAL, "big5", id="big5"),
        pytest.param("法治政府".encode("big5"), "法治政府", "big5", id="four-characters-of-big5"),
        pytest.param(CHINESE.encode("utf-16"), CHINESE, "utf-16", id="utf-16-marked"),
        pytest.param(codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), CHINESE, "utf-16", id="utf-16-be-marked"),
        pytest.param(CHINESE.encode("utf-16-le"), CHINESE, "utf-16-le", id="utf-16-le"),
        pytest.param(CHINESE.encode("utf-16-be"), CHINESE, "utf-16-be", id="utf-16-be"),
        pytest.param(CHINESE.encode("utf-32"), CHINESE, "utf-32", id="utf-32-marked"),
    ],
)
def test_the_encoding_is_told_and_the_text_kept(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(bytes(range(1, 256)), "第 128 个字节(0x80)不是 UTF-8(试过的编码", id="all-bytes"),
        pytest.param(b"\x9b\x40" * 60, "第 1 个字节(0x9b)不是 UTF-8(试过的编码", id="rare-characters"),
        pytest.param("甲乙".encode() * 20 + b"\xff", "第 121 个字节(0xff)不是 UTF-8,其余大多是", id="a-broken-end"),
        pytest.param(codecs.BOM_UTF8 + b"a\xff", "第 5 个字节(0xff)不是 UTF-8,而文件开头的标记", id="behind-a-mark"),
        pytest.param(b"\xff\xfea", "第 3 个字节(0x61)不是 UTF-16,而文件开头的标记", id="half-a-character"),
        pytest.param(b"report\0\1\2", "第 7 个字符是空字符,这是二进制文件,不是文本", id="a-null-character"),
    ],
)
def test_what_is_in_no_encoding_is_told_with_its_byte(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("gbk", "gb18030"),
        ("GB2312", "gb18030"),
        ("big5", "big5"),
        ("Big5-HKSCS", "big5"),
        ("utf_16_le", "utf-16-le"),
    ],
)
def test_an_encoding_has_more_than_one_name(name: str, encoding: str) -> None:
    assert require_encoding(name) == encoding


@pytest.mark.parametrize("name", ["rot13", "utf-7", "", "base64"])
def test_an_encoding_that_is_not_read_is_a_mistake_of_use(name: str) -> None:
    with pytest.raises(UsageError, match=r"没有“.*”这种编码"):
        require_encoding(name)


def test_the_encoding_asked_for_wins() -> None:
    assert decode(TRADITIONAL.encode("big5"), "gb18030").text != TRADITIONAL


def test_bytes_that_are_not_of_the_encoding_asked_for_are_told() -> None:
    assert refusal(CHINESE.encode(), "big5").startswith("第 3 个字节(0x85)不是 Big5")


def test_a_character_of_hong_kong_is_read_as_big5() -> None:
    text = TRADITIONAL + "邨"
    assert decode(text.encode("big5hkscs")).text == text
