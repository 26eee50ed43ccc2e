"""The lists of things to do that a house uses again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line, clean_text
from foundation.events.actions import record
from tickets import verbs
from tickets.actions.checklists import MAX_ITEMS, MAX_TEXT
from tickets.day_errors import TemplateEmptyError, TemplateNameError
from tickets.models import ChecklistTemplate

MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class ListTerms:
    """A list as somebody writes it: one thing to do a line."""

    name: str
    words: str
    # The kind of ticket it stands on by itself; empty for none.
    kind: str = ""


@transaction.atomic
def save_template(
    template: ChecklistTemplate | None, terms: ListTerms, *, actor: Actor, at: datetime
) -> ChecklistTemplate:
    """Write a new list, or another wording of one; tickets keep the lines they have.

    Refuses no name, another's name, and a list of nothing.
    """
    template = locked(template) if template else ChecklistTemplate()
    template.name, template.kind = clean_line(terms.name)[:MAX_NAME], terms.kind
    template.lines = lines_of(terms.words)
    if not template.name:
        raise TemplateNameError(field="name")
    if not template.lines:
        raise TemplateEmptyError(field="words")
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise TemplateNameError(field="name") from error
    record(
        template,
        verbs.CHECKLIST_TEMPLATE_SAVED,
        actor=actor,
        at=at,
        kind=template.kind,
        n=len(template.lines),
    )
    return template


@transaction.atomic
def use_template(
    template: ChecklistTemplate, *, is_active: bool, actor: Actor, at: datetime
) -> ChecklistTemplate:
    """Put a list away, or take it into use again. The same again changes nothing."""
    template = locked(template)
    if template.is_active == is_active:
        return template
    template.is_active = is_active
    template.save(update_fields=["is_active"])
    verb = (
        verbs.CHECKLIST_TEMPLATE_RESTORED
        if is_active
        else verbs.CHECKLIST_TEMPLATE_RETIRED
    )
    record(template, verb, actor=actor, at=at)
    return template


def lines_of(words: str) -> Sequence[str]:
    """What has to be done, a line each; empty lines and repeated ones are left out."""
    lines = (line.strip(" -*•")[:MAX_TEXT] for line in clean_text(words).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))[:MAX_ITEMS]
