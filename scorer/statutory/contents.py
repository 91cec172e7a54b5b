"""The contents that an annual report must hold, told by what the text says and not by its headings.

A content is told where clauses of its own sense stand in its part, or as a passage of their own elsewhere: shortcomings
and plans may share a part or close a report without any heading, the leaders' duties may stand inside another part.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scorer.lexicon import Cues, find_cues, has_cue
from scorer.segmentation.headings import is_signature, numbering_level
from scorer.stance.clauses import has_aspect
from scorer.statutory.tellings import Telling, is_bare_heading, tellings
from scorer.text import Document, Part, Sentence, Span, Stance

# Less than this says nothing: a bare "存在一些不足,有待改进".
MIN_HAN = 30


class Content(StrEnum):
    """A content of the annual report, in the order in which the regulation names them."""

    WORK = "work"
    PROBLEM = "problem"
    CAUSES = "causes"
    DUTY = "duty"
    PLAN = "plan"
    OTHER = "other"


class Presence(StrEnum):
    """How far a content is there: told, told in too few words, a heading over nothing of the kind, or absent."""

    TOLD = "told"
    SHORT = "short"
    HEADING_ONLY = "heading_only"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class ContentFinding:
    """Whether a content is told; ``characters`` counts the Han characters that tell it.

    ``passages`` are source ranges of the sentences that tell it, neighbours joined, those under a heading of its own
    first; ``heading`` is the source range of the first heading that names it, None where none does.
    """

    content: Content
    presence: Presence
    characters: int
    passages: tuple[Span, ...]
    heading: Span | None


_Chosen = list[tuple[Telling, int]]


def find_contents(document: Document, stances: Sequence[Stance], cues: Cues) -> tuple[ContentFinding, ...]:
    """One finding for each :class:`Content`, in order; ``stances`` are those of the document's clauses."""
    told = tellings(document, stances, cues)
    body = [one for one in told if not is_bare_heading(document, one) and not is_signature(one.text)]
    headings = [one for one in told if one.sentence.heading]
    problem = _problem(body, cues)
    chosen = {
        Content.WORK: _work(body, headings),
        Content.PROBLEM: problem,
        Content.CAUSES: _causes(body, [one.sentence for one, _ in problem], cues),
        Content.DUTY: _duty(body, cues),
        Content.PLAN: _plan(body, cues),
        Content.OTHER: _other(body),
    }
    return tuple(_finding(content, document, chosen[content], headings, cues) for content in Content)


def _finding(
    content: Content, document: Document, chosen: _Chosen, headings: list[Telling], cues: Cues
) -> ContentFinding:
    characters = sum(count for _, count in chosen)
    heading = next((one for one in headings if _names(content, one, cues)), None)
    if characters >= MIN_HAN or (content is Content.CAUSES and characters):
        presence = Presence.TOLD
    elif characters:
        presence = Presence.SHORT
    else:
        presence = Presence.HEADING_ONLY if heading else Presence.ABSENT
    return ContentFinding(
        content,
        presence,
        characters,
        _passages(document, [one.sentence for one, _ in chosen], _PARTS[content]),
        document.source_span(document.words(heading.sentence.span)) if heading else None,
    )


def _passages(document: Document, sentences: list[Sentence], part: Part) -> tuple[Span, ...]:
    joined: list[Span] = []
    for sentence in sorted(sentences, key=lambda one: document.sections[one.section].part is not part):
        if joined and joined[-1].end == sentence.span.start:
            joined[-1] = Span(joined[-1].start, sentence.span.end)
        else:
            joined.append(sentence.span)
    return tuple(document.source_span(document.words(span)) for span in joined)


_PARTS = {
    Content.WORK: Part.WORK,
    Content.PROBLEM: Part.PROBLEM,
    Content.CAUSES: Part.PROBLEM,
    Content.DUTY: Part.DUTY,
    Content.PLAN: Part.PLAN,
    Content.OTHER: Part.OTHER,
}


def _names(content: Content, heading: Telling, cues: Cues) -> bool:
    """Whether a heading names a content; one heading may name several ("存在问题和下一步打算")."""
    if content is Content.CAUSES:
        return has_cue(cues.statutory["causes"], heading.text)
    part = _PARTS[content]
    if heading.sentence.part in (Part.ADVICE, Part.OTHER) and heading.sentence.part is not part:
        return False
    if has_cue(cues.parts[part], heading.text):
        return True
    # Any short line above all parts stands in the work, a greeting too.
    return heading.sentence.part is part and (part is not Part.WORK or numbering_level(heading.text) > 0)


def _work(body: list[Telling], headings: list[Telling]) -> _Chosen:
    """What was done; what stands above the first heading is an opening, unless nothing else has a heading."""
    parts = {Part.WORK, Part.DUTY}
    if not any(one.sentence.part is Part.WORK for one in (*headings, *body)):
        parts.add(Part.PREAMBLE)
    return _of(Stance.REPORTED, [one for one in body if one.sentence.part in parts])


def _problem(body: list[Telling], cues: Cues) -> _Chosen:
    """Shortcomings in their own part; where none is told there, such passages elsewhere as own up to some."""
    chosen = _of(Stance.PROBLEM, [one for one in body if _is_inside(one, cues)])
    # Words under a heading are shortcomings only if at least one of them says so: praise is none, nor what was mended.
    if sum(count for _, count in chosen) >= MIN_HAN and any(_is_own(one, cues) for one, _ in chosen):
        return chosen
    outside = [one for group in _groups(body) for one in _outside(group, cues)]
    return sorted(
        [pair for pair in chosen if _is_own(pair[0], cues)] + _of(Stance.PROBLEM, outside),
        key=lambda pair: pair[0].sentence.span,
    )


