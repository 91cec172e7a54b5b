from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.readers import baseline as reader
from hongdong_rubric.readers.baseline import BaselineError, find_baseline, open_baseline
from hongdong_rubric.render.json_form import to_json, to_jsonl
from hongdong_rubric.reports import ScoredReport
from hongdong_rubric.selection import Selection
from tests.hongdong_rubric.gate.helpers import EXPERTS, SCORES, STATES
from tests.hongdong_rubric.helpers import REPORT, TITLE, scored

ALL = Selection()
NOW = scored(REPORT)
Change = Callable[[dict[str, Any]], object]


def score_of(change: Change | None = None, text: str = REPORT, name: str = "报告.txt") -> dict[str, Any]:
    """The JSON score of a report, with one change."""
    entry: dict[str, Any] = json.loads(to_json(scored(text, name=name), ALL))
    if change:
        change(entry)
    return entry


def find(folder: Path, *entries: Any, report: ScoredReport = NOW) -> Baseline:
    """The baseline in a file that holds these entries, one a line."""
    path = folder / "last.json"
    path.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return find_baseline(str(path), report)


def refused(folder: Path, *entries: Any, report: ScoredReport = NOW) -> str:
    """What is said of a baseline, without the folder."""
    with pytest.raises(BaselineError) as caught:
        find(folder, *entries, report=report)
    return str(caught.value).replace(str(folder / "last.json"), "last.json")


def unreadable(path: Path, data: bytes | None) -> str:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BaselineError) as caught:
        open_baseline(str(path))
    return str(caught.value).replace(str(path), "last.json")


def drop(entry: dict[str, Any], name: str) -> None:
    for item in entry["items"]:
        item["elements"] = [one for one in item["elements"] if one["id"] != name]


def test_a_score_of_the_same_report_is_a_baseline(tmp_path: Path) -> None:
    found = find(tmp_path, score_of())
    assert (found.version, found.is_current, dict(found.states)) == ("1.0.0", True, STATES)
    assert {subject: found.scores[subject] for subject in SCORES} == SCORES


def test_a_baseline_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    assert find(tmp_path, score_of()).file == str(tmp_path / "last.json")


@pytest.mark.parametrize("render", [to_json, to_jsonl])
def test_both_forms_of_json_are_read(tmp_path: Path, render: Callable[[ScoredReport, Selection], str]) -> None:
    (tmp_path / "last.json").write_text(render(NOW, ALL), encoding="utf-8")
    assert find_baseline(str(tmp_path / "last.json"), NOW).states == STATES


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "last.json").write_text(f"\n{to_jsonl(NOW, ALL)}\n\n", encoding="utf-8-sig")
    assert find_baseline(str(tmp_path / "last.json"), NOW).states == STATES


def test_no_line_or_passage_counts(tmp_path: Path) -> None:
    later = scored(REPORT.replace("一、主要工作\n\n", "一、主要工作\n\n\n\n其他工作照常开展。\n\n"))
    assert find(tmp_path, score_of(), report=later).states == STATES


def test_missing_figures_are_a_state_of_their_own(tmp_path: Path) -> None:
    text = REPORT.replace("12场,采纳意见45条", "")
    assert find(tmp_path, score_of(text=text)).states == {**STATES, EXPERTS: "unevidenced"}


def test_what_did_not_apply_is_known_as_such(tmp_path: Path) -> None:
    province = scored(REPORT, "province")
    found = find(tmp_path, json.loads(to_json(province, ALL)), report=province)
    assert [state for state in found.states.values() if state == "not_applicable"] == ["not_applicable"] * 2
    assert found.scores["item:disputes.court"] is None


@pytest.mark.parametrize(
    ("level", "said"),
    [
        pytest.param("province", "省级", id="province"),
        pytest.param("city", "市级", id="city"),
        pytest.param("town", "别的层级", id="unknown"),
        pytest.param(None, "别的层级", id="none"),
    ],
)
def test_a_baseline_of_another_level_is_refused(tmp_path: Path, level: str | None, said: str) -> None:
    entry = score_of(lambda one: one["report"].update(level=level))
    assert refused(tmp_path, entry) == f"基线 last.json 是按{said}评的,这次按县级:请用同一层级"


