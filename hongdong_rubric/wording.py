"""The words in which results are told: names of statuses, kinds of match, gap messages."""

from __future__ import annotations

from hongdong_rubric.readers import Place, Source
from hongdong_rubric.readers.extracted import Unit
from hongdong_rubric.readers.kinds import KIND_NAMES, Kind
from scorer.matching import MatchKind, Reason
from scorer.rubric import Severity, Status
from scorer.scoring import UNEVIDENCED, ElementScore, Gap
from scorer.text import Part, Stance

EVIDENCED = "有实据"
STATUS_NAMES = {
    Status.REPORTED: "已提及",
    Status.PLANNED: "仅计划",
    Status.PROBLEM: "仅列不足",
    Status.ABSENT: "未提及",
    Status.NOT_APPLICABLE: "不适用",
}
# What an element can be, the best first, as outputs count them.
COUNTED = (EVIDENCED, *(name for status, name in STATUS_NAMES.items() if status is not Status.NOT_APPLICABLE))
GAP_NAMES = {
    Status.ABSENT.value: "未提及",
    Status.PLANNED.value: "仅计划",
    Status.PROBLEM.value: "仅列不足",
    UNEVIDENCED: "缺实据",
}
SEVERITY_NAMES = {Severity.HIGH: "重要", Severity.MEDIUM: "一般", Severity.LOW: "次要"}
STANCE_NAMES = {Stance.REPORTED: "已做", Stance.PLANNED: "打算", Stance.PROBLEM: "不足"}
MATCH_NAMES = {
    MatchKind.EXACT: "一字不差",
    MatchKind.GAPPED: "中间隔字",
    MatchKind.REORDERED: "次序不同",
    MatchKind.TYPO: "疑有错字",
}
REASON_NAMES = {
    Reason.NEAR: "附近没有要求的语境词",
    Reason.NOT_NEAR: "附近有排除词",
    Reason.NOT_IN: "落在另一个更长的词里",
    Reason.EXACT: "规则要求一字不差",
}
PART_NAMES = {
    Part.PREAMBLE: "开头",
    Part.WORK: "工作情况",
    Part.PROBLEM: "存在不足",
    Part.PLAN: "下一步安排",
    Part.DUTY: "第一责任人履职",
    Part.ADVICE: "意见建议",
    Part.OTHER: "其他情况",
}


def status_name(element: ElementScore) -> str:
    """The word for an element's status; reported with figures has its own."""
    return EVIDENCED if element.evidenced else STATUS_NAMES[element.status]


def gap_message(gap: Gap) -> str:
    """One sentence, without its full stop, that says what lacks and where the mention stands."""
    title = gap.element.title
    where = f"第{gap.line}行" if gap.line is not None else ""
    if gap.status == Status.PLANNED.value:
        return f"“{title}”只写在打算里({where}),没有写本年度做了什么"
    if gap.status == Status.PROBLEM.value:
        return f"“{title}”只作为不足提到({where}),没有写本年度做了什么"
    if gap.status == UNEVIDENCED:
        return f"“{title}”已提及({where}),但同一句里没有数据,也没有本地文件"
    return gap.element.message


def place_name(place: Place | None) -> str:
    """Where a passage stands in the file, to be said behind its line; empty where the format has no such place.

    Lines are those of the text as read, not those of a page: that is why the page stands apart.
    """
    if place is None:
        return ""
    return f"(第{place.number}页)" if place.unit is Unit.PAGE else f"(第{place.number}段)"


def origin(source: Source) -> str:
    """What a report was read from, for its head: the kind unless plain text, the encoding unless UTF-8."""
    told = [] if source.kind == Kind.TEXT else [KIND_NAMES[Kind(source.kind)]]
    if source.kind in (Kind.TEXT, Kind.MARKDOWN, Kind.HTML) and source.encoding != "utf-8":
        told.append(source.encoding.upper())
    return "、".join(told)


def score_text(score: float | None) -> str:
    """A score with one decimal; a dash where nothing applies."""
    return "—" if score is None else f"{score:.1f}"