def _groups(body: list[Telling]) -> list[list[Telling]]:
    """The sentences of each section."""
    return [list(group) for _, group in itertools.groupby(body, key=lambda one: one.sentence.section)]


def _is_own(one: Telling, cues: Cues) -> bool:
    """Whether a sentence owns up to a shortcoming of the office, and not only to one of those it governs."""
    about_others = has_cue(cues.statutory["others"], one.text) and not has_cue(cues.statutory["offices"], one.text)
    return one.owns_up and not about_others


def _is_inside(one: Telling, cues: Cues) -> bool:
    """Whether a sentence in the part for shortcomings may tell one: it denies none and tells no remedy."""
    told = not has_cue(cues.cleared, one.text) and not has_cue(cues.statutory["answers"], one.text)
    return one.sentence.part is Part.PROBLEM and told


def _outside(section: list[Telling], cues: Cues) -> list[Telling]:
    """The sentences of a section that own up to a shortcoming of the office itself, outside the part for these.

    In a section that speaks of shortcomings all through, whatever its heading, every one of them counts.
    """
    told = sum(one.total for one in section)
    throughout = 2 * sum(one.han[Stance.PROBLEM] for one in section) >= told >= MIN_HAN
    return [one for one in section if _may_be_outside(one, cues) and (throughout or _is_owning(one, cues))]


def _may_be_outside(one: Telling, cues: Cues) -> bool:
    """Whether a sentence outside the part for shortcomings tells one that is the office's, and has no remedy yet."""
    if one.sentence.part is Part.PROBLEM or not one.han[Stance.PROBLEM]:
        return False
    return not any(has_cue(cues.statutory[key], one.text) for key in ("others", "answers"))


def _is_owning(one: Telling, cues: Cues) -> bool:
    """Whether a sentence by itself owns up to a shortcoming."""
    return one.owns_up and one.mostly(Stance.PROBLEM) and has_cue(cues.statutory["owning"], one.text)


def _of(stance: Stance, told: Iterable[Telling]) -> _Chosen:
    """What sentences say in one sense; a sentence that only announces a list ("主要存在以下不足:") says nothing."""
    return [(one, one.han[stance]) for one in told if one.han[stance] and not one.text.endswith(":")]


def _causes(body: list[Telling], shortcomings: list[Sentence], cues: Cues) -> _Chosen:
    """What is said of causes where ``shortcomings`` are told: in their part or paragraph."""
    paragraphs = {one.paragraph for one in shortcomings}
    return [
        (one, one.total)
        for one in body
        if (one.sentence.paragraph in paragraphs or (shortcomings and one.sentence.part is Part.PROBLEM))
        and (has_cue(cues.statutory["causes"], one.text) or _is_under_causes(one, cues))
    ]


def _is_under_causes(one: Telling, cues: Cues) -> bool:
    """Whether a heading of its own says that this is about causes; one for both ("问题及原因") proves nothing."""
    return has_cue(cues.statutory["causes"], one.under) and not has_cue(cues.parts[Part.PROBLEM], one.under)


def _duty(body: list[Telling], cues: Cues) -> _Chosen:
    chosen: _Chosen = []
    speaking: int | None = None
    for one in body:
        done = one.han[Stance.REPORTED]
        in_part = one.sentence.part is Part.DUTY and not _only_demands(one.text, cues)
        if in_part or _tells_duty(one.text, cues):
            speaking = one.sentence.paragraph
        elif one.sentence.paragraph != speaking:
            continue
        if done and one.sentence.part not in (Part.PROBLEM, Part.PLAN, Part.ADVICE):
            chosen.append((one, done))
    about_law = (cues.statutory["law"], cues.statutory["duty"])
    return chosen if any(has_cue(cue, one.text) for one, _ in chosen for cue in about_law) else []


def _tells_duty(text: str, cues: Cues) -> bool:
    """Whether a sentence tells of the leaders' own duty, and not only of what they or others ask of those below."""
    if _only_demands(text, cues):
        return False
    by_leaders = has_cue(cues.statutory["leaders"], text) and has_cue(cues.statutory["law"], text)
    return by_leaders or has_cue(cues.statutory["duty"], text)


def _only_demands(text: str, cues: Cues) -> bool:
    """Whether a sentence asks the duty of others, and no leader of the office's own is named before that."""
    demands = find_cues(cues.statutory["demands"], text)
    leaders = find_cues(cues.statutory["leaders"], text)
    return bool(demands) and not any(end <= demands[0][0] for _, end in leaders)


def _plan(body: list[Telling], cues: Cues) -> _Chosen:
    """Arrangements in their own part, and those that answer shortcomings one by one ("对策:2023年…")."""
    told = [
        one
        for one in body
        if one.sentence.part is Part.PLAN or (one.sentence.part is Part.PROBLEM and one.mostly(Stance.PLANNED))
    ]
    ahead = [one for one in told if not _tells_done(one.text, cues)]
    if len(ahead) < len(told) and not any(has_cue(cues.planned, one.text) for one in ahead):
        # A heading for plans over results: what is left of the list tells results too, in other words.
        return []
    chosen = _of(Stance.PLANNED, ahead)
    arranged = any(has_cue(cues.statutory["arrangements"], one.text) for one, _ in chosen)
    # Hopes arrange nothing, however long they are.
    return chosen if arranged or sum(count for _, count in chosen) < MIN_HAN else []


def _tells_done(text: str, cues: Cues) -> bool:
    """Whether a sentence under a plan tells results only."""
    done = has_aspect(text) or has_cue(cues.results, text)
    return done and not has_cue(cues.planned, text)


def _other(body: list[Telling]) -> _Chosen:
    return [(one, one.total) for one in body if one.sentence.part is Part.OTHER and one.total]
