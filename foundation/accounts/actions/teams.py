"""The groups of agents who share a queue."""

from datetime import datetime
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from foundation.accounts import verbs
from foundation.accounts.errors import AlreadySoError, TeamTakenError
from foundation.accounts.models import Team
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line, fold
from foundation.events.actions import record

MAX_CODE_LENGTH = 40


@transaction.atomic
def create_team(name: str, *, actor: Actor, at: datetime) -> Team:
    """Open a team; its code comes from its name. TeamTakenError."""
    clean = clean_line(name)
    team = Team(name=clean, code=_code_for(clean))
    _save(team)
    record(team, verbs.TEAM_CREATED, actor=actor, at=at)
    return team


@transaction.atomic
def rename_team(team: Team, *, name: str, actor: Actor, at: datetime) -> Team:
    """Call a team something else; its code stays. TeamTakenError."""
    team = locked(team)
    team.name = clean_line(name)
    _save(team)
    record(team, verbs.TEAM_RENAMED, actor=actor, at=at)
    return team


@transaction.atomic
def close_team(team: Team, *, actor: Actor, at: datetime) -> Team:
    """Offer a team no longer; what it has it keeps."""
    team = locked(team)
    if not team.is_active:
        raise AlreadySoError
    team.is_active = False
    team.save(update_fields=["is_active"])
    record(team, verbs.TEAM_CLOSED, actor=actor, at=at)
    return team


@transaction.atomic
def reopen_team(team: Team, *, actor: Actor, at: datetime) -> Team:
    """Offer a closed team again."""
    team = locked(team)
    if team.is_active:
        raise AlreadySoError
    team.is_active = True
    team.save(update_fields=["is_active"])
    record(team, verbs.TEAM_REOPENED, actor=actor, at=at)
    return team


def _code_for(name: str) -> str:
    """The name as a word for addresses; a name of signs alone gets a made-up one."""
    return slugify(fold(name))[:MAX_CODE_LENGTH] or f"nhom-{token_hex(4)}"


def _save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise TeamTakenError(field="name") from error
