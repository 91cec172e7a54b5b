"""Figures and documents of the place itself: what makes a mention evidenced.

Source of the rule: a figure is a count, rate or amount with its unit; years, dates, clause and document numbers,
ordinals, hotline numbers and fixed terms ("三项制度", "十四五") are none. A document is a title in 《》 that the
place made itself: it names the place, or a verb of making stands before it; national laws and outlines are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from scorer.lazy import regex
from scorer.scanning import by_start, end_of_any, find_apart, run_end
from scorer.text import Document, Span, han_and_digits, is_han
from scorer.uncounted import find_uncounted

# The first that fits is the unit.
_UNITS = by_start(
    "个百分点|万元|亿元|万人次|人次|场次|批次|余件|个工作日|工作日|平方米|公里|千米|小时|分钟|百分点|个百分点|大类|大项"
    "|件|个|项|次|场|人|名|份|条|户|家|起|期|部|套|台|辆|处|所|支|篇|册|宗|例|轮|批|页|只|座|间|块|张|本|枚|卷|类|种"
    "|元|吨|亩|倍|成|天|分|字|节|堂|课时|余|多|枝|组|站|点|员|车|幅|管|剂|封|通|单|笔|桩|席|片|集|档|村|镇|乡|街道"
    "|部门|单位|班|款|步|回|趟|遍|%|‰"
)
_HAN_UNITS = by_start(
    "件|个|项|次|场|人|名|份|条|户|家|起|期|部|套|台|支|篇|册|例|轮|批|万元|元|人次|场次|天|处|所|宗|辆|公里|亩|卷|张|回|趟"
    "|多件|多个|多次|多场|多人|多份|多户|余件|余个|余次|余场|余人|余份|余户"
)
# Those of a single numeral ("四次").
_SMALL_UNITS = by_start("场|次|期|轮|批次|件|起|名|人|户|家|份|部|篇|例|回|人次|场次")
_SMALL = frozenset("两三四五六七八九")
_MULTIPLES = frozenset("%‰万亿")
_HAN_DIGITS = frozenset("一二三四五六七八九两")
_POWERS = frozenset("十百千万")
_BEHIND_POWER = frozenset("十百千万零余多一二三四五六七八九两")
_PERCENT = "百分之"
_PERCENT_NUMERALS = frozenset("一二三四五六七八九十百千万两零〇")
_LONGEST = 12
_WHOLE = r"(?:率|比例)(?:均|都)?(?:达到?|为|保持)?(?:百分之百|百分百)"
# How far behind its beginning the 百分 of a whole rate may stand.
_WHOLE_REACH = 7
# A number with what may stand between it and its unit, or what else a figure may begin with. One of the characters
# before all: looking at one is so much less than trying all forms.
_STARTS = (
    r"(?=[\d一二三四五六七八九两十百千万余数率比])"
    r"(?:(?<![第\d])(\d[\d,]{0,14}(?:\.\d{1,6})?)[%‰多余万亿千百几+]*|\D)"
)
_NAME_TAILS = (*("方面", "阶段", "层面", "维度", "一批", "清单", "制度", "法衔接", "区分开来", "不变", "确保", "坚持"),)
_TITLE = re.compile(r"《([^《》\n]{3,80})》")
# Of Chinese characters and 、 only, see :func:`_made`.
_MAKING = (
    r"(?:制定|印发|出台|修订|下发|编制|制发|起草|发布|公布|签订|[议论究]通过|研究制定|拟定|推出|建立|完善|形成|编印|颁布|配套)"
    r"(?:实施|印发|出台|下发|公布|.){0,8}$"
)
# What a superior issued is not the place's own; a city or province that speaks of itself says 本市 or nothing.
_SUPERIORS = (
    r"(?:国务院|中央|国家|全国|上级|部委"
    r"|(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!干)部级?(?![门分队署长])"
    r"|省级?|省委|省政府|自治区)[^,、]{0,10}$"
)
_NATIONAL = (
    *("中华人民共和国", "中共中央", "国务院", "全国", "法治政府建设实施纲要", "法治中国", "法治社会"),
    *("法治政府建设与责任落实", "党政主要负责人履行", "重大行政决策程序暂行", "优化营商环境条例"),
    "关于全面推行行政执法公示制度",
)
_BREAKS = "。；;，,"
# How far before a title the verb of making may stand when other titles stand between, in characters.
_LIST_REACH = 150
_PLACE = r"([^\n\d]{2,8}?)(?:自治县|自治州|自治区|县|区|旗|市|省|州|镇|乡|街道)"


def find_figures(folded: str) -> list[Span]:
    """Ranges of all figures in a folded text, in order."""
    taken = find_uncounted(folded)
    figures = []
    nearest = 0
    for span in find_apart(regex(_STARTS), folded, _amount_end):
        while nearest < len(taken) and taken[nearest].end <= span.start:
            nearest += 1
        free = nearest == len(taken) or not taken[nearest].overlaps(span)
        # "1355战略", "两法", "三个方面": numbers that are part of a name count nothing.
        if free and not folded.startswith(_NAME_TAILS, span.end):
            figures.append(span)
    return figures


def _amount_end(match: re.Match[str]) -> int:
    """Where the number with a unit ends that begins with what was matched; 0 where there is none."""
    folded, start = match.string, match.start()
    if match[1]:
        return _arabic_end(match)
    if match[0] in "率比":
        whole = regex(_WHOLE).match(folded, start) if "百分" in folded[start : start + _WHOLE_REACH] else None
        return whole.end() if whole else 0
    return _rate_end(folded, start) or _large_end(folded, start) or _small_end(folded, start)


def _arabic_end(number: re.Match[str]) -> int:
    """Where the amount ends that begins with a number in digits."""
    folded, end = number.string, number.end(1)
    for place in range(number.end(), end - 1, -1):
        if found := end_of_any(_UNITS, folded, place):
            return found
    return end + 1 if folded[end : end + 1] in _MULTIPLES else 0


def _rate_end(folded: str, start: int) -> int:
    """The end of a rate or fraction in Chinese numerals: "百分之九十五点五", "三分之二"."""
    if folded.startswith(_PERCENT, start):
        begin = start + len(_PERCENT)
        end = run_end(folded, begin, _PERCENT_NUMERALS, _LONGEST)
        if end == begin:
            return 0
        decimals = run_end(folded, end + 1, _PERCENT_NUMERALS, _LONGEST) if folded.startswith("点", end) else 0
        return decimals if decimals > end + 1 else end
    is_fraction = folded[start] in _HAN_DIGITS and folded.startswith("分之", start + 1)
    return start + 4 if is_fraction and folded[start + 3 : start + 4] in _HAN_DIGITS else 0


def _large_end(folded: str, start: int) -> int:
    """The end of an amount of ten or more in Chinese numerals, or of about so many: "一百二十件", "数百人"."""
    before = folded[start - 1 : start]
    if before == "第" or before in _POWERS:
        return 0
    power = start + (folded[start] in _HAN_DIGITS or folded[start] == "数")
    if folded[power : power + 1] in _POWERS:
        last = run_end(folded, power + 1, _BEHIND_POWER, _LONGEST)
        if folded[start] == "数":
            last = power + 1 + folded.startswith("余", power + 1)
    elif folded.startswith("余", power) and folded[start] != "数":
        last = power + 1
    else:
        return 0
    for place in range(last, power, -1):
        if found := end_of_any(_HAN_UNITS, folded, place):
            return found
    return 0


def _small_end(folded: str, start: int) -> int:
    """The end of an amount of a single numeral: "四次"."""
    small = folded[start] in _SMALL and folded[start - 1 : start] != "第"
    return end_of_any(_SMALL_UNITS, folded, start + 1) if small else 0


def find_documents(document: Document) -> list[Span]:
    """Folded ranges of the titles in 《》 that the place itself made, in order."""
    place = _place_name(document.title)
    found = []
    for match in _TITLE.finditer(document.text):
        if not _is_own(document.text, match, place):
            continue
        start = bisect_left(document.offsets, match.start(1))
        end = bisect_left(document.offsets, match.end(1))
        if start < end and document.offsets[start] < match.end(1):
            found.append(Span(start, end))
    return found


def _is_own(text: str, match: re.Match[str], place: str | None) -> bool:
    title = match[1]
    if place and place in title:
        return True
    if title.startswith(_NATIONAL) or _is_statute(title):
        return False
    # Of a list "印发《…》和《…》" the verb stands before the first.
    before = _TITLE.sub("", text[max(0, match.start() - _LIST_REACH) : match.start()])
    return _made(before[max(before.rfind(mark) for mark in _BREAKS) + 1 :][-24:])


def _is_statute(title: str) -> bool:
    """Whether a title is that of a law, which is no 办法, or of an ordinance of the state."""
    return title.endswith("暂行条例") or (title.endswith("法") and title[-2] not in "公办")


def _made(before: str) -> bool:
    """Whether the words before a title tell that the place itself made it."""
    before = before.removesuffix("\n")
    words = len(before)
    while words and (is_han(before[words - 1]) or before[words - 1] == "、"):
        words -= 1
    making = regex(_MAKING).search(before[words:])
    return making is not None and regex(_SUPERIORS).search(before[: words + making.start()]) is None


def _place_name(title: str | None) -> str | None:
    """The name of the lowest place in a report's title, without its suffix; None where none is named."""
    names = regex(_PLACE).findall(han_and_digits((title or "").removeprefix("中共")))
    return names[-1] if names else None
