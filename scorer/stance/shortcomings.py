"""Which clauses of a sentence tell a shortcoming, and when a cue for one is none.

A cue marks its clause, back to the turning word ("但") before it, and the clauses beside it that tell nothing done.
A shortcoming is none that is only the object of a remedy ("着力解决…不到位问题"), that was not found ("未发现…"), that
a rule forbids ("未…的,一律不得…"), that is only asked for ("办没办") or only describes the case to be dealt with.
"""

from __future__ import annotations

from collections.abc import Collection

from scorer.lazy import regex
from scorer.lexicon import Cues, find_cues, has_cue
from scorer.stance.clauses import is_bare, names_topic, turns
from scorer.text import Part, is_han

_STATES = ("得到", "有所", "明显", "大幅", "显著", "全面", "逐步")
_STATE_ENDING = r"(?:得到|有所|明显|大幅|显著|全面|逐步).{0,4}(?:解决|扭转|缓解|改善|纠正|减少|下降|好转|根治|遏制)"
_DENIED = r"(?:没有?|未|难以|不能)[^,]{0,4}$"
# "办没办", "灵不灵": a question, but "应评未评" is a fault.
_EITHER_OR = r"(?<![应该当])(.)[不没未]\1"
_NOT = "不没未"
_DENIALS = ("不", "不是", "并非", "不再", "绝非")
_ASKS = ("哪", "是否", "究竟", "到底", "有没有")
_WHO = r"谁(?!执法|普法|主管|审批|监管|服务|用工)"
# What came of it at once, and who had found it.
_FOLLOWS = ("就", "便", "由", "于是", "随即", "立即", "当即", "马上", "及时", "第一时间")
_FOUND = ("发现", "看出", "拍到", "反映", "提醒", "指出", "查出", "觉得", "认为", "嫌")
_BARE_NEGATIONS = ("未", "没有")
_SOME = ("部分", "个别", "有的", "有些", "一些", "少数", "不少", "多数", "仍", "还", "至今", "尚")
# More cues in one clause are no prose; looking around each takes time that grows with the clause.
_MOST_CUES = 20
# So many characters stand at least between a frame and the shortcoming it frames: "解决论证不足", not "纠正不力".
_MIN_OBJECT = 2
_OBJECT_TAILS = (
    *("的", "问题", "现象", "情况", "情形", "短板", "环节", "顽疾", "乱象", "行为", "做法", "习气", "苗头", "隐患"),
    *("漏洞", "陋习", "开展", "进行", "组织", "实施", "集中", "逐一", "逐项", "逐个", "专项"),
)
_OBJECT_TAIL_STARTS = (*_OBJECT_TAILS, *("等" + tail for tail in _OBJECT_TAILS if tail != "的"))
# What stands before a shortcoming that must not be ("严禁未论证先上会").
_FORBIDDING = (
    *("不得", "不许", "不准", "严禁", "禁止", "绝不", "决不", "坚决不", "不能", "不搞", "严防", "谨防", "以防", "杜绝"),
    *("避免", "防止", "防范"),
)
_FORBIDS = (
    rf"(?:{'|'.join(_FORBIDDING)})[^,:]{{0,4}}$"
    r"|(?:严禁|杜绝|防止)[^,:]{0,10}$"
)
# "没有关起门来决策,而是…": what was not done is no shortcoming.
_CONTRASTS = ("而是", "反而")
# Inside the shortcomings only a sentence that turns to their cure may name them as its object.
_ANSWERS = ("针对", "对此", "为此", "对照", "围绕")
_BAN_OPENINGS = ("没有", "未", "无", "凡", "对", "如", "若", "逢", "遇", "不经")
_NEGATIONS = ("未", "没", "难以", "不能")
# "没有解决的纠纷得到化解": the shortcoming only describes what the rest of the clause is about.
_NOT_DESCRIBED = (
    *("问题", "现象", "情况", "情形", "短板", "不足", "差距", "状况", "局面", "倾向", "苗头", "地方", "之处", "方面"),
    *("环节", "部分"),
)
# How far behind it the 的 may stand, what the rest of the clause takes, and where a number must stand at the latest.
_ATTRIBUTE_REACH = 10
_DESCRIBED = 6
_COUNTED = 6
_MARKS = ",:。;"
# "对一家难以查清的违法行为": the case to be dealt with.
_CASES = ("对", "遇到", "遇有", "凡", "如", "若")
_CASE_ENDS = (
    rf"[^,:。;的]{{0,10}}的(?:[,:]$|(?!{'|'.join(_NOT_DESCRIBED)})[^,:。;]{{2,}})"
    r"|[^,:。;]{0,10}等?(?:问题|现象|情形|毛病|乱象)[^,:。;]{2,}"
)
# "仍有未…的人员" says that there are such; it describes nothing else.
_THERE_IS = ("仍", "还", "尚", "存")


