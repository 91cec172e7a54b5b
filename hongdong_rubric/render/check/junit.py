"""JUnit XML: a test suite for each report, a test case for each gate."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hongdong_rubric.gate.result import Assertion, CheckedReport, CheckRun, Outcome, Passage, UnjudgedReport
from hongdong_rubric.gate.wording import OUTCOME_NAMES, VERDICT_NAMES, waiver_text
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.wording import gap_message, place_name, score_text

_SKIPPED = (Outcome.SKIPPED, Outcome.WAIVED, Outcome.KNOWN)


def to_junit(run: CheckRun, show: str) -> str:
    """The whole file; gates that only warn pass and say so in their output."""
    root = Element("testsuites", name="hongdong-rubric")
    for report in run.reports:
        if isinstance(report, UnjudgedReport):
            _unjudged(root, report)
        else:
            _suite(root, report, show)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _clean(text: str) -> str:
    """Text that XML 1.0 admits, on one line."""
    return one_line(text, keep_blanks=True)


def _unjudged(root: Element, report: UnjudgedReport) -> None:
    name = _clean(report.name)
    suite = SubElement(root, "testsuite", name=name, tests="1", failures="0", errors="1", skipped="0")
    case = SubElement(suite, "testcase", classname=name, name=VERDICT_NAMES[report.verdict], time="0")
    SubElement(case, "error", message=_clean(report.message), type="unjudged")


def _suite(root: Element, report: CheckedReport, show: str) -> None:
    name = _clean(report.scored.source.name)
    failures = report.count(Outcome.FAILED)
    skipped = sum(map(report.count, _SKIPPED))
    suite = SubElement(
        root,
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
