"""Who works here: inviting, changing rights, closing and opening logins."""

from typing import Any

import pytest

from foundation.accounts import verbs
from foundation.accounts.actions.people import (
    NewStaff,
    Rights,
    change_rights,
    create_staff,
    deactivate_staff,
    invite_staff,
    reactivate_staff,
    send_invitation,
)
from foundation.accounts.enums import Role, Sight
from foundation.accounts.errors import (
    AlreadySignedUpError,
    AlreadySoError,
    EmailTakenError,
    InactiveError,
    LastAdminError,
    OwnRightsError,
)
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.errors import EmailError
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.receivers import invite_to_desk
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db
LAN = NewStaff(" Lan@HongHa.example ", "  Vũ Thị  Lan ", Rights(Role.AGENT))


@pytest.fixture
def admin(admin_user: User) -> Actor:
    return staff_actor(admin_user.pk)


def verbs_recorded() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_an_invited_person_has_a_login_without_password_and_a_mail_is_owed(
    admin: Actor,
) -> None:
    user = invite_staff(LAN, actor=admin, at=NOON)
    invite_to_desk(Event.objects.get(verb=verbs.STAFF_INVITED))
    invite_to_desk(Event.objects.get(verb=verbs.STAFF_INVITED))

    assert (user.email, user.name) == ("lan@hongha.example", "Vũ Thị Lan")
    assert not user.has_usable_password()
    assert verbs_recorded() == [verbs.STAFF_CREATED, verbs.STAFF_INVITED]
    message = OutgoingMessage.objects.get()
    assert message.address == "lan@hongha.example"
    assert message.is_secret


def test_an_address_opens_one_login_only(admin: Actor) -> None:
    invite_staff(LAN, actor=admin, at=NOON)

    with pytest.raises(EmailTakenError):
        invite_staff(LAN, actor=admin, at=NOON)

    assert User.objects.filter(email="lan@hongha.example").count() == 1


def test_an_address_that_is_none_opens_no_login(admin: Actor) -> None:
    with pytest.raises(EmailError):
        invite_staff(NewStaff("lan@", "Lan", Rights(Role.AGENT)), actor=admin, at=NOON)


def test_an_invitation_can_be_sent_again_until_a_password_is_chosen(
    admin: Actor,
) -> None:
    user = invite_staff(LAN, actor=admin, at=NOON)
    send_invitation(user, actor=admin, at=NOON)
    user.set_password("mot-mat-khau-dai")
    user.save()

    with pytest.raises(AlreadySignedUpError):
        send_invitation(user, actor=admin, at=NOON)

    assert verbs_recorded().count(verbs.STAFF_INVITED) == 2


def test_new_rights_end_every_session_and_are_recorded_with_the_old(
    admin: Actor, agent_user: User, other_team: Any
) -> None:
    rights = Rights(Role.LEAD, other_team, Sight.ALL)
    user = change_rights(agent_user, rights=rights, actor=admin, at=NOON)

    assert (user.role, user.team, user.sees) == (Role.LEAD, other_team, Sight.ALL)
    assert user.session_version == agent_user.session_version + 1
    data = Event.objects.get().data
    assert (data["old_role"], data["role"]) == ("agent", "lead")


def test_the_same_rights_again_change_nothing(admin: Actor, agent_user: User) -> None:
    rights = Rights(Role.AGENT, agent_user.team, Sight.TEAM)
    change_rights(agent_user, rights=rights, actor=admin, at=NOON)

    assert not Event.objects.exists()


def test_nobody_changes_their_own_rights(admin: Actor, admin_user: User) -> None:
    StaffFactory(role=Role.ADMIN)

    with pytest.raises(OwnRightsError):
        change_rights(admin_user, rights=Rights(Role.AGENT), actor=admin, at=NOON)
    with pytest.raises(OwnRightsError):
        deactivate_staff(admin_user, actor=admin, at=NOON)


def test_the_last_administrator_stays(admin_user: User) -> None:
    with pytest.raises(LastAdminError):
        change_rights(admin_user, rights=Rights(Role.AGENT), actor=SYSTEM, at=NOON)
    with pytest.raises(LastAdminError):
        deactivate_staff(admin_user, actor=SYSTEM, at=NOON)

    assert not Event.objects.exists()


def test_a_closed_login_is_opened_with_what_it_had(
    admin: Actor, agent_user: User
) -> None:
    closed = deactivate_staff(agent_user, actor=admin, at=NOON)
    opened = reactivate_staff(closed, actor=admin, at=NOON)

    assert not closed.is_active
    assert opened.is_active
    assert opened.role == Role.AGENT
    assert opened.session_version == 3
    assert verbs_recorded() == [verbs.STAFF_DEACTIVATED, verbs.STAFF_REACTIVATED]


def test_closing_or_opening_twice_is_refused(admin: Actor, agent_user: User) -> None:
    with pytest.raises(AlreadySoError):
        reactivate_staff(agent_user, actor=admin, at=NOON)
    closed = deactivate_staff(agent_user, actor=admin, at=NOON)

    with pytest.raises(AlreadySoError):
        deactivate_staff(closed, actor=admin, at=NOON)


def test_a_closed_login_is_not_invited(admin: Actor) -> None:
    user = create_staff(LAN, password=None, actor=admin, at=NOON)
    user = deactivate_staff(user, actor=admin, at=NOON)

    with pytest.raises(InactiveError):
        send_invitation(user, actor=admin, at=NOON)
