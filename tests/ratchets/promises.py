"""Ratchets over what documents promise: workflows, verbs, components, decisions."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TypeVar

from foundation.core.workflow import Workflow

S = TypeVar("S", bound=Enum)

USED_COMPONENT = re.compile(
    r"{%\s*(?:include|extends)\s+\"([^\"#]+)[^\"]*\"|{%\s*component\s+\"([\w/]+)\""
)
COMPONENTS = "templates/components/"
GUIDE = "templates/styleguide.html"


def unreachable(workflow: Workflow[S]) -> Iterator[str]:
    """The statuses that no case can come to, from the first one of the enum on."""
    statuses = list(type(next(iter(workflow.transitions))))
    reached, ahead = {statuses[0]}, [statuses[0]]
    while ahead:
        fresh = workflow.targets(ahead.pop()) - reached
        reached |= fresh
        ahead += fresh
    yield from (str(status.value) for status in statuses if status not in reached)


def diagram(workflow: Workflow[S]) -> str:
    """A workflow as the Mermaid diagram that its app's README shows."""
    statuses = list(type(next(iter(workflow.transitions))))
    lines = ["stateDiagram-v2", f"    [*] --> {statuses[0].value}"]
    lines += [
        f"    {status.value} --> {target.value}"
        for status in statuses
        for target in statuses
        if target in workflow.targets(status)
    ]
    return "\n".join(lines)


def undocumented(verbs: Mapping[str, object], readme: str) -> Iterator[str]:
    """The verbs of an app that its README does not explain."""
    for name, verb in sorted(verbs.items()):
        if name.isupper() and isinstance(verb, str) and f"`{verb}`" not in readme:
            yield verb


def missing_from_guide(templates: Mapping[str, str]) -> Iterator[str]:
    """The components that the style guide shows neither itself nor inside another."""
    seen, ahead = {GUIDE}, [GUIDE]
    while ahead:
        used = _used_by(templates.get(ahead.pop(), "")) - seen
        seen |= used
        ahead += used
    yield from sorted(
        path for path in templates if path.startswith(COMPONENTS) and path not in seen
    )


def _used_by(text: str) -> set[str]:
    return {
        f"templates/{included}" if included else f"{COMPONENTS}{component}.html"
        for included, component in USED_COMPONENT.findall(text)
    }
