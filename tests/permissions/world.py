"""The things and people the permission matrix is run on. Add what your rows need."""

from datetime import timedelta
from functools import cached_property
from typing import Any, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from automation.models import BulkRun, CannedReply, Macro
from catalog.models import Purchase, PurchaseImport, Unit
from customers.models import ContactPoint, Customer
from desk.models import SavedView
from foundation.accounts.enums import Role, Scope, Sight
from foundation.accounts.models import ApiToken, Leave, Skill, Team, User
from foundation.accounts.queries import RESET, password_link
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.events.models import Delivery, Event
from foundation.notifications.models import Notice, OutgoingMessage
from foundation.payments.models import Payment
from foundation.policies.models import PolicyVersion
from intake.models import Reception
from parts.actions.purchasing import add_to_request
from parts.models import Part, PurchaseLine
from quality.models import Sample
from surveys.models import Invitation, Response, Survey
from surveys.tokens import token_of
from tests.factories.accounts import (
    ApiTokenFactory,
    CustomerLoginFactory,
    LeaveFactory,
    SkillFactory,
    StaffFactory,
    TeamFactory,
)
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tests.factories.calendars import CalendarExceptionFactory
from tests.factories.catalog import PurchaseFactory, UnitFactory
from tests.factories.claims import (
    approved,
    diagnosed,
    on_bench,
    received,
    submitted,
)
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory
from tests.factories.notifications import NoticeFactory, OutgoingMessageFactory
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory
from tests.factories.payments import charge, paid, refund
from tests.factories.policies import published
from tests.factories.quality import SampleFactory
from tests.factories.recoveries import recovery
from tests.factories.sla import publish
from tests.factories.tickets import OPENED, MessageFactory, TicketFactory
from tests.factories.warranty import covered_unit
from tickets.models import (
    Attachment,
    CallTask,
    ClockRun,
    Consult,
    Draft,
    HandoffRequest,
    PendingReply,
    SlaPolicyVersion,
    Ticket,
)
from warranty.enums import ReviewKind
from warranty.models import Claim, RepairQuote, Review, SupplierClaim


