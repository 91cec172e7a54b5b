from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer.matching import RuleTable, TextIndex, TypoGuard, WordSearch, meetings
from scorer.matching.table import find_filling, plan_rules, words_of
from scorer.rubric import FIGURES, Pattern, Rubric, Rule, Slot
from scorer.text import Scope
from tests.helpers import LEXICON, document, guard_of, index_of, one_rule, reports

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def asking(source: str, **conditions: Any) -> Rule:
    """A rule of some slots; the loader would refuse those of short words or figures alone."""
    near, not_in = (
        (Pattern(one, slots(one)),) if one else () for one in map(conditions.pop, ("near", "not_in"), ("", ""))
    )
    return Rule(source, slots(source), near=near, not_in=not_in, **conditions)


def slots(source: str) -> tuple[Slot, ...]:
    pieces = [piece.split("|") for piece in source.split(" ")]
    return tuple(Slot(tuple(word for word in words if word != FIGURE), FIGURE in words) for words in pieces)


FIGURE = "<数字>"
RULES = (
    *map(
        asking,
        ("专家 论证", "行政复议", "12件 <数字>", "<数字>", "复议|诉讼 <数字>", "专家|学者 论证", "负责人 出庭应诉"),
    ),
    asking("复议 纠错", unordered=True, within=Scope.PARAGRAPH),
    asking("专家 复议", unordered=True, within=Scope.SENTENCE),
    asking("论证 <数字>", unordered=True, within=Scope.CLAUSE),
    asking("法治建设", unordered=True, within=Scope.CLAUSE),
    asking("已完成", near="下一步", not_in="已完成率"),
)


# Which rules a word concerns


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("县 行政复议 案", {"行政复议"}, id="the-longest"),
        pytest.param("县|行政复议 案件", {"案件"}, id="by-the-shortest-alternative"),
        pytest.param("专家|学者 论证|评估|咨询", {"专家", "学者"}, id="the-fewer-words-of-the-same-length"),
        pytest.param("专家|学者 论证|评估", {"专家", "学者"}, id="the-first-of-equals"),
        pytest.param("件 <数字>", {"件"}, id="a-word-before-a-figure"),
        pytest.param("行政复议", {"行政复议"}, id="the-only-slot-of-a-loose-rule"),
        pytest.param("<数字>", {FIGURES}, id="nothing-but-a-figure"),
        pytest.param("<数字>|若干", {FIGURES, "若干"}, id="a-figure-or-a-word"),
    ],
)
@pytest.mark.parametrize(("within", "part"), [(Scope.CLAUSE, 1), (Scope.SENTENCE, 2), (Scope.PARAGRAPH, 3)])
def test_the_rarest_slot_is_the_anchor_of_a_rule(source: str, words: set[str], within: Scope, part: int) -> None:
    conditions = {"near": "行政复议机构", "not_in": "行政复议庭前"}
    table = table_of([asking(source, unordered=True, within=within, **conditions)])
    parts = {word: table.fills[word] for word in (*words, "行政复议机构", "行政复议庭前")}
    anchors = {slot for word in words for slot in parts[word][part]}
    assert len(anchors) == 1
    ((rule, others),) = table.anchored[anchors.pop()]
    assert rule == 0
    assert len(others) == len(source.split()) - 1
    assert not table.anchors & set(others)
    # Elsewhere a slot would have to meet the others where they need not be.
    assert all(not any(own for other, own in enumerate(parts[word]) if other != part) for word in words)
    assert not any((*parts["行政复议机构"], *parts["行政复议庭前"]))


def table_of(rules: Sequence[Rule]) -> RuleTable:
    return RuleTable(find_filling(rules), plan_rules(rules))


def test_a_word_tells_which_rules_it_meets_alone() -> None:
    rules = list(map(asking, ("行政复议", "听证会", "行政复议|听证会", "<数字>", "听证会 举行")))
    fills = table_of(rules).fills
    told = {word: list(fills[word][0]) for word in ("行政复议", "听证会", "举行", FIGURES, "不问")}
    assert told == {"行政复议": ["0", "2"], "听证会": ["1", "2"], "举行": [], FIGURES: ["3"], "不问": []}


def test_a_slot_is_one_for_all_rules_that_ask_for_it_in_one_meeting() -> None:
    rules = [asking("专家 论证"), asking("学者 论证"), asking("论证 专家", unordered=True, within=Scope.SENTENCE)]
    fills = table_of(rules).fills
    assert list(map(len, fills["论证"])) == list(map(len, fills["专家"])) == [0, 1, 1, 0]
    assert not set(fills["论证"][1]) & set(fills["论证"][2])


def test_every_rule_of_the_bundled_rubric_can_be_met() -> None:
    rules = rules_of(bundled())
    filling = find_filling(rules)
    table = RuleTable(filling, plan_rules(rules))
    words = (*filling.words, FIGURES)
    alone = {int(number) for word in words for number in table.fills[word][0]}
    slots = {slot for word in words for part in table.fills[word][1:] for slot in part}
    anchored = {rule: others for slot in slots & table.anchors for rule, others in table.anchored[slot]}
    assert sorted([*alone, *anchored]) == list(range(len(rules)))
    for number, others in anchored.items():
        assert len(others) == len(rules[number].slots) - 1
        assert slots.issuperset(others)


