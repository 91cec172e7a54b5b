from __future__ import annotations

import pytest

from hongdong_rubric.readers.docx.numerals import write_number


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {7: "07"}),
        ("decimalFullWidth", {12: "\uff11\uff12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百"}),
        ("chineseCountingThousand", {101: "一百零一", 110: "一百一十", 1001: "一千零一", 9999: "九千九百九十九"}),
        ("japaneseCounting", {3: "三", 12: "十二"}),
        ("chineseLegalSimplified", {1: "壹", 10: "拾", 23: "贰拾叁"}),
        ("ideographDigital", {10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {2: "㊁"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {28: "bb"}),
        ("none", {3: ""}),
        ("thaiNumbers", {3: "3"}),
        ("chineseCounting", {0: "〇", -1: "-1", 100_000: "100000"}),
    ],
)
def test_a_number_is_written_as_word_does(form: str, written: dict[int, str]) -> None:
    assert {number: write_number(number, form) for number in written} == written
