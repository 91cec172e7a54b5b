"""The result of running a rubric's cases, as plain text."""

from __future__ import annotations

from hongdong_rubric.cases import MIN_COUNTING, MIN_NEAR_MISSES, Coverage, Failure
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.wording import STATUS_NAMES


def show_coverage(coverage: Coverage) -> str:
    """Failures first, then what no case covers, the sum last."""
    lines = [_failure(failure) for failure in coverage.failures]
    if coverage.bare_elements:
        lines.append(f"例句不足(应至少 {MIN_COUNTING} 句算、{MIN_NEAR_MISSES} 句不算)的要点:")
        lines += [f"  {element}" for element in coverage.bare_elements]
    if coverage.silent_rules:
        lines.append("没有例句用到的规则:")
        lines += [f"  {element}:{one_line(rule, 90, keep_blanks=True)}" for element, rule in coverage.silent_rules]
    fired = coverage.rules - len(coverage.silent_rules)
    share = fired / coverage.rules * 100 if coverage.rules else 0.0
    lines.append(
        f"例句 {coverage.cases} 句,不符 {len(coverage.failures)} 句;"
        f"规则 {coverage.rules} 条,例句用到 {fired} 条({share:.1f}%)"
    )
    return "\n".join(lines) + "\n"


def _failure(failure: Failure) -> str:
    case = failure.case
    wanted = STATUS_NAMES[case.status] + ({True: "且有实据", False: "但无实据", None: ""}[case.evidenced])
    found = STATUS_NAMES[failure.status] + ("且有实据" if failure.evidenced else "")
    why = f"(“{one_line(failure.quote, 40)}”← {one_line(failure.rule, 60, keep_blanks=True)})" if failure.quote else ""
    return f"不符 第 {case.line} 行 {case.element}:应{wanted},却{found}{why}\n  {one_line(case.text, 120)}"
