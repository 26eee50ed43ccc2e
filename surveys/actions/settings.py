"""What a manager may decide about a survey."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record
from surveys import verbs
from surveys.errors import SurveySettingsError
from surveys.models import Survey

MAX_DELAY_MINUTES = 30 * 24 * 60
MAX_EXPIRES_DAYS = 90


@dataclass(frozen=True, slots=True)
class Timing:
    """When we ask after a ticket was resolved, how long we wait, and whether at all."""

    delay_minutes: int
    expires_days: int
    is_active: bool


@transaction.atomic
def change_timing(
    survey: Survey, timing: Timing, *, actor: Actor, at: datetime
) -> Survey:
    """Decide when customers are asked. What is owed already keeps its time; what was
    sent keeps its end."""
    if not 0 <= timing.delay_minutes <= MAX_DELAY_MINUTES:
        raise SurveySettingsError(field="delay_minutes")
    if not 1 <= timing.expires_days <= MAX_EXPIRES_DAYS:
        raise SurveySettingsError(field="expires_days")
    survey = locked(survey)
    changed = [
        name
        for name in ("delay_minutes", "expires_days", "is_active")
        if getattr(survey, name) != getattr(timing, name)
    ]
    if not changed:
        return survey
    for name in changed:
        setattr(survey, name, getattr(timing, name))
    survey.save(update_fields=changed)
    record(
        survey,
        verbs.SURVEY_SETTINGS_CHANGED,
        actor=actor,
        at=at,
        delay_minutes=survey.delay_minutes,
        expires_days=survey.expires_days,
        is_active=survey.is_active,
    )
    return survey
