"""Narrowing a scorecard to chapters and items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hongdong_rubric.errors import ReportError, UsageError
from hongdong_rubric.reports import LEVEL_NAMES, ScoredReport
from hongdong_rubric.suggestions import suggestion
from scorer.engine import Scorecard
from scorer.rubric import Rubric
from scorer.scoring import ChapterScore, Gap, ItemScore


class Selection(NamedTuple):
    """Ids of the chapters and items asked for; nothing asked for is everything."""

    ids: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out; a narrowed run shows no total."""
        return bool(self.ids)

    def items(self, card: Scorecard) -> list[ItemScore]:
        """The items asked for, in the rubric's order."""
        return [item for chapter in card.chapters for item in chapter.items if self._holds(item.item.id)]

    def chapters(self, card: Scorecard) -> list[ChapterScore]:
        """The chapters asked for as a whole; those of which only items are asked for have no score to show."""
        return [chapter for chapter in card.chapters if not self.ids or chapter.chapter.id in self.ids]

    def gaps(self, card: Scorecard) -> list[Gap]:
        """The gaps of the items asked for."""
        return [gap for gap in card.gaps if self._holds(gap.element.id)]

    def _holds(self, identity: str) -> bool:
        return not self.ids or any(f"{identity}.".startswith(f"{one}.") for one in self.ids)


def select(rubric: Rubric, chapters: tuple[str, ...], items: tuple[str, ...]) -> Selection:
    """A selection by ids or titles; raises ``UsageError`` for an unknown one."""
    known_chapters = {chapter.id: chapter.title for chapter in rubric.chapters}
    known_items = {item.id: item.title for item in rubric.items()}
    wanted = ((chapters, known_chapters, "部分"), (items, known_items, "条目"))
    return Selection(tuple(find_id(one, known, kind) for words, known, kind in wanted for one in words))


def find_id(word: str, titles: Mapping[str, str], kind: str) -> str:
    """The id that a word is or whose title it is; raises ``UsageError`` for an unknown one."""
    named = [word] if word in titles else [one for one, title in titles.items() if title == word]
    if len(named) != 1:
        advice = suggestion(word, [*titles, *titles.values()]) or ";可用 rubric show 查看全部编号"
        raise UsageError(f"细则里没有编号或名称为“{word}”的{kind}{advice}")
    return named[0]


def require_applicable(report: ScoredReport, selection: Selection) -> None:
    """Raise ``ReportError`` where none of the items asked for applies: there is nothing to judge, which is no pass."""
    if all(item.score is None for item in selection.items(report.card)):
        raise ReportError(
            f"{report.source.name}:所看的条目都不适用于{LEVEL_NAMES[report.card.level]},没有可以评分的内容"
        )
