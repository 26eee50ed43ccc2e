"""How a ticket of the demo lives: asked, answered, put aside, resolved, rated."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from foundation.core.actor import Actor, customer_actor, staff_actor
from surveys.actions.answers import Answer, answer_invitation
from surveys.actions.invitations import (
    Finished,
    owe_invitation,
    send_due_invitations,
)
from surveys.enums import InvitationState
from tickets.actions.assignment import assign_ticket
from tickets.actions.messages import add_note, reply_by_customer, reply_to_customer
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.resolution import close_ticket, reopen_ticket, resolve_ticket
from tickets.actions.stages import start_stage
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import Stage, TicketChannel, TicketKind, WaitReason
from tickets.policy_book import policy_of

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop
    from aftersales.demo.stories import Story
    from catalog.models import Unit
    from foundation.accounts.models import User
    from surveys.models import Invitation
    from tickets.models import Ticket

FRESH_DAYS = 0.2  # younger tickets are still new
OPEN_DAYS = 2  # up to here most are still in work, and most of these in time
LONG_DAYS = 9  # for parts and partners one waits longer
CLOSED_DAYS = 9  # what was resolved before has been put away
ANSWER_SHARE, COMMENT_SHARE = 0.55, 0.4
SCORE_WEIGHTS = [3, 4, 9, 34, 50]
COMMENTS = {
    1: "Đợi quá lâu, không ai báo lại.",
    2: "Phải gọi nhiều lần mới xong.",
    3: "Tạm ổn, mong nhanh hơn.",
    4: "Nhân viên nhiệt tình, xử lý khá nhanh.",
    5: "Rất hài lòng, kỹ thuật viên đúng hẹn và dặn dò kỹ.",
}
CHANNELS = [
    TicketChannel.PORTAL,
    TicketChannel.PORTAL,
    TicketChannel.PHONE,
    TicketChannel.STORE,
]


class Life:
    """One ticket on its way; time moves on with every step but never past now."""

    def __init__(self, shop: DemoShop, story: Story, ticket: Ticket) -> None:
        self.shop = shop
        self.story = story
        self.ticket = ticket
        self.now = ticket.opened_at
        self.agent: User = shop.random.choice(_specialists(shop, story))
        self.actor: Actor = staff_actor(self.agent.pk)

    def later(self, minutes: int) -> datetime:
        """The next moment something happens."""
        spread = self.shop.random.uniform(0.5, 1.5)
        step = timedelta(minutes=minutes * spread)
        self.now = min(self.now + step, self.shop.at - timedelta(seconds=30))
        return self.now

    def answer(self) -> None:
        """The agent takes it and answers."""
        assign_ticket(
            self.ticket, actor=self.actor, agent=self.agent, at=self.later(20)
        )
        reply_to_customer(
            self.ticket,
            actor=self.actor,
            author=self.agent,
            at=self.later(25),
            words=Words(self.story.answered),
        )

    def talk(self) -> None:
        """A note among us, and the customer's next words."""
        if self.story.noted:
            add_note(
                self.ticket,
                actor=self.actor,
                author=self.agent,
                at=self.later(15),
                words=Words(self.story.noted),
            )
        customer = self.ticket.customer
        reply_by_customer(
            self.ticket,
            actor=customer_actor(customer.pk),
            at=self.later(180),
            words=Words(self.story.said_again),
        )

    def wait(self, reason: WaitReason) -> None:
        """Somebody else has to move."""
        at = self.later(30)
        if reason == WaitReason.PART:
            self.begin(Stage.PARTS)
        wait_for(self.ticket, actor=self.actor, reason=reason, at=at)

    def begin(self, stage: Stage) -> None:
        """A part of the work begins at once, where the promise gives it a time."""
        policy = policy_of(self.ticket.sla_version_id)
        if policy and stage in policy.stages:
            start_stage(self.ticket, stage=stage, actor=self.actor, at=self.now)

    def resolve(self) -> None:
        """Done, in words the customer reads."""
        resolve_ticket(
            self.ticket,
            actor=self.actor,
            agent=self.agent,
            outcome=self.story.outcome,
            note=self.story.done,
            at=self.later(900),
        )

    def reopen(self) -> None:
        """Not quite done after all."""
        reopen_ticket(
            self.ticket,
            actor=self.actor,
            at=self.later(1500),
            reason="Khách gọi lại: lỗi xuất hiện trở lại.",
        )

    def rate(self) -> None:
        """The customer is asked how it went, and mostly answers."""
        ticket = self.ticket
        at = self.later(90)
        finished = Finished(
            ticket.pk, ticket.episode, self.agent.pk, ticket.team_id, self.now
        )
        invitation = owe_invitation(finished)
        send_due_invitations(at)
        is_silent = self.shop.random.random() > ANSWER_SHARE
        if invitation is None or is_silent or not _was_sent(invitation):
            return
        score = self.shop.random.choices([1, 2, 3, 4, 5], SCORE_WEIGHTS)[0]
        comment = COMMENTS[score] if self.shop.random.random() < COMMENT_SHARE else ""
        answer_invitation(
            invitation,
            Answer(score, comment),
            actor=customer_actor(ticket.customer_id),
            at=self.later(300),
        )

    def close(self) -> None:
        """The customer is content."""
        customer = self.ticket.customer
        close_ticket(
            self.ticket, actor=customer_actor(customer.pk), at=self.later(1400)
        )


