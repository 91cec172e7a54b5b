from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from hongdong_rubric import __version__
from hongdong_rubric.render.json_form import dump, score_object, to_json, to_jsonl
from hongdong_rubric.selection import Selection
from scorer.rubric import Status
from tests.helpers import reports
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, TITLE, scored

SCHEMA = json.loads((resources.files("hongdong_rubric") / "score.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ALL = Selection()


def faults(value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(value)]


def result(text: str = REPORT, level: str | None = None, selection: Selection = ALL) -> dict[str, Any]:
    value = json.loads(to_json(scored(text, level), selection))
    assert isinstance(value, dict)
    return value


def element(value: dict[str, Any], identity: str) -> dict[str, Any]:
    found = [one for item in value["items"] for one in item["elements"] if one["id"] == identity]
    assert len(found) == 1
    return dict(found[0])


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("text", "level", "selection"),
    [
        pytest.param(REPORT, None, ALL, id="a-report"),
        pytest.param(REPORT, "province", ALL, id="with-items-that-do-not-apply"),
        pytest.param(REPORT, None, Selection(("disputes",)), id="a-chapter"),
        pytest.param(REPORT, None, Selection(("disputes.court",)), id="an-item"),
        pytest.param("甲", None, ALL, id="without-title-and-year"),
    ],
)
def test_the_output_keeps_the_schema(text: str, level: str | None, selection: Selection) -> None:
    assert faults(result(text, level, selection)) == []


@given(reports)
def test_the_output_for_any_text_keeps_the_schema(text: str) -> None:
    assert faults(result(text + "甲")) == []


def broken(path: str, value: Any) -> dict[str, Any]:
    """A result with one value put wrong, or one key taken out where ``value`` is ``...``."""
    whole = result()
    *way, last = path.split(".")
    at: Any = whole
    for key in way:
        at = at[int(key) if key.isdigit() else key]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return whole


REPORTED, PLANNED = "items.0.elements.0", "items.1.elements.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(key, ...) for key in SCHEMA["required"]],
        *[(f"report.{key}", ...) for key in SCHEMA["properties"]["report"]["required"]],
        *[(f"rubric.{key}", ...) for key in SCHEMA["properties"]["rubric"]["required"]],
        *[(f"chapters.0.{key}", ...) for key in SCHEMA["$defs"]["chapter"]["required"]],
        *[(f"items.0.{key}", ...) for key in SCHEMA["$defs"]["item"]["required"]],
        *[(f"{REPORTED}.{key}", ...) for key in SCHEMA["$defs"]["element"]["required"]],
        *[(f"{REPORTED}.evidence.0.{key}", ...) for key in SCHEMA["$defs"]["evidence"]["required"]],
        *[(f"gaps.0.{key}", ...) for key in SCHEMA["$defs"]["gap"]["required"]],
        ("schema_version", 2),
        ("tool.name", "other"),
        ("rubric.digest", "md5:0"),
        ("report.level", "village"),
        ("report.year", "2023"),
        ("report.characters", 1.5),
        ("score", 100.1),
        ("score", "71.7"),
        ("chapters.0.score", -1),
        ("items", []),
        (f"{REPORTED}.id", "procedure.experts"),
        (f"{REPORTED}.status", "done"),
        (f"{REPORTED}.score", None),
        (f"{REPORTED}.evidence", []),
        (f"{REPORTED}.evidenced", "yes"),
        (f"{PLANNED}.evidenced", True),
        (f"{PLANNED}.status", "absent"),
        (f"{PLANNED}.status", "not_applicable"),
        (f"{REPORTED}.evidence.0.quote", ""),
        (f"{REPORTED}.evidence.0.line", 0),
        (f"{REPORTED}.evidence.0.stance", "absent"),
        (f"{REPORTED}.evidence.0.match", "fuzzy"),
        (f"{REPORTED}.evidence.0.similarity", 101),
        ("items.0.elements.1.evidence.0.similarity", 99),
        ("gaps.0.status", "reported"),
        ("gaps.0.severity", "grave"),
        ("gaps.0.line", None),
        ("gaps.0.status", "absent"),
        ("warnings", "无"),
    ],
)
def test_the_schema_refuses_what_the_form_does_not_allow(path: str, value: Any) -> None:
    assert faults(broken(path, value)) != []


@pytest.mark.parametrize("path", ["more", "report.more", "items.0.more", f"{REPORTED}.evidence.0.more", "gaps.0.more"])
def test_the_schema_lets_fields_be_added(path: str) -> None:
    assert faults(broken(path, 1)) == []


def test_the_head_names_tool_rubric_and_report() -> None:
    value = result()
    assert value["tool"] == {"name": "hongdong-rubric", "version": __version__}
    assert value["rubric"] == {
        "id": "tiny",
        "title": "小细则",
        "version": "1.0.0",
        "digest": TINY_RUBRIC.digest,
    }
    assert value["report"] == {
        "source": "报告.txt",
        "title": TITLE,
        "year": 2023,
        "level": "county",
        "characters": len(REPORT),
        "encoding": "utf-8",
        "kind": "txt",
    }


def test_scores_have_one_decimal() -> None:
    value = result()
    assert [value["score"], *(chapter["score"] for chapter in value["chapters"])] == [71.7, 100.0, 15.0]


