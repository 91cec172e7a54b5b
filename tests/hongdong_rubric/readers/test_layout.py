"""Reading order, page furniture and joined lines, on rows as offices set them."""

from __future__ import annotations

import pytest

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.layout import Piece, empty_pages, refuse_pictures, set_pages
from hongdong_rubric.readers.layout.furniture import drop_furniture
from hongdong_rubric.readers.layout.rows import read_rows

FULL = "依法行政" * 7


def piece(text: str, row: float = 0, left: float = 0, size: float = 1.0) -> Piece:
    return Piece(left, left + len(text) * size, row * 2, size, text)


def page(*rows: tuple[float, str], first: int = 5) -> list[Piece]:
    """Rows as (indent, text), from the fifth row of the page on."""
    return [piece(text, first + number, indent) for number, (indent, text) in enumerate(rows)]


def lines(*pages: list[Piece]) -> list[str]:
    return [line for line in set_pages(pages).finish("unicode").text.split("\n") if line]


def texts(*pieces: Piece) -> list[str]:
    return [row.text for row in read_rows(pieces)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([piece("乙", 1), piece("甲", 0)], ["甲", "乙"], id="from-the-top"),
        pytest.param([piece("乙", left=1), piece("甲")], ["甲乙"], id="from-the-left"),
        pytest.param([piece("甲"), piece("2", 0.15, 1, 0.5)], ["甲2"], id="raised-sign"),
        pytest.param([piece("甲"), piece("乙", left=6)], ["甲 乙"], id="wide-gap"),
        pytest.param([piece("甲"), piece("乙", left=1.5)], ["甲乙"], id="spread-characters"),
        pytest.param([piece("ab"), piece("cd", left=2.5)], ["ab cd"], id="latin-words"),
        pytest.param([piece("甲乙"), piece("甲乙", left=0.05)], ["甲乙"], id="bold-printed-twice"),
        pytest.param([piece("甲甲"), piece("甲", left=2)], ["甲甲甲"], id="same-character-beside-itself"),
        pytest.param([piece(" "), piece("甲", 1)], ["甲"], id="blank-pieces"),
    ],
)
def test_pieces_make_rows(pieces: list[Piece], expected: list[str]) -> None:
    assert texts(*pieces) == expected


def test_a_page_that_prints_one_place_over_and_over_is_read_in_one_go() -> None:
    # Were all of a row asked for the tallest at each piece, this would take minutes.
    assert texts(*[piece("甲")] * 100_000) == ["甲"]


@pytest.mark.parametrize(("apart", "between"), [(0, ""), (9, " ")], ids=["touching", "apart"])
def test_the_pieces_of_a_row_are_joined_in_one_go(apart: int, between: str) -> None:
    # Were the row copied at each piece, this would take minutes.
    pieces = [piece("法" * 30, left=(30 + apart) * number) for number in range(100_000)]
    assert texts(*pieces) == [between.join(["法" * 30] * 100_000)]


def two_columns(length: int) -> list[Piece]:
    left = [piece("左" * length, number) for number in range(1, 9)]
    return [
        piece("题" * (length * 2 + 3)),
        *left,
        *(piece("右" * length, number, length + 3) for number in range(1, 9)),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    assert [text[0] for text in texts(*two_columns(12))] == ["题", *"左" * 8, *"右" * 8]


def test_a_table_is_read_row_by_row() -> None:
    assert [text[0] for text in texts(*two_columns(3))] == ["题", *"左" * 8]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [(2, FULL[2:]), (0, "工作。"), (2, FULL[2:]), (0, "甲。")],
            [f"{FULL[2:]}工作。", f"{FULL[2:]}甲。"],
            id="indented",
        ),
        pytest.param(
            [(0, FULL), (0, "工作。"), (0, FULL), (0, "甲。")], [f"{FULL}工作。", f"{FULL}甲。"], id="not-indented"
        ),
        pytest.param(
            [(2, FULL[2:]), (2, "甲。"), (2, "乙。")], [FULL[2:], "甲。", "乙。"], id="full-row-before-an-indent"
        ),
        pytest.param(
            [(2, "一、工作"), (2, FULL[2:]), (0, "甲。")], ["一、工作", f"{FULL[2:]}甲。"], id="short-heading"
        ),
        pytest.param([(0, FULL[1:] + "。"), (0, "一、工作")], [FULL[1:] + "。", "一、工作"], id="number-behind-an-end"),
        pytest.param(
            [(0, FULL), (0, "2023年"), (0, FULL[:26] + "20"), (0, "23年")],
            [FULL + "2023年", FULL[:26] + "2023年"],
            id="figures",
        ),
        pytest.param([(0, FULL[:27] + "a"), (0, "b" * 20)], [FULL[:27] + "a " + "b" * 20], id="latin"),
        pytest.param([(0, FULL), (10, "县政府")], [FULL, "县政府"], id="signature"),
    ],
)
def test_wrapped_rows_are_joined(rows: list[tuple[float, str]], expected: list[str]) -> None:
    # Further paragraphs show how the page is set.
    indent = rows[0][0]
    more = [(indent, FULL[int(indent) :]), (0, "尾。")] * 4
    assert lines(page(*rows, *more))[: len(expected)] == expected