@pytest.mark.parametrize("level", [5, [], {}])
def test_a_level_that_is_no_word_is_refused(tmp_path: Path, level: Any) -> None:
    entry = score_of(lambda one: one["report"].update(level=level))
    assert "别的层级" in refused(tmp_path, entry)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}\n\n一、主要工作\n\n均召开听证会。\n", id="the-same-title"),
        pytest.param(REPORT.replace(TITLE, TITLE.replace("2023", "２０２３")), id="fullwidth-digits"),
        pytest.param(REPORT.replace(TITLE, TITLE.replace("报告", " 报告")), id="a-blank"),
    ],
)
def test_a_report_is_known_by_its_title_and_year_whatever_its_file(tmp_path: Path, text: str) -> None:
    assert find(tmp_path, score_of(), report=scored(text, name="另名.txt")).file.endswith("last.json")


UNTITLED = "今年组织专家论证12场。"


@pytest.mark.parametrize("name", ["r.txt", "2023/r.txt", "C:\\报告\\r.txt", "./r.txt"])
def test_a_report_without_a_title_is_known_by_its_file_name(tmp_path: Path, name: str) -> None:
    report = scored(UNTITLED, name="r.txt")
    assert find(tmp_path, score_of(text=UNTITLED, name=name), report=report).states[EXPERTS] == "reported"


def test_a_title_that_is_new_leaves_the_file_name_to_decide(tmp_path: Path) -> None:
    without = score_of(lambda entry: entry["report"].update(title=None))
    assert find(tmp_path, without).states == STATES


def test_the_entry_of_the_report_is_found_among_several(tmp_path: Path) -> None:
    others = [score_of(text=REPORT.replace("清川", place)) for place in ("甲水", "乙水")]
    mine = score_of(lambda entry: entry["rubric"].update(version="7"))
    assert find(tmp_path, others[0], mine, others[1]).version == "7"


def test_of_several_entries_of_the_report_the_last_counts(tmp_path: Path) -> None:
    first, last = (score_of(lambda entry, to=to: entry["rubric"].update(version=to)) for to in ("1", "2"))
    assert find(tmp_path, first, last).version == "2"


def test_entries_of_another_rubric_are_passed_over(tmp_path: Path) -> None:
    other = score_of(lambda entry: entry["rubric"].update(id="other"))
    assert find(tmp_path, score_of(), other).states == STATES


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param([{"id": "other"}], "other", id="one"),
        pytest.param([{"id": "b"}, {"id": "a"}, {"id": "b"}], "a、b", id="several"),
        pytest.param([{"id": "\x1b[2J"}], "\\x1b[2J", id="one-that-would-steer-a-terminal"),
        pytest.param([{"id": None}], "None", id="none"),
    ],
)
def test_a_baseline_of_another_rubric_is_refused(tmp_path: Path, changes: list[dict[str, Any]], said: str) -> None:
    entries = [score_of(lambda entry, to=to: entry["rubric"].update(to)) for to in changes]
    expected = f"基线 last.json 是用细则 {said} 评的,这次用的是 tiny:请用同一细则重新评分"
    assert refused(tmp_path, *entries) == expected


@pytest.mark.parametrize(
    ("entry", "described"),
    [
        pytest.param(
            score_of(text=REPORT.replace("清川", "甲水")), f"“{TITLE.replace('清川', '甲水')}”(2023)", id="place"
        ),
        pytest.param(
            score_of(text=REPORT.replace("2023", "2022")), f"“{TITLE.replace('2023', '2022')}”(2022)", id="year"
        ),
        pytest.param(score_of(text=UNTITLED, name="a/b.txt"), "“b.txt”(年度不明)", id="untitled"),
        pytest.param(
            score_of(lambda entry: entry["report"].update(title="\x1b[2J", year="x")), "“\\x1b[2J”(年度不明)", id="odd"
        ),
        pytest.param(
            score_of(lambda entry: entry["report"].update(title="长" * 200)), f"“{'长' * 60}”(2023)", id="long"
        ),
        pytest.param(
            score_of(lambda entry: entry["report"].update(title=None, source="\ud800/x.txt")),
            "“x.txt”(2023)",
            id="file",
        ),
    ],
)
def test_a_baseline_of_another_report_is_refused_and_both_are_named(
    tmp_path: Path, entry: dict[str, Any], described: str
) -> None:
    assert refused(tmp_path, entry) == (
        f"基线 last.json 里没有这份报告:基线是{described},这份是“{TITLE}”(2023):请用这份报告以前的评分作基线"
    )


