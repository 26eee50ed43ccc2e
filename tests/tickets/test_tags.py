"""Words that sort tickets: one spelling each, put on and taken off with a line of history."""

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import closed, happened, last_event
from tickets.actions.tags import (
    change_tag,
    make_tag,
    merge_tags,
    retire_tag,
    set_tags,
)
from tickets.enums import TagTone
from tickets.models import Tag, Ticket, TicketTag
from tickets.queries import conversation_of
from tickets.queries_tags import tag_named, tags_to_choose


@pytest.fixture
def lot(agent: Actor) -> Tag:
    return make_tag("Lô 2409", actor=agent, at=NOON)


@pytest.fixture
def again(agent: Actor) -> Tag:
    return make_tag("Quay lại lần 2", actor=agent, at=NOON, tone=TagTone.WARN)


def names(ticket: Ticket) -> set[str]:
    return set(ticket.ticket_tags.values_list("tag__name", flat=True))


def test_tags_are_put_on_and_taken_off_in_one_step(
    ticket: Ticket, lot: Tag, again: Tag, agent: Actor
) -> None:
    set_tags(ticket, add=[lot], actor=agent, at=NOON)
    set_tags(ticket, add=[again], remove=[lot], actor=agent, at=NOON)

    assert names(ticket) == {"Quay lại lần 2"}
    event = last_event("ticket.tagged")
    assert (event.data["added"], event.data["removed"]) == ([again.pk], [lot.pk])


def test_the_timeline_says_which(ticket: Ticket, lot: Tag, agent: Actor) -> None:
    set_tags(ticket, add=[lot], actor=agent, at=NOON)

    (entry,) = conversation_of(ticket, for_customer=False)
    assert entry.text == "Gắn nhãn “Lô 2409”"


def test_nothing_changed_is_no_event(ticket: Ticket, lot: Tag, agent: Actor) -> None:
    set_tags(ticket, add=[lot], actor=agent, at=NOON)
    set_tags(ticket, add=[lot], actor=agent, at=NOON)
    set_tags(ticket, add=[lot], remove=[lot], actor=agent, at=NOON)

    assert happened(ticket) == ["ticket.tagged"]


def test_a_closed_ticket_may_still_be_sorted(
    ticket: Ticket, lot: Tag, agent_user: User, agent: Actor
) -> None:
    set_tags(closed(ticket, agent_user), add=[lot], actor=agent, at=NOON)

    assert names(ticket) == {"Lô 2409"}


def test_a_retired_tag_is_put_on_nothing_but_can_be_taken_off(
    ticket: Ticket, lot: Tag, agent: Actor
) -> None:
    set_tags(ticket, add=[lot], actor=agent, at=NOON)
    retire_tag(lot, actor=agent, at=NOON)

    with pytest.raises(DomainError) as refused:
        set_tags(TicketFactory(), add=[lot], actor=agent, at=NOON)
    set_tags(ticket, remove=[lot], actor=agent, at=NOON)

    assert refused.value.code == "tag_retired"
    assert names(ticket) == set()


def test_a_merged_ticket_is_not_tagged(ticket: Ticket, lot: Tag, agent: Actor) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(merged_into=TicketFactory())

    with pytest.raises(DomainError) as refused:
        set_tags(ticket, add=[lot], actor=agent, at=NOON)

    assert refused.value.code == "ticket_merged"


@pytest.mark.parametrize("name", ["lo 2409", "  LÔ   2409 "])
def test_one_spelling_is_one_tag(name: str, lot: Tag, agent: Actor) -> None:
    assert make_tag(name, actor=agent, at=NOON) == lot
    assert Event.objects.filter(verb="tag.made").count() == 1


@pytest.mark.parametrize("name", ["Ống 5 m²", "20×30", "Giảm ½", "Loại “A”", "Ø 60"])
def test_signs_of_a_name_are_spelled_as_the_database_spells_them(
    name: str, agent: Actor, db: None
) -> None:
    made = make_tag(name, actor=agent, at=NOON)

    assert make_tag(name.upper(), actor=agent, at=NOON) == made
    assert tag_named(f" {name} ") == made
    assert [look.pk for look in tags_to_choose(name)] == [made.pk]


def test_a_retired_tag_comes_back_when_it_is_made_again(lot: Tag, agent: Actor) -> None:
    retire_tag(lot, actor=agent, at=NOON)

    assert make_tag("lo 2409", actor=agent, at=NOON).is_active
    assert last_event("tag.restored").subject_id == str(lot.pk)


def test_a_tag_without_a_word_is_refused(agent: Actor, db: None) -> None:
    with pytest.raises(DomainError) as refused:
        make_tag(" \u200b ", actor=agent, at=NOON)

    assert refused.value.code == "tag_unnamed"


def test_two_tags_do_not_come_to_one_name(lot: Tag, again: Tag, agent: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        change_tag(again, name="lo 2409", tone=TagTone.BAD, actor=agent, at=NOON)

    assert refused.value.code == "tag_taken"


def test_the_same_name_and_colour_change_nothing(again: Tag, agent: Actor) -> None:
    change_tag(again, name=again.name, tone=TagTone.WARN, actor=agent, at=NOON)

    assert not Event.objects.filter(verb="tag.changed").exists()


def test_merging_moves_tickets_and_keeps_none_twice(
    ticket: Ticket, lot: Tag, again: Tag, agent: Actor
) -> None:
    other = TicketFactory()
    set_tags(ticket, add=[lot, again], actor=agent, at=NOON)
    set_tags(other, add=[lot], actor=agent, at=NOON)

    assert merge_tags(lot, again, actor=agent, at=NOON) == 2

    assert names(ticket) == names(other) == {"Quay lại lần 2"}
    assert TicketTag.objects.count() == 2
    lot.refresh_from_db()
    assert not lot.is_active


def test_a_tag_is_not_merged_with_itself(lot: Tag, agent: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        merge_tags(lot, lot, actor=agent, at=NOON)

    assert refused.value.code == "tag_into_itself"
