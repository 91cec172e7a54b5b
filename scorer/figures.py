"""Figures and documents of the place itself: what makes a mention evidenced.

Source of the rule: a figure is a count, rate or amount with its unit; years, dates, clause and document numbers,
ordinals, hotline numbers and fixed terms ("三项制度", "十四五") are none. A document is a title in 《》 that the
place made itself: it names the place, or a verb of making stands before it; national laws and outlines are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from scorer.lazy import regex
from scorer.text import Document, Span, han_and_digits, is_han


def _by_start(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


# The first that fits is the unit.
_UNITS = (
    "个百分点|万元|亿元|万人次|人次|场次|批次|余件|个工作日|工作日|平方米|公里|千米|小时|分钟|百分点|个百分点|大类|大项"
    "|件|个|项|次|场|人|名|份|条|户|家|起|期|部|套|台|辆|处|所|支|篇|册|宗|例|轮|批|页|只|座|间|块|张|本|枚|卷|类|种"
    "|元|吨|亩|倍|成|天|分|字|节|堂|课时|余|多|枝|组|站|点|员|车|幅|管|剂|封|通|单|笔|桩|席|片|集|档|村|镇|乡|街道"
    "|部门|单位|班|款|步|回|趟|遍|%|‰"
)
_UNITS_BY_START = _by_start(_UNITS.split("|"))
_HAN_UNITS = (
    "件|个|项|次|场|人|名|份|条|户|家|起|期|部|套|台|支|篇|册|例|轮|批|万元|元|人次|场次|天|处|所|宗|辆|公里|亩|卷|张|回|趟"
    "|多件|多个|多次|多场|多人|多份|多户|余件|余个|余次|余场|余人|余份|余户"
)
# A number and what may stand between it and its unit.
_ARABIC = re.compile(r"(?<![第\d])(\d[\d,]{0,14}(?:\.\d{1,6})?)[%‰多余万亿千百几+]*")
_MULTIPLES = "%‰万亿"
_HAN_DIGIT = "[一二三四五六七八九两]"
_HAN_NUMBER = r"[一二三四五六七八九十百千万两零〇]{1,12}"
_HAN_FIGURE = re.compile(
    rf"百分之{_HAN_NUMBER}(?:点{_HAN_NUMBER})?|{_HAN_DIGIT}分之{_HAN_DIGIT}"
    rf"|(?<![第十百千万])(?:{_HAN_DIGIT}?[十百千万](?:[十百千万零余多一二三四五六七八九两]){{0,12}}|{_HAN_DIGIT}?十?余|数[十百千万]余?)(?:{_HAN_UNITS})"
    r"|(?<!第)[两三四五六七八九](?:场|次|期|轮|批次|件|起|名|人|户|家|份|部|篇|例|回|人次|场次)"
    r"|(?:率|比例)(?:均|都)?(?:达到?|为|保持)?(?:百分之百|百分百)"
)
# Where a figure may begin: looking at one character is so much less than trying all its forms.
_FIGURE_STARTS = re.compile(r"\d|[一二三四五六七八九两十百千万余数率比]")
_NOT_FIGURES = re.compile(
    r"(?=[\d第〔\[(届人政全党共一二三四五六七八九十两百千万])(?:20\d\d年(?:度)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|(?<!\d)\d{1,9}年|第\d+[条款项章号届次批期]|第[一二三四五六七八九十百]+[条款项章号届次批期]"
    r"|[〔\[(]20\d\d[〕\])]\d+号|(?<!\d)\d{1,9}号|12345|12348|12315|12388|110"
    r"|(?:届|人大|政协|全会|党代会)\S{0,3}?[一二三四五六七八九十两\d]{1,3}次(?:全体)?(?:会议|全会)|共?[一二三四五六七八九十\d]{1,3}章[\d一二三四五六七八九十]{1,4}条"
    r"|[两三四五六七八九]次会议精神|[一二三四五六七八九十]届[一二三四五六七八九十]中|三十[多几]?[条项]?内容"
    r"|[三两]批次改革|[一二三四五六七八九十]个方面|百件事|千家万户|万户千家|七十[五六七]周年|十四五|十三五|十五五"
    r"|七五普法|八五普法|九五普法|三十六计|百家争鸣|一二三产业|三名一体|两场战役|三次产业|(?<!\d)\d{1,9}天(?:内|前)公[示告])"
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
_HIGHER = (
    r"^(?:中华人民共和国|中共中央|国务院|全国|法治政府建设实施纲要|法治中国|法治社会|法治政府建设与责任落实|党政主要负责人履行"
    r"|重大行政决策程序暂行|优化营商环境条例|关于全面推行行政执法公示制度)|[^县区旗市]{0,12}(?:[^公办]法|暂行条例)$"
)
_BREAKS = "。；;，,"
# How far before a title the verb of making may stand when other titles stand between, in characters.
_LIST_REACH = 150
_PLACE = r"([^\n\d]{2,8}?)(?:自治县|自治州|自治区|县|区|旗|市|省|州|镇|乡|街道)"


def find_figures(folded: str) -> list[Span]:
    """Ranges of all figures in a folded text, in order."""
    taken = [Span(*match.span()) for match in _NOT_FIGURES.finditer(folded)]
    figures = []
    nearest = 0
    for span in _amounts(folded):
        while nearest < len(taken) and taken[nearest].end <= span.start:
            nearest += 1
        free = nearest == len(taken) or not taken[nearest].overlaps(span)
        # "1355战略", "两法", "三个方面": numbers that are part of a name count nothing.
        if free and not folded.startswith(_NAME_TAILS, span.end):
            figures.append(span)
    return figures


def _amounts(folded: str) -> Iterable[Span]:
    """Ranges of all numbers with a unit, in order and apart."""
    done = 0
    for match in _FIGURE_STARTS.finditer(folded):
        start = match.start()
        if start < done:
            continue
        end = _arabic_end(folded, start) if match[0].isdecimal() else _han_end(folded, start)
        if end:
            done = end
            yield Span(start, end)


def _arabic_end(folded: str, start: int) -> int:
    """Where the amount ends that begins with a digit at ``start``; 0 where that begins none."""
    number = _ARABIC.match(folded, start)
    if number is None:
        return 0
    for place in range(number.end(), number.end(1) - 1, -1):
        for unit in _UNITS_BY_START.get(folded[place : place + 1], ()):
            if folded.startswith(unit, place):
                return place + len(unit)
    multiple = folded[number.end(1) : number.end(1) + 1]
    return number.end(1) + 1 if multiple and multiple in _MULTIPLES else 0


def _han_end(folded: str, start: int) -> int:
    """Where the amount ends that begins with a Chinese numeral at ``start``; 0 where that begins none."""
    amount = _HAN_FIGURE.match(folded, start)
    return amount.end() if amount else 0


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
    if regex(_HIGHER).search(title):
        return False
    # Of a list "印发《…》和《…》" the verb stands before the first.
    before = _TITLE.sub("", text[max(0, match.start() - _LIST_REACH) : match.start()])
    return _made(before[max(before.rfind(mark) for mark in _BREAKS) + 1 :][-24:])


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