def test_two_reports_without_titles_and_with_other_names_are_not_one(tmp_path: Path) -> None:
    report = scored(UNTITLED, name="r.txt")
    assert "这份是“r.txt”(年度不明)" in refused(tmp_path, score_of(text=UNTITLED, name="s.txt"), report=report)


def test_another_version_of_the_rubric_is_known_and_may_lack_elements(tmp_path: Path) -> None:
    entry = score_of(lambda one: one["rubric"].update(digest="0" * 64, version="0.9"))
    drop(entry, EXPERTS)
    found = find(tmp_path, entry)
    assert (found.is_current, found.version, EXPERTS in found.states) == (False, "0.9", False)


def test_elements_that_the_rubric_no_longer_has_do_no_harm(tmp_path: Path) -> None:
    gone = {"id": "a.b.c", "status": "reported"}
    entry = score_of(lambda one: one["items"][0]["elements"].append(gone))
    assert find(tmp_path, entry).states["a.b.c"] == "reported"


def test_an_incomplete_baseline_is_refused(tmp_path: Path) -> None:
    entry = score_of(lambda one: one["items"].pop(0))
    assert refused(tmp_path, entry) == (
        f"基线 last.json 不完整,缺 2 个要点(例如 {EXPERTS}):生成基线时不要用 --chapter 和 --item"
    )


@pytest.mark.parametrize(
    ("value", "score"),
    [
        pytest.param(55, 55.0, id="whole"),
        pytest.param(55.5, 55.5, id="decimal"),
        pytest.param(0, 0.0, id="nought"),
        pytest.param(100, 100.0, id="full"),
        pytest.param(None, None, id="none"),
        pytest.param("55", None, id="text"),
        pytest.param([55], None, id="list"),
        pytest.param(10**400, None, id="beyond-all-bounds"),
        pytest.param(-1, None, id="negative"),
        pytest.param(float("nan"), None, id="no-number"),
        pytest.param(float("-inf"), None, id="minus-infinity"),
    ],
)
def test_only_a_score_from_0_to_100_counts(tmp_path: Path, value: Any, score: float | None) -> None:
    assert find(tmp_path, score_of(lambda entry: entry.update(score=value))).scores["total"] == score


def test_chapters_and_items_without_names_do_no_harm(tmp_path: Path) -> None:
    entry = score_of(lambda one: one.update(chapters=[5, None, {"score": 7}]))
    assert find(tmp_path, entry).scores["total"] == SCORES["total"]


def test_half_a_character_in_a_version_can_be_written(tmp_path: Path) -> None:
    version = find(tmp_path, score_of(lambda one: one["rubric"].update(version="1\ud800\x1b[2J"))).version
    assert version == "1\\ud800\\x1b[2J"


