"""In which sense each clause speaks: reported, planned or as a shortcoming.

The part of the report gives the default; inside a sentence shortcomings (:mod:`scorer.stance.shortcomings`) and plans
(:mod:`scorer.stance.plans`) override it, and a result that is told among them overrides these in turn.
"""

from __future__ import annotations

from collections.abc import Iterable

from scorer.cues import CueList
from scorer.lexicon import WILL, Cues, has_cue
from scorer.stance.clauses import turns
from scorer.stance.plans import plan
from scorer.stance.shortcomings import problem_clauses
from scorer.text import Document, Part, Span, Stance

_DEFAULTS = {
    Part.PROBLEM: Stance.PROBLEM,
    Part.PLAN: Stance.PLANNED,
    Part.ADVICE: Stance.PLANNED,
}
# "在已建成3个的基础上,再…": only the ground that a plan builds on is done.
_BASIS = ("基础上", "基础上,", "基础上:")


def clause_stances(document: Document, cues: Cues) -> tuple[Stance, ...]:
    """One stance for each clause of the document, in order."""
    by_sentence: list[list[int]] = [[] for _ in document.sentences]
    for index, clause in enumerate(document.clauses):
        by_sentence[clause.sentence].append(index)
    suspects, plans = _suspects(document, cues)
    doubtful = plans | {document.clauses[index].sentence for index in suspects}
    stances: list[Stance] = []
    for index, (sentence, own) in enumerate(zip(document.sentences, by_sentence, strict=True)):
        if index not in doubtful and sentence.part not in _DEFAULTS:
            # Most sentences: there is nothing to weigh.
            stances += [Stance.REPORTED] * len(own)
            continue
        clauses = [document.folded[slice(*document.clauses[one].span)] for one in own]
        named = {at for at, one in enumerate(own) if one in suspects}
        problems = problem_clauses(clauses, sentence.part, cues, named)
        words = document.folded[slice(*sentence.span)]
        planned = plan(words, clauses, cues) if index in plans else (len(clauses), len(clauses))
        stances += _sentence_stances(clauses, sentence.part, problems, planned, cues)
    return tuple(stances)


def _suspects(document: Document, cues: Cues) -> tuple[set[int], set[int]]:
    """Indexes of the clauses in which a cue for a shortcoming stands, and of the sentences in which one for a plan.

    Any of them may lie inside a longer phrase that makes it none.
    """
    in_clauses: dict[int, list[int]] = {}
    in_sentences: dict[int, list[int]] = {}
    starts = [clause.span.start for clause in document.clauses[1:]]
    index = 0
    for place in cues.doubts.places(document.folded):
        while index < len(starts) and starts[index] <= place:
            index += 1
        in_clauses.setdefault(index, []).append(place)
        in_sentences.setdefault(document.clauses[index].sentence, []).append(place)
    folded, clauses, sentences = document.folded, document.clauses, document.sentences
    return (
        {one for one, places in in_clauses.items() if _stands_in(cues.problem, folded, clauses[one].span, places)},
        {
            one
            for one, places in in_sentences.items()
            if any(folded[place] == WILL for place in places)
            or _stands_in(cues.planned, folded, sentences[one].span, places)
        },
    )


def _stands_in(cues: CueList, folded: str, span: Span, places: Iterable[int]) -> bool:
    """Whether at one of those places a cue stands, as far as ``span`` goes."""
    return cues.stands_at_any(folded[span.start : span.end], [place - span.start for place in places])


def _sentence_stances(
    clauses: list[str], part: Part, problems: set[int], plan_begins: tuple[int, int], cues: Cues
) -> list[Stance]:
    """The stances of a sentence's clauses, of which some name shortcomings and those from the plan on plan."""
    topic, planned = plan_begins
    done = _done_clauses(clauses, part, problems, topic, cues)
    stances = []
    for index in range(len(clauses)):
        if index in done:
            stances.append(Stance.REPORTED)
        elif index in problems and not topic <= index < planned:
            stances.append(Stance.PROBLEM)
        elif index >= topic:
            stances.append(Stance.PLANNED)
        else:
            stances.append(_DEFAULTS.get(part, Stance.REPORTED))
    return stances


def _done_clauses(clauses: list[str], part: Part, problems: set[int], planned_from: int, cues: Cues) -> set[int]:
    """Clauses that tell a result although plan or shortcomings surround them."""
    if part in (Part.PLAN, Part.ADVICE):
        return _done_among_plans(clauses, planned_from, cues) - problems
    if part is Part.PROBLEM:
        return _done_among_problems(clauses, problems, planned_from, cues)
    return _done_behind_a_plan(clauses, planned_from, cues) - problems


def _done_among_plans(clauses: list[str], planned_from: int, cues: Cues) -> set[int]:
    told = [i for i in range(planned_from) if has_cue(cues.results, clauses[i])]
    bases = {i for i in told if clauses[i].endswith(_BASIS)}
    start = next((i for i in told if i not in bases), planned_from)
    # Behind "在此基础上" the plan goes on.
    end = next((i for i, clause in enumerate(clauses) if clause.endswith(_BASIS)), planned_from)
    return bases | set(range(start, min(end, planned_from)))


def _done_behind_a_plan(clauses: list[str], planned_from: int, cues: Cues) -> set[int]:
    done: set[int] = set()
    telling = False
    for index in range(planned_from, len(clauses)):
        # "明年扩充,而改革已完成,76个窗口合并": what goes on about a result is told as well.
        telling = not has_cue(cues.planned, clauses[index]) and (telling or has_cue(cues.results, clauses[index]))
        if telling and not has_cue(cues.preparing, clauses[index]):
            done.add(index)
    return done


def _done_among_problems(clauses: list[str], problems: set[int], planned_from: int, cues: Cues) -> set[int]:
    turn = min(turns(clauses, cues), default=None)
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
    first = document.clause_at(span.start)
    if span.end <= document.clauses[first].span.end:
        return stances[first]
    touched = stances[first : document.clause_at(span.end - 1) + 1]
    for doubtful in (Stance.PROBLEM, Stance.PLANNED):
        if doubtful in touched:
            return doubtful
    return Stance.REPORTED
