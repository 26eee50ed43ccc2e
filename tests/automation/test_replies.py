"""Canned replies: writing, sharing, putting away, and what a ticket is offered."""

from typing import Any

import pytest

from automation.actions.replies import (
    ReplyTerms,
    restore_reply,
    retire_reply,
    rewrite_reply,
    write_reply,
)
from automation.actions.tools import Shared
from automation.enums import Sharing
from automation.errors import (
    SharingRefusedError,
    ShortcutTakenError,
    TeamNeededError,
    ToolChangedError,
    ToolForeignError,
    ToolUnnamedError,
    VariableRefusedError,
)
from automation.models import CannedReply
from automation.queries import replies_for
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from tests.conftest import NOON
from tests.factories.automation import CannedReplyFactory
from tests.factories.catalog import UnitFactory
from tests.tickets.acting import last_event
from tickets.errors import EmptyMessageError
from tickets.models import Ticket

BODY = "Chào {{ khach.xung_ho }} {{ khach.ten }}."


def terms(**changes: Any) -> ReplyTerms:
    return ReplyTerms(
        **{"shortcut": "chao", "title": "Lời chào", "body": BODY, **changes}
    )


def written(by: User, **changes: Any) -> CannedReply:
    return write_reply(terms(**changes), by=by, actor=staff_actor(by.pk), at=NOON)


def test_a_reply_is_ones_own_at_first(agent_user: User) -> None:
    reply = written(agent_user)

    assert (reply.owner, reply.sharing, reply.version) == (agent_user, "own", 1)
    assert last_event("canned_reply.saved").data == {
        "version": 1,
        "sharing": "own",
        "team_id": None,
    }


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"body": "Chào {{ khach.tn }}"}, VariableRefusedError),
        ({"body": " \n "}, EmptyMessageError),
        ({"title": " "}, ToolUnnamedError),
        ({"shared": Shared(Sharing.ALL)}, SharingRefusedError),
    ],
)
def test_what_an_agent_may_not_write_is_refused(
    agent_user: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        written(agent_user, **changes)

    assert not CannedReply.objects.exists()


def test_a_wrong_variable_is_refused_with_its_place(agent_user: User) -> None:
    with pytest.raises(VariableRefusedError, match="Dòng 2, cột 1: Không có biến"):
        written(agent_user, body="Chào\n{{ khach.tn }}")


def test_a_lead_shares_with_the_team(lead_user: User, team: Team) -> None:
    reply = written(lead_user, shared=Shared(Sharing.TEAM, team))

    assert (reply.sharing, reply.team) == ("team", team)


def test_a_team_has_to_be_named(lead_user: User) -> None:
    with pytest.raises(TeamNeededError):
        written(lead_user, shared=Shared(Sharing.TEAM))


def test_a_shortcut_is_once_among_the_same_people(agent_user: User) -> None:
    written(agent_user)

    with pytest.raises(ShortcutTakenError):
        written(agent_user, title="Khác")


def test_two_people_may_have_the_same_shortcut(
    agent_user: User, other_agent_user: User
) -> None:
    written(agent_user)

    assert written(other_agent_user).shortcut == "chao"


def test_a_rewritten_reply_has_a_new_version(agent_user: User) -> None:
    reply = written(agent_user)

    changed = rewrite_reply(
        reply,
        terms(body="Chào bạn."),
        seen_version=1,
        by=agent_user,
        actor=staff_actor(agent_user.pk),
        at=NOON,
    )

    assert (changed.body, changed.version) == ("Chào bạn.", 2)


def test_who_read_an_older_version_is_told(agent_user: User) -> None:
    reply = CannedReplyFactory(owner=agent_user, version=3)

    with pytest.raises(ToolChangedError):
        rewrite_reply(
            reply,
            terms(),
            seen_version=2,
            by=agent_user,
            actor=staff_actor(agent_user.pk),
            at=NOON,
        )


def test_anothers_is_left_alone(agent_user: User, lead_user: User) -> None:
    reply = CannedReplyFactory(owner=lead_user, sharing="all")

    with pytest.raises(ToolForeignError):
        retire_reply(reply, by=agent_user, actor=staff_actor(agent_user.pk), at=NOON)


def test_a_lead_looks_after_what_everybody_uses(
    agent_user: User, lead_user: User
) -> None:
    reply = CannedReplyFactory(owner=agent_user, sharing="all")

    gone = retire_reply(reply, by=lead_user, actor=staff_actor(lead_user.pk), at=NOON)

    assert not gone.is_active
    assert last_event("canned_reply.retired").subject_id == str(reply.pk)


def test_a_retired_shortcut_is_free_and_does_not_come_back_taken(
    agent_user: User,
) -> None:
    first = CannedReplyFactory(owner=agent_user, shortcut="chao", is_active=False)
    written(agent_user)

    with pytest.raises(ShortcutTakenError):
        restore_reply(first, by=agent_user, actor=staff_actor(agent_user.pk), at=NOON)


def test_a_ticket_is_offered_ones_own_the_teams_and_everybodys(
    ticket: Ticket, agent_user: User, other_agent_user: User, team: Team
) -> None:
    CannedReplyFactory(owner=other_agent_user, shortcut="an")
    CannedReplyFactory(shortcut="chung", sharing="all")
    CannedReplyFactory(shortcut="nhom", sharing="team", team=team)
    CannedReplyFactory(owner=agent_user, shortcut="toi")
    CannedReplyFactory(owner=agent_user, shortcut="cu", is_active=False)
    CannedReplyFactory(owner=agent_user, shortcut="doi", kind="return")

    found = replies_for(agent_user, ticket)

    assert [choice.shortcut for choice in found] == ["toi", "nhom", "chung"]


def test_what_the_shortcut_begins_with_comes_first(
    ticket: Ticket, agent_user: User
) -> None:
    CannedReplyFactory(owner=agent_user, shortcut="a", title="Nói về e3")
    CannedReplyFactory(owner=agent_user, shortcut="e3-vat")

    found = replies_for(agent_user, ticket, "/e3")

    assert [choice.shortcut for choice in found] == ["e3-vat", "a"]


def test_a_choice_is_filled_in_for_the_ticket(ticket: Ticket, agent_user: User) -> None:
    ticket.unit = UnitFactory(serial="NM95-1")
    ticket.save()
    body = "Chào {{ khach.xung_ho }} {{ khach.ten }}, {{ may.so_may }} {{ toi.ten }}"
    CannedReplyFactory(owner=agent_user, body=body)

    choice = replies_for(agent_user, ticket)[0]

    assert choice.body == "Chào chị Hà, NM95-1 Trần Minh Quân"
    assert choice.missing == []


def test_what_the_ticket_does_not_say_stays_marked(
    ticket: Ticket, agent_user: User
) -> None:
    CannedReplyFactory(owner=agent_user, body="Hẹn {{ phieu.han_hen }}")

    choice = replies_for(agent_user, ticket)[0]

    assert choice.body == "Hẹn {{ phieu.han_hen }}"
    assert choice.missing == ["Giờ hẹn khách xử lý xong"]
