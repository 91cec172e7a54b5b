"""Short ways to build what the engine works on, and the texts that property tests feed it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from hongdong_rubric.rubrics import bundled_lexicon
from hongdong_rubric.schema import load_rubric
from scorer.engine import Scorecard, read, score
from scorer.language import Language
from scorer.lexicon import Cues, compile_cues
from scorer.matching import RuleTable, TextIndex, TypoGuard, WordSearch
from scorer.matching.table import find_filling, plan_rules
from scorer.matching.terms import lay_out
from scorer.matching.words import by_word
from scorer.normalisation import fold, unify
from scorer.rubric import Rubric, Rule, Terms
from scorer.scoring import ElementScore
from scorer.segmentation import segment
from scorer.text import Document, Sentence, Span

LEXICON = bundled_lexicon()
VALUES = {"evidenced": 100, "reported": 70, "planned": 20, "problem": 10, "absent": 0}


def document(text: str) -> Document:
    """A text segmented with the bundled lexicon."""
    return segment(text, LEXICON)


def cues(year: int | None = None) -> Cues:
    """The bundled lexicon compiled for a reporting year."""
    return compile_cues(LEXICON, year)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guard with its terms, which tell what a text must be searched for before."""

    guard: TypoGuard
    terms: Terms

    def corrections(self, text: str) -> dict[int, str]:
        """Offset to right character, for every slip in a folded text."""
        return self.guard.corrections(text, by_word(WordSearch(self.halves()).find(text)))

    def halves(self) -> set[str]:
        """What the guard wants to be looked for."""
        return {*self.terms.certain_begun, *self.terms.certain_ended}


def index_of(text: str, rules: Sequence[Rule], guarded: Guarded) -> TextIndex:
    """The index of a text for some rules."""
    filling = find_filling(rules, guarded.halves())
    table, search = RuleTable(filling, plan_rules(rules)), WordSearch(filling.words)
    return TextIndex(document(text), table, guarded.guard, search, dict(LEXICON.variants))


def guard_of(
    terms: Iterable[str],
    distinct: Iterable[str] = (),
    lookalikes: Iterable[str] = (),
    *,
    compounds: Iterable[str] = (),
    short: Iterable[str] = (),
    language: Language | None = None,
) -> Guarded:
    """A guard of its own terms."""
    language = language or Language()
    laid = lay_out(terms, distinct, compounds, short, language)
    return Guarded(TypoGuard(laid, lookalikes, language), laid)


def locate(doc: Document, term: str) -> Span:
    """The folded range of a term that stands in a document exactly once."""
    wanted = unify(fold(term).text, dict(LEXICON.variants))
    assert doc.folded.count(wanted) == 1, f"“{term}” must stand once in {doc.folded!r}"
    start = doc.folded.index(wanted)
    return Span(start, start + len(wanted))


def sentence_of(doc: Document, term: str) -> Sentence:
    """The sentence that holds a term."""
    return doc.sentences[doc.clauses[doc.clause_at(locate(doc, term).start)].sentence]


def source(doc: Document, folded: Span) -> str:
    """The verbatim text of a folded range."""
    span = doc.source_span(folded)
    return doc.text[span.start : span.end]


def element(name: str, *rules: Any, **settings: Any) -> dict[str, Any]:
    """The YAML entry of an element."""
    words = {"title": name, "means": name, "message": f"缺{name}", "remedy": f"补{name}"}
    return {"id": name, **words, "figures": True, "severity": "high", "rules": list(rules), **settings}


def item(name: str, *elements: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """The YAML entry of an item."""
    return {"id": name, "title": name, "elements": list(elements), **settings}


def chapter(name: str, *items: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """The YAML entry of a chapter."""
    return {"id": name, "title": name, "items": list(items), **settings}


def rubric(*chapters: dict[str, Any], **settings: Any) -> Rubric:
    """A rubric from entries; JSON is YAML, so that the real loader reads it."""
    head = {"schema": 1, "id": "tiny", "title": "小细则", "version": "1", "period": {"from": 2021, "to": 2025}}
    entries = {**head, "values": VALUES, **settings, "chapters": list(chapters)}
    return load_rubric(json.dumps(entries, ensure_ascii=False), "tiny.yaml", LEXICON)


def one_rule(rule: Any, **groups: list[str]) -> Rule:
    """A rule as the loader makes it."""
    loaded = rubric(chapter("c", item("i", element("e", rule))), **({"groups": groups} if groups else {}))
    return next(loaded.elements()).rules[0]


def card_of(text: str, asked: Rubric, level: str = "county") -> Scorecard:
    """A text scored."""
    return score(asked, read(text, asked), level)


def verdicts(card: Scorecard) -> dict[str, ElementScore]:
    """Element scores by the last part of the element's id."""
    return {one.element.id.rpartition(".")[2]: one for one in card.elements()}


_FRAGMENTS = (
    *("一、", "(二)", "（三）", "1.", "2、", "第一部分", "一是", "二是", "# ", "一、主要工作\n", "二、存在的问题\n"),
    *(
        "三、下一步打算\n",
        "清川县2023年法治政府建设报告\n",
        "下一步，",
        "还存在不足：",
        "但",
        "虽然",
        "未发现",
        "将",
        "2024年",
    ),
    *(
        "专家论证",
        "專家論證",
        "专 家\n论 证",
        "专家轮证",
        "负责人出庭应诉",
        "行政复议",
        "法制建设",
        "12件",
        "98.5%",
        "1,200人",
        "已完成",
    ),
    *("。", "，", "；", "：", "、", ".", ",", "!", "？", "《", "》", "“", "”", "(", "）", "——", " ", "\u3000", "\t"),
    *(
        "\n",
        "\r\n",
        "\r",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\u2028",
        "\u2029",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\u200b",
        "\ufeff",
    ),
    *("㈠", "⑴", "①", "…", "½", "ﬁ", "İ", "ß", "㍿", "﷽", "ﷺ", "é", "e\u0301", "👩\u200d⚖️", "𠮷", "龘", "後", "\u0600"),
    *("发布时间：2023-01-01", "- 3 -", "打印", "清川县人民政府", "2023年12月31日"),
)

reports = st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.characters(codec="utf-8")), max_size=40).map("".join)
