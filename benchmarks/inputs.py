"""Invented reports of any length, made from the examples: the same seed always gives the same text.

Sentences of the examples are drawn anew within their section, with other figures and another place name, so that the
text is varied, stands in the usual order under the usual headings, and is as dense in what the rubric looks for as
the examples are.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
# The length of a real report: the median of those that were read for the rubric.
REAL_SIZE = 8_500
SHORT_SIZE = 1_500

_TEMPLATE, _OTHER = "qinghe-2023.txt", "shiliang-2022.txt"
_NAMES = re.compile("清禾|石梁")
_FIRST, _SECOND = "云青松柳桐榆杏竹兰梧枫樟", "坪川塘溪岭洲浦岗湾陂垅崮"
_TOP = re.compile("[一二三四五六七八九]、")
_SUB = re.compile(r"（[一二三四五六七八九]）")
_NUMBERED = re.compile(r"\d\.[^。]*。")
# Years, days of a calendar, telephone lines and the numbers of articles are no figures.
_FIGURE = re.compile(r"(?<![\d.第〔])(?!20\d\d|12345|12315)\d+(?:\.\d+)?(?![\d.月日年条号])")
_SENTENCE = re.compile("[^。\n]+。")
_SENTENCES_A_PARAGRAPH = 4
# How often a sentence of the work done comes from the other example.
_FOREIGN = 0.25
_SLIPS = "邀请专家轮证11次，合法性审察意见9条，行政机关负责人出廷应诉率达到97%，办理行政复意案件18件。"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the headings that lead to it, and the sentences that may stand under it."""

    heads: tuple[str, ...]
    pool: tuple[str, ...]


def report(characters: int, seed: int = 0, *, slips: bool = False) -> str:
    """A report of about so many characters, a sentence more or less but never without its headings.

    With ``slips`` a sentence with wrong characters stands in it, which only a dictionary of real words can judge.
    """
    # A string is a seed that gives the same numbers on every machine and version.
    chance = random.Random(f"{seed}/{characters}")
    place = chance.choice(_FIRST) + chance.choice(_SECOND)
    head, sections, tail = _template()
    fixed = len(head) + len(tail) + sum(len(line) + 2 for section in sections for line in section.heads)
    spare = max(0, characters - fixed - (len(_SLIPS) if slips else 0))
    total = sum(sum(map(len, section.pool)) for section in sections)
    lines, carried = [head, *([_SLIPS] if slips else [])], 0.0
    for section in sections:
        carried += spare * sum(map(len, section.pool)) / total
        body = _body(section, chance, carried)
        carried -= sum(len(paragraph) + 2 for paragraph in body)
        lines += [*section.heads, *body]
    return _NAMES.sub(place, "\n\n".join([*lines, tail])) + "\n"


def folder(path: Path, reports: int, characters: int) -> list[str]:
    """Write so many different reports into a folder; returns the files' names."""
    path.mkdir(parents=True, exist_ok=True)
    names = [f"{number:04}.txt" for number in range(reports)]
    for number, name in enumerate(names):
        (path / name).write_text(report(characters, number), encoding="utf-8")
    return names


def _body(section: Section, chance: random.Random, size: float) -> list[str]:
    """Paragraphs of sentences drawn from a section, of about the size asked for."""
    paragraphs: list[str] = []
    written = 0
    for number in count(1):
        sentences: list[str] = []
        while len(sentences) < _SENTENCES_A_PARAGRAPH:
            sentence = _drawn(section, chance)
            # The half sentence that is over or wanting is made good in the next section.
            if written + len(sentence) / 2 > size:
                break
            sentences.append(sentence)
            written += len(sentence)
        if sentences:
            paragraphs.append(f"{number}." + "".join(sentences))
            written += len(paragraphs[-1]) - sum(map(len, sentences)) + 2
        if len(sentences) < _SENTENCES_A_PARAGRAPH:
            break
    return paragraphs


def _drawn(section: Section, chance: random.Random) -> str:
    pool = section.pool
    if section.heads[-1][0] == "（" and chance.random() < _FOREIGN:
        pool = _foreign()
    return _FIGURE.sub(lambda figure: _other_figure(figure[0], chance), chance.choice(pool))


def _other_figure(figure: str, chance: random.Random) -> str:
    """Another figure of as many digits."""
    return "".join(
        digit if digit == "." else str(chance.randint(0 if place else 1, 9)) for place, digit in enumerate(figure)
    )


@cache
def _template() -> tuple[str, tuple[Section, ...], str]:
    """What stands before the first heading, the sections, and the signature."""
    blocks = (EXAMPLES / _TEMPLATE).read_text(encoding="utf-8").strip().split("\n\n")
    begin = next(number for number, block in enumerate(blocks) if _TOP.match(block))
    sections: list[Section] = []
    heads: list[str] = []
    for block in blocks[begin:-1]:
        if _TOP.match(block) or (_SUB.match(block) and "。" not in block):
            heads.append(block)
            continue
        # The first sentence of a numbered paragraph is its heading, of which one is enough.
        pool = _sentences(_NUMBERED.sub("", block, count=1))
        if heads or not sections:
            sections.append(Section(tuple(heads), pool))
            heads = []
        else:
            sections[-1] = Section(sections[-1].heads, sections[-1].pool + pool)
    return "\n\n".join(blocks[:begin]), tuple(sections), blocks[-1]


@cache
def _foreign() -> tuple[str, ...]:
    """The sentences of the other example that tell of work done."""
    blocks = (EXAMPLES / _OTHER).read_text(encoding="utf-8").strip().split("\n\n")
    begin = next(number for number, block in enumerate(blocks) if _TOP.match(block))
    end = next(number for number, block in enumerate(blocks) if block.startswith("七、"))
    return tuple(one for block in blocks[begin:end] if not _TOP.match(block) for one in _sentences(block))


def _sentences(block: str) -> tuple[str, ...]:
    """The sentences of a paragraph without the heading that some begin with."""
    return tuple(one for one in _SENTENCE.findall(block) if not _SUB.match(one))
