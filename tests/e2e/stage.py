"""A customer, their tickets and all that may stand around them, for journeys to play on.

Runs inside the system: `manage.py shell -v0 -c "from tests.e2e.stage import lay; print(lay())"`.
"""

import json
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from automation.actions.bulk import ask_run
from automation.enums import BulkKind, Sharing
from automation.orders import Order
from automation.steps import Step
from catalog.actions.units import register_unit
from catalog.models import Product
from customers.actions.merging import merge_customers
from customers.actions.records import create_customer
from customers.models import Customer
from customers.profiles import Profile
from desk.models import SavedView
from foundation.accounts.models import User
from foundation.core.actor import customer_actor, staff_actor
from quality.models import Draw, Sample
from quality.months import last_month
from tests.e2e.doors import AGENT, LEAD
from tests.tickets.uploads import a_picture, upload
from tickets.actions.attachments import keep_files
from tickets.actions.checklist_templates import ListTerms, save_template
from tickets.actions.checklists import add_checklist
from tickets.actions.drafts import save_draft
from tickets.actions.merging import merge_tickets
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.parts import Part, open_child
from tickets.actions.resolution import resolve_ticket
from tickets.actions.sending import Leave, queue_reply
from tickets.actions.snooze import snooze_ticket
from tickets.actions.tags import make_tag, set_tags
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.actions.words import Words
from tickets.enums import MessageKind, Outcome, TicketKind
from tickets.models import Ticket


class Stage:
    """Whose hands lay everything, and the mark by which one stage differs from another."""

    def __init__(self) -> None:
        self.mark = uuid4().hex[:6].upper()
        self.at = timezone.now()
        self.agent = User.objects.get(email=AGENT.address)
        self.lead = User.objects.get(email=LEAD.address)
        self.actor = staff_actor(self.lead.pk)
        self.product = Product.objects.earliest("pk")

    def customer(self, name: str) -> Customer:
        """Somebody with a washing machine and an address of their own."""
        email = f"{uuid4().hex[:12]}@thu.example"
        profile = Profile(name=f"{name} {self.mark}")
        customer = create_customer(profile, email=email, actor=self.actor, at=self.at)
        self.unit = register_unit(
            f"KB{uuid4().hex[:8]}",
            self.product,
            owner=customer,
            actor=self.actor,
            at=self.at,
        )
        return customer

    def ticket(self, customer: Customer, subject: str) -> Ticket:
        """What the agent has to answer, with two pictures."""
        photos = [upload(name, a_picture()) for name in ("tem-may.png", "loi-e3.png")]
        opening = Opening(
            subject=f"{subject} {self.mark}",
            body="Từ hôm qua, khi vắt thì kêu như va vào thùng.",
            kind=TicketKind.TECHNICAL,
            unit=self.unit,
            assignee=self.agent,
            files=keep_files(photos),
        )
        actor = customer_actor(customer.pk)
        return open_ticket(customer, actor=actor, at=self.at, opening=opening)


def lay() -> str:
    """Lay everything once more, beside what is there; where it is, as JSON."""
    stage = Stage()
    customer = stage.customer("Trịnh Ngọc Ánh")
    subjects = ("Máy giặt kêu to khi vắt", "Máy giặt rung", "Bơm xả", "Van cấp nước")
    tickets = [stage.ticket(customer, subject) for subject in subjects]
    main, other, merged, asleep = tickets
    merge_tickets(merged, main, actor=stage.actor, at=stage.at)
    until = stage.at + timedelta(days=3)
    snooze_ticket(asleep, until=until, actor=stage.actor, by=stage.lead, at=stage.at)
    _write(main, other, stage)
    places = {
        "mark": stage.mark,
        "customer": customer.pk,
        "serial": stage.unit.serial,
        "number": main.number,
        "other": other.number,
        "merged": merged.number,
        "asleep": asleep.number,
        "message": main.messages.earliest("pk").pk,
        **_around(main, stage),
        **_many([main, other], stage),
        **_twice(customer, stage),
        "sample": _sampled(customer, stage, "Máy giặt không vắt"),
        "aside": _sampled(customer, stage, "Gọi thử"),
    }
    return json.dumps(places)


