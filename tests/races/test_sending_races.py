"""Two answers at once, undo against sending, two sweeps: on real connections."""

from datetime import timedelta
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.sessions import (
    PATIENCE_SECONDS,
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)
from tickets.actions.delivering import send_due_replies
from tickets.actions.drafts import save_draft
from tickets.actions.holding import held_together
from tickets.actions.sending import Leave, queue_reply, take_back
from tickets.actions.words import Words
from tickets.enums import MessageKind, PendingState
from tickets.models import Draft, Message, PendingReply, Ticket
from tickets.writing_errors import (
    DraftChangedError,
    PendingEndedError,
    ReplyInFlightError,
)

pytestmark = pytest.mark.django_db(transaction=True)

DUE = NOON + timedelta(seconds=15)


@pytest.fixture(autouse=True)
def seconds(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


@pytest.fixture
def user(transactional_db: None) -> User:
    return StaffFactory()


@pytest.fixture
def case(transactional_db: None) -> Ticket:
    return TicketFactory()


def answer(case: Ticket, user: User) -> PendingReply:
    return queue_reply(
        case, author=user, words=Words("Dạ vâng"), then=None, leave=Leave(), at=NOON
    )


def test_of_two_people_who_answer_at_once_one_is_shown_the_others_words(
    case: Ticket, user: User
) -> None:
    colleague = StaffFactory()

    outcomes = all_at_once(lambda: answer(case, user), lambda: answer(case, colleague))

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["PendingReply", ReplyInFlightError.__name__]


def test_undo_and_sending_at_once_end_in_one_of_both(case: Ticket, user: User) -> None:
    pending = answer(case, user)
    by = staff_actor(user.pk)

    undone, _ = all_at_once(
        lambda: take_back(pending, by=user, actor=by, at=DUE),
        lambda: send_due_replies(DUE),
    )

    pending.refresh_from_db()
    ended = (pending.state, Message.objects.count(), Draft.objects.count())
    assert (type(undone), *ended) in {
        (Draft, PendingState.CANCELLED, 0, 1),
        (PendingEndedError, PendingState.SENT, 1, 0),
    }


def test_two_windows_of_one_person_keep_both_texts(case: Ticket, user: User) -> None:
    def write(body: str) -> Draft | None:
        who: dict[str, Any] = {"writer": user, "kind": MessageKind.PUBLIC, "at": NOON}
        return save_draft(case, words=Words(body), base="", **who)

    outcomes = all_at_once(lambda: write("Ở máy quầy"), lambda: write("Ở máy tôi"))

    kept = Draft.objects.get()
    (clash,) = [one for one in outcomes if isinstance(one, DraftChangedError)]
    assert sorted(type(one).__name__ for one in outcomes) == [
        "Draft",
        "DraftChangedError",
    ]
    assert clash.draft.body == kept.body


def test_four_sweeps_at_once_send_it_once(case: Ticket, user: User) -> None:
    answer(case, user)

    outcomes = all_at_once(*[lambda: send_due_replies(DUE)] * 4)

    assert sum(int(str(outcome)) for outcome in outcomes) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("begun", ["", "Dạ"])
def test_a_save_that_meets_its_form_being_sent_makes_no_draft(
    case: Ticket, user: User, begun: str
) -> None:
    who: dict[str, Any] = {"writer": user, "kind": MessageKind.PUBLIC, "at": NOON}
    save_draft(case, words=Words(begun), **who)
    words = Words("Dạ vâng", client_key="k1")

    with another_session() as sender, another_session() as window:
        sender.begin()
        sender.run(
            lambda: queue_reply(
                case, author=user, words=words, then=None, leave=Leave(), at=NOON
            )
        )
        saving = window.start(lambda: save_draft(case, words=words, **who))
        eventually(somebody_waits_for_a_row, bool)
        sender.commit()
        saved = saving.result(timeout=PATIENCE_SECONDS)

    assert saved is None
    assert not Draft.objects.exists()


def test_undo_on_a_merged_ticket_holds_the_older_one_first(
    case: Ticket, user: User
) -> None:
    younger = TicketFactory(customer=case.customer)
    pending = answer(younger, user)
    Ticket.objects.filter(pk=younger.pk).update(merged_into=case)
    by = staff_actor(user.pk)

    with another_session() as customer, another_session() as window:
        customer.begin()
        customer.run(lambda: held_together([case.pk]))
        undoing = window.start(lambda: take_back(pending, by=user, actor=by, at=NOON))
        eventually(somebody_waits_for_a_row, bool)
        free = Ticket.objects.select_for_update(nowait=True).filter(pk=younger.pk)
        customer.run(free.get)
        customer.commit()
        undone = undoing.result(timeout=PATIENCE_SECONDS)

    assert undone.ticket == case