def test_all_words_that_rules_look_for_or_turn_down_are_searched_for() -> None:
    rule = {"text": "行政复议|仲裁 案件", "near": "受理", "not_near": "下一步 推行", "not_in": ["复议案件库"]}
    expected = {"行政复议", "仲裁", "案件", "受理", "下一步", "推行", "复议案件库", "听证"}
    rules = [one_rule(rule), asking("听证 <数字>")]
    assert words_of(rules) == expected
    assert words_of([]) == set()
    assert set(find_filling(rules, ["别的", "行政复议"]).words) == {*expected, "别的"}


# Which rules a text concerns


def test_a_rule_whose_anchor_is_not_met_is_not_promising() -> None:
    rules = [*map(asking, ("行政复议 案", "案 件")), asking("案 行政诉讼", unordered=True), asking("<数字>")]
    assert set(index_of("案件很多。", rules, guard_of([])).promising()) == {1}
    assert set(index_of("案件12件。", rules, guard_of([])).promising()) == {1, 3}


@pytest.mark.parametrize(
    ("within", "units"),
    [("clause", None), ("sentence", [1]), ("paragraph", [1])],
)
def test_a_promising_rule_comes_with_the_units_where_its_slots_meet(within: str, units: list[int] | None) -> None:
    rules = [one_rule({"all": ["论证", "决策"], "within": within})]
    found = index_of("专家论证。\n规范决策，先行论证。\n决策。", rules, guard_of([])).promising()
    assert found == ({} if units is None else {0: units})


def brute(index: TextIndex, rules: Sequence[Rule]) -> dict[int, set[int]]:
    """All rules whose slots meet, each with the units in which words or figures for all of them lie, rule by rule."""
    clauses = [clause.span for clause in index.document.clauses]
    sentences = [sentence.span for sentence in index.document.sentences]
    units = {Scope.CLAUSE: clauses, Scope.SENTENCE: sentences, Scope.PARAGRAPH: index.document.paragraphs}
    words = [word for word in words_of(rules) if word in index.text]
    held = {
        scope: [
            {word for word in words if index.text.find(word, *span) >= 0}
            | ({FIGURES} if any(span.start <= one.start and one.end <= span.end for one in index.figures) else set())
            for span in spans
        ]
        for scope, spans in units.items()
    }
    found: dict[int, set[int]] = {}
    for number, rule in enumerate(rules):
        if len(rule.slots) == 1 and not rule.unordered:
            if meets(rule.slots[0], {*words, *([FIGURES] if index.figures else [])}):
                found[number] = set()
            continue
        own = held[rule.within if rule.unordered else Scope.CLAUSE]
        if places := {unit for unit, there in enumerate(own) if all(meets(slot, there) for slot in rule.slots)}:
            found[number] = places
    return found


def meets(slot: Slot, there: set[str]) -> bool:
    return not there.isdisjoint(slot.words) or (slot.figure and FIGURES in there)


def check(index: TextIndex, rules: Sequence[Rule]) -> int:
    """Hold what is promising against brute force; how many rules were promising."""
    promising, expected = index.promising(), brute(index, rules)
    assert set(expected) <= set(promising)
    for number, units in expected.items():
        assert units <= set(promising[number])
        assert list(promising[number]) == sorted(set(promising[number]))
    return len(expected)


@cache
def bundled() -> Rubric:
    return open_rubric(DEFAULT)


def rules_of(rubric: Rubric) -> list[Rule]:
    return [rule for element in rubric.elements() for rule in element.rules]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_rule_that_brute_force_finds_in_an_example_is_promising(path: Path) -> None:
    rubric = bundled()
    assert rubric.prepared is not None
    rules, prepared = rules_of(rubric), rubric.prepared
    guard = TypoGuard(prepared.terms, LEXICON.lookalikes, rubric.language)
    text, search = path.read_text(encoding="utf-8"), WordSearch(prepared.filling.words)
    # Looked up, and by way of the automaton.
    for _ in range(2):
        table = RuleTable(prepared.filling, prepared.plans)
        index = TextIndex(document(text), table, guard, search, dict(LEXICON.variants))
        assert 100 < check(index, rules) < len(rules) / 2


@given(reports)
def test_every_rule_that_brute_force_finds_in_any_text_is_promising(text: str) -> None:
    words = set(chain.from_iterable(slot.words for rule in RULES for slot in rule.slots))
    check(index_of(text, RULES, guard_of(words, language=bundled().language)), RULES)


def test_brute_force_finds_every_rule_somewhere() -> None:
    text = (
        "专家论证行政复议12件。12件3次，已完成诉讼5件，负责人出庭应诉。专家论证12次，法治建设。\n复议纠错。专家谈复议。"
    )
    assert check(index_of(text, RULES, guard_of([])), RULES) == len(RULES)


@pytest.mark.parametrize("block", [1, 2, 7, 64])
@pytest.mark.parametrize("path", EXAMPLES[:2], ids=lambda path: path.stem)
def test_a_long_text_is_reckoned_with_block_by_block(path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(path.read_text(encoding="utf-8"), RULES, guard_of([]))
    at_once = {rule: list(units) for rule, units in index.promising().items()}
    assert any(unit >= 64 for units in at_once.values() for unit in units)
    monkeypatch.setattr(meetings, "_BLOCK", block)
    assert {rule: list(units) for rule, units in index.promising().items()} == at_once


def test_blocks_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "专家来，论证后，复议。纠错12件，<行政复议>3次，论证5次。\n专家，学者，都来论证，复议。"
    index = index_of(text, RULES, guard_of([]))
    at_once = {rule: list(units) for rule, units in index.promising().items()}
    for block in range(1, 12):
        monkeypatch.setattr(meetings, "_BLOCK", block)
        assert {rule: list(units) for rule, units in index.promising().items()} == at_once
