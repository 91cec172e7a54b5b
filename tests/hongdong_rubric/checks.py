"""Short ways to a checked report, with something of every kind that a check can tell."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hongdong_rubric.checking import CheckSettings, check_path, require_usable
from hongdong_rubric.errors import ToolError, display_name
from hongdong_rubric.gate import check_report
from hongdong_rubric.gate.baseline import Baseline, state_of
from hongdong_rubric.gate.result import Assertion, CheckedReport, Passage, UnjudgedReport, Verdict, worst
from hongdong_rubric.policies import Overrides, apply_preset
from hongdong_rubric.policy import Waiver
from hongdong_rubric.render.check.forms import open_sheet
from hongdong_rubric.schema.policy import load_policy
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, scored
from tests.hongdong_rubric.test_hostile import TEXTS

EXPERTS = "decision.procedure.experts"
APPEARANCE = "disputes.court.appearance"
ADVICE = "disputes.court.advice"

# What could steer a reader of one of the forms, beside what could steer a terminal or a page.
HOSTILE = {
    **TEXTS,
    "workflow-command": "\n::error file=x::假",
    "workflow-command-in-one-line": "::error::假 ##[error]假",
    "percent-encoded": "%0A%0D%3A%2C%25假",
    "commas-and-colons": ",line=1,title=a:b;c=d假",
    "end-of-cdata": "<![CDATA[ ]]>假",
    "xml-entities": "&假;&#0;&amp;<!DOCTYPE x>",
    "quotation-marks": "\"'假`“”",
    "not-xml": "\ufffe\uffff\x01\x1f\x7f假",
    "blanks-and-tabs": " \t假\u3000\xa0",
    "back-slashes": "\\n\\u0000\\假",
    "uri": "?x=1#假/../%2e%2e/假",
}

# One gate that passes, one that fails, one that warns, one on a part that is nowhere, one for the total.
GATES = (
    {"scope": "element", "id": EXPERTS, "required": True},
    {"scope": "element", "id": APPEARANCE, "required": True},
    {"scope": "element", "id": ADVICE, "required": True, "level": "warn"},
    {"scope": "part", "id": "duty", "required": True},
    {"scope": "part", "id": "title", "required": True},
    {"scope": "part", "id": "date", "required": True},
    {"scope": "total", "min_score": 60},
)
PASSING = (GATES[0],)


@dataclass(frozen=True, slots=True)
class CheckRun:
    """All reports of one run, in the order given."""

    reports: tuple[CheckedReport | UnjudgedReport, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the reports': error, failed, passed."""
        return worst(one.verdict for one in self.reports)


def policy_text(*gates: Mapping[str, object], **settings: object) -> str:
    """A policy file; JSON is YAML, so that the real loader reads it."""
    return json.dumps({"preset": "none", **settings, "gates": gates}, ensure_ascii=False)


def waiver(
    identity: str = APPEARANCE,
    *,
    reason: str = "classified",
    note: str = "无行政诉讼案件",
    approver: str = "某某",
    expires: str = "2025-12-31",
) -> dict[str, str]:
    """A waiver as a policy file writes it."""
    return {"id": identity, "reason": reason, "note": note, "approver": approver, "expires": expires}


def checked(
    text: str = REPORT,
    gates: tuple[Mapping[str, object], ...] = GATES,
    *,
    waivers: tuple[Mapping[str, str], ...] = (),
    baseline: Baseline | None = None,
    level: str | None = None,
    name: str = "报告.txt",
    today: str | None = None,
) -> CheckedReport:
    """A text checked with the small rubric."""
    settings = {"waivers": waivers} if waivers else {}
    written = load_policy(policy_text(*gates, **settings), "policy.yaml")
    policy = apply_preset(written, TINY_RUBRIC, Overrides())
    return check_report(scored(text, level, name), policy, baseline, today)


def baseline_of(text: str = REPORT, version: str = "1.0.0", *, is_current: bool = True, **changed: str) -> Baseline:
    """A baseline as an earlier score of a text gives it; ``changed`` puts other states, by the id's last part."""
    card = scored(text).card
    states = {one.element.id: state_of(one) for one in card.elements()}
    states |= {one: changed[one.rpartition(".")[2]] for one in states if one.rpartition(".")[2] in changed}
    return Baseline("last.json", version, is_current, states, {"total": card.score})


def unjudged(name: str = "坏.txt", message: str = "坏.txt:文件是空的,没有可以评分的内容") -> UnjudgedReport:
    """A report that could not be judged."""
    return UnjudgedReport(name, message)


def run_of(*reports: CheckedReport | UnjudgedReport) -> CheckRun:
    """A run with these reports; with :data:`REPORT` where none is given."""
    return CheckRun(reports or (checked(),))


def soiled(text: str) -> CheckRun:
    """A run with the text in everything that comes from outside: title, file names, quotes, notes, notices, messages.

    What a reader or loader makes harmless or refuses before anything is rendered is made so here too.
    """
    name = display_name(f"夹{text}/报告.txt")
    loaded = "".join(char for char in text if char.isprintable() or char in "\n\u3000\xa0")
    one = checked(waivers=(waiver(ADVICE),), baseline=baseline_of(hearing="absent"), name=name)
    document = one.scored.card.document._replace(title=f"清川县{text}法治政府建设情况报告")
    use = one.waivers[0]
    note = replace(use.waiver, note=f"某{text}某", approver=f"某{text}某")
    fouled = replace(
        one,
        scored=one.scored._replace(card=one.scored.card._replace(document=document)),
        assertions=tuple(_soil(assertion, text, loaded, note) for assertion in one.assertions),
        waivers=(replace(use, waiver=note),),
        notices=(*one.notices, f"某{text}某"),
    )
    bad = display_name(f"坏{text}.txt")
    return CheckRun((fouled, UnjudgedReport(bad, f"{bad}:不认识的键“某{text}某”")))


def _soil(one: Assertion, text: str, loaded: str, note: Waiver) -> Assertion:
    return replace(
        one,
        actual=f"{one.actual}{loaded}某",
        findings=tuple(
            replace(
                finding,
                message=f"{finding.message}{loaded}某",
                passage=finding.passage and _soil_passage(finding.passage, text),
                waiver=note if finding.waiver else None,
            )
            for finding in one.findings
        ),
        passages=tuple(_soil_passage(passage, text) for passage in one.passages),
    )


def _soil_passage(passage: Passage, text: str) -> Passage:
    quote = f"某{text}某"
    return replace(passage, quote=quote, context=f"前{quote}后", lead=1)


def rendered(form: str, run: CheckRun, show: str = "failed", *, width: int = 80, colour: bool = False) -> str:
    """A run in one of the forms, cut and put together as the command does, by way of another process."""
    sheet = open_sheet(form, show, width=width, colour=colour)
    cutter = pickle.loads(pickle.dumps(sheet))
    texts: list[str] = []
    for report in run.reports:
        piece = pickle.loads(pickle.dumps(cutter.cut(report)))
        texts += sheet.add(piece, report.verdict)
    before, behind = sheet.ends()
    return before + sheet.separator.join(texts) + behind


def check_reports(paths: Iterable[str], settings: CheckSettings) -> CheckRun:
    """Check reports one after the other, as the command does with one process."""
    require_usable(settings)
    return CheckRun(tuple(_check(path, settings) for path in paths))


def _check(path: str, settings: CheckSettings) -> CheckedReport | UnjudgedReport:
    try:
        return check_path(path, settings)
    except ToolError as error:
        return UnjudgedReport(display_name(path), str(error))
