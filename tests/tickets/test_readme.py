"""The README of the app says what the code does."""

import re
from pathlib import Path

from foundation.core.workflow import Workflow
from tickets import verbs
from tickets.enums import TicketStatus
from tickets.workflow import TICKET_WORKFLOW

README = Path("tickets/README.md")


def picture(workflow: Workflow[TicketStatus], first: TicketStatus) -> str:
    steps = [
        f"    {status.value} --> {target.value}"
        for status in TicketStatus
        for target in sorted(workflow.targets(status), key=lambda found: found.value)
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first.value}", *steps])


def test_the_picture_in_the_readme_is_the_workflow() -> None:
    drawn = re.search(r"```mermaid\n(.*?)\n```", README.read_text(), re.DOTALL)

    assert drawn is not None
    assert drawn[1] == picture(TICKET_WORKFLOW, TicketStatus.NEW)


def test_every_status_can_be_reached_and_left() -> None:
    reached = {
        target for status in TicketStatus for target in TICKET_WORKFLOW.targets(status)
    }

    assert reached | {TicketStatus.NEW} == set(TicketStatus)
    assert all(TICKET_WORKFLOW.targets(status) for status in TicketStatus)


def test_every_verb_is_in_the_readme() -> None:
    recorded = {value for name, value in vars(verbs).items() if name.isupper()}
    words = {verb for verb in recorded if isinstance(verb, str)}

    assert words <= set(re.findall(r"`([a-z]+\.[a-z_]+)`", README.read_text()))
