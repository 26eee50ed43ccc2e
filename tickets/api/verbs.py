"""What may be done to a ticket over the API: one POST per verb, one action per POST."""

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability, can
from tickets.actions.assignment import assign_ticket
from tickets.actions.attachments import keep_files
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.resolution import close_ticket, reopen_ticket, resolve_ticket
from tickets.actions.stages import finish_stage, start_stage
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.actions.words import Words
from tickets.api import serializers as shapes
from tickets.api.resource import TicketResource
from tickets.enums import (
    Complexity,
    MessageKind,
    Outcome,
    Priority,
    Stage,
    TicketChannel,
    TicketKind,
    WaitReason,
)
from tickets.models import Message, Ticket


class TicketVerbs(TicketResource):
    """The verbs of a ticket; each answers with its fresh state."""

    permissions: ClassVar = {
        "reply": (Capability.REPLY_TICKET, Scope.TICKETS),
        "note": (Capability.NOTE_TICKET, Scope.TICKETS),
        "assign": (Capability.ASSIGN_TICKET, Scope.TICKETS),
        "wait": (Capability.REPLY_TICKET, Scope.TICKETS),
        "resume": (Capability.REPLY_TICKET, Scope.TICKETS),
        "stage": (Capability.REPLY_TICKET, Scope.TICKETS),
        "resolve": (Capability.RESOLVE_TICKET, Scope.TICKETS),
        "reopen": (Capability.RESOLVE_TICKET, Scope.TICKETS),
        "close": (Capability.CLOSE_TICKET, Scope.TICKETS),
        "classify": (Capability.CLASSIFY_TICKET, Scope.TICKETS),
        "attachments": (Capability.NOTE_TICKET, Scope.TICKETS),
    }

    @extend_schema(request=shapes.ReplyInput)
    def reply(self, request: Request, number: str) -> Response:
        """Answer the customer."""
        words = self.read(shapes.ReplyInput)
        message = self._say(self.get_object(), MessageKind.PUBLIC, Words(**words))
        return self.fresh(message.ticket)

    @extend_schema(request=shapes.NoteInput)
    def note(self, request: Request, number: str) -> Response:
        """Keep something for ourselves."""
        words = self.read(shapes.NoteInput)
        message = self._say(self.get_object(), MessageKind.NOTE, Words(**words))
        return self.fresh(message.ticket)

    @extend_schema(request=shapes.AssignInput)
    def assign(self, request: Request, number: str) -> Response:
        """Give it to a person, or to a team's queue."""
        words = self.read(shapes.AssignInput)
        return self.fresh(
            assign_ticket(self.get_object(), actor=self.actor, at=self.at, **words)
        )

    @extend_schema(request=shapes.WaitInput)
    def wait(self, request: Request, number: str) -> Response:
        """Wait for somebody else."""
        reason = WaitReason(self.read(shapes.WaitInput)["reason"])
        return self.fresh(
            wait_for(self.get_object(), actor=self.actor, reason=reason, at=self.at)
        )

    @extend_schema(request=shapes.NoInput)
    def resume(self, request: Request, number: str) -> Response:
        """Go on with what waited."""
        self.read(shapes.NoInput)
        ticket = self.get_object()
        return self.fresh(resume_ticket(ticket, actor=self.actor, at=self.at))

    @extend_schema(request=shapes.StageInput)
    def stage(self, request: Request, number: str) -> Response:
        """Begin a part of the work, or with null end the one that runs."""
        begun = self.read(shapes.StageInput)["stage"]
        ticket = self.get_object()
        if not begun:
            return self.fresh(finish_stage(ticket, actor=self.actor, at=self.at))
        return self.fresh(
            start_stage(ticket, stage=Stage(begun), actor=self.actor, at=self.at)
        )

    @extend_schema(request=shapes.ResolveInput)
    def resolve(self, request: Request, number: str) -> Response:
        """End the work and tell the customer what was done."""
        words = self.read(shapes.ResolveInput)
        ticket = resolve_ticket(
            self.get_object(),
            actor=self.actor,
            agent=self._owner(),
            outcome=Outcome(words["outcome"]),
            note=words["note"],
            at=self.at,
        )
        return self.fresh(ticket)

    @extend_schema(request=shapes.ReopenInput)
    def reopen(self, request: Request, number: str) -> Response:
        """Take a resolved or lately closed ticket up again."""
        words = self.read(shapes.ReopenInput)
        return self.fresh(
            reopen_ticket(self.get_object(), actor=self.actor, at=self.at, **words)
        )

    @extend_schema(request=shapes.NoInput)
    def close(self, request: Request, number: str) -> Response:
        """Put a resolved ticket away."""
        self.read(shapes.NoInput)
        ticket = self.get_object()
        return self.fresh(close_ticket(ticket, actor=self.actor, at=self.at))

    @extend_schema(request=shapes.ClassifyInput)
    def classify(self, request: Request, number: str) -> Response:
        """Sort it anew; what is not named stays."""
        words = self.read(shapes.ClassifyInput)
        kinds = {
            "kind": TicketKind,
            "priority": Priority,
            "complexity": Complexity,
        }
        changes = {
            name: kinds[name](value) if name in kinds else value
            for name, value in words.items()
        }
        ticket = self.get_object()
        to = Classification.of(ticket)
        if "category" in changes:
            to = to.under(changes.pop("category"))
        to = replace(to, **changes)
        return self.fresh(classify_ticket(ticket, actor=self.actor, at=self.at, to=to))

    @extend_schema(
        request={"multipart/form-data": shapes.AttachInput},
        responses={201: shapes.MessageOutput},
    )
    def attachments(self, request: Request, number: str) -> Response:
        """Add files as a note, or in public to the customer; answers with the message."""
        words = self.read(shapes.AttachInput)
        kind = MessageKind(words["kind"])
        if kind == MessageKind.PUBLIC and not can(
            self._owner(), Capability.REPLY_TICKET
        ):
            raise PermissionDenied(_("Vai trò này không được trả lời khách."))
        ticket = self.get_object()
        files = keep_files(words["file"])
        message = self._say(ticket, kind, Words(words["body"], files=files))
        return Response(shapes.MessageOutput(message).data, status=HTTP_201_CREATED)

    def _say(self, ticket: Ticket, kind: MessageKind, words: Words) -> Message:
        say = reply_to_customer if kind == MessageKind.PUBLIC else add_note
        return say(
            ticket,
            actor=self.actor,
            author=self._owner(),
            at=self.at,
            words=replace(words, channel=TicketChannel.API),
        )

    def _owner(self) -> Any:
        """For whom the token acts."""
        return self.request.user
