"""Macros: all steps or none, once a press, by whoever may."""

from typing import Any

import pytest

from automation.actions.macros import (
    MacroTerms,
    restore_macro,
    retire_macro,
    rewrite_macro,
    write_macro,
)
from automation.actions.tools import Shared
from automation.enums import Sharing
from automation.errors import (
    CannedRetiredError,
    MacroRetiredError,
    NotAllowedError,
    SharingRefusedError,
    StepsRefusedError,
    ToolChangedError,
    ToolUnnamedError,
    UnfilledVariableError,
)
from automation.models import Macro
from automation.steps import Step
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from foundation.core.errors import TransitionError
from tests.automation.acting import applied, macro_steps
from tests.conftest import NOON
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tests.tickets.acting import happened, last_event, resolved
from tickets.day_errors import TemplateRetiredError
from tickets.errors import StaleReplyError, SummaryRequiredError
from tickets.models import ChecklistTemplate, Message, Ticket

WAIT = Step("wait", "customer")
SAY = Step("reply", words="Chào {{ khach.ten }}, đã nhận {{ phieu.so }}.")


def macro_of(*steps: Step, **facts: Any) -> Macro:
    return MacroFactory(steps=macro_steps(*steps), sharing="all", **facts)


def terms(**changes: Any) -> MacroTerms:
    return MacroTerms(**{"name": "Nhận và chờ", "steps": [WAIT], **changes})


def written(by: User, **changes: Any) -> Macro:
    return write_macro(terms(**changes), by=by, actor=staff_actor(by.pk), at=NOON)


def test_all_steps_are_done_in_order(ticket: Ticket, agent_user: User) -> None:
    macro = macro_of(Step("assign", "me"), SAY, Step("priority", "high"), WAIT)

    found = applied(ticket, macro, agent_user)

    assert (found.assignee, found.priority, found.status) == (
        agent_user,
        "high",
        "waiting",
    )
    assert happened(ticket) == [
        "ticket.assigned",
        "ticket.replied",
        "ticket.classified",
        "ticket.waited",
        "ticket.macro_applied",
    ]
    assert last_event("ticket.macro_applied").data["macro_id"] == macro.pk


def test_words_are_filled_in_for_the_ticket(ticket: Ticket, agent_user: User) -> None:
    applied(ticket, macro_of(SAY), agent_user)

    said = ticket.messages.get()
    assert said.body == f"Chào Hà, đã nhận {ticket.short_number}."
    assert said.author_user == agent_user


def test_a_canned_reply_is_said_as_it_reads_now(
    ticket: Ticket, agent_user: User
) -> None:
    canned = CannedReplyFactory(body="Mới: {{ khach.ten }}")

    applied(ticket, macro_of(Step("reply", f"canned:{canned.pk}")), agent_user)

    assert ticket.messages.get().body == "Mới: Hà"


@pytest.mark.parametrize(
    ("last", "error"),
    [
        (Step("resume"), TransitionError),
        (Step("reply", words="Hẹn {{ phieu.han_hen }}"), UnfilledVariableError),
        (Step("reply", "canned:999999"), CannedRetiredError),
    ],
)
def test_a_step_that_is_refused_takes_the_others_back(
    ticket: Ticket, agent_user: User, last: Step, error: type[Exception]
) -> None:
    macro = macro_of(Step("note", words="Ghi"), Step("priority", "high"), last)

    with pytest.raises(error):
        applied(ticket, macro, agent_user)

    ticket.refresh_from_db()
    assert ticket.priority == "normal"
    assert not Message.objects.exists()
    assert happened(ticket) == []


def test_the_same_press_twice_is_one(ticket: Ticket, agent_user: User) -> None:
    macro = macro_of(Step("note", words="Ghi"), SAY)
    applied(ticket, macro, agent_user, client_key="k1")

    applied(ticket, macro, agent_user, client_key="k1")

    assert ticket.messages.count() == 2
    assert happened(ticket).count("ticket.macro_applied") == 1


def test_another_press_does_it_again(ticket: Ticket, agent_user: User) -> None:
    macro = macro_of(Step("note", words="Ghi"))
    applied(ticket, macro, agent_user, client_key="k1")

    applied(ticket, macro, agent_user, client_key="k2")

    assert ticket.messages.count() == 2


def test_news_that_was_not_read_holds_it_back(ticket: Ticket, agent_user: User) -> None:
    ticket.public_count = 2
    ticket.save()

    with pytest.raises(StaleReplyError):
        applied(ticket, macro_of(SAY), agent_user, seen_public_count=1)