NO_JSON = "基线 last.json 不是合格的 JSON:请用 score --format json 重新生成"
NO_SCORE = "基线 last.json 不是 score --format json 的结果:请用它生成基线"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(None, "读不了基线 last.json:没有这个文件夹或文件", id="missing"),
        pytest.param(
            b"\xb1\xa8\xb8\xe6", "读不了基线 last.json:不是 UTF-8,请用 score --format json 重新生成", id="gbk"
        ),
        pytest.param('{"a": 1}'.encode("utf-16"), "不是 UTF-8", id="utf-16"),
        pytest.param(b"", NO_SCORE, id="empty"),
        pytest.param(b"\n \n", NO_SCORE, id="blank"),
        pytest.param(b"{", NO_JSON, id="cut-short"),
        pytest.param("总分 60".encode(), NO_JSON, id="text"),
        pytest.param(b"[" * 200_000, NO_JSON, id="deep"),
        pytest.param(b'{"a":' * 200_000, NO_JSON, id="deep-mappings"),
        pytest.param(b"1" * 5000, NO_JSON, id="a-number-of-5000-digits"),
        pytest.param(to_jsonl(NOW, ALL)[:-40].encode(), NO_JSON, id="half-a-line"),
        pytest.param(to_jsonl(NOW, ALL).encode() + b"{", NO_JSON, id="half-of-the-second-line"),
        pytest.param(b"null", NO_SCORE, id="null"),
        pytest.param(b"[]", NO_SCORE, id="list"),
        pytest.param(b"{}", NO_SCORE, id="empty-mapping"),
        pytest.param(to_jsonl(NOW, ALL).encode() + b"{}", NO_SCORE, id="a-second-line-of-something-else"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path: Path, data: bytes | None, said: str) -> None:
    told = unreadable(tmp_path / "last.json", data)
    assert (said in told, "\n" in told) == (True, False), told


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda one: one.update(schema_version=2), id="another-schema"),
        pytest.param(lambda one: one.pop("schema_version"), id="no-schema"),
        pytest.param(lambda one: one.update(rubric="tiny"), id="rubric-as-a-word"),
        pytest.param(lambda one: one.pop("report"), id="no-report"),
        pytest.param(lambda one: one.pop("items"), id="no-items"),
        pytest.param(lambda one: one.update(items={}), id="items-as-a-mapping"),
        pytest.param(lambda one: one.update(items=[5]), id="an-item-as-a-number"),
        pytest.param(lambda one: one["items"][0].pop("elements"), id="no-elements"),
        pytest.param(lambda one: one["items"][0].update(elements=["x"]), id="an-element-as-a-word"),
        pytest.param(lambda one: one["items"][0]["elements"][0].pop("status"), id="no-status"),
        pytest.param(lambda one: one["items"][0]["elements"][0].update(id=5), id="an-id-as-a-number"),
        pytest.param(lambda one: one.update(chapters=None), id="null-for-chapters"),
        pytest.param(lambda one: one.pop("chapters"), id="no-chapters"),
    ],
)
def test_what_is_no_score_is_refused(tmp_path: Path, change: Change) -> None:
    assert refused(tmp_path, score_of(), score_of(change)) == NO_SCORE


def test_a_folder_is_no_baseline(tmp_path: Path) -> None:
    assert unreadable(tmp_path, None) == "读不了基线 last.json:这是文件夹"


@pytest.mark.parametrize("name", ["", "长" * 300])
def test_a_name_that_the_system_refuses_is_told(name: str) -> None:
    with pytest.raises(BaselineError, match=r"^读不了基线 "):
        open_baseline(name)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_a_baseline_without_rights_is_told(tmp_path: Path) -> None:
    (tmp_path / "last.json").touch(0o000)
    assert unreadable(tmp_path / "last.json", None) == "读不了基线 last.json:没有权限"


def test_a_baseline_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    assert unreadable(tmp_path / "last.json", b"{" * 11) == "基线 last.json 超过 200 MB,不像一份评分结果"


def test_a_baseline_of_just_the_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = to_jsonl(NOW, ALL).encode()
    monkeypatch.setattr(reader, "MAX_BYTES", len(data))
    (tmp_path / "last.json").write_bytes(data)
    assert len(open_baseline(str(tmp_path / "last.json"))) == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file")
def test_a_baseline_without_an_end_is_not_read_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    with pytest.raises(BaselineError, match="超过 200 MB"):
        open_baseline("/dev/zero")


def test_a_name_that_would_steer_a_terminal_is_told_safely(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"\\x1b\[2J"):
        open_baseline(str(tmp_path / "\x1b[2J"))
