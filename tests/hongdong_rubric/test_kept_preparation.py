from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongdong_rubric.rubrics import DEFAULT, open_rubric, read_rubric
from scorer.matching.preparation import prepare
from scorer.matching.terms import lay_out
from scorer.rubric import Filling, Prepared, Rubric, Terms
from tests.hongdong_rubric.helpers import TINY_RUBRIC
from tests.hongdong_rubric.test_compiled import LANGUAGE, MANY, again, shape, with_prepared

NOTHING = Filling({}, "", {})


EMPTY = TINY_RUBRIC._replace(chapters=())


def prepared_again(prepared: Prepared, rubric: Rubric = EMPTY) -> Prepared | None:
    """What comes back of what was prepared."""
    return again(rubric._replace(prepared=prepared)).prepared


def terms_again(terms: Terms) -> Terms:
    """What comes back of terms."""
    found = prepared_again(Prepared(NOTHING, (), terms))
    assert found is not None
    assert found.filling == NOTHING
    return found.terms


@pytest.mark.parametrize("original", [TINY_RUBRIC, MANY], ids=["tiny", "all-options"])
def test_what_was_prepared_comes_back_whole(original: Rubric) -> None:
    made = with_prepared(original)
    assert made.prepared is not None
    assert made.prepared.filling.words
    assert prepared_again(made.prepared, original) == made.prepared
    assert shape(again(made)) == shape(made)
    # Also where it is worked out from what came back.
    back = again(original)
    assert prepare(back.elements(), back.lexicon, LANGUAGE) == made.prepared


def test_what_the_bundled_rubric_was_prepared_with_comes_back_whole() -> None:
    bundled = read_rubric(DEFAULT)
    made = prepare(bundled.elements(), bundled.lexicon, LANGUAGE)
    assert min(len(made.filling.words), len(made.filling.anchors)) > 500
    assert open_rubric(DEFAULT).prepared == prepared_again(made, bundled) == made


def test_nothing_prepared_comes_back_as_nothing() -> None:
    assert again(TINY_RUBRIC._replace(prepared=None)).prepared is None


@pytest.mark.parametrize(
    "filling",
    [
        pytest.param(NOTHING, id="none"),
        pytest.param(Filling({}, "0|||", {}), id="only-figures"),
        pytest.param(Filling({"甲": ""}, "", {}), id="one-that-fills-nothing"),
        pytest.param(Filling({"甲": "0 12|1||", "乙": "", "丙": "|||2 3"}, "|3||", {"1": "4 3,5", "2": "7"}), id="all"),
    ],
)
def test_what_words_fill_comes_back_whole_and_in_order(filling: Filling) -> None:
    terms = lay_out((), (), (), (), LANGUAGE)
    found = prepared_again(Prepared(filling, (), terms))
    assert found == Prepared(filling, (), terms)
    assert found is not None
    assert list(found.filling.words) == list(filling.words)


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param(((), ()), id="none"),
        pytest.param((("听证会",), ()), id="short"),
        pytest.param((("出庭应诉", "双随机、一公开", "专家论证"), ("政协提案",)), id="long"),
    ],
)
def test_terms_come_back_whole(terms: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    written, joined = terms
    found = lay_out(written, ("各项制度",) if written else (), joined, ("双随机",) if written else (), LANGUAGE)
    assert terms_again(found) == found


HAN = st.text("出庭应诉行政复议听证、", max_size=7)


@given(st.sets(HAN), st.sets(HAN.filter(bool)), st.sets(HAN))
def test_any_terms_come_back_whole(terms: set[str], distinct: set[str], joined: set[str]) -> None:
    found = lay_out(terms, distinct, joined, (), LANGUAGE)
    assert terms_again(found) == found