@pytest.mark.parametrize(
    ("row", "dropped"),
    [
        ("一、工作..........1", True),
        ("一、工作 . . . . . 1", True),
        ("一、工作·····1", True),
        ("一、工作.\n.\n.\n.\n.\n.1", True),
        ("二、不足……………… 12", True),
        ("一、工作....1", False),
        ("一、工作.....", False),
        ("一、工作.....12345", False),
        ("一、\n工作.....1", False),
        ("……1", False),
    ],
    ids=repr,
)
def test_lines_of_contents_are_dropped(row: str, dropped: bool) -> None:
    assert drop_furniture([[piece(row, 9)]]) == ([[]] if dropped else [[piece(row, 9)]])


@pytest.mark.parametrize(
    "row",
    ["." * 400_000, "甲" + "…" * 400_000, "." * 200_000 + " " * 200_000 + "甲"],
    ids=["dots", "ellipses", "dots-and-blanks"],
)
def test_a_row_of_dots_is_looked_through_once(row: str) -> None:
    # Were each dot tried for the first, this would take an hour.
    assert drop_furniture([[piece(row, 9)]]) == [[piece(row, 9)]]


def test_larger_type_is_not_joined_to_smaller() -> None:
    title = piece("法治" * 5, 0, size=2.8)
    assert lines([title, *page((0, FULL), (0, "甲。"))])[0] == "法治" * 5


def test_a_wide_gap_parts_paragraphs() -> None:
    rows = [piece(FULL, number) for number in range(4)]
    assert lines([*rows, piece(FULL, 7)]) == [FULL * 4, FULL]


def test_a_paragraph_goes_on_over_the_page_and_offsets_lead_to_pages() -> None:
    first, second = page((2, FULL[2:]), (0, FULL)), page((0, "工作。"), (2, "甲。"))
    found = set_pages([first, second]).finish("unicode")
    assert found.text.split("\n")[0] == f"{FULL[2:]}{FULL}工作。"
    assert found.places is not None
    places = [found.places.at(found.text.index(word)) for word in (FULL, "工作", "甲")]
    assert [place.number if place else None for place in places] == [1, 2, 2]


def body(number: int) -> tuple[str, str]:
    """A full row and a short one that stand on one page only."""
    return "甲乙丙丁"[number] * 28, "完。"


def furnished(number: int, head: str, foot: str) -> list[Piece]:
    full, short = body(number)
    return [piece(head, 0), *page((0, full), (0, short), first=5 + number), piece(foot, 40)]


@pytest.mark.parametrize(
    "foot", ["- 3 -", "— 12 —", "·7·", "5", "第 3 页", "第3页 共10页", "3/10", "Page 3 of 10"], ids=str
)
def test_page_numbers_are_dropped(foot: str) -> None:
    assert lines([*page((0, FULL), (0, "甲。")), piece(foot, 40)]) == [f"{FULL}甲。"]


def test_running_heads_are_dropped() -> None:
    pages = [furnished(number, "清川县文件", f"第{number}期") for number in range(3)]
    assert lines(*pages) == ["".join(body(number)) for number in range(3)]


def test_sentences_that_differ_in_their_figures_are_no_running_heads() -> None:
    pages = [page((0, f"全年共办理行政复议案件{number}件并逐一反馈整改。"), (0, "完。")) for number in range(3)]
    assert "".join(lines(*pages)).count("全年") == 3


def test_what_repeats_at_other_places_stays() -> None:
    pages = [page((0, body(number)[0]), (0, "完。"), (0, "小结"), first=5 + 9 * number) for number in range(3)]
    assert lines(*pages).count("小结") == 3


def test_a_date_below_the_text_is_no_page_number() -> None:
    assert lines(page((0, FULL), (0, "完。"), (0, "2024年2月18日")))[-1] == "2024年2月18日"


@pytest.mark.parametrize(("characters", "readable"), [(20, True), (19, False), (0, False)])
def test_pages_with_hardly_a_character_are_pictures(characters: int, readable: bool) -> None:
    pages = [[piece("字" * characters)]]
    if readable:
        refuse_pictures(pages, "PDF")
    else:
        with pytest.raises(FormatError, match=rf"^这份 PDF 像是扫描件:1 页只有 {characters} 个汉字"):
            refuse_pictures(pages, "PDF")


def test_empty_pages_are_named() -> None:
    assert empty_pages([[piece("甲")], [], [piece(" ")]]) == ("第 2、3 页没有文字,可能是图片,没有读",)


def test_no_pages_give_no_text() -> None:
    assert lines([]) == []


@pytest.mark.parametrize("size", [1e-310, 1e-12, 0.0])
def test_characters_of_no_size_are_read_nevertheless(size: float) -> None:
    rows = [Piece(0, 1, base, size, text) for base, text in ((-5, "甲"), (5, "甲"), (9, "乙"))]
    assert lines(rows, [piece("丙", 5)])[-1] == "丙"
