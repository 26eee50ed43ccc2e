"""What has to be done, line by line; every line says who did it and when."""

from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.tickets.acting import ASKED, happened
from tickets.actions.checklist_templates import (
    ListTerms,
    lines_of,
    save_template,
    use_template,
)
from tickets.actions.checklists import (
    MAX_ITEMS,
    add_checklist,
    add_item,
    move_item,
    remove_item,
    rename_item,
    restore_item,
    tick_item,
)
from tickets.actions.opening import open_ticket
from tickets.models import ChecklistItem, ChecklistTemplate, Ticket
from tickets.queries import conversation_of

LATER = NOON + timedelta(minutes=5)
STEPS = ListTerms("Bảo hành tại nhà", "- Hỏi số máy\n\nHẹn giờ\nHỏi số máy")


@pytest.fixture
def template(agent: Actor, db: None) -> ChecklistTemplate:
    return save_template(None, STEPS, actor=agent, at=NOON)


def texts(ticket: Ticket) -> list[str]:
    return list(ticket.checklist.values_list("text", flat=True))


def added(ticket: Ticket, text: str, by: User, actor: Actor) -> ChecklistItem:
    return add_item(ticket, text, actor=actor, by=by, at=NOON)


def test_lines_are_read_without_dashes_gaps_and_repetitions() -> None:
    assert lines_of(STEPS.words) == ["Hỏi số máy", "Hẹn giờ"]


def test_a_list_is_put_at_the_end_and_twice_adds_nothing(
    ticket: Ticket, template: ChecklistTemplate, agent_user: User, agent: Actor
) -> None:
    added(ticket, "Gọi lại", agent_user, agent)

    add_checklist(ticket, template, actor=agent, by=agent_user, at=NOON)
    add_checklist(ticket, template, actor=agent, by=agent_user, at=NOON)

    assert texts(ticket) == ["Gọi lại", "Hỏi số máy", "Hẹn giờ"]
    assert happened(ticket) == ["checklist.added", "checklist.added"]


def test_a_list_of_a_kind_stands_on_new_tickets_of_that_kind(
    customer: Customer, by_customer: Actor, agent: Actor
) -> None:
    save_template(None, ListTerms("Hỏi", "Xem kỹ", "question"), actor=agent, at=NOON)
    save_template(None, ListTerms("Máy", "Đo điện", "warranty"), actor=agent, at=NOON)

    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    assert texts(ticket) == ["Xem kỹ"]


def test_a_retired_list_is_put_on_nothing(
    ticket: Ticket, template: ChecklistTemplate, agent_user: User, agent: Actor
) -> None:
    use_template(template, is_active=False, actor=agent, at=NOON)

    with pytest.raises(DomainError) as refused:
        add_checklist(ticket, template, actor=agent, by=agent_user, at=NOON)

    assert refused.value.code == "template_retired"


def test_ticking_says_who_and_when_and_twice_changes_nothing(
    ticket: Ticket, agent_user: User, lead_user: User, agent: Actor, lead: Actor
) -> None:
    item = added(ticket, "Gọi lại", agent_user, agent)

    item = tick_item(item, is_done=True, actor=agent, by=agent_user, at=LATER)
    tick_item(item, is_done=True, actor=lead, by=lead_user, at=NOON)

    item.refresh_from_db()
    assert (item.done_at, item.done_by) == (LATER, agent_user)
    assert Event.objects.filter(verb="checklist.ticked").count() == 1


def test_ticking_is_in_the_log_and_not_on_the_timeline(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    item = added(ticket, "Gọi lại", agent_user, agent)
    tick_item(item, is_done=True, actor=agent, by=agent_user, at=LATER)

    (entry,) = conversation_of(ticket, for_customer=False)
    assert entry.text == "Thêm 1 việc cần làm"


def test_a_tick_is_taken_back(ticket: Ticket, agent_user: User, agent: Actor) -> None:
    item = added(ticket, "Gọi lại", agent_user, agent)
    tick_item(item, is_done=True, actor=agent, by=agent_user, at=NOON)

    item = tick_item(item, is_done=False, actor=agent, by=agent_user, at=LATER)

    assert (item.done_at, item.done_by) == (None, None)


def test_it_is_said_in_other_words(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    item = added(ticket, "Gọi lại", agent_user, agent)

    rename_item(item, "  Gọi lại   trước 17 giờ ", actor=agent, at=NOON)

    assert texts(ticket) == ["Gọi lại trước 17 giờ"]


@pytest.mark.parametrize(
    ("to", "order"), [(0, "CAB"), (1, "ACB"), (-5, "CAB"), (99, "ABC")]
)
def test_it_is_put_elsewhere(
    to: int, order: str, ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    added(ticket, "A", agent_user, agent)
    added(ticket, "B", agent_user, agent)
    last = added(ticket, "C", agent_user, agent)

    move_item(last, to, actor=agent, at=NOON)

    assert "".join(texts(ticket)) == order


def test_what_a_colleague_removed_meanwhile_is_said_to_be_gone(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    item = added(ticket, "Gọi lại", agent_user, agent)
    stale = ChecklistItem.objects.select_related("ticket").get()
    remove_item(item, actor=agent, at=NOON)

    with pytest.raises(DomainError) as refused:
        tick_item(stale, is_done=True, actor=agent, by=agent_user, at=NOON)

    assert refused.value.code == "checklist_gone"


def test_what_is_removed_comes_back_as_it_was(
    ticket: Ticket, agent_user: User, lead_user: User, agent: Actor, lead: Actor
) -> None:
    item = added(ticket, "A", agent_user, agent)
    added(ticket, "B", agent_user, agent)
    tick_item(item, is_done=True, actor=lead, by=lead_user, at=LATER)

    removed = remove_item(item, actor=agent, at=LATER)
    assert texts(ticket) == ["B"]
    restore_item(ticket, removed, actor=agent, at=LATER)

    assert texts(ticket) == ["A", "B"]
    assert ticket.checklist.get(text="A").done_by == lead_user


def test_nothing_to_do_is_refused(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    with pytest.raises(DomainError) as refused:
        added(ticket, " \n ", agent_user, agent)

    assert refused.value.code == "checklist_text"


def test_a_list_that_nobody_reads_is_refused(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    ChecklistItem.objects.bulk_create(
        ChecklistItem(ticket=ticket, text="x", position=i, created_at=NOON)
        for i in range(MAX_ITEMS)
    )

    with pytest.raises(DomainError) as refused:
        added(ticket, "một việc nữa", agent_user, agent)

    assert refused.value.code == "checklist_full"


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (ListTerms("", "A"), "template_name"),
        (ListTerms("Bảo hành tại nhà", "A"), "template_name"),
        (ListTerms("Khác", " \n-\n"), "template_empty"),
    ],
)
def test_a_list_without_name_or_lines_is_refused(
    terms: ListTerms, code: str, template: ChecklistTemplate, agent: Actor
) -> None:
    with pytest.raises(DomainError) as refused:
        save_template(None, terms, actor=agent, at=NOON)

    assert refused.value.code == code
