from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from hongdong_rubric.errors import Mistake, RubricError, UsageError
from hongdong_rubric.policies import (
    POLICY_NAME,
    Overrides,
    apply_preset,
    find_policy,
    policy_file,
    rubric_of,
)
from hongdong_rubric.policy import DEFAULT_STATES, GapState, Gate, GateLevel, Policy
from hongdong_rubric.rubrics import DEFAULT
from hongdong_rubric.schema.policy import PolicyFile, load_policy
from scorer.rubric import Rubric
from tests.hongdong_rubric.gate.helpers import ADVICE, EXPERTS, HEARING
from tests.hongdong_rubric.helpers import TINY, TINY_RUBRIC, open_once

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
NOTHING = PolicyFile("publish", None, None, None, None, (), ())
PARTS = {f"part:{part}:required" for part in ("work", "problem", "duty", "plan", "title", "outline", "causes", "other")}
PARTS.add("part:date:required")


def applied(text: str = "", rubric: Rubric = TINY_RUBRIC, **options: Any) -> Policy:
    """A policy file's text over its preset; no text is no file."""
    written = load_policy(text, "p.yaml") if text else NOTHING
    return apply_preset(written, rubric, Overrides(**options))


def refused(text: str, rubric: Rubric = TINY_RUBRIC, **options: Any) -> tuple[Mistake, ...]:
    with pytest.raises(RubricError) as caught:
        applied(text, rubric, **options)
    return caught.value.mistakes


def none(*gates: str, more: str = "") -> str:
    """The text of a policy without a preset."""
    return f"preset: none\n{more}gates:\n" + "".join(f"- {{{gate}}}\n" for gate in gates)


def levels(policy: Policy) -> dict[str, str]:
    return {gate.key: gate.level.value for gate in policy.gates}


