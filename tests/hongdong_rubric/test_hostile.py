"""What a report's text could do to a terminal, a Markdown page or a program that reads the score: nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from hongdong_rubric.errors import display_name
from hongdong_rubric.render.csv_form import to_csv
from hongdong_rubric.render.explanation import to_explanation
from hongdong_rubric.render.json_form import to_json, to_jsonl
from hongdong_rubric.render.markdown import to_markdown
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.render.terminal.score import to_terminal
from hongdong_rubric.reports import ScoredReport
from hongdong_rubric.selection import Selection
from scorer.scoring import ElementScore
from tests.hongdong_rubric.helpers import REPORT, TINY, TITLE, columns, run, scored, unprintable

ALL = Selection()
# What JSON could leave bare and a terminal or a reader of lines would obey.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = "某某"
TEXTS = {
    "ansi-colour": "\x1b[31m假\x1b[0m",
    "ansi-clear-screen": "\x1b[2J\x1b[H假",
    "osc-window-title": "\x1b]0;假\x07",
    "osc-link": "\x1b]8;;http://x.cn\x1b\\假\x1b]8;;\x1b\\",
    "c1-controls": "\x9b31m\x9d0;假\x9c\x90",
    "bells-and-backspaces": "\x07\x08\x7f假",
    "overwriting": "\r假",
    "form-feed": "假\x0c",
    "line-separators": "假\x85\u2028\u2029",
    "null": "\x00假",
    "direction-override": "\u202e假\u202c\u2067\u200f",
    "no-width": "\u200b\u200d\u2060\ufeff假",
    "tags": "\U000e0041\U000e007f假",
    "unassigned": "\ufdd0\U0010ffff假",
    "rich-markup": "[red]假[/red][/]",
    "rich-link": "[link=http://x.cn]假[/link]",
    "rich-unbalanced": "[/b]假[bold",
    "emoji-codes": ":smile::假:",
    "emoji": "👩\u200d⚖️🏳️‍🌈假",
    "combining-marks": "假" + "\u0301" * 30,
    "html": "<script>假</script><img src=x>",
    "html-comment": "<!-- 假",
    "html-entities": "&lt;假&#65;",
    "markdown-link": "[假](http://x.cn)",
    "markdown-image": "![假](http://x.cn/x.png)",
    "markdown-autolink": "<http://x.cn>假",
    "markdown-reference": "[假]: http://x.cn",
    "markdown-emphasis": "**假** _假_ ~~假~~",
    "markdown-code": "```假`",
    "markdown-table": "|假|假|",
    "markdown-line-break": "假\\",
    "bare-address": "http://x.cn www.x.cn",
    "json": '","score":100,"x":"假',
    "spreadsheet": "=cmd|'/c calc'!A1假",
    "shell": "$(假);`假`",
    "template": "{{假}}{%假%}",
    "percent": "%s%n假",
}
hostile = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


BENIGN = scored(REPORT)


def report(text: str) -> ScoredReport:
    """A scored report with the text in everything that comes from outside: title, file name, headings, quotes."""

    def soiled(element: ElementScore) -> ElementScore:
        quoted = [one._replace(quote=f"专家{text}论证", section=f"一、主要工作{text}") for one in element.evidence]
        return element._replace(evidence=tuple(quoted))

    card = BENIGN.card
    chapters = tuple(
        chapter._replace(
            items=tuple(item._replace(elements=tuple(map(soiled, item.elements))) for item in chapter.items),
        )
        for chapter in card.chapters
    )
    document = card.document._replace(title=f"清川县{text}法治政府建设情况报告")
    source = BENIGN.source._replace(name=display_name(f"报告{text}.txt"))
    return ScoredReport(source, card._replace(document=document, chapters=chapters), BENIGN.warnings)


def explained(one: ScoredReport) -> str:
    return "".join(to_explanation(one, element) for element in one.card.elements())


def quotes(one: ScoredReport) -> list[str]:
    return [evidence.quote for element in one.card.elements() for evidence in element.evidence]


@hostile
def test_the_terminal_shows_it_as_characters(text: str) -> None:
    output = to_terminal(report(text), ALL, width=80, colour=False, evidence=True)
    assert unprintable(output) == []
    assert one_line(f"“专家{text}论证”", 90) in output.replace("\n    ", "")


@hostile
def test_the_terminal_gets_no_escape_but_colour(text: str) -> None:
    coloured = to_terminal(report(text), ALL, width=80, colour=True, evidence=True)
    plain = to_terminal(report(text), ALL, width=80, colour=False, evidence=True)
    assert [line.rstrip() for line in COLOUR.sub("", coloured).splitlines()] == plain.splitlines()


@hostile
def test_the_terminal_keeps_its_width(text: str) -> None:
    output = to_terminal(report(text * 20), ALL, width=80, colour=False, evidence=True)
    assert [line for line in output.splitlines() if columns(line) > 80] == []


@hostile
def test_the_explanation_shows_it_as_characters(text: str) -> None:
    output = explained(report(text))
    assert unprintable(output) == []
    assert len(output.splitlines()) == len(explained(report(PLAIN)).splitlines())


def structure(markdown: str) -> list[tuple[str, list[str]]]:
    """Blocks and the kinds of what stands in them, without the words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [(token.type, [child.type for child in token.children or ()]) for token in tokens]


