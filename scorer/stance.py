"""In which sense each clause speaks: reported, planned or as a shortcoming.

The part of the report gives the default. Inside a sentence cues override it: a plan cue holds from its clause to
the end of the sentence, a shortcoming cue for its clause, back to the turning word ("但") before it, and for the
clauses beside it that tell nothing done. A shortcoming that is only the object of a remedy ("着力解决…不到位问题"),
that was not found ("未发现…") or that a rule forbids ("未…的,一律不得…") is no shortcoming.
"""

from __future__ import annotations

import re

from scorer.lexicon import Cues, find_cues, has_cue
from scorer.text import Document, Part, Sentence, Span, Stance

_DEFAULTS = {
    Part.PROBLEM: Stance.PROBLEM,
    Part.PLAN: Stance.PLANNED,
    Part.ADVICE: Stance.PLANNED,
}
# How far around 将 its subject and object are looked for, in characters.
_REACH = 30
# How far before 将 a word for a time to come ("明年,我县将…") is looked for, in characters.
_FUTURE_REACH = 18
_WILL = re.compile(r"(?<![即必行且可])将(?![军士领相官近]|心比心|错就错|乐县)")
_SUBJECT_WILL = re.compile(
    r"(?:我[县市区旗州省局镇乡]|全[县市区旗州省]|本[机县市区局]关?|[县市区旗州省]政府|[县市区旗州省]委|各级|各部门|各乡镇|各单位|我们"
    r"|[县市区旗州镇乡]里|[县市区旗州][\u4e00-\u9fff]{1,6}局)"
    r"[^,:。;]{0,6}$"
)
_TOPIC = re.compile(r"^(?:在|对|对于|就|关于|至于).*|.*(?:方面|过程中|环节|工作中|上|中|时)[,:]$")
_STATE_ENDING = re.compile(
    r"(?:得到|有所|明显|大幅|显著|全面|逐步).{0,4}(?:解决|扭转|缓解|改善|纠正|减少|下降|好转|根治|遏制)"
)
# What may stand before a comment on the topic named before ("县司法局打算…", "时间初定…"); any other subject is new.
_SAME_SUBJECT = re.compile(
    r"(?:我[县市区旗州]|[县市区旗州镇乡]里|[\u4e00-\u9fff]{1,8}(?:局|委|办|院|政府|部门|中心|双方)|[\u4e00-\u9fff]{0,2}时间|双方|各方"
    r"|(?:工作|目前|现在?|并|也|均|都|暂|初步|全部|统一|至今|此项工作|这项工作|该项工作|这项评查|具体|原则上|年内|今年))*"
)
_ASPECT = re.compile(r"(?<![为除])了(?!解)|(?<=[\u4e00-\u9fff])过[,。;]?$")
# "在已建成3个的基础上,再…": only the ground that a plan builds on is done.
_BASIS = re.compile(r"基础上[,:]?$")
_EITHER_OR = re.compile(r"(?<![应该当])([\u4e00-\u9fff])[不没未]\1")
_ASKS = re.compile(r"哪|谁(?!执法|普法|主管|审批|监管|服务|用工)|是否|究竟|到底|有没有")
_FOLLOWS = re.compile(r"就|便|由|于是|随即|立即|当即|马上|及时|第一时间")
_FOUND = re.compile(r"发现|看出|拍到|反映|提醒|指出|查出|觉得|认为|嫌")
_BARE_NEGATIONS = ("未", "没有")
_SOME = re.compile(r"部分|个别|有的|有些|一些|少数|不少|多数|仍|还|至今|尚")
_MIN_OBJECT = 2
_OBJECT_TAIL = re.compile(
    r"的|等?(?:问题|现象|情况|情形|短板|环节|顽疾|乱象|行为|做法|习气|苗头|隐患|漏洞|陋习)|等?(?:开展|进行|组织|实施|集中|逐[一项个]|专项)"
)
_FORBIDS = re.compile(
    r"(?:不得|不许|不准|严禁|禁止|绝不|决不|坚决不|不能|不搞|防|杜绝|避免|防止|防范)[^,:]{0,4}$|(?:严禁|杜绝|防止)[^,:]{0,10}$"
)
# "没有关起门来决策,而是…": what was not done is no shortcoming.
_CONTRAST = re.compile(r"而是|反而")
# Inside the shortcomings only a sentence that turns to their cure may name them as its object.
_ANSWERS = re.compile(r"(?:针对|对此|为此|对照|围绕)")
_BAN_OPENING = re.compile(r"^(?:没有|未|无|凡|对|对于|如|若|逢|遇|未经|不经)|的[,:]$")
# "没有解决的纠纷得到化解": the shortcoming only describes what the rest of the clause is about.
_NOT_DESCRIBED = "问题|现象|情况|情形|短板|不足|差距|状况|局面|倾向|苗头|地方|之处|方面|环节|部分"
_ATTRIBUTE = re.compile(
    rf"[^,:。;的]{{0,10}}的(?!{_NOT_DESCRIBED})[^,:。;]{{6,}}|的(?!{_NOT_DESCRIBED})[^,:。;\d]{{0,5}}\d"
)
# "对一家难以查清的违法行为": the case to be dealt with.
_CASE = re.compile(r"(?:对|对于|遇到|遇有|凡|如|若)")
_CASE_ENDS = re.compile(
    rf"[^,:。;的]{{0,10}}的(?:[,:]$|(?!{_NOT_DESCRIBED})[^,:。;]{{2,}})|[^,:。;]{{0,10}}等?(?:问题|现象|情形|毛病|乱象)[^,:。;]{{2,}}"
)
# "仍有未…的人员" says that there are such; it describes nothing else.
_THERE_IS = re.compile(r"[仍还尚存]")


