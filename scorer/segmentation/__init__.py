"""Raw text to a :class:`~scorer.text.Document`: parts, sections, paragraphs, sentences, clauses."""

from __future__ import annotations

import re
from collections import Counter

from scorer.lazy import regex
from scorer.lexicon import Cues, Lexicon, compile_cues
from scorer.normalisation import Folded, arabic_years, fold, unify
from scorer.segmentation.headings import Heading, find_heading
from scorer.segmentation.lines import Blocks, sort_lines
from scorer.segmentation.parts import PartTracker
from scorer.segmentation.sentences import Piece, cut_clauses, cut_sentences
from scorer.text import Clause, Document, Part, Section, Sentence, Span

_YEAR = re.compile(r"(20\d\d)年")
# A year for which something is only meant to be done is not the year reported on; what the same sentence says was
# really done, in at most so many characters, was not only meant.
_YEAR_TO_COME = (
    r"(?:到|至)?20\d\d年[^,。;]{0,4},?[^,。;]{0,8}"
    r"(?:将(?!近)|拟|计划(?:[于在将用对再与开出制启新推完建动修编])(?![^。;]{0,60}实际)|打算|力争|争取)"
    r"|[到至在于争定等待划](?:了)?20\d\d年(?!以来|来|度)"
)
# "2023年,…", "现将2023年度法治政府建设情况…": the year that is reported on, rather than one that is mentioned.
_REPORTED_YEAR = r"(?<![\d-])(20\d\d)年度?(?:,|全[县市区旗州省镇]|我[县市区旗州省镇局]|法治|依法|工作|推进)"
_BLANKS_BETWEEN = r"(?<=[^\x21-\x7e])\s+|(?<=\d)\s+(?=[\d年])|\s+(?=[^\x21-\x7e])"
_OPENING = 4
_BLOCK_END = "\n"


class _Builder:
    """Collects the structure of a document while its blocks are walked through."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: list[str] = []
        self.offsets: list[int] = []
        self.clauses: list[Clause] = []
        self.sentences: list[Sentence] = []
        self.paragraphs: list[Span] = []
        self.sections: list[Section] = []

    @property
    def length(self) -> int:
        return len(self.offsets)

    def append(self, block: Folded) -> int:
        """Add a block's folded text; returns where it begins."""
        begin = self.length
        self.folded.append(block.text + _BLOCK_END)
        self.offsets.extend(block.offsets)
        self.offsets.append(block.offsets[-1] + 1)
        return begin

    def open_section(self, start: int, heading: str, level: int, part: Part) -> None:
        self.close_section(start)
        self.sections.append(Section(Span(start, start), heading, level, part))

    def close_section(self, end: int) -> None:
        if self.sections:
            last = self.sections[-1]
            self.sections[-1] = Section(Span(last.span.start, end), last.heading, last.level, last.part)


def segment(text: str, lexicon: Lexicon) -> Document:
    """Segment a report. Deterministic; never fails, whatever the text."""
    blocks = sort_lines(text, compile_cues(lexicon, None))
    title = arabic_years(fold(text, blocks.title).text) if blocks.title else None
    variants = dict(lexicon.variants)
    bodies = [Folded(unify(arabic_years(body.text), variants), body.offsets) for body in blocks.body]
    year = _find_year(title, [body.text for body in bodies])
    cues = compile_cues(lexicon, year)
    builder = _Builder(text)
    builder.open_section(0, "", 0, Part.PREAMBLE)
    tracker = PartTracker(cues)
    for number, body in enumerate(bodies):
        following = bodies[number + 1].text if number + 1 < len(bodies) else ""
        _add_block(builder, tracker, body, following, cues)
    builder.close_section(builder.length)
    return Document(
        text=text,
        folded="".join(builder.folded),
        offsets=tuple(builder.offsets),
        title=_verbatim_title(text, blocks),
        year=year,
        clauses=tuple(builder.clauses),
        sentences=tuple(builder.sentences),
        paragraphs=tuple(builder.paragraphs),
        sections=tuple(builder.sections),
        furniture=blocks.furniture,
        title_span=Span(blocks.title[0].start, blocks.title[-1].end) if blocks.title else None,
    )


def _verbatim_title(text: str, blocks: Blocks) -> str | None:
    joined = "".join(text[span.start : span.end].strip() for span in blocks.title).lstrip("# ")
    if not any(map(str.isspace, joined)):
        return joined or None
    # Titles are set with blanks between the characters; those of a Latin name stay.
    return regex(_BLANKS_BETWEEN).sub("", joined) or None


def _find_year(title: str | None, bodies: list[str]) -> int | None:
    """The year that the report covers: from the title, else the first year the opening names as gone by.

    Where the opening never names the title's year and reports on another, the title was forgotten when the text was
    brought up to date.
    """
    titled = _YEAR.search(title or "")
    if titled is not None and any(titled[0] in body for body in bodies[:_OPENING]):
        return int(titled[1])
    opening = [regex(_YEAR_TO_COME).sub("", body) for body in bodies[:_OPENING]]
    if titled is None:
        named = [match for body in opening[:3] if (match := _YEAR.search(body))]
        return int(named[0][1]) if named else None
    reported = Counter(match[1] for body in opening for match in regex(_REPORTED_YEAR).finditer(body))
    return int(reported.most_common(1)[0][0]) if reported else int(titled[1])


def _add_block(builder: _Builder, tracker: PartTracker, body: Folded, following: str, cues: Cues) -> None:
    heading = find_heading(body.text, cues)
    begin = builder.append(body)
    if heading is not None:
        _open_heading(builder, tracker, body, heading, begin, body.text[heading.end :] or following)
    else:
        tracker.block(body.text)
    pieces = cut_sentences(body.text)
    for number, piece in enumerate(pieces):
        is_heading = heading is not None and piece.start < heading.end
        text = body.text[piece.start : piece.end]
        if is_heading and heading is not None and piece.end <= heading.end:
            part = builder.sections[-1].part
        else:
            part = tracker.sentence(text, piece.ordinal, first=number == 0)
        _add_sentence(builder, body, piece, begin, part, heading=is_heading, cues=cues)


def _open_heading(
    builder: _Builder, tracker: PartTracker, body: Folded, heading: Heading, begin: int, following: str
) -> None:
    words = body.text[heading.start : heading.end]
    part = tracker.heading(heading, words, following)
    source = Span(body.offsets[heading.start], body.offsets[heading.end - 1] + 1)
    verbatim = re.sub(r"\s+", "", builder.text[source.start : source.end]).rstrip("。.:：").lstrip("#")
    builder.open_section(begin, verbatim, heading.level, part)


def _add_sentence(
    builder: _Builder, body: Folded, piece: Piece, begin: int, part: Part, *, heading: bool, cues: Cues
) -> None:
    if piece.start == 0 or piece.ordinal:
        builder.paragraphs.append(Span(begin + piece.start, begin + piece.end))
    else:
        builder.paragraphs[-1] = Span(builder.paragraphs[-1].start, begin + piece.end)
    span = Span(begin + piece.start, begin + piece.end)
    for clause in cut_clauses(body.text, piece.start, piece.end, cues.turns):
        builder.clauses.append(Clause(Span(begin + clause.start, begin + clause.end), len(builder.sentences)))
    builder.sentences.append(Sentence(span, part, len(builder.paragraphs) - 1, len(builder.sections) - 1, heading))