def by_key(policy: Policy, key: str) -> Gate:
    (found,) = [gate for gate in policy.gates if gate.key == key]
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of reports within a folder, far from any other policy."""
    (tmp_path / "reports" / "2023").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("home", ["reports/2023", "reports", "."])
def test_a_policy_is_found_from_the_report_upward(tree: Path, home: str) -> None:
    (tree / home / POLICY_NAME).write_text("preset: draft", encoding="utf-8")
    assert find_policy(str(tree / "reports" / "2023" / "r.txt")) == (tree / home / POLICY_NAME).resolve()


def test_the_nearest_policy_wins(tree: Path) -> None:
    for home in (tree, tree / "reports", tree / "reports" / "2023"):
        (home / POLICY_NAME).write_text("preset: draft", encoding="utf-8")
    assert find_policy(str(tree / "reports" / "r.txt")) == (tree / "reports" / POLICY_NAME).resolve()


def test_a_policy_below_the_report_or_beside_its_folder_is_not_for_it(tree: Path) -> None:
    (tree / "other").mkdir()
    for home in (tree / "reports" / "2023", tree / "other"):
        (home / POLICY_NAME).write_text("preset: draft", encoding="utf-8")
    assert find_policy(str(tree / "reports" / "r.txt")) is None


@pytest.mark.parametrize("report", ["r.txt", "./r.txt", "../2023/r.txt", "-"])
def test_relative_reports_and_standard_input_start_in_the_working_folder(
    tree: Path, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / POLICY_NAME).write_text("preset: draft", encoding="utf-8")
    monkeypatch.chdir(tree / "reports" / "2023")
    assert find_policy(report) == (tree / POLICY_NAME).resolve()


@posix
def test_a_report_in_a_linked_folder_belongs_where_the_folder_really_is(tree: Path) -> None:
    (tree / "reports" / POLICY_NAME).write_text("preset: draft", encoding="utf-8")
    (tree / "link").symlink_to(tree / "reports" / "2023")
    assert find_policy(str(tree / "link" / "r.txt")) == (tree / "reports" / POLICY_NAME).resolve()


def test_without_a_file_the_default_preset_alone_is_the_policy(tree: Path) -> None:
    assert policy_file(str(tree / "r.txt"), None) == NOTHING


def test_the_policy_that_is_found_is_read(tree: Path) -> None:
    (tree / POLICY_NAME).write_text("level: city", encoding="utf-8")
    assert policy_file(str(tree / "reports" / "r.txt"), None).level == "city"


def test_the_policy_that_is_given_wins_over_the_nearest(tree: Path) -> None:
    (tree / POLICY_NAME).write_text("level: city", encoding="utf-8")
    (tree / "own.yaml").write_text("level: county", encoding="utf-8")
    assert policy_file(str(tree / "r.txt"), str(tree / "own.yaml")).level == "county"


@pytest.mark.parametrize("name", ["missing.yaml", "none/p.yaml", "reports", "", "长" * 300, "a\x00b"])
def test_a_given_policy_that_is_missing_is_told(tree: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / POLICY_NAME).write_text("level: city", encoding="utf-8")
    monkeypatch.chdir(tree)
    with pytest.raises(UsageError, match=r"^找不到策略文件 .*:请检查路径,或去掉 --config$"):
        policy_file("r.txt", name)


def test_a_name_that_would_steer_a_terminal_is_told_safely() -> None:
    with pytest.raises(UsageError, match=r"^找不到策略文件 \\x1b\[2J\.yaml:"):
        policy_file("r.txt", "\x1b[2J.yaml")


def test_a_folder_in_the_place_of_a_policy_is_told_and_not_passed_by(tree: Path) -> None:
    (tree / POLICY_NAME).mkdir()
    with pytest.raises(UsageError, match=r"读不了策略文件 .*hongdong-rubric\.yaml:这是文件夹"):
        policy_file(str(tree / "r.txt"), None)


@posix
def test_a_broken_link_in_the_place_of_a_policy_is_told_and_not_passed_by(tree: Path) -> None:
    (tree / POLICY_NAME).symlink_to("gone.yaml")
    with pytest.raises(UsageError, match=r"读不了策略文件 .*hongdong-rubric\.yaml:没有这个文件"):
        policy_file(str(tree / "r.txt"), None)


@pytest.mark.parametrize("home", ["reports", "."])
def test_a_policy_under_a_mistaken_name_is_told_and_not_passed_by(tree: Path, home: str) -> None:
    (tree / home / ".hongdong-rubric.yml").write_text("preset: strict", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"hongdong-rubric\.yml 的名字应是 {POLICY_NAME}:请改名$"):
        policy_file(str(tree / "reports" / "r.txt"), None)


@pytest.mark.parametrize("home", ["reports/2023", "reports"])
def test_a_mistaken_name_beside_or_above_a_policy_does_no_harm(tree: Path, home: str) -> None:
    (tree / home / POLICY_NAME).write_text("level: city", encoding="utf-8")
    (tree / "reports" / ".hongdong-rubric.yml").write_text("preset: strict", encoding="utf-8")
    assert policy_file(str(tree / "reports" / "2023" / "r.txt"), None).level == "city"


def test_a_policy_that_is_given_may_have_any_name(tree: Path) -> None:
    (tree / ".hongdong-rubric.yml").write_text("level: city", encoding="utf-8")
    assert policy_file(str(tree / "r.txt"), str(tree / ".hongdong-rubric.yml")).level == "city"


def test_a_policy_in_another_encoding_is_told_at_the_byte(tree: Path) -> None:
    (tree / POLICY_NAME).write_bytes("level: city\n# 策".encode("gbk"))
    with pytest.raises(RubricError, match=r"hongdong-rubric\.yaml:2:3:.*不是 UTF-8"):
        policy_file(str(tree / "r.txt"), None)


def test_the_mistakes_of_a_policy_name_its_file(tree: Path) -> None:
    (tree / "own.yaml").write_text("levle: city", encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        policy_file("r.txt", str(tree / "own.yaml"))
    assert [mistake.file for mistake in caught.value.mistakes] == [str(tree / "own.yaml")] * len(caught.value.mistakes)


@pytest.mark.parametrize(
    ("written", "option", "named"),
    [
        pytest.param(None, None, None, id="default"),
        pytest.param("other", None, "other", id="file"),
        pytest.param(None, "own", "own", id="option"),
        pytest.param("other", "own", "own", id="option-over-file"),
        pytest.param("长" * 300, None, "长" * 300, id="too-long-for-a-file"),
    ],
)
def test_the_rubric_is_that_of_the_option_else_of_the_file(
    written: str | None, option: str | None, named: str | None
) -> None:
    policy = PolicyFile("p.yaml", None, written, None, None, (), ())
    assert rubric_of(policy, Overrides(rubric=option)) == named


@pytest.mark.parametrize("folder", ["reports", "法治\u3000报告"])
def test_a_rubric_beside_the_policy_is_found_from_anywhere(tree: Path, folder: str) -> None:
    home = tree / folder
    home.mkdir(exist_ok=True)
    (home / "tiny.yaml").write_text(TINY, encoding="utf-8")
    (home / POLICY_NAME).write_text("schema: 1\npreset: publish\nrubric: tiny.yaml\n", encoding="utf-8")
    assert rubric_of(policy_file(str(home / "r.txt"), None), Overrides()) == str(home / "tiny.yaml")


@pytest.mark.parametrize("preset", ["draft", "publish", "strict"])
def test_the_bundled_rubric_has_all_that_a_preset_asks_for(preset: str) -> None:
    policy = applied(rubric=open_once(DEFAULT), preset=preset)
    assert (policy.dropped, PARTS - set(levels(policy))) == ((), set())


def test_publish_asks_for_four_parts_title_and_outline_and_seven_elements() -> None:
    named = {key for key, level in levels(applied(rubric=open_once(DEFAULT))).items() if level == "error"}
    steps = [f"decision.procedure.{step}" for step in ("participation", "experts", "risk", "legality", "collective")]
    elements = [*steps, "enforcement.three_systems.overall", "disputes.appearance.system"]
    parts = [f"part:{part}:required" for part in ("work", "problem", "duty", "plan", "title", "outline")]
    assert named == {*parts, *(f"element:{element}:required" for element in elements)}


def test_publish_only_warns_of_causes_other_matters_dates_and_a_total_under_60() -> None:
    policy = applied(rubric=open_once(DEFAULT))
    warnings = {key for key, level in levels(policy).items() if level == "warn"}
    assert warnings == {*(f"part:{part}:required" for part in ("causes", "other", "date")), "total:min_score"}
    assert by_key(policy, "total:min_score").min_score == 60


def test_strict_stops_at_all_that_publish_stops_at() -> None:
    publish, strict = (levels(applied(rubric=open_once(DEFAULT), preset=one)) for one in ("publish", "strict"))
    # Of these two items strict asks for every element.
    wider = {
        "element:enforcement.three_systems.overall:required": "item:enforcement.three_systems:required",
        "element:disputes.appearance.system:required": "item:disputes.appearance:required",
    }
    errors = {wider.get(key, key) for key, level in publish.items() if level == "error"}
    assert errors - {key for key, level in strict.items() if level == "error"} == set()


def test_strict_counts_missing_figures_too() -> None:
    assert applied(preset="strict").states == tuple(GapState)


def test_draft_asks_what_publish_asks_and_only_warns() -> None:
    draft, publish = applied(preset="draft"), applied()
    assert levels(draft) == dict.fromkeys(levels(publish), "warn")


def test_draft_softens_gates_of_the_file_and_of_options_too() -> None:
    policy = applied(f"preset: draft\ngates:\n- {{scope: element, id: {EXPERTS}, required: true}}\n", min_score=50)
    assert {gate.level for gate in policy.gates} == {GateLevel.WARN}


def test_gates_of_a_preset_on_what_a_rubric_lacks_fall_away_by_name() -> None:
    policy = applied()
    assert (HEARING in policy.dropped, "disputes.appearance.system" in policy.dropped) == (False, True)
    assert set(levels(policy)) == {*PARTS, f"element:{EXPERTS}:required", "total:min_score"}


@pytest.mark.parametrize(
    ("text", "options", "name", "file", "preset"),
    [
        pytest.param("", {}, "publish", None, "publish", id="nothing"),
        pytest.param("", {"preset": "strict"}, "strict", None, "strict", id="option"),
        pytest.param("preset: strict", {}, "p.yaml", "p.yaml", "strict", id="file"),
        pytest.param("preset: strict", {"preset": "draft"}, "p.yaml", "p.yaml", "draft", id="option-over-file"),
        pytest.param("level: city", {}, "p.yaml", "p.yaml", "publish", id="file-without-a-preset"),
    ],
)
def test_a_policy_goes_by_its_file_or_preset(
    text: str, options: dict[str, str], name: str, file: str | None, preset: str
) -> None:
    policy = applied(text, **options)
    assert (policy.name, policy.file, policy.preset) == (name, file, preset)


def test_a_gate_of_the_file_takes_the_place_of_the_presets() -> None:
    gate = by_key(applied("gates:\n- {scope: total, min_score: 80}\n"), "total:min_score")
    assert (gate.min_score, gate.level, gate.preset) == (80, GateLevel.ERROR, None)


def test_gates_of_the_preset_name_the_preset() -> None:
    assert by_key(applied(preset="strict"), "part:work:required").origin == "预设 strict"


def test_required_false_takes_a_gate_of_the_preset_away() -> None:
    assert "part:outline:required" not in levels(applied("gates:\n- {scope: part, id: outline, required: false}\n"))


@pytest.mark.parametrize(
    ("gate", "idle"),
    [
        pytest.param("scope: part, id: outline, required: false", (), id="asked-by-the-preset"),
        pytest.param("scope: item, id: disputes.court, required: false", ("disputes.court",), id="never-asked"),
        pytest.param(f"scope: element, id: {EXPERTS}, required: false", (), id="element"),
        pytest.param(f"scope: element, id: {HEARING}, required: false", (HEARING,), id="element-never-asked"),
        pytest.param(f"scope: element, id: {HEARING}, required: true", (), id="asked-by-the-file"),
    ],
)
def test_what_a_file_takes_away_in_vain_is_known(gate: str, idle: tuple[str, ...]) -> None:
    assert applied(f"gates:\n- {{{gate}}}\n").idle == idle


def test_an_option_takes_the_place_of_every_gate_on_the_total_score() -> None:
    text = "gates:\n- {scope: total, min_score: 80}\n- {scope: total, min_score: 90, level: warn}\n"
    gate = by_key(applied(text, min_score=70), "total:min_score")
    assert (gate.min_score, gate.level, gate.origin) == (70, GateLevel.ERROR, "命令行")


@pytest.mark.parametrize(
    ("text", "option", "level"),
    [("preset: draft", None, None), ("level: city", None, "city"), ("level: city", "county", "county")],
)
def test_the_level_is_that_of_the_option_else_of_the_file(text: str, option: str | None, level: str | None) -> None:
    assert applied(text, level=option).level == level


@pytest.mark.parametrize(
    ("text", "option", "states"),
    [
        pytest.param("preset: publish", None, DEFAULT_STATES, id="preset"),
        pytest.param(none("scope: total, max_gaps: 1"), None, DEFAULT_STATES, id="no-preset"),
        pytest.param("preset: strict\ngap_states: [planned]", None, (GapState.PLANNED,), id="file-over-preset"),
        pytest.param("gap_states: [planned]", (GapState.ABSENT,), (GapState.ABSENT,), id="option-over-file"),
    ],
)
def test_the_states_are_those_of_the_option_else_of_the_file_else_of_the_preset(
    text: str, option: tuple[GapState, ...] | None, states: tuple[GapState, ...]
) -> None:
    assert applied(text, states=option).states == states


def test_no_preset_leaves_only_the_gates_of_the_file() -> None:
    assert levels(applied(none("scope: total, min_score: 60"))) == {"total:min_score": "error"}


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (f"scope: element, id: {EXPERTS}s, required: true", f"没有编号为“{EXPERTS}s”的 element:是不是“{EXPERTS}”?"),
        ("scope: item, id: decision, required: true", "没有编号为“decision”的 item"),
        ("scope: chapter, id: dispute, max_gaps: 3", "没有编号为“dispute”的 chapter:是不是“disputes”?"),
        ("scope: part, id: problems, required: true", "没有编号为“problems”的 part:是不是“problem”?"),
        ("scope: item, id: xyz, required: false", "没有编号为“xyz”的 item"),
    ],
)
def test_a_gate_on_something_unknown_is_told_at_its_place(gate: str, said: str) -> None:
    (mistake,) = refused(none("scope: total, min_score: 60", gate))
    assert (mistake.file, mistake.line, mistake.column, mistake.keys) == ("p.yaml", 4, 3, "gates")
    assert mistake.message.startswith(said)


def test_all_unknown_gates_are_told_at_once() -> None:
    mistakes = refused(none("scope: item, id: x, required: true", "scope: part, id: y, required: true"))
    assert [mistake.line for mistake in mistakes] == [3, 4]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(none("scope: total, min_score: 60, level: warn"), id="only-warnings"),
        pytest.param(none("scope: part, id: work, required: true, level: warn"), id="a-part-warned-of"),
        pytest.param(none("scope: total, min_score: 0"), id="no-points-are-enough"),
        pytest.param(none("scope: total, max_gaps: 4"), id="as-many-gaps-as-elements"),
        pytest.param(none("scope: chapter, id: decision, max_gaps: 2"), id="as-many-as-in-the-chapter"),
        pytest.param(none("scope: part, id: work, required: false"), id="nothing-asked-for"),
        pytest.param(
            none(f"scope: element, id: {HEARING}, required: true, gap_states: [unevidenced]"), id="no-figures-to-lack"
        ),
        pytest.param(
            none(f"scope: element, id: {HEARING}, required: true", more="gap_states: [unevidenced]\n"),
            id="no-figures-to-lack-by-the-policy",
        ),
        pytest.param(
            none("scope: item, id: decision.procedure, max_gaps: 1, gap_states: [unevidenced]"), id="one-can-lack-them"
        ),
    ],
)
def test_a_policy_that_can_never_fail_is_named_as_such(text: str) -> None:
    (mistake,) = refused(text)
    assert (mistake.file, mistake.keys) == ("p.yaml", "gates")
    assert mistake.message.startswith("这份策略永远不会不通过")


@pytest.mark.parametrize(
    "gate",
    [
        pytest.param("scope: total, min_score: 0.1", id="a-tenth-of-a-point"),
        pytest.param("scope: total, max_gaps: 3", id="one-gap-fewer-than-elements"),
        pytest.param("scope: part, id: date, required: true", id="a-part"),
        pytest.param(f"scope: element, id: {HEARING}, required: true", id="an-element"),
        pytest.param(f"scope: element, id: {ADVICE}, required: true, gap_states: [unevidenced]", id="lacking-figures"),
        pytest.param(
            f"scope: element, id: {HEARING}, required: true, gap_states: [absent, unevidenced]", id="absent-or-lacking"
        ),
    ],
)
def test_a_policy_that_can_fail_passes(gate: str) -> None:
    assert len(applied(none(gate)).gates) == 1


@pytest.mark.parametrize("options", [{"preset": "draft"}, {"min_score": 60.0}, {"states": (GapState.ABSENT,)}])
def test_options_decide_with_the_file_whether_a_policy_can_fail(options: dict[str, Any]) -> None:
    text = none(f"scope: element, id: {HEARING}, required: true", more="gap_states: [unevidenced]\n")
    assert len(applied(text, **options).gates) > 0
