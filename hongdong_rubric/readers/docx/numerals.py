"""Numbers as Word writes them in automatic numbering (ST_NumberFormat of ISO/IEC 29500)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 9999


def counting(number: int) -> str:
    """一, 十, 十一, 二十, 一百零一."""
    if not 0 < number <= _MOST:
        return _DIGITS[0] if number == 0 else str(number)
    digits = [int(digit) for digit in str(number)]
    out = ""
    for power, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            out += _DIGITS[digit] + _UNITS[power]
        elif out and not out.endswith("零"):
            out += "零"
    out = out.rstrip("零")
    return out[1:] if 10 <= number < 20 else out


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    if not 0 < number <= _MOST:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    """A to z, then aa to zz."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 20 else str(number)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _run(*ranges: tuple[int, int]) -> Callable[[int], str]:
    return _one_of("".join(chr(first + offset) for first, count in ranges for offset in range(count)))


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)


_CIRCLED = _run((0x2460, 20), (0x3251, 15), (0x32B1, 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)}),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _run((0x2474, 20)),
    "decimalEnclosedFullstop": _run((0x2488, 20)),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": lambda number: f"第{number}",
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "japaneseCounting": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "koreanCounting": counting,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda number: counting(number).translate(_LEGAL),
    "japaneseLegal": lambda number: counting(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: counting(number).translate(_LEGAL),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _run((0x3280, 10)),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def write_number(number: int, form: str) -> str:
    """A number in one of Word's formats; in plain digits where the format is none of those known."""
    return _FORMATS.get(form, str)(number)
