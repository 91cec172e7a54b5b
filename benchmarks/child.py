"""What is measured inside a process of its own; prints one JSON object.

python -m benchmarks.child length CHARACTERS TURNS     score texts of one length
python -m benchmarks.child rules RULES TURNS           score texts by a rubric of so many rules
python -m benchmarks.child work score|scan|none TIMES  repeat one thing, for a counter of instructions around it
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.exact import automaton_of
from benchmarks.inputs import REAL_SIZE, report
from benchmarks.measuring import own_peak, timed
from benchmarks.rules import rubric_of, words_of
from hongdong_rubric.rubrics import DEFAULT, open_rubric
from scorer import engine
from scorer.rubric import Rubric

LEVEL = "county"
# Nothing new is learned from more turns of what takes so long.
_PATIENCE = 60.0
DOCUMENTS = 3


def length(characters: int, turns: int) -> dict[str, object]:
    """Reading and scoring texts of one length."""
    rubric = open_rubric(DEFAULT)
    _score(rubric, report(REAL_SIZE, -1, slips=True))
    return _repeated(rubric, characters, turns)


def rules(size: int, turns: int) -> dict[str, object]:
    """Scoring by a rubric of so many rules; ``first`` is the first time, with all that is made ready once."""
    rubric = rubric_of(open_rubric(DEFAULT), size)
    text = report(REAL_SIZE, -1, slips=True)
    first = timed(lambda: _score(rubric, text))
    return {"first": first, **_repeated(rubric, REAL_SIZE, turns)}


def work(kind: str, turns: int) -> dict[str, object]:
    """All is made ready in any case, so that the difference of two runs is the work alone."""
    rubric = open_rubric(DEFAULT)
    engine.score(rubric, engine.read(report(REAL_SIZE, -1, slips=True), rubric), LEVEL)
    documents = [engine.read(report(REAL_SIZE, seed), rubric) for seed in range(DOCUMENTS)]
    automaton = automaton_of(words_of(rubric))
    for turn in range(turns):
        document = documents[turn % DOCUMENTS]
        if kind == "score":
            engine.score(rubric, document, LEVEL)
        elif kind == "scan":
            list(automaton.iter(document.folded))
    return {}


def _score(rubric: Rubric, text: str) -> None:
    engine.score(rubric, engine.read(text, rubric), LEVEL)


def _repeated(rubric: Rubric, characters: int, turns: int) -> dict[str, object]:
    seconds: list[float] = []
    begin = time.perf_counter()
    for turn in range(turns):
        # Another text each time: nothing that was kept from the last one can help.
        text = report(characters, turn)
        seconds.append(timed(lambda: _score(rubric, text)))  # noqa: B023
        if time.perf_counter() - begin > _PATIENCE:
            break
    return {"seconds": seconds, "peak": own_peak()}


def main(words: list[str]) -> None:
    """Do what the words say."""
    if words[0] == "work":
        found = work(words[1], int(words[2]))
    else:
        found = {"length": length, "rules": rules}[words[0]](int(words[1]), int(words[2]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
