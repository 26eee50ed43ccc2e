"""What people can do, as routing asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from foundation.accounts import verbs
from foundation.accounts.enums import SkillDimension
from foundation.accounts.errors import AlreadySoError, SkillClosedError, SkillTakenError
from foundation.accounts.models import Skill, StaffSkill, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line, fold
from foundation.events.actions import record

MAX_CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class NewSkill:
    """A skill to be; without a code its name makes one."""

    name: str
    dimension: SkillDimension
    code: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """That somebody has a skill, for good or up to and including a day."""

    skill: Skill
    valid_until: date | None = None


@transaction.atomic
def create_skill(new: NewSkill, *, actor: Actor, at: datetime) -> Skill:
    """Offer a skill. SkillTakenError where name or code is in use."""
    name = clean_line(new.name)
    skill = Skill(name=name, dimension=new.dimension, code=new.code or _code_for(name))
    _save(skill)
    record(
        skill, verbs.SKILL_CREATED, actor=actor, at=at, dimension=str(skill.dimension)
    )
    return skill


@transaction.atomic
def rename_skill(skill: Skill, *, name: str, actor: Actor, at: datetime) -> Skill:
    """Call a skill something else; its code stays. SkillTakenError."""
    skill = locked(skill)
    if skill.name == (name := clean_line(name)):
        return skill
    skill.name = name
    _save(skill)
    record(skill, verbs.SKILL_RENAMED, actor=actor, at=at)
    return skill


@transaction.atomic
def close_skill(skill: Skill, *, actor: Actor, at: datetime) -> Skill:
    """Ask for a skill no longer; who has it keeps it, and it counts for nothing."""
    skill = locked(skill)
    if not skill.is_active:
        raise AlreadySoError
    skill.is_active = False
    skill.save(update_fields=["is_active"])
    record(skill, verbs.SKILL_CLOSED, actor=actor, at=at)
    return skill


@transaction.atomic
def reopen_skill(skill: Skill, *, actor: Actor, at: datetime) -> Skill:
    """Ask for a closed skill again; whoever had it has it."""
    skill = locked(skill)
    if skill.is_active:
        raise AlreadySoError
    skill.is_active = True
    skill.save(update_fields=["is_active"])
    record(skill, verbs.SKILL_REOPENED, actor=actor, at=at)
    return skill


@transaction.atomic
def set_skills(
    user: User, held: Iterable[Held], *, actor: Actor, at: datetime
) -> list[StaffSkill]:
    """Let exactly these be somebody's skills; those of closed skills stay as they are.

    Refuses a skill that is no longer offered.
    """
    user = locked(user)
    wanted = {each.skill.pk: each.valid_until for each in held}
    offered = Skill.objects.select_for_update().filter(pk__in=wanted, is_active=True)
    if len(list(offered.order_by("pk"))) != len(wanted):
        raise SkillClosedError
    rows = StaffSkill.objects.filter(user=user, skill__is_active=True)
    old = dict(rows.values_list("skill_id", "valid_until"))
    if old != wanted:
        rows.delete()
        StaffSkill.objects.bulk_create(
            StaffSkill(user=user, skill_id=pk, valid_until=until)
            for pk, until in sorted(wanted.items())
        )
        record(
            user,
            verbs.STAFF_SKILLS_SET,
            actor=actor,
            at=at,
            skill_ids=sorted(wanted),
            old_skill_ids=sorted(old),
        )
    return list(user.staff_skills.select_related("skill"))


def _code_for(name: str) -> str:
    """The name as a word; a name of signs alone gets a made-up one."""
    return slugify(fold(name))[:MAX_CODE_LENGTH] or f"ky-nang-{token_hex(4)}"


def _save(skill: Skill) -> None:
    try:
        with transaction.atomic():
            skill.save()
    except IntegrityError as error:
        raise SkillTakenError(field="name") from error