def live_ticket(
    shop: DemoShop, story: Story, unit: Unit, at: datetime, number: int
) -> None:
    """Open a ticket for the owner of `unit` and take it as far as its age suggests."""
    assert unit.owner is not None
    channel = CHANNELS[number % len(CHANNELS)]
    taker = shop.random.choice(shop.agents())
    is_ours = channel in {TicketChannel.PHONE, TicketChannel.STORE}
    team = _specialists(shop, story)[0].team
    opening = Opening(
        subject=story.subject,
        body=story.asked,
        kind=story.kind,
        channel=channel,
        priority=story.priority,
        unit=unit,
        team=team,
        taken_by=taker if is_ours else None,
    )
    actor = staff_actor(taker.pk) if is_ours else customer_actor(unit.owner.pk)
    ticket = open_ticket(unit.owner, actor=actor, at=at, opening=opening)
    _go_on(Life(shop, story, ticket), number)


def _go_on(life: Life, number: int) -> None:
    age = (life.shop.at - life.ticket.opened_at) / timedelta(days=1)
    if age < FRESH_DAYS and number % 3:
        return
    life.answer()
    is_long = age < LONG_DAYS and number % 6 == 0
    if is_long or (age < OPEN_DAYS and number % 5):
        _leave_open(life, number, is_long=is_long)
        return
    if number % 3 == 0:
        life.talk()
    life.resolve()
    if number % 23 == 5:
        life.reopen()
        return
    life.rate()
    if age > CLOSED_DAYS:
        life.close()


def _leave_open(life: Life, number: int, *, is_long: bool) -> None:
    reasons = [
        WaitReason.CUSTOMER,
        WaitReason.PART,
        WaitReason.VISIT,
        WaitReason.PARTNER,
        WaitReason.INTERNAL,
    ]
    is_young = life.shop.at - life.ticket.opened_at < timedelta(days=1)
    life.begin(Stage.DIAGNOSIS if is_young else Stage.REPAIR)
    if is_long:
        life.wait(reasons[1 + number // 6 % 3])
    elif number % 3 == 1:
        life.talk()
        if number % 4:
            life.answer()
    elif number % 7:
        life.wait(reasons[number // 2 % len(reasons)])


def _was_sent(invitation: Invitation) -> bool:
    """False where no channel reaches the customer, as without an SMS provider."""
    invitation.refresh_from_db(fields=["state"])
    return invitation.state == InvitationState.SENT


def _specialists(shop: DemoShop, story: Story) -> list[User]:
    """The agents of the team that knows this kind of thing; leads take complaints."""
    electronics = story.category in {"tv", "phone"}
    wanted = "Điện tử" if electronics else "Gia dụng"
    agents = [user for user in shop.agents() if user.team and user.team.name == wanted]
    leads = [user for user in agents if user.role == "lead"]
    if story.kind == TicketKind.COMPLAINT and leads:
        return leads
    return [user for user in agents if user.role == "agent"] or agents
