from __future__ import annotations

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.ofd import _deltas, read_ofd
from tests.hongdong_rubric.readers.mutation import REPORT
from tests.hongdong_rubric.readers.paged import Row, ofd, set_report
from tests.hongdong_rubric.readers.word import package

LINES = REPORT.splitlines()
LONG = [line * 9 if "。" in line else line for line in LINES]
# One long row, so that every other is a short one and ends its paragraph.
ROWS = [Row(100, 100, "法" * 60), Row(100, 130, "完。")]


def lines(data: bytes) -> list[str]:
    return read_ofd(data).text.splitlines()


def shown(extra: str) -> list[str]:
    """What a page adds to the report above it."""
    return lines(ofd([ROWS], extra))[1:]


def text(code: str, more: str = "", boundary: str = "100 700 400 20") -> str:
    return f'<ofd:TextObject Boundary="{boundary}" Size="16" {more}>{code}</ofd:TextObject>'


def test_wrapped_lines_are_joined_over_pages_without_heads_and_numbers() -> None:
    pages = set_report("\n".join(LONG), head="清川县文件")
    assert len(pages) > 2
    assert lines(ofd(pages)) == LONG


def test_an_offset_leads_to_its_page() -> None:
    pages = set_report("\n".join(LONG))
    found = read_ofd(ofd(pages))
    assert found.places is not None
    last = found.places.at(len(found.text) - 2)
    assert (last.number if last else 0) == len(pages)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        pytest.param(text('<ofd:TextCode X="0" Y="16">甲乙</ofd:TextCode>'), ["甲乙"], id="no-advances"),
        pytest.param(
            text('<ofd:TextCode X="0" Y="16" DeltaX="g 2 16">甲乙丙</ofd:TextCode>'), ["甲乙丙"], id="repeated"
        ),
        pytest.param(
            text('<ofd:TextCode X="32" Y="16">乙</ofd:TextCode><ofd:TextCode X="0" Y="16">甲</ofd:TextCode>'),
            ["甲乙"],
            id="codes-out-of-order",
        ),
        pytest.param(
            text('<ofd:TextCode X="0" Y="16">甲</ofd:TextCode><ofd:TextCode X="16">乙</ofd:TextCode>'),
            ["甲乙"],
            id="same-line",
        ),
        pytest.param(
            f"<ofd:PageBlock><ofd:PageBlock>{text('<ofd:TextCode>甲</ofd:TextCode>')}</ofd:PageBlock></ofd:PageBlock>",
            ["甲"],
            id="blocks",
        ),
        pytest.param(text('<ofd:TextCode X="0" Y="8">甲</ofd:TextCode>', 'CTM="2 0 0 2 0 0"'), ["甲"], id="scaled"),
        pytest.param(text("<ofd:TextCode>内部</ofd:TextCode>", 'CTM="0.7 0.7 -0.7 0.7 0 0"'), [], id="watermark"),
        pytest.param(text("<ofd:TextCode>暗</ofd:TextCode>", 'Visible="false"'), [], id="invisible"),
        pytest.param(text("<ofd:TextCode>甲</ofd:TextCode>", boundary="a b"), None, id="no-place"),
        pytest.param('<ofd:PathObject Boundary="0 0 1 1"/><ofd:ImageObject/>', [], id="lines-and-pictures"),
    ],
)
def test_text_objects_are_read_where_they_stand(extra: str, expected: list[str] | None) -> None:
    if expected is None:
        assert lines(ofd([ROWS], extra))[0] == "甲"
    else:
        assert shown(extra) == expected


@pytest.mark.parametrize(
    ("told", "advances"),
    [
        pytest.param("", [16, 16, 16], id="none"),
        pytest.param("8 4", [8, 4, 16], id="too-few"),
        pytest.param("8 4 2 1", [8, 4, 2], id="too-many"),
        pytest.param("4 g 2 8", [4, 8, 8], id="repeated"),
        pytest.param("g 9 8", [8, 8, 8], id="repeated-too-often"),
        pytest.param("g 0 8 g -1 8 4", [4, 16, 16], id="repeated-never"),
        pytest.param("8 x 4", [8, 16, 16], id="no-number"),
        pytest.param("g x 8 4", [16, 16, 16], id="repeated-no-number-of-times"),
        pytest.param("4 g 2", [4, 16, 16], id="cut-off"),
        # Were the words behind each of these moved up, this would take an hour.
        pytest.param("g 0 1 " * 500_000 + "8", [8, 16, 16], id="many-that-say-nothing"),
        pytest.param("x " * 2_000_000 + "8", [16, 16, 16], id="many-that-are-no-numbers"),
    ],
)
def test_the_file_tells_how_far_each_character_stands_from_the_next(told: str, advances: list[float]) -> None:
    assert _deltas(told, 3, 16) == advances


OFD = "<OFD><DocBody><DocRoot>/Doc/D.xml</DocRoot></DocBody></OFD>"
PAGES = '<Document><Pages><Page BaseLoc="P.xml"/></Pages></Document>'


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"OFD.xml": OFD, "Doc/D.xml": PAGES, "Doc/P.xml": "<Page/>"}, "这份 OFD 像是扫描件", id="empty-page"
        ),
        pytest.param({"OFD.xml": OFD, "Doc/D.xml": PAGES}, "里面缺少 'Doc/P.xml' 这一部分", id="page-missing"),
        pytest.param({"OFD.xml": OFD}, "里面缺少 'Doc/D.xml' 这一部分", id="document-missing"),
        pytest.param({"OFD.xml": "<OFD/>"}, "这份 OFD 里没有页面", id="no-document"),
        pytest.param({"OFD.xml": "<OFD>"}, "OFD.xml 损坏或不完整", id="cut-off"),
    ],
)
def test_a_broken_file_is_told(files: dict[str, str], said: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_ofd(package(files))
    assert str(caught.value).startswith(said)


def test_pages_of_pictures_are_told() -> None:
    with pytest.raises(FormatError, match=r"^这份 OFD 像是扫描件:1 页只有 0 个汉字"):
        read_ofd(ofd([[]], "<ofd:ImageObject/>"))