def clause_stances(document: Document, cues: Cues) -> tuple[Stance, ...]:
    """One stance for each clause of the document, in order."""
    by_sentence: list[list[Span]] = [[] for _ in document.sentences]
    for clause in document.clauses:
        by_sentence[clause.sentence].append(clause.span)
    stances: list[Stance] = []
    for sentence, spans in zip(document.sentences, by_sentence, strict=True):
        stances.extend(_sentence_stances(document.folded, sentence, spans, cues))
    return tuple(stances)


def _sentence_stances(folded: str, sentence: Sentence, spans: list[Span], cues: Cues) -> list[Stance]:
    clauses = [folded[span.start : span.end] for span in spans]
    problems = _problem_clauses(clauses, sentence.part, cues)
    topic, plan = _plan(folded[sentence.span.start : sentence.span.end], clauses, cues)
    done = _done_clauses(clauses, sentence.part, problems, topic, cues)
    stances = []
    for index in range(len(clauses)):
        if index in done:
            stances.append(Stance.REPORTED)
        elif index in problems and not topic <= index < plan:
            stances.append(Stance.PROBLEM)
        elif index >= topic:
            stances.append(Stance.PLANNED)
        else:
            stances.append(_DEFAULTS.get(sentence.part, Stance.REPORTED))
    return stances


def _problem_clauses(clauses: list[str], part: Part, cues: Cues) -> set[int]:
    """Indexes of the clauses that speak of a shortcoming.

    A cue marks its clause. What stands beside it in the sentence and tells nothing done ("部分乡镇的应急预案,照搬上级")
    belongs to it; so does all from the turning word on.
    """
    turns = _turns(clauses, cues)
    found: set[int] = set()
    turn: int | None = None
    for index in range(len(clauses)):
        turn = index if index in turns else turn
        if index in found or not _names_shortcoming(index, clauses, part, cues):
            continue
        found.add(index)
        if part in (Part.PLAN, Part.ADVICE):
            continue
        if turn is not None:
            found.update(range(turn, index))
            # All behind is marked; the next cue of this sentence need not go back over it.
            turn = index
        elif _is_telling(clauses[index], cues):
            found.update(_bare_run(clauses, range(index - 1, -1, -1), found, cues))
        if _is_telling(clauses[index], cues):
            found.update(_bare_run(clauses, range(index + 1, len(clauses)), turns, cues))
    return found


def _bare_run(clauses: list[str], indexes: range, stops: set[int], cues: Cues) -> list[int]:
    """The indexes, in turn, up to the first clause in ``stops`` or the first that tells something done."""
    run = []
    for index in indexes:
        if index in stops or not _is_bare(clauses[index], cues):
            break
        run.append(index)
    return run


def _is_telling(clause: str, cues: Cues) -> bool:
    """Whether a shortcoming is more than a bare negation, which says nothing of the clauses beside it."""
    found = [clause[start:end] for start, end in find_cues(cues.problem, clause)]
    return bool(_SOME.search(clause)) or len(found) > 1 or any(one not in _BARE_NEGATIONS for one in found)


