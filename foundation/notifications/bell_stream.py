"""The number in the bell, told live: only how many, the page fetches the rest."""

import json

from foundation.accounts.models import User
from foundation.events.live import Watch
from foundation.notifications.notice_pages import UnreadState, unread_state
from foundation.notifications.notices import bell_ref

# Beyond this the bell says 99+.
COUNTED_AT_MOST = 100


class UnreadReader:
    """Reads how many notices of one person are unread; tells it when it has changed."""

    def __init__(self, user_id: int) -> None:
        self._user_id = user_id
        self._told: UnreadState | None = None

    def read(self) -> list[bytes]:
        """A frame with the number, at first and whenever there is news."""
        state = unread_state(self._user_id, at_most=COUNTED_AT_MOST)
        if state == self._told:
            return []
        self._told = state
        data = json.dumps(state._asdict(), separators=(",", ":"))
        return [f"event: changed\ndata: {data}\n\n".encode()]


def watch_bell(user: User) -> Watch:
    """One's own bell, for as long as the login it was opened with is good."""
    mine = User.objects.filter(
        pk=user.pk, is_active=True, session_version=user.session_version
    )
    # A fresh queryset each time: one that was asked remembers its answer.
    return Watch(bell_ref(user.pk), lambda: mine.all().exists(), lambda _verb: True)