@pytest.mark.parametrize(
    ("identity", "status", "evidenced", "score"),
    [
        ("decision.procedure.experts", "reported", True, 100.0),
        ("decision.procedure.hearing", "reported", False, 100.0),
        ("disputes.court.appearance", "planned", False, 20.0),
        ("disputes.court.advice", "problem", False, 10.0),
    ],
)
def test_an_element_tells_its_verdict(identity: str, status: str, evidenced: bool, score: float) -> None:
    found = element(result(), identity)
    assert (found["status"], found["evidenced"], found["score"]) == (status, evidenced, score)


def test_an_absent_element_has_no_evidence() -> None:
    found = element(result("甲"), "decision.procedure.hearing")
    assert (found["status"], found["score"], found["evidence"]) == ("absent", 0.0, [])


def test_what_does_not_apply_has_no_score() -> None:
    value = result(level="province")
    assert [value["chapters"][1]["score"], value["items"][1]["score"]] == [None, None]
    assert {one["status"] for one in value["items"][1]["elements"]} == {"not_applicable"}


def test_evidence_tells_place_sense_and_rule() -> None:
    (evidence,) = element(result(), "disputes.court.appearance")["evidence"]
    start = REPORT.index("负责人出庭应诉")
    assert evidence == {
        "quote": "负责人出庭应诉",
        "start": start,
        "end": start + 7,
        "line": 13,
        "column": 11,
        "section": evidence["section"],
        "stance": "planned",
        "rule": "负责人 出庭 应诉",
        "match": "exact",
        "similarity": 100.0,
        "evidenced": False,
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REPORT, id="plain"),
        pytest.param(REPORT.replace("\n", "\r\n"), id="windows-line-ends"),
        pytest.param(REPORT.replace("出庭", "出\u3000 “庭"), id="blanks-and-quotes-inside"),
        pytest.param("𠮷\n" + REPORT, id="after-a-character-beyond-the-basic-plane"),
    ],
)
def test_a_quote_is_the_slice_of_the_text(text: str) -> None:
    evidence = [one for item in result(text)["items"] for element in item["elements"] for one in element["evidence"]]
    assert len(evidence) == 4
    assert [text[one["start"] : one["end"]] for one in evidence] == [one["quote"] for one in evidence]


def test_line_and_column_lead_to_the_quote() -> None:
    for item in result()["items"]:
        for one in (evidence for element in item["elements"] for evidence in element["evidence"]):
            line = REPORT.split("\n")[one["line"] - 1]
            assert line[one["column"] - 1 :].startswith(one["quote"])


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        pytest.param(
            REPORT,
            [("disputes.court.appearance", "planned", "high", 13), ("disputes.court.advice", "problem", "low", 9)],
            id="plan-and-shortcoming",
        ),
        pytest.param(
            REPORT.replace("12场,采纳意见45条", "").replace("召开听证会", "办理"),
            [
                ("disputes.court.appearance", "planned", "high", 13),
                ("decision.procedure.experts", "unevidenced", "high", 5),
                ("decision.procedure.hearing", "absent", "medium", None),
                ("disputes.court.advice", "problem", "low", 9),
            ],
            id="absent-and-without-figures",
        ),
    ],
)
def test_gaps_stand_most_severe_first(text: str, gaps: list[tuple[str, str, str, int | None]]) -> None:
    told = [(gap["element"], gap["status"], gap["severity"], gap["line"]) for gap in result(text)["gaps"]]
    assert told == gaps


def test_a_gap_says_what_lacks_and_what_to_write() -> None:
    gap = result("甲")["gaps"][0]
    assert (gap["message"], gap["remedy"]) == ("没有写专家论证", "写明论证次数;可向政府办公室收集")


def test_a_narrowed_result_has_no_total() -> None:
    value = result(selection=Selection(("disputes",)))
    assert value["score"] is None
    assert [item["id"] for item in value["items"]] == ["disputes.court"]


def test_every_element_is_there_once_in_the_order_of_the_rubric() -> None:
    ids = [element["id"] for item in result()["items"] for element in item["elements"]]
    assert ids == [element.id for element in TINY_RUBRIC.elements()]


def test_warnings_are_in_the_result() -> None:
    assert result()["warnings"] == ["正文只有 88 字,请确认文件完整"]


def test_lines_hold_one_object_each() -> None:
    line = to_jsonl(scored(REPORT), ALL)
    assert (line.count("\n"), json.loads(line)) == (1, score_object(scored(REPORT), ALL))


@pytest.mark.parametrize("write", [to_json, to_jsonl])
def test_chinese_is_not_escaped(write: Any) -> None:
    assert TITLE in write(scored(REPORT), ALL)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(score_object(scored(REPORT), ALL), id="a-report"),
        pytest.param({}, id="nothing"),
        pytest.param({"甲": [], "乙": {}, "丙": [[], [{}], ()]}, id="empty-parts"),
        pytest.param([True, False, None, 0, -1, 10**20, 0.1, 1e300, 100.0], id="what-is-no-text"),
        pytest.param({'"': '\\\n\t\r\x00"/\u3000\ud800'}, id="what-must-be-escaped"),
    ],
)
def test_indented_json_is_that_of_the_library(value: Any) -> None:
    assert dump(value, indented=True) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("value", [Status.REPORTED, [{"status": Status.REPORTED}], {1}, b"bytes"])
def test_what_has_no_form_in_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="has no form in JSON"):
        dump(value, indented=True)
