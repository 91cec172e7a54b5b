"""The cases file of a rubric."""

from __future__ import annotations

import yaml

from hongdong_rubric.cases import Case
from hongdong_rubric.schema.nodes import NodeReader
from hongdong_rubric.suggestions import suggestion
from scorer.rubric import Rubric, Status

_COUNTING = (Status.REPORTED.value, Status.PLANNED.value, Status.PROBLEM.value)


def load_cases(text: str, file: str, rubric: Rubric) -> tuple[Case, ...]:
    """Read cases; raises ``RubricError`` with all mistakes at once."""
    nodes = NodeReader(file)
    entries = nodes.mapping(nodes.compose(text), "", optional=None)
    known = [element.id for element in rubric.elements()]
    cases: list[Case] = []
    for element, node in entries.items():
        if element not in known:
            nodes.wrong(node, element, f"细则里没有编号“{element}”的要点{suggestion(element, known)}")
            continue
        kinds = nodes.mapping(node, element, optional=("counts", "does_not_count"))
        for kind, value in kinds.items():
            cases += [
                _case(nodes, one, f"{element}.{kind}", element, counts=kind == "counts")
                for one in nodes.sequence(value, f"{element}.{kind}")
            ]
    nodes.finish()
    return tuple(cases)


def _case(nodes: NodeReader, node: yaml.Node, keys: str, element: str, *, counts: bool) -> Case:
    entries: dict[str, yaml.Node] = {"text": node}
    if isinstance(node, yaml.MappingNode):
        entries = nodes.mapping(node, keys, required=("text",), optional=("status", "evidenced") if counts else ())
    status = nodes.choice(entries["status"], keys, _COUNTING) if "status" in entries else _COUNTING[0]
    return Case(
        element=element,
        text=nodes.string(entries["text"], keys) if "text" in entries else "",
        status=Status(status) if counts else Status.ABSENT,
        evidenced=nodes.boolean(entries["evidenced"], keys) if "evidenced" in entries else None,
        line=node.start_mark.line + 1,
    )
