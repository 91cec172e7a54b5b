from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hongdong_rubric.schema
from hongdong_rubric import policies, rubrics
from hongdong_rubric.compiled import decode_lexicon, decode_rubric, encode_lexicon, encode_rubric
from hongdong_rubric.compiled_policy import decode_policy, encode_policy
from hongdong_rubric.errors import RubricError
from hongdong_rubric.rubrics import DEFAULT, bundled_folder, open_rubric, read_rubric
from hongdong_rubric.schema.patterns import MAX_SLOTS
from hongdong_rubric.schema.policy import load_policy
from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.matching.preparation import prepare
from scorer.rubric import Rubric, Rule
from scorer.text import Scope
from tests.helpers import LEXICON, chapter, element, item, rubric
from tests.hongdong_rubric.helpers import PACKAGE_HOME, ROOT, TINY, TINY_RUBRIC

MANY = rubric(
    chapter("a", item("i", element("e", "甲乙丙 丁戊己", "<词> <数字>")), chapter="四", weight=2.5),
    chapter(
        "b",
        item("i", element("e", {"text": "<数字> 件案件", "near": "办结"}), levels=["city", "county"], clause="十一"),
        item(
            "j",
            element(
                "e",
                {"all": ["甲甲甲", "<词>"], "within": "paragraph", "span": 600},
                {"text": "乙乙 丙丙", "gap": 0, "ordered": True, "near": ["甲甲 乙乙", "丙"], "near_within": "section"},
                {"text": "双随机", "exact": True, "not_near": "丁丁", "not_near_within": "section", "not_in": "戊戊"},
                weight=0,
                near="己己",
                figures=False,
                severity="low",
            ),
            element("f", "甲乙丙 丁戊己"),
            weight=0.1,
        ),
    ),
    groups={"词": ["专家", "学者"]},
)


LANGUAGE = Language()


def shape(value: Any) -> str:
    """All of a value, with types: true, 1 and 1.0 are equal, and so are an enum and its text."""
    # Where a language gets its answers is not kept with a rubric.
    return repr(value._replace(language=LANGUAGE) if isinstance(value, Rubric) else value)


def with_prepared(rubric: Rubric) -> Rubric:
    """A rubric as it is kept: with what the search needs worked out."""
    return rubric._replace(prepared=prepare(rubric.elements(), rubric.lexicon, LANGUAGE))


def again(rubric: Rubric) -> Rubric:
    """What comes back of a rubric."""
    return decode_rubric(encode_rubric(rubric), LEXICON, LANGUAGE)


@pytest.fixture(scope="module")
def bundled() -> Rubric:
    return read_rubric(DEFAULT)


@pytest.mark.parametrize("original", [TINY_RUBRIC, MANY], ids=["tiny", "all-options"])
def test_a_rubric_comes_back_whole(original: Rubric) -> None:
    assert shape(again(original)) == shape(original)
    assert again(original).language is LANGUAGE


def test_the_bundled_rubric_comes_back_whole(bundled: Rubric) -> None:
    opened = open_rubric(DEFAULT)
    assert shape(opened) == shape(with_prepared(bundled))
    assert opened.lexicon is LEXICON


def test_a_lexicon_comes_back_whole() -> None:
    assert shape(decode_lexicon(encode_lexicon(LEXICON))) == shape(LEXICON)


def test_equal_values_are_one(bundled: Rubric) -> None:
    rules = [rule for one in open_rubric(DEFAULT).elements() for rule in one.rules]
    slots = [slot for rule in rules for slot in rule.slots]
    patterns = [one for rule in rules for one in (*rule.near, *rule.not_near, *rule.not_in)]
    for values in (slots, patterns):
        assert len({id(one) for one in values}) == len(set(values))


WORDS = st.text("甲乙丙丁戊,0a", min_size=3, max_size=8)
SLOTS = st.lists(WORDS, min_size=1, max_size=MAX_SLOTS)
SCOPES = st.sampled_from([scope.value for scope in Scope])
CONDITIONS = st.fixed_dictionaries(
    {"near": st.lists(WORDS, min_size=1, max_size=3)},
    optional={"not_near": WORDS, "not_in": WORDS, "near_within": SCOPES, "not_near_within": SCOPES},
)
RULES = st.one_of(
    WORDS,
    st.builds(lambda words, more: {"text": " ".join(words), **more}, SLOTS, CONDITIONS),
    st.builds(lambda words, more: {"all": words, **more}, SLOTS, CONDITIONS),
)