def _write(main: Ticket, other: Ticket, stage: Stage) -> None:
    """Said, noted, begun, and to be sent tomorrow."""
    actor, agent, at = staff_actor(stage.agent.pk), stage.agent, stage.at
    words = Words("Dạ em đã đặt lịch, mình chờ em nhé.")
    reply_to_customer(main, actor=actor, author=agent, at=at, words=words)
    note = Words(f"@{stage.lead.name} xem giúp em đã từng gặp chưa.")
    add_note(main, actor=actor, author=agent, at=at, words=note)
    kind, begun = MessageKind.NOTE, Words("Chờ kho trả lời về giảm chấn")
    save_draft(main, writer=agent, kind=kind, words=begun, at=at)
    later = Leave(at=at + timedelta(days=1))
    queue_reply(
        other, author=agent, words=Words("Hẹn gặp ạ."), then=None, leave=later, at=at
    )


def _around(ticket: Ticket, stage: Stage) -> dict[str, object]:
    """Tags, things to do, a part, and the fault that it is of."""
    actor, lead, at, mark = stage.actor, stage.lead, stage.at, stage.mark
    tag = make_tag(f"Rung lắc {mark}", actor=actor, at=at)
    set_tags(ticket, actor=actor, at=at, add=[tag])
    terms = ListTerms(f"Nhận máy giặt {mark}", "Chụp tem máy\nThử vắt không tải")
    template = save_template(None, terms, actor=actor, at=at)
    add_checklist(ticket, template, actor=actor, by=lead, at=at)
    part = Part(f"Đặt giảm chấn {mark}", "Hai chiếc.", TicketKind.TECHNICAL)
    child = open_child(ticket, part, actor=actor, by=lead, at=at)
    fault = Fault(f"Giảm chấn nứt {mark}", product=stage.product)
    tracker = open_tracker(fault, actor=actor, by=lead, at=at)
    attach_tickets(tracker, [ticket], actor=actor, at=at)
    return {
        "tag": tag.pk,
        "checklist": template.pk,
        "child": child.number,
        "tracker": tracker.pk,
    }


def _many(tickets: list[Ticket], stage: Stage) -> dict[str, object]:
    """One deed for many, and the list under a name."""
    order = Order(BulkKind.CLASSIFY, (Step("priority", "high"),))
    run = ask_run(order, tickets, by=stage.lead, actor=stage.actor, at=stage.at)
    view = SavedView.objects.create(
        name=f"Máy giặt {stage.mark}",
        query={"view": "all"},
        sharing=Sharing.ALL,
        owner=stage.lead,
        created_at=stage.at,
    )
    return {"run": run.pk, "view": view.pk}


def _twice(customer: Customer, stage: Stage) -> dict[str, object]:
    """The other record of a person, and one that was merged already."""
    twin = stage.customer("Trịnh Ánh")
    gone = stage.customer("Chị Ánh")
    merge_customers(gone, customer, actor=stage.actor, at=stage.at)
    return {"twin": twin.pk, "gone": gone.pk}


def _sampled(customer: Customer, stage: Stage, subject: str) -> int:
    """A case that the agent finished, drawn for a judge to read."""
    ticket = stage.ticket(customer, subject)
    actor, agent, at = staff_actor(stage.agent.pk), stage.agent, stage.at
    words = Words("Dạ mình bấm giữ nút Vắt ba giây giúp em ạ.")
    reply_to_customer(ticket, actor=actor, author=agent, at=at, words=words)
    solved, note = Outcome.SOLVED, "Đã hướng dẫn bật chế độ vắt."
    resolve_ticket(ticket, actor=actor, agent=agent, outcome=solved, note=note, at=at)
    month = last_month(at)
    lot = {"seed": stage.mark, "n_solved": 1, "n_goal": 1, "drawn_at": at}
    Draw.objects.get_or_create(agent=agent, month=month, defaults=lot)
    sample = Sample.objects.create(
        ticket=ticket,
        episode=ticket.episode,
        agent=agent,
        team=agent.team,
        month=month,
        drawn_at=at,
    )
    return sample.pk
