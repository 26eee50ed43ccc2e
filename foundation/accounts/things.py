"""How events and messages name people, teams, skills and leave."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Leave, Skill, Team, User
from foundation.events.things import Thing, register_things


def register() -> None:
    """Make them known to the event log and the message list."""
    register_things(User._meta.label_lower, _("Tài khoản"), _users)
    register_things(Team._meta.label_lower, _("Nhóm"), _teams)
    register_things(Skill._meta.label_lower, _("Kỹ năng"), _skills)
    register_things(Leave._meta.label_lower, _("Lịch nghỉ"), _leaves)


def _users(ids: Collection[str]) -> Mapping[str, Thing]:
    names = User.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name) for pk, name in names}


def _teams(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Team.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name) for pk, name in names}


def _skills(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Skill.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, reverse("accounts:skills")) for pk, name in names}


def _leaves(ids: Collection[str]) -> Mapping[str, Thing]:
    """By whose they are; the reason stays with those who plan."""
    found = Leave.objects.filter(pk__in=ids).values_list("pk", "user_id", "user__name")
    return {
        str(pk): Thing(name, reverse("accounts:roster_person", args=[user_id]))
        for pk, user_id, name in found
    }