class World:
    """Two customers, staff of every kind in two teams, one ticket of the first."""

    def __init__(self) -> None:
        self.team: Team = TeamFactory(code="x")
        self.other_team: Team = TeamFactory(code="y")
        self.staff: dict[str, User] = {
            "agent": StaffFactory(team=self.team),
            "other_agent": StaffFactory(team=self.other_team),
            "own_agent": StaffFactory(team=self.team, sees=Sight.OWN),
            "lead": StaffFactory(team=self.team, role=Role.LEAD, sees=Sight.ALL),
            "technician": StaffFactory(team=self.team, role=Role.TECHNICIAN),
            "manager": StaffFactory(role=Role.MANAGER, sees=Sight.ALL),
            "admin": StaffFactory(role=Role.ADMIN, sees=Sight.ALL),
        }
        self.customer: Customer = CustomerFactory(login=CustomerLoginFactory())
        self.other_customer: Customer = CustomerFactory(login=CustomerLoginFactory())

    @cached_property
    def refund(self) -> Payment:
        return refund(subject=ref(self.claim))

    @cached_property
    def charge(self) -> Payment:
        return charge(subject=ref(self.claim))

    @cached_property
    def taken(self) -> Payment:
        return paid(charge(key="claim:8:repair", subject=ref(self.claim)))

    @cached_property
    def part(self) -> Part:
        """A spare part."""
        return PartFactory()

    @cached_property
    def purchase_line(self) -> PurchaseLine:
        """What is asked of a supplier."""
        offer = OfferFactory(part=self.part)
        return add_to_request(
            offer.part,
            location=LocationFactory(),
            quantity=2,
            actor=SYSTEM,
            at=OPENED,
        )

    @cached_property
    def draft(self) -> Draft:
        return Draft.objects.create(
            ticket=self.ticket,
            writer=self.staff["agent"],
            kind="note",
            body="Gọi lại kho",
            updated_at=OPENED,
        )

    @cached_property
    def warranty_version(self) -> PolicyVersion:
        """What the house publishes about its warranty."""
        return published("chung")

    @cached_property
    def pending(self) -> PendingReply:
        return PendingReply.objects.create(
            ticket=self.ticket,
            author=self.staff["agent"],
            body="Dạ vâng",
            seen_public_count=0,
            is_scheduled=True,
            send_at=OPENED + timedelta(days=400),
            created_at=OPENED,
        )

    @cached_property
    def ticket(self) -> Ticket:
        """Of the first customer, in the first team, assigned to its agent."""
        return TicketFactory(
            customer=self.customer, team=self.team, assignee=self.staff["agent"]
        )

    @cached_property
    def sample(self) -> Sample:
        """A finished case of the agent in the first team, still to be judged."""
        return SampleFactory(
            agent=self.staff["agent"],
            ticket__customer=self.customer,
            ticket__team=self.team,
            ticket__resolved_by=self.staff["agent"],
        )

    @cached_property
    def asked_about(self) -> Ticket:
        """Just like the ticket; somebody else's advice is asked on it."""
        return TicketFactory(
            customer=self.customer, team=self.team, assignee=self.staff["agent"]
        )

    @cached_property
    def leave(self) -> Leave:
        """The agent is going to be away."""
        return LeaveFactory(user=self.staff["agent"])

    @cached_property
    def skill(self) -> Skill:
        """Something that tickets may ask for."""
        return SkillFactory()

    @cached_property
    def contact(self) -> ContactPoint:
        """A telephone number of the first customer, beside an address."""
        EmailFactory(customer=self.customer, is_primary=True)
        return PhoneFactory(customer=self.customer, is_primary=True)

    @cached_property
    def calendar(self) -> Calendar:
        """Any working calendar."""
        return Calendar.objects.first() or Calendar.objects.create(
            name="Giờ hành chính"
        )

    @cached_property
    def days_off(self) -> CalendarException:
        """Days entered by hand."""
        return CalendarExceptionFactory(calendar=self.calendar)

    @cached_property
    def attachment(self) -> Attachment:
        """A file that came with a public message on the ticket."""
        message = MessageFactory(ticket=self.ticket)
        content = ContentFile(b"words")
        return Attachment.objects.create(
            ticket=self.ticket,
            message=message,
            name="ghi-chu.txt",
            content_type="text/plain",
            size=5,
            sha256="0" * 64,
            file=default_storage.save("attachments/matrix.txt", content),
        )

    @cached_property
    def call(self) -> CallTask:
        """The first customer has to be telephoned about the ticket."""
        return CallTask.objects.create(
            customer=self.customer,
            ticket=self.ticket,
            message_ref="1",
            reason="no_route",
            created_at=OPENED,
        )

    @cached_property
    def saved_view(self) -> SavedView:
        """A list that the agent kept for themselves."""
        return SavedView.objects.create(
            name="Bảo hành",
            owner=self.staff["agent"],
            query={"view": "mine"},
            created_at=OPENED,
        )

    @cached_property
    def purchase_import(self) -> PurchaseImport:
        """A file that the manager brought."""
        return PurchaseImport.objects.create(
            name="don-mua.csv",
            sha256="0" * 64,
            path="imports/none",
            size=1,
            source="shop",
            brought_by=self.staff["manager"],
            created_at=OPENED,
        )

    @cached_property
    def reception(self) -> Reception:
        """A thing that somebody of the other team took in for the ticket."""
        return Reception.objects.create(
            ticket=self.ticket,
            thing="Máy giặt",
            symptom="Không vắt",
            taken_by=self.staff["other_agent"],
            created_at=OPENED,
        )

    @cached_property
    def consult(self) -> Consult:
        """The agent asked somebody about the ticket who cannot see it otherwise."""
        return Consult.objects.create(
            ticket=self.asked_about,
            asked_by=self.staff["agent"],
            asked_of=self.staff["other_agent"],
            question=MessageFactory(
                ticket=self.asked_about, kind="note", author_kind="staff"
            ),
            asked_at=OPENED,
            due_at=OPENED,
        )

    @cached_property
    def handoff_request(self) -> HandoffRequest:
        """The agent wants to pass the ticket on once more."""
        return HandoffRequest.objects.create(
            ticket=self.ticket,
            asked_by=self.staff["agent"],
            to_agent=self.staff["lead"],
            summary="Đã thử tắt nguồn",
            created_at=OPENED,
        )

    @cached_property
    def message(self) -> OutgoingMessage:
        """A message about the ticket."""
        return OutgoingMessageFactory(about_id=str(self.ticket.pk))

    @cached_property
    def policy_version(self) -> SlaPolicyVersion:
        """What is promised."""
        return publish()

    @cached_property
    def clock_run(self) -> ClockRun:
        """The promise is being applied to open tickets."""
        return ClockRun.objects.create(
            kind="apply", version=self.policy_version, created_at=OPENED
        )

    @cached_property
    def claim(self) -> Claim:
        """A thing of the first customer that the first team has taken in."""
        unit = covered_unit("NM95-2409-009901", owner=self.customer)
        claim = received(submitted(unit))
        claim.ticket.team = self.team
        claim.ticket.assignee = self.staff["agent"]
        claim.ticket.save(update_fields=["team", "assignee"])
        return claim

    @cached_property
    def quote(self) -> RepairQuote:
        """What a repair would cost the first customer, for them to answer."""
        unit = covered_unit("NM95-2409-009902", owner=self.customer)
        return RepairQuote.objects.create(
            claim=received(submitted(unit)),
            number=1,
            customer_total=250_000,
            price_total=300_000,
            valid_until=OPENED + timedelta(days=400),
            sent_at=OPENED,
        )

    @cached_property
    def recovery(self) -> SupplierClaim:
        """What a supplier has to give back of another repair."""
        unit = covered_unit("NM95-2409-009903", owner=self.customer)
        return recovery(approved(diagnosed(on_bench(received(submitted(unit))))))

    @cached_property
    def canned_reply(self) -> CannedReply:
        """Words that the first team shares."""
        return CannedReplyFactory(
            owner=self.staff["lead"], sharing="team", team=self.team
        )

    @cached_property
    def macro(self) -> Macro:
        """Steps that the first team shares."""
        return MacroFactory(owner=self.staff["lead"], sharing="team", team=self.team)

    @cached_property
    def bulk_run(self) -> BulkRun:
        """What the agent has asked for many tickets."""
        return BulkRun.objects.create(
            kind="status",
            what={"steps": [{"do": "wait", "value": "customer"}]},
            n_total=1,
            asked_by=self.staff["agent"],
            created_at=OPENED,
        )

    @cached_property
    def notice(self) -> Notice:
        """What the agent is told."""
        return NoticeFactory(user=self.staff["agent"])

    @cached_property
    def dead_letter(self) -> Delivery:
        """A receiver that gave up on an event."""
        event = Event.objects.create(
            verb="ticket.opened",
            subject_type="tickets.ticket",
            subject_id=str(self.ticket.pk),
            actor_kind="system",
            at=OPENED,
        )
        return Delivery.objects.create(
            event=event, receiver="nobody", state="dead", finished_at=OPENED
        )

    @cached_property
    def cover_review(self) -> Review:
        """Something odd about a unit, not decided."""
        return Review.objects.create(
            unit=self.unit, kind=ReviewKind.OTHER_OWNER, opened_at=OPENED
        )

    @cached_property
    def unit(self) -> Unit:
        """A thing we sold."""
        return UnitFactory()

    @cached_property
    def own_unit(self) -> Unit:
        """A thing of the first customer."""
        return UnitFactory(owner=self.customer)

    @cached_property
    def purchase(self) -> Purchase:
        """What the first customer bought."""
        return PurchaseFactory(customer=self.customer)

    @cached_property
    def survey_response(self) -> Response:
        """What the first customer answered about the ticket."""
        return Response.objects.create(
            invitation=self.invitation, score=5, answered_at=OPENED
        )

    @cached_property
    def survey_token(self) -> str:
        """The secret part of a link to a survey that waits for its answer."""
        return token_of(self.invitation.pk)

    @cached_property
    def invitation(self) -> Invitation:
        """The first customer was asked about the ticket."""
        survey = Survey.objects.csat()
        return Invitation.objects.create(
            survey=survey,
            ticket=self.ticket,
            episode=1,
            state="sent",
            due_at=OPENED,
            sent_at=OPENED,
            expires_at=OPENED + timedelta(days=3650),
        )

    @cached_property
    def token(self) -> ApiToken:
        """A token of the agent."""
        return ApiTokenFactory(user=self.staff["agent"])

    @cached_property
    def password_token(self) -> str:
        """The secret part of a link at which the agent sets a password."""
        return password_link(self.staff["agent"], RESET).split("/")[-2]

    def complete(self) -> Self:
        """Make every thing now, so that no request takes one back with its changes."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)
        return self

    @cached_property
    def people(self) -> dict[str, Client]:
        """The browsers of PEOPLE."""
        names = ("anonymous", "customer", "other_customer", *self.staff)
        return {who: self._person(who) for who in names}

    @cached_property
    def programs(self) -> dict[str, Client]:
        """What calls the API: with each of TOKENS, with none, and with a session."""
        narrow = [f"agent:{scope}" for scope in Scope.values]
        tokens = {who: self._program(who) for who in (*narrow, *self.staff)}
        return {**tokens, "anonymous": Client(), "session": self._person("admin")}

    def _person(self, who: str) -> Client:
        client = Client()
        customers = {
            "customer": self.customer.login,
            "other_customer": self.other_customer.login,
        }
        user: Any = customers.get(who) or self.staff.get(who)
        if user is not None:
            client.force_login(user)
        return client

    def _program(self, who: str) -> Client:
        name, _, scope = who.partition(":")
        key = f"key of {who}".replace(" ", "-")
        ApiTokenFactory(
            user=self.staff[name],
            key=key,
            scopes=[scope] if scope else list(Scope.values),
        )
        return Client(headers={"Authorization": f"Token {key}"})
