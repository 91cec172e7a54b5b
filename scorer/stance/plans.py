"""From which clause of a sentence on something is only planned.

A plan cue holds to the end of the sentence. 将 is one of them where it does not mean 把. A plan that comments on the
topic named before it ("旁听庭审,计划明年开展") takes in that topic.
"""

from __future__ import annotations

from collections.abc import Iterator

from scorer.lazy import regex
from scorer.lexicon import WILL, Cues, find_cues, first_cue, has_cue
from scorer.stance.clauses import has_aspect, is_bare, names_topic, turns
from scorer.text import han_and_digits, is_han

# How far around 将 its subject and object are looked for, in characters.
_REACH = 30
# How far before 将 a word for a time to come ("明年,我县将…") is looked for, in characters.
_FUTURE_REACH = 18
# What makes 将 part of another word or of a phrase, before it and behind it.
_OF_WORDS = tuple("即必行且可")
_IN_WORDS = (*"军士领相官近", "心比心", "错就错", "乐县")
_SUBJECTS = (
    *("我" + unit for unit in "县市区旗州省局镇乡"),
    *("全" + unit for unit in "县市区旗州省"),
    *("本" + unit for unit in ("机", "县", "市", "区", "局", "机关", "县关", "市关", "区关", "局关")),
    *(place + "政府" for place in "县市区旗州省"),
    *(place + "委" for place in "县市区旗州省"),
    *("各级", "各部门", "各乡镇", "各单位", "我们"),
    *(place + "里" for place in "县市区旗州镇乡"),
)
# "县司法局": at most so many characters stand between the place and 局.
_PLACES = "县市区旗州"
_OFFICE_NAME = 6
# At most so many characters stand between the subject and 将.
_ADVERBS = 6
_MARKS = ",:。;"
_TOPIC_STARTS = ("在", "对", "就", "关于", "至于")
_TOPIC_ENDS = tuple(end + mark for end in ("方面", "过程中", "环节", "工作中", "上", "中", "时") for mark in (",", ":"))
_NOT_YET = ("未", "没有", "尚无", "尚待", "还没")
# What may stand before a comment on the topic named before ("县司法局打算…", "时间初定…"); any other subject is new.
# Of Chinese characters and digits, as many of these as there are.
_SAME_SUBJECT = (
    r"我[县市区旗州]|[县市区旗州镇乡]里|[^\n\d]{1,8}(?:局|委|办|院|政府|部门|中心|双方)|[^\n\d]{0,2}时间|双方|各方"
    r"|工作|目前|现在?|并|也|均|都|暂|初步|全部|统一|至今|首批.{0,4}|[此这该]项[^\n\d]{2,4}|具体|原则上|年内|今年"
)
_LONGEST_SUBJECT = 10
# What 将 is to come with rather than means 把.
_TO_COME = (
    *("于", "会", "要", "继续", "进一步", "重点", "着力", "持续", "加大", "加快", "深入", "大力", "努力", "适时"),
    *("逐步", "坚持", "以", "按照", "围绕", "在", "据此", "依此", "由此", "据以"),
)


def plan(sentence: str, clauses: list[str], cues: Cues) -> tuple[int, int]:
    """Index of the clause in which the topic of the plan begins, and of the first that plans; their number if none.

    What the topic lacks so far ("尚未开工,计划明年建设") is planned rather than a shortcoming.
    """
    first = len(sentence)
    for start, end in find_cues(cues.planned, sentence):
        if WILL not in sentence[start:end] or not _disposes(sentence, start + sentence[start:end].index(WILL), cues):
            first = start
            break
    for place in _wills(sentence):
        if place >= first:
            break
        if _has_subject(sentence[max(0, place - _REACH) : place]) and not _disposes(sentence, place, cues):
            first = place
    if first == len(sentence):
        return len(clauses), len(clauses)
    position = 0
    for index, clause in enumerate(clauses):
        position += len(clause)
        if first < position:
            return _topic_start(index, clauses, cues), index
    return len(clauses), len(clauses)


def _wills(sentence: str) -> Iterator[int]:
    """Where 将 stands by itself."""
    place = sentence.find(WILL)
    while place >= 0:
        if not sentence.endswith(_OF_WORDS, 0, place) and not sentence.startswith(_IN_WORDS, place + 1):
            yield place
        place = sentence.find(WILL, place + 1)


def _has_subject(before: str) -> bool:
    """Whether the words before 将 name somebody who will do something."""
    for mark in _MARKS:
        before = before.rpartition(mark)[2]
    for end in range(max(0, len(before) - _ADVERBS), len(before) + 1):
        if before.endswith(_SUBJECTS, 0, end) or (before.endswith("局", 0, end) and _names_office(before[: end - 1])):
            return True
    return False


def _names_office(before: str) -> bool:
    """Whether the words before 局 begin with a place, not far away."""
    for start in range(len(before) - 2, max(-1, len(before) - _OFFICE_NAME - 2), -1):
        if not is_han(before[start + 1]):
            return False
        if before[start] in _PLACES:
            return True
    return False


def _topic_start(planned: int, clauses: list[str], cues: Cues) -> int:
    """Where the topic of the plan in clause ``planned`` begins: "旁听庭审,计划明年开展" plans the hearing.

    A plan that names its own object ("办结5件,下一步推行听证") has no topic before it.
    """
    start = planned
    if start and _is_about(clauses[start - 1]):
        start -= 1
    comment = first_cue(cues.comments, clauses[planned])
    if comment is None or not _is_same_subject(clauses[planned][: comment[0]]):
        return start
    turning = turns(clauses, cues)
    while start and _is_topic(clauses[start - 1], cues):
        if start in turning and not has_cue(cues.preparing, clauses[start - 1]):
            break
        start -= 1
    return start


def _is_same_subject(words: str) -> bool:
    """Whether words name nothing but the same subject.

    They are gone through by the places at which one of these may end: an expression for several in a row would try all
    ways to divide them, of which 局局局… has more with each character.
    """
    told = han_and_digits(words)
    ends = {0}
    for start in range(len(told)):
        if start in ends:
            last = min(start + _LONGEST_SUBJECT, len(told))
            ends.update(end for end in range(start + 1, last + 1) if regex(_SAME_SUBJECT).fullmatch(told, start, end))
    return len(told) in ends


def _is_about(clause: str) -> bool:
    """Whether a clause says what the next one is about: "在执法方面,"."""
    return clause.startswith(_TOPIC_STARTS) or clause.endswith(_TOPIC_ENDS)


def _is_topic(clause: str, cues: Cues) -> bool:
    """Whether a clause only names something or tells how it is prepared: nothing done, no result, no aspect."""
    if has_cue(cues.preparing, clause) or _is_about(clause) or any(word in clause for word in _NOT_YET):
        return True
    if names_topic(clause, cues):
        return True
    return not has_aspect(clause) and not clause.endswith((":", ";", "。")) and is_bare(clause, cues)


def _disposes(sentence: str, will: int, cues: Cues) -> bool:
    """Whether 将 at ``will`` means 把: an object and a verb that disposes of it follow in the clause."""
    rest = sentence[will + 1 : will + 1 + 2 * _REACH]
    for mark in ",。;:":
        rest = rest.partition(mark)[0]
    if rest.startswith(_TO_COME):
        return False
    if has_aspect(rest):
        return True
    # Between 将 and the verb of 把 stands what it disposes of; a verb right behind 将 is to come.
    near = sentence[max(0, will - _FUTURE_REACH) : will].rpartition("。")[2].rpartition(";")[2]
    return has_cue(cues.disposal, rest[2:]) and not has_cue(cues.future, near)