def _is_bare(clause: str, cues: Cues) -> bool:
    """Whether a clause tells nothing done: no action, no result, no figure."""
    telling = (cues.actions, cues.results, cues.cleared, cues.planned, cues.concessions)
    return not re.search(r"\d", clause) and not any(has_cue(pattern, clause) for pattern in telling)


def _turns(clauses: list[str], cues: Cues) -> set[int]:
    return {i for i, clause in enumerate(clauses) if any(start == 0 for start, _ in find_cues(cues.turns, clause))}


def _names_shortcoming(index: int, clauses: list[str], part: Part, cues: Cues) -> bool:
    clause = clauses[index]
    found = find_cues(cues.problem, clause)
    if not found or has_cue(cues.cleared, clause) or _is_overcome(clause):
        return False
    if index and has_cue(cues.cleared, clauses[index - 1]) and "、" in clause[:4]:
        return False
    if _CONTRAST.match(clauses[index + 1] if index + 1 < len(clauses) else ""):
        return False
    found = [cue for cue in found if not _is_open(clause, *cue)]
    if part is not Part.PROBLEM or _ANSWERS.match(clause):
        found = [cue for cue in found if not _is_framed(clause, *cue, cues) and not _is_attribute(clause, *cue)]
        found = [cue for cue in found if not _is_followed_up(clauses, index, cue[0], cues)]
    following = clauses[index + 1] if index + 1 < len(clauses) else ""
    return any(not _is_banned(clause, end, following, cues) for _, end in found)


def _is_overcome(clause: str) -> bool:
    """Whether a clause ends with the shortcoming gone ("得到明显改善"), and does not deny that."""
    ending = _STATE_ENDING.search(clause)
    return ending is not None and not re.search(r"(?:没有?|未|难以|不能)[^,]{0,4}$", clause[: ending.start()])


def _is_open(clause: str, start: int, end: int) -> bool:
    """Whether a cue only asks ("办没办", "看哪条行不通") or is denied itself ("不推诿")."""
    asked = any(match.start() < end and start < match.end() for match in _EITHER_OR.finditer(clause))
    return asked or bool(_ASKS.search(clause[:start])) or clause[start - 1 : start] == "不"


def _is_followed_up(clauses: list[str], index: int, start: int, cues: Cues) -> bool:
    """Whether the next clause tells what came of the shortcoming: somebody found it, or something was done at once."""
    if index + 1 >= len(clauses) or has_cue(cues.problem, clauses[index + 1]):
        return False
    return bool(_FOUND.search(clauses[index][:start]) or _FOLLOWS.match(clauses[index + 1]))


def _is_attribute(clause: str, start: int, end: int) -> bool:
    """Whether the shortcoming only describes what the rest of the clause is about."""
    if _THERE_IS.match(clause, start):
        return False
    return bool(_ATTRIBUTE.match(clause, end)) or bool(_CASE.match(clause) and _CASE_ENDS.match(clause, end))


def _is_banned(clause: str, end: int, following: str, cues: Cues) -> bool:
    """Whether a rule forbids the shortcoming that ends at ``end``: "未经审核的,不得印发"."""
    if has_cue(cues.obligations, clause[end:]):
        return True
    about_others = _BAN_OPENING.search(clause) or "的" in clause[end:]
    return bool(about_others) and has_cue(cues.obligations, following)


def _is_framed(clause: str, start: int, end: int, cues: Cues) -> bool:
    """Whether the shortcoming at ``start`` to ``end`` is only what something is done about.

    A remedy behind a negation ("没有得到解决") is none.
    """
    if any(_frames(frame, (start, end), clause) for frame in find_cues(cues.frames, clause)):
        return True
    if _OBJECT_TAIL.search(clause, end) and has_cue(cues.loose_frames, clause[:start]):
        return True
    if _FORBIDS.search(clause[:start]):
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
        is_over = "的" in between and not _OBJECT_TAIL.match(clause, cue[1])
        return len(between) >= _MIN_OBJECT and not is_over
    return frame[0] >= cue[1] and not re.search(r"未|没|难以|不能", clause[cue[0] : cue[1]])


def _plan(sentence: str, clauses: list[str], cues: Cues) -> tuple[int, int]:
    """Index of the clause in which the topic of the plan begins, and of the first that plans; their number if none.

    What the topic lacks so far ("尚未开工,计划明年建设") is planned rather than a shortcoming.
    """
    first = len(sentence)
    for start, end in find_cues(cues.planned, sentence):
        if "将" not in sentence[start:end] or not _disposes(sentence, start + sentence[start:end].index("将"), cues):
            first = start
            break
    for match in _WILL.finditer(sentence):
        if match.start() >= first:
            break
        before = sentence[max(0, match.start() - _REACH) : match.start()]
        if _SUBJECT_WILL.search(before) and not _disposes(sentence, match.start(), cues):
            first = match.start()
    position = 0
    for index, clause in enumerate(clauses):
        position += len(clause)
        if first < position:
            return _topic_start(index, clauses, cues), index
    return len(clauses), len(clauses)


