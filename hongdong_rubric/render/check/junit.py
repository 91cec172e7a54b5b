"""JUnit XML: a test suite for each report, a test case for each gate."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hongdong_rubric.gate.result import Assertion, CheckedReport, Outcome, Passage, UnjudgedReport, Verdict
from hongdong_rubric.gate.wording import OUTCOME_NAMES, VERDICT_NAMES, waiver_text
from hongdong_rubric.render.check.sheet import Piece, Sheet
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.wording import gap_message, place_name, score_text

_SUMMED = ("tests", "failures", "errors", "skipped")
_SKIPPED = (Outcome.SKIPPED, Outcome.WAIVED, Outcome.KNOWN)


class JunitSheet(Sheet):
    """The whole file; gates that only warn pass and say so in their output."""

    def __init__(self, show: str) -> None:
        super().__init__(show)
        self._sums = dict.fromkeys(_SUMMED, 0)

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The suite of a report, and what it adds to the sums."""
        suite = _unjudged(report) if isinstance(report, UnjudgedReport) else _suite(report, self.show)
        indent(suite, level=1)
        text = "  " + tostring(suite, encoding="unicode", xml_declaration=False).rstrip("\n ")
        return Piece((text,), tuple(int(suite.get(key, "0")) for key in _SUMMED))

    def add(self, piece: Piece, verdict: Verdict) -> Iterable[str]:
        """Sum up what stands in the first line of the file."""
        for key, count in zip(_SUMMED, piece.facts, strict=True):
            self._sums[key] += count
        return super().add(piece, verdict)

    def ends(self) -> tuple[str, str]:
        """The element around all suites."""
        root = Element("testsuites", {"name": "hongdong-rubric"} | {key: str(sum_) for key, sum_ in self._sums.items()})
        root.text = "\n" if self.count else None
        text = tostring(root, encoding="unicode", xml_declaration=False)
        before, end, behind = text.partition("\n")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{before}{end}', f"{end}{behind}\n"


def _clean(text: str) -> str:
    """Text that XML 1.0 admits, on one line."""
    return one_line(text, keep_blanks=True)


def _unjudged(report: UnjudgedReport) -> Element:
    name = _clean(report.name)
    suite = Element("testsuite", name=name, tests="1", failures="0", errors="1", skipped="0")
    case = SubElement(suite, "testcase", classname=name, name=VERDICT_NAMES[report.verdict], time="0")
    SubElement(case, "error", message=_clean(report.message), type="unjudged")
    return suite


def _suite(report: CheckedReport, show: str) -> Element:
    name = _clean(report.scored.source.name)
    failures = report.count(Outcome.FAILED)
    skipped = sum(map(report.count, _SKIPPED))
    suite = Element(
        "testsuite",
        name=name,
        tests=str(len(report.assertions)),
        failures=str(failures),
        errors="0",
        skipped=str(skipped),
    )
    properties = SubElement(suite, "properties")
    for key, value in _properties(report):
        SubElement(properties, "property", name=key, value=_clean(value))
    for assertion in report.assertions:
        _case(suite, report, assertion)
    if show != "failed" and report.gaps:
        told = [f"{gap.element.id}:{gap_message(gap)}" for gap, _ in report.gaps]
        SubElement(suite, "system-out").text = "\n".join(map(_clean, told))
    return suite


def _properties(report: CheckedReport) -> list[tuple[str, str]]:
    card = report.scored.card
    told = [
        ("title", card.document.title or ""),
        ("score", score_text(card.score)),
        ("policy", report.policy.name),
        ("rubric", f"{card.rubric.id} {card.rubric.version}"),
    ]
    told += [("waiver", f"[{use.state.value}] {waiver_text(use)}") for use in report.waivers]
    return told + [("notice", notice) for notice in report.notices]


def _case(suite: Element, report: CheckedReport, assertion: Assertion) -> None:
    classname = _clean(report.scored.source.name)
    case = SubElement(
        suite, "testcase", classname=classname, name=_clean(f"{assertion.title}({assertion.key})"), time="0"
    )
    told = _clean(f"要求 {assertion.expected},实际 {assertion.actual}")
    lines = [_clean(f"{_where(report, one.passage)}{one.message}。{one.remedy}") for one in assertion.findings]
    if assertion.outcome is Outcome.FAILED:
        SubElement(case, "failure", message=told, type=assertion.key.rpartition(":")[2]).text = "\n".join(lines)
    elif assertion.outcome in _SKIPPED:
        SubElement(case, "skipped", message=f"{OUTCOME_NAMES[assertion.outcome]}:{told}")
    elif assertion.outcome is Outcome.WARNED:
        SubElement(case, "system-out").text = "\n".join([f"提醒:{told}", *lines])


def _where(report: CheckedReport, passage: Passage | None) -> str:
    return f"第{passage.line}行{place_name(report.place(passage))}:" if passage else ""
