"""What the benchmarks are made of is right; how fast anything is, no test says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import child, cold, growth
from benchmarks import run as runner
from benchmarks.inputs import REAL_SIZE, SHORT_SIZE, folder, report
from benchmarks.measuring import exponent, output, quartiles, run
from benchmarks.naive import match
from benchmarks.rules import rubric_of, words_of
from benchmarks.table import Table, write
from hongdong_rubric.rubrics import DEFAULT
from scorer.engine import read, score
from scorer.rubric import Rule
from scorer.text import Part
from tests.helpers import chapter, element, item, rubric
from tests.hongdong_rubric.helpers import open_once


def test_the_same_seed_makes_the_same_report() -> None:
    assert report(REAL_SIZE, 3) == report(REAL_SIZE, 3)
    assert report(REAL_SIZE, 3) != report(REAL_SIZE, 4)


@pytest.mark.parametrize("characters", [SHORT_SIZE, 5_000, REAL_SIZE, 50_000, 500_000])
@pytest.mark.parametrize("slips", [False, True])
def test_a_report_is_as_long_as_asked(characters: int, slips: bool) -> None:
    assert len(report(characters, slips=slips)) == pytest.approx(characters, abs=100)


def test_a_report_has_its_parts_in_order() -> None:
    document = read(report(REAL_SIZE), open_once(DEFAULT))
    parts = list(dict.fromkeys(section.part for section in document.sections))
    assert [one for one in parts if one in (Part.WORK, Part.PROBLEM, Part.DUTY, Part.PLAN)] == [
        Part.WORK,
        Part.PROBLEM,
        Part.DUTY,
        Part.PLAN,
    ]
    assert document.year == 2023


def test_reports_of_a_folder_differ_in_words_figures_and_place(tmp_path: Path) -> None:
    names = folder(tmp_path, 5, SHORT_SIZE)
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in names]
    assert len(set(texts)) == 5
    assert len({text[:2] for text in texts}) > 1
    assert not any("清禾" in text or "石梁" in text for text in texts)


def rules_of(size: int) -> list[Rule]:
    return [rule for element in rubric_of(open_once(DEFAULT), size).elements() for rule in element.rules]


@pytest.mark.parametrize("size", [0, 100, 2_400])
def test_a_rubric_has_as_many_rules_as_asked(size: int) -> None:
    assert len(rules_of(size)) == size


def test_a_larger_rubric_holds_the_smaller_one_and_looks_for_other_words_besides() -> None:
    small, large = rules_of(100), rules_of(3_000)
    assert set(small) <= set(large)
    words = [len(words_of(rubric_of(open_once(DEFAULT), size))) for size in (2_300, 4_600)]
    assert words[1] > 1.5 * words[0]


def test_rubrics_of_different_sizes_are_not_taken_for_one_another() -> None:
    digests = {rubric_of(open_once(DEFAULT), size).digest for size in (100, 200)} | {open_once(DEFAULT).digest}
    assert len(digests) == 3


@pytest.mark.parametrize("size", [100, 2_400])
def test_a_rubric_of_another_size_is_scored_by_its_own_rules(size: int) -> None:
    made = rubric_of(open_once(DEFAULT), size)
    card = score(made, read(report(REAL_SIZE), made), "county")
    sources = {one.id: {rule.source for rule in one.rules} for one in made.elements()}
    assert any(card.fired.values())
    assert all(fired <= sources[name] for name, fired in card.fired.items())
    # A rule of one word that stands in the text as it is has fired, whatever else has.
    folded = card.document.folded
    plain = [
        (one.id, rule.source)
        for one in made.elements()
        for rule in one.rules
        if len(rule.slots) == 1 and not (rule.unordered or rule.near or rule.not_near or rule.not_in)
        if any(word in folded for word in rule.slots[0].words)
    ]
    assert plain
    assert [one for one in plain if one[1] not in card.fired[one[0]]] == []


def test_the_words_of_a_rubric_are_those_sought_and_those_refused() -> None:
    rule = {"text": "行政复议|仲裁裁决 案件", "near": "受理", "not_near": "下一步", "not_in": ["复议案件库"]}
    tiny = rubric(chapter("c", item("i", element("e", rule, "执法案卷"))))
    assert words_of(tiny) == sorted(["行政复议", "仲裁裁决", "案件", "受理", "下一步", "复议案件库", "执法案卷"])


@pytest.mark.parametrize("power", [0.5, 1.0, 1.1, 2.0])
def test_the_exponent_of_made_up_costs_is_found(power: float) -> None:
    sizes = (10, 30, 100, 300, 1_000)
    assert exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_small_sizes_do_not_weigh_on_the_exponent() -> None:
    assert exponent((1, 10, 100, 1_000), (5, 5, 100, 1_000)) == pytest.approx(1)


@pytest.mark.parametrize(("sizes", "costs"), [((1,), (1,)), ((1, 2, 3, 4), (1, 2, 0, 4))])
def test_costs_that_tell_nothing_have_no_exponent(sizes: tuple[int, ...], costs: tuple[float, ...]) -> None:
    assert exponent(sizes, costs) is None


@pytest.mark.parametrize(("values", "found"), [([3.0], (3, 3, 3)), ([5, 1, 2, 4, 3], (2, 3, 4))])
def test_quartiles(values: list[float], found: tuple[float, float, float]) -> None:
    assert quartiles(values) == found


def test_a_process_is_measured_and_its_failure_told() -> None:
    assert run(["-c", "pass"]).wall > 0
    with pytest.raises(RuntimeError, match="broken"):
        run(["-c", "raise SystemExit('broken')"])


def test_byte_code_is_kept_as_for_a_user_whatever_this_process_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("HONGDONG_TOLD", "甲")
    told = json.loads(output(["-c", "import json, os, sys; print(json.dumps([sys.dont_write_bytecode, *os.environ]))"]))
    assert (told[0], "PYTHONDONTWRITEBYTECODE" in told, "HONGDONG_TOLD" in told) == (False, False, True)
    run(["-c", "import sys; sys.exit(sys.dont_write_bytecode)"])


def test_only_what_stands_between_the_markers_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("甲\n<!-- one -->\n旧\n<!-- /one -->\n乙\n<!-- two -->\n<!-- /two -->\n丙\n", encoding="utf-8")
    write(page, "one", "新")
    write(page, "two", "又")
    expected = "甲\n<!-- one -->\n新\n<!-- /one -->\n乙\n<!-- two -->\n又\n<!-- /two -->\n丙\n"
    assert page.read_text(encoding="utf-8") == expected


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("甲\n<!-- /one -->\n<!-- one -->\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no markers"):
        write(page, "one", "新")
    assert page.read_text(encoding="utf-8") == "甲\n<!-- /one -->\n<!-- one -->\n"


def test_the_page_has_markers_for_every_section() -> None:
    text = runner.PAGE.read_text(encoding="utf-8")
    assert re.findall(r"<!-- (\w+) -->", text) == re.findall(r"<!-- /(\w+) -->", text)
    assert set(re.findall(r"<!-- (\w+) -->", text)) == set(runner.SECTIONS)


def test_a_table_is_markdown_with_its_notes_below() -> None:
    table = Table(("甲", "乙", "丙"), notes=["丁"])
    table.add("1", "2", "3")
    assert table.markdown() == "| 甲 | 乙 | 丙 |\n| --- | --- | ---: |\n| 1 | 2 | 3 |\n\n- 丁"


def test_sections_named_are_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- cold -->\n<!-- /cold -->\n<!-- warm -->\n旧\n<!-- /warm -->\n", encoding="utf-8")
    monkeypatch.setattr(runner, "PAGE", page)
    monkeypatch.setattr(cold, "measure", lambda *, quick: Table(("快" if quick else "全",)))
    assert runner.main(["cold", "--quick", "--write"]) == 0
    told = capsys.readouterr().out
    assert "| 快 |" in told
    assert "| 快 |" in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").endswith("<!-- warm -->\n旧\n<!-- /warm -->\n")


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        runner.main(["lukewarm"])
    assert "no section lukewarm" in capsys.readouterr().err


def test_a_length_is_scored_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "open_rubric", open_once)
    found = child.length(SHORT_SIZE, 2)
    assert isinstance(found["seconds"], list)
    assert len(found["seconds"]) == 2


def test_a_series_tells_the_exponent_without_what_an_empty_run_costs() -> None:
    table = Table(growth.HEADS)
    growth.series(table, "甲", (10, 100, 1_000), lambda size: growth.Cost([5 + size / 1_000], None), "≤ 1.1")
    assert table.rows[-1][4:] == ("**指数 1.00**", "≤ 1.1")


def test_a_size_that_would_take_too_long_is_left_out_and_said() -> None:
    table = Table(growth.HEADS)
    growth.series(table, "甲", (10, 100, 1_000), lambda size: growth.Cost([size * 1.0], None), "≤ 1.1")
    assert [row[1] for row in table.rows] == ["10", "100", "10–100"]
    assert table.notes == ["甲 1,000 太久,没有测。"]


def test_likeness_alone_takes_another_institution_for_the_one_meant() -> None:
    assert match(["行政裁决"], ["细化行政裁量权基准"]) == []
    assert match(["行政裁决书"], ["细化行政裁量书"]) == [("行政裁决书", "细化行政裁量书")]