def _topic_start(plan: int, clauses: list[str], cues: Cues) -> int:
    """Where the topic of the plan in clause ``plan`` begins: "旁听庭审,计划明年开展" plans the hearing.

    A plan that names its own object ("办结5件,下一步推行听证") has no topic before it.
    """
    start = plan
    if start and _TOPIC.match(clauses[start - 1]):
        start -= 1
    comment = next(iter(find_cues(cues.comments, clauses[plan])), None)
    if comment is None or not _SAME_SUBJECT.fullmatch(clauses[plan][: comment[0]]):
        return start
    turns = _turns(clauses, cues)
    while start and start not in turns and _is_topic(clauses[start - 1], cues):
        start -= 1
    return start


def _is_topic(clause: str, cues: Cues) -> bool:
    """Whether a clause only names something or tells how it is prepared: nothing done, no result, no aspect."""
    if has_cue(cues.preparing, clause) or _TOPIC.match(clause):
        return True
    return not _ASPECT.search(clause) and not clause.endswith((":", ";", "。")) and _is_bare(clause, cues)


def _disposes(sentence: str, will: int, cues: Cues) -> bool:
    """Whether 将 at ``will`` means 把: an object and a verb that disposes of it follow in the clause."""
    rest = re.split("[,。;:]", sentence[will + 1 : will + 1 + 2 * _REACH], maxsplit=1)[0]
    if re.match(
        r"(?:于|会|要|继续|进一步|重点|着力|持续|加大|加快|深入|大力|努力|适时|逐步|坚持|以|按照|围绕|在|据此|依此|由此|据以)",
        rest,
    ):
        return False
    if _ASPECT.search(rest):
        return True
    # Between 将 and the verb of 把 stands what it disposes of; a verb right behind 将 is to come.
    near = re.split("[。;]", sentence[max(0, will - _FUTURE_REACH) : will])[-1]
    return has_cue(cues.disposal, rest[2:]) and not has_cue(cues.future, near)


def _done_clauses(clauses: list[str], part: Part, problems: set[int], planned_from: int, cues: Cues) -> set[int]:
    """Clauses that tell a result although plan or shortcomings surround them."""
    if part in (Part.PLAN, Part.ADVICE):
        told = [i for i, clause in enumerate(clauses) if i < planned_from and has_cue(cues.results, clause)]
        bases = {i for i in told if _BASIS.search(clauses[i])}
        starts = [i for i in told if i not in bases]
        return (bases | set(range(starts[0], planned_from) if starts else ())) - problems
    if part is not Part.PROBLEM:
        done: set[int] = set()
        telling = False
        for index in range(planned_from, len(clauses)):
            # "明年扩充,而改革已完成,76个窗口合并": what goes on about a result is told as well.
            telling = not has_cue(cues.planned, clauses[index]) and (telling or has_cue(cues.results, clauses[index]))
            if telling and not has_cue(cues.preparing, clauses[index]):
                done.add(index)
        return done - problems
    turn = min(_turns(clauses, cues), default=None)
    if turn and has_cue(cues.concessions, clauses[0]):
        return set(range(turn)) - problems
    if turn and any(i < turn for i in problems) and not any(i >= turn for i in problems):
        # "论证仍有短板,但培训全面铺开": the shortcoming was told before, what follows is the good side.
        late = range(turn, min(planned_from, len(clauses)))
        return {i for i in late if has_cue(cues.actions, clauses[i]) or has_cue(cues.results, clauses[i])}
    if not problems and any(has_cue(cues.results, clause) for clause in clauses):
        return set(range(planned_from))
    return set()


def match_stance(document: Document, stances: tuple[Stance, ...], span: Span) -> Stance:
    """The stance of a folded range: the most doubtful of the clauses it touches."""
    first, last = document.clause_at(span.start), document.clause_at(span.end - 1)
    touched = stances[first : last + 1]
    for doubtful in (Stance.PROBLEM, Stance.PLANNED):
        if doubtful in touched:
            return doubtful
    return Stance.REPORTED