def test_a_ticket_in_other_hands_asks_for_a_summary(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    ticket.assignee = other_agent_user
    ticket.save()

    with pytest.raises(SummaryRequiredError):
        applied(ticket, macro_of(Step("assign", "me")), agent_user)


def test_a_retired_macro_is_refused(ticket: Ticket, agent_user: User) -> None:
    with pytest.raises(MacroRetiredError):
        applied(ticket, macro_of(WAIT, is_active=False), agent_user)


def test_steps_beyond_the_role_are_refused(ticket: Ticket, agent_user: User) -> None:
    agent_user.role = Role.TECHNICIAN
    agent_user.save()

    with pytest.raises(NotAllowedError):
        applied(ticket, macro_of(Step("note", words="Ghi"), WAIT), agent_user)


def test_a_resolution_is_told_and_ends_the_work(
    ticket: Ticket, agent_user: User
) -> None:
    macro = macro_of(Step("resolve", "answered", "Đã hướng dẫn {{ khach.ten }}"))

    found = applied(ticket, macro, agent_user)

    assert (found.status, found.resolution) == ("resolved", "Đã hướng dẫn Hà")


def test_what_has_ended_is_not_put_aside(ticket: Ticket, agent_user: User) -> None:
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        applied(ticket, macro_of(WAIT), agent_user)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, ToolUnnamedError),
        ({"steps": []}, StepsRefusedError),
        ({"steps": [WAIT, Step("resume")]}, StepsRefusedError),
        ({"shared": Shared(Sharing.ALL)}, SharingRefusedError),
    ],
)
def test_what_is_no_macro_is_not_stored(
    agent_user: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        written(agent_user, **changes)

    assert not Macro.objects.exists()


def test_a_macro_is_stored_with_its_steps(agent_user: User) -> None:
    macro = written(agent_user)

    assert macro.steps == [{"do": "wait", "value": "customer"}]
    assert last_event("macro.saved").subject_id == str(macro.pk)


def test_a_macro_that_changed_meanwhile_is_not_overwritten(agent_user: User) -> None:
    macro = MacroFactory(owner=agent_user, version=2)

    with pytest.raises(ToolChangedError):
        rewrite_macro(
            macro,
            terms(),
            seen_version=1,
            by=agent_user,
            actor=staff_actor(agent_user.pk),
            at=NOON,
        )


def test_a_retired_macro_comes_back(agent_user: User) -> None:
    macro = written(agent_user)
    who: dict[str, Any] = {
        "by": agent_user,
        "actor": staff_actor(agent_user.pk),
        "at": NOON,
    }

    retire_macro(macro, **who)

    assert restore_macro(macro, **who).is_active
    assert last_event("macro.restored").subject_id == str(macro.pk)


def test_a_checklist_is_put_on(ticket: Ticket, agent_user: User) -> None:
    template = ChecklistTemplate.objects.create(name="Lắp đặt", lines=["Đo", "Treo"])

    applied(ticket, macro_of(Step("checklist", f"checklist:{template.pk}")), agent_user)

    assert list(ticket.checklist.values_list("text", flat=True)) == ["Đo", "Treo"]


def test_a_checklist_that_is_gone_is_refused(ticket: Ticket, agent_user: User) -> None:
    with pytest.raises(TemplateRetiredError):
        applied(ticket, macro_of(Step("checklist", "checklist:999999")), agent_user)


def test_a_canned_reply_of_somebody_else_is_not_put_into_a_macro(
    agent_user: User,
) -> None:
    secret = CannedReplyFactory(body="Chỉ mình tôi đọc")

    with pytest.raises(StepsRefusedError):
        written(agent_user, steps=[Step("reply", f"canned:{secret.pk}")])


def test_what_a_colleague_put_into_a_shared_macro_stays_there(
    lead_user: User,
) -> None:
    own = CannedReplyFactory(body="Của người khác")
    macro = macro_of(Step("reply", f"canned:{own.pk}"))

    changed = rewrite_macro(
        macro,
        terms(
            name="Tên mới",
            steps=[Step("reply", f"canned:{own.pk}")],
            shared=Shared(Sharing.ALL),
        ),
        seen_version=macro.version,
        by=lead_user,
        actor=staff_actor(lead_user.pk),
        at=NOON,
    )

    assert changed.name == "Tên mới"