@given(
    st.lists(st.lists(RULES, min_size=1, max_size=4), min_size=1, max_size=4),
    st.floats(0, 100).map(lambda x: round(x, 3)),
)
def test_any_rubric_comes_back_whole(rules: list[list[Any]], weight: float) -> None:
    elements = [element(f"e{number}", *own, weight=weight) for number, own in enumerate(rules)]
    original = rubric(chapter("a", item("i", *elements[:1])), chapter("b", item("i", *elements)))
    assert shape(again(original)) == shape(original)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was read from YAML, as it happens."""
    read: list[str] = []
    load = hongdong_rubric.schema.load_rubric

    def noted(text: str, file: str, lexicon: Lexicon) -> Rubric:
        read.append(text)
        return load(text, file, lexicon)

    monkeypatch.setattr(hongdong_rubric.schema, "load_rubric", noted)
    return read


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_yaml_is_read_once(tmp_path: Path, empty_cache: Path, readings: list[str]) -> None:
    name = write(tmp_path / "x.yaml", TINY)
    assert shape(open_rubric(name)) == shape(open_rubric(name)) == shape(with_prepared(TINY_RUBRIC))
    assert shape(open_rubric(write(tmp_path / "elsewhere.yaml", TINY))) == shape(with_prepared(TINY_RUBRIC))
    assert readings == [TINY]


def test_an_edit_is_seen_at_once(tmp_path: Path, empty_cache: Path) -> None:
    assert open_rubric(write(tmp_path / "x.yaml", TINY)).title == "小细则"
    assert open_rubric(write(tmp_path / "x.yaml", TINY.replace("小细则", "大细则"))).title == "大细则"


@pytest.mark.parametrize("what", ["code_of", "_lexicon_bytes"])
def test_a_change_of_code_or_lexicon_is_seen_at_once(
    tmp_path: Path, empty_cache: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    name = write(tmp_path / "x.yaml", TINY)
    open_rubric(name)
    changed: dict[str, Callable[..., Any]] = {"code_of": lambda _: (b"new",), "_lexicon_bytes": lambda: b"new"}
    monkeypatch.setattr(rubrics, what, changed[what])
    open_rubric(name)
    assert len(readings) == 2


def test_a_rubric_read_on_purpose_is_always_read(tmp_path: Path, empty_cache: Path, readings: list[str]) -> None:
    name = write(tmp_path / "x.yaml", TINY)
    open_rubric(name)
    assert shape(read_rubric(name)) == shape(TINY_RUBRIC)
    assert len(readings) == 2


def test_mistakes_are_told_every_time(tmp_path: Path, empty_cache: Path) -> None:
    name = write(tmp_path / "x.yaml", TINY.replace("title: 小细则", "titel: 小细则"))
    told = []
    for _ in range(2):
        with pytest.raises(RubricError, match=r"x\.yaml:\d+:\d+:") as caught:
            open_rubric(name)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert [one.name for one in empty_cache.glob("rubric-*")] == []


NAMES = "import sys, {}; print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] in {}))"
OURS = ("hongdong_rubric", "scorer")
# What these hold are words and reports, which no rubric is made from.
NEUTRAL = {"hongdong_rubric/errors.py", "hongdong_rubric/suggestions.py", "hongdong_rubric/__init__.py"}


def loaded_files(module: str) -> Iterator[str]:
    program = NAMES.format(module, OURS)
    done = subprocess.run([sys.executable, "-c", program], cwd=PACKAGE_HOME, capture_output=True, text=True, check=True)
    return (Path(one).relative_to(PACKAGE_HOME).as_posix() for one in done.stdout.split())


POLICIES = {
    "presets": "preset: publish",
    "gates": """\
preset: none
rubric: tiny.yaml
level: city
gap_states: [absent, unevidenced]
gates:
- {scope: total, min_score: 60.5}
- {scope: chapter, id: decision, max_gaps: 3, level: warn, gap_states: [planned]}
- {scope: element, id: decision.procedure.hearing, required: false}
waivers:
- {id: decision, reason: accepted_risk, note: 说明, approver: 某人, expires: 2026-12-31}
""",
}


@pytest.mark.parametrize("text", POLICIES.values(), ids=POLICIES)
def test_a_policy_comes_back_whole(text: str) -> None:
    original = load_policy(text, "策略.yaml")
    assert shape(decode_policy(encode_policy(original))) == shape(original)


@pytest.mark.parametrize("name", ["publish", "strict"])
def test_a_preset_comes_back_whole(name: str) -> None:
    file = Path(bundled_folder(), "policies", f"{name}.yaml")
    assert shape(policies._preset(name)) == shape(load_policy(file.read_text(encoding="utf-8"), f"{name}.yaml"))


def test_an_edited_policy_is_seen_at_once_under_each_of_its_names(tmp_path: Path, empty_cache: Path) -> None:
    file = tmp_path / "x.yaml"
    write(file, POLICIES["presets"])
    assert [policies._open(file, name).file for name in ("甲", "乙")] == ["甲", "乙"]
    write(file, POLICIES["gates"])
    assert policies._open(file, "甲").preset == "none"
    write(file, "preset: none")
    for _ in range(2):
        with pytest.raises(RubricError, match="这份策略是空的"):
            policies._open(file, "甲")


def with_imported(*files: str) -> set[str]:
    """Some of our files, with those that they name as imported."""
    named = r"^from ((?:hongdong_rubric|scorer)[\w.]*) import"
    found = {name for one in files for name in re.findall(named, (ROOT / one).read_text("utf-8"), re.MULTILINE)}
    return {*files, *(f"{name.replace('.', '/')}.py" for name in found)}


def test_the_key_holds_all_code_that_reads_policies() -> None:
    schema = "hongdong_rubric/schema"
    told = with_imported("hongdong_rubric/compiled_policy.py", f"{schema}/policy.py", f"{schema}/nodes.py")
    assert told - NEUTRAL == set(policies._CODE)


def test_the_key_holds_all_code_that_reads_rubrics() -> None:
    files = {*loaded_files("hongdong_rubric.schema"), *loaded_files("hongdong_rubric.compiled")}
    # It cannot be loaded without the search for words, which it has nothing to do with.
    told: set[str] = set()
    more = {"scorer/matching/preparation.py"}
    while told != more:
        told, more = more, with_imported(*more)
    files |= told
    assert files - NEUTRAL - {"scorer/__init__.py"} == set(rubrics._CODE)
    assert all((ROOT / one).is_file() for one in rubrics._CODE)


def test_values_made_in_bulk_have_no_steps_of_their_own() -> None:
    for kind in (Rule, *(type(one) for one in (MANY, next(MANY.elements()), next(MANY.elements()).rules[0].slots[0]))):
        assert not hasattr(kind, "__post_init__")