def problem_clauses(clauses: list[str], part: Part, cues: Cues, suspects: Collection[int] | None = None) -> set[int]:
    """Indexes of the clauses that speak of a shortcoming.

    A cue marks its clause. What stands beside it in the sentence and tells nothing done ("部分乡镇的应急预案,照搬上级")
    belongs to it; so does all from the turning word on. ``suspects`` are the indexes of the clauses that may hold a
    cue, where these are known.
    """
    found: set[int] = set()
    suspects = range(len(clauses)) if suspects is None else suspects
    if not suspects:
        return found
    turning = turns(clauses, cues)
    turn: int | None = None
    for index in range(len(clauses)):
        turn = index if index in turning else turn
        if index not in suspects or index in found or not _names_shortcoming(index, clauses, part, cues):
            continue
        found.add(index)
        if part in (Part.PLAN, Part.ADVICE):
            continue
        telling = _is_telling(clauses[index], cues)
        if turn is not None:
            found.update(range(turn, index))
            # All behind is marked; the next cue of this sentence need not go back over it.
            turn = index
        elif telling:
            if index and names_topic(clauses[index - 1], cues):
                found.add(index - 1)
            found.update(_bare_run(clauses, range(index - 1, -1, -1), found, cues))
        if telling:
            found.update(_bare_run(clauses, range(index + 1, len(clauses)), turning, cues))
    return found


def _bare_run(clauses: list[str], indexes: range, stops: set[int], cues: Cues) -> list[int]:
    """The indexes, in turn, up to the first clause in ``stops`` or the first that tells something done."""
    run = []
    for index in indexes:
        if index in stops or not is_bare(clauses[index], cues):
            break
        run.append(index)
    return run


def _is_telling(clause: str, cues: Cues) -> bool:
    """Whether a shortcoming is more than a bare negation, which says nothing of the clauses beside it."""
    if _holds(clause, _SOME):
        return True
    found = [clause[start:end] for start, end in find_cues(cues.problem, clause)]
    return len(found) > 1 or any(one not in _BARE_NEGATIONS for one in found)


def _names_shortcoming(index: int, clauses: list[str], part: Part, cues: Cues) -> bool:
    clause = clauses[index]
    found = find_cues(cues.problem, clause)[:_MOST_CUES]
    if not found or has_cue(cues.cleared, clause) or _is_overcome(clause):
        return False
    if index and has_cue(cues.cleared, clauses[index - 1]) and "、" in clause[:4]:
        return False
    following = clauses[index + 1] if index + 1 < len(clauses) else ""
    if following.startswith(_CONTRASTS):
        return False
    found = [cue for cue in found if not _is_open(clause, *cue)]
    if part is not Part.PROBLEM or clause.startswith(_ANSWERS):
        found = [cue for cue in found if not _is_framed(clause, *cue, cues) and not _is_attribute(clause, *cue)]
        found = [cue for cue in found if not _is_followed_up(clauses, index, cue[0], cues)]
    return any(not _is_banned(clause, end, following, cues) for _, end in found)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, words))


def _is_overcome(clause: str) -> bool:
    """Whether a clause ends with the shortcoming gone ("得到明显改善"), and does not deny that."""
    ending = regex(_STATE_ENDING).search(clause) if _holds(clause, _STATES) else None
    return ending is not None and not regex(_DENIED).search(clause[: ending.start()])