@hostile
def test_markdown_keeps_its_structure(text: str) -> None:
    hostile_page = to_markdown(report(text), ALL, evidence=True)
    assert structure(hostile_page) == structure(to_markdown(report(PLAIN), ALL, evidence=True))
    assert unprintable(hostile_page) == []


@hostile
@pytest.mark.parametrize("write", [to_json, to_jsonl])
def test_json_holds_it_whole_and_harmless(text: str, write: object) -> None:
    assert callable(write)
    one = report(text)
    output = write(one, ALL)
    value = json.loads(output)
    evidence = [one for item in value["items"] for element in item["elements"] for one in element["evidence"]]
    assert [one["quote"] for one in evidence] == quotes(one)
    assert [
        char for char in output if char != "\n" and re.match("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", char)
    ] == []


@hostile
def test_a_table_keeps_its_columns(text: str) -> None:
    row = to_csv(report(text), ALL)
    (cells,) = csv.reader(io.StringIO(row, newline=""), strict=True)
    (plain,) = csv.reader(io.StringIO(to_csv(report(PLAIN), ALL), newline=""))
    assert len(cells) == len(plain)
    assert unprintable("".join(cells)) == []
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


# A null character makes a file binary; a line break ends the paragraph, so that nothing is quoted across it.
QUOTABLE = "".join(text for text in TEXTS.values() if not re.search("[\0\r\f\u2028]", text))


@pytest.fixture(scope="module")
def soiled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report that has all texts in its title, in a heading, and inside what a rule matches."""
    folder = tmp_path_factory.mktemp("soiled")
    (folder / "tiny.yaml").write_text(TINY, encoding="utf-8")
    text = f"清川县2023年法治政府建设报告\n\n一、工作{QUOTABLE}\n\n组织专家{QUOTABLE}论证12场。\n"
    (folder / "report.txt").write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("score", "--evidence"), id="text"),
        pytest.param(("score", "--format", "markdown", "--evidence"), id="markdown"),
        pytest.param(("explain", "decision.procedure.experts"), id="explain"),
    ],
)
def test_the_command_shows_a_soiled_report_harmlessly(soiled_folder: Path, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, "report.txt", "--rubric", "tiny.yaml", cwd=soiled_folder)
    assert (outcome.code, outcome.err, unprintable(outcome.text)) == (0, b"", [])
    assert "“专家□" in outcome.text


def test_the_command_quotes_a_soiled_report_whole_and_harmlessly_in_json(soiled_folder: Path) -> None:
    outcome = run("score", "report.txt", "--rubric", "tiny.yaml", "--format", "json", cwd=soiled_folder)
    assert outcome.json["items"][0]["elements"][0]["evidence"][0]["quote"] == f"专家{QUOTABLE}论证"
    assert OBEYED.findall(outcome.text) == []


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("的", id="han"),
        pytest.param("a", id="letter"),
        pytest.param("1", id="digit"),
        pytest.param("十", id="numeral"),
        pytest.param("。", id="full-stop"),
        pytest.param("，", id="comma"),
        pytest.param("《", id="title-mark"),
        pytest.param("\n", id="line-break"),
        pytest.param("\x1b", id="control"),
        pytest.param("國", id="traditional"),
        pytest.param("一是", id="enumerator"),
        pytest.param("1件", id="figure"),
        pytest.param("专家", id="word"),
        pytest.param("专家论证", id="two-words"),
    ],
)
def test_the_time_does_not_explode_with_a_run_of_one_thing(unit: str) -> None:
    text = f"{TITLE}\n\n组织专家论证12场。\n\n{unit * (50_000 // len(unit.encode()))}"
    start = time.monotonic()
    to_terminal(scored(text), ALL, width=80, colour=False, evidence=True)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\x1b" * 5_000_000, id="five-megabytes-of-one-character"),
        pytest.param("甲" * (1_000_000 // 3), id="one-megabyte-of-one-han-character"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="a-hundred-thousand-nested-brackets"),
        pytest.param("《" * 100_000 + "》" * 100_000, id="a-hundred-thousand-nested-title-marks"),
        pytest.param("依法行政," * 20_000, id="a-line-of-a-hundred-thousand-characters"),
        pytest.param("一\n" * 20_000, id="twenty-thousand-lines"),
    ],
)
def test_a_huge_text_changes_nothing_about_what_stands_before_it(text: str) -> None:
    one = scored(f"{TITLE}\n\n一、工作\n\n组织专家论证12场。\n\n{text}\n")
    assert [evidence.quote for element in one.card.elements() for evidence in element.evidence] == ["专家论证"]
    output = to_terminal(one, ALL, width=80, colour=False, evidence=True)
    assert [line for line in output.splitlines() if columns(line) > 80] == []
