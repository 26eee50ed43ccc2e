"""Notices by mail: everything one person is owed goes in one letter, once.

The letter is promised and its notices are marked in one transaction; after that the
outbox sends it. Whatever dies in between, nothing is lost and nothing told twice.
"""

from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel, NoticeMail
from foundation.notifications.models import Notice
from foundation.notifications.notice_letters import Told, letter_of
from foundation.notifications.recipients import Recipient

TEMPLATE = "staff-notices"

# Shorter than the tick of beat, so that a backlog leaves the worker free for other work.
SWEEP_PATIENCE = timedelta(seconds=10)


def send_notice_mail(*, at: datetime, patience: timedelta = SWEEP_PATIENCE) -> int:
    """Promise a letter to everybody whose notices are due for one; how many letters."""
    until, n_letters = monotonic() + patience.total_seconds(), 0
    due = Notice.objects.filter(mailed=NoticeMail.OWED, mail_after__lte=at)
    for user_id in due.order_by("user_id").values_list("user_id", flat=True).distinct():
        if monotonic() >= until:
            break
        n_letters += _promise_letter(user_id, at)
    return n_letters


@transaction.atomic
def _promise_letter(user_id: int, at: datetime) -> bool:
    """One letter to one person; False if another sweep has them, or had them."""
    # Not the lock that a foreign key waits for: who is owed more meanwhile goes on.
    free = User.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    user = free.filter(pk=user_id).first()
    if user is None:
        return False
    notices = _due_to(user, at)
    if not notices:
        return False
    if user.is_active:
        queue_message(
            TEMPLATE,
            to=Recipient(user.name, ((Channel.EMAIL, str(user.email)),), user.locale),
            about=ref(user),
            dedupe_key=f"{TEMPLATE}:{user.pk}:{notices[0].pk}",
            context=letter_of(notices, user.locale),
        )
    mailed = NoticeMail.SENT if user.is_active else NoticeMail.NONE
    told = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    told.update(mailed=mailed)
    return user.is_active


def _due_to(user: User, at: datetime) -> list[Told]:
    """What is due, oldest first; with one late notice go all the late ones there are."""
    owed = Notice.objects.visible_to(user).filter(mailed=NoticeMail.OWED)
    wanted = Q(mail_after__lte=at)
    if owed.filter(wanted, is_late=True).exists():
        wanted |= Q(is_late=True)
    rows = owed.filter(wanted).order_by("pk")
    return [
        Told(*row) for row in rows.values_list("pk", "kind", "is_late", "path", "data")
    ]