def _is_open(clause: str, start: int, end: int) -> bool:
    """Whether a cue only asks ("办没办", "看哪条行不通") or is denied itself ("不推诿")."""
    before = clause[:start]
    asked = _may_be_either_or(clause, start, end) and any(
        match.start() < end and start < match.end() and is_han(match[1]) for match in regex(_EITHER_OR).finditer(clause)
    )
    asked = asked or _holds(before, _ASKS) or ("谁" in before and regex(_WHO).search(before) is not None)
    return asked or before.endswith(_DENIALS)


def _may_be_either_or(clause: str, start: int, end: int) -> bool:
    """Whether around a negation at ``start`` to ``end`` the same character stands twice."""
    return any(
        clause[at] in _NOT and clause[at - 1] == clause[at + 1]
        for at in range(max(1, start - 1), min(end + 1, len(clause) - 1))
    )


def _is_followed_up(clauses: list[str], index: int, start: int, cues: Cues) -> bool:
    """Whether the next clause tells what came of the shortcoming: somebody found it, or something was done at once."""
    if index + 1 >= len(clauses) or has_cue(cues.problem, clauses[index + 1]):
        return False
    return _holds(clauses[index][:start], _FOUND) or clauses[index + 1].startswith(_FOLLOWS)


def _is_attribute(clause: str, start: int, end: int) -> bool:
    """Whether the shortcoming only describes what the rest of the clause is about."""
    if clause.startswith(_THERE_IS, start):
        return False
    if _describes(clause[end:]):
        return True
    return clause.startswith(_CASES) and regex(_CASE_ENDS).match(clause, end) is not None


def _describes(rest: str) -> bool:
    """Whether what follows a shortcoming makes it an attribute: "的纠纷得到化解", "的3家"."""
    for mark in _MARKS:
        rest = rest.partition(mark)[0]
    before, of, described = rest.partition("的")
    if not of or len(before) > _ATTRIBUTE_REACH or described.startswith(_NOT_DESCRIBED):
        return False
    return len(described) >= _DESCRIBED or (not before and any(map(str.isdecimal, described[:_COUNTED])))


def _is_banned(clause: str, end: int, following: str, cues: Cues) -> bool:
    """Whether a rule forbids the shortcoming that ends at ``end``: "未经审核的,不得印发"."""
    if has_cue(cues.obligations, clause[end:]):
        return True
    about_others = clause.startswith(_BAN_OPENINGS) or clause.endswith(("的,", "的:")) or "的" in clause[end:]
    return about_others and has_cue(cues.obligations, following)


def _is_framed(clause: str, start: int, end: int, cues: Cues) -> bool:
    """Whether the shortcoming at ``start`` to ``end`` is only what something is done about.

    A remedy behind a negation ("没有得到解决") is none.
    """
    if any(_frames(frame, (start, end), clause) for frame in find_cues(cues.frames, clause)):
        return True
    if _holds(clause[end:], _OBJECT_TAILS) and has_cue(cues.loose_frames, clause[:start]):
        return True
    if _holds(clause[:start], _FORBIDDING) and regex(_FORBIDS).search(clause[:start]):
        return True
    return has_cue(cues.remedied, clause[end:])


def _frames(frame: tuple[int, int], cue: tuple[int, int], clause: str) -> bool:
    """Whether a frame governs a cue: around it, before it with its object between, or after it unless it negates.

    A frame right before the cue is its subject: "纠正不及时" is a shortcoming.
    """
    if frame[0] < cue[0] and cue[1] <= frame[1]:
        return True
    if frame[1] <= cue[0]:
        between = clause[frame[1] : cue[0]]
        # "破解难题的本领亟待增强": the frame's own object ended before 的, unless 问题 or the like follows the cue.
        if clause.startswith("存在", cue[0]):
            return True
        is_over = "的" in between[:-1] and not clause.startswith(_OBJECT_TAIL_STARTS, cue[1])
        return len(between) >= _MIN_OBJECT and not is_over
    return frame[0] >= cue[1] and not _holds(clause[cue[0] : cue[1]], _NEGATIONS)
