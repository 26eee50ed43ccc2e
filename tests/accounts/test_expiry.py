from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from foundation.accounts.actions.expiry import forget_expired
from foundation.accounts.models import IdempotencyKey, RateCounter
from foundation.accounts.throttles import Rule, hit
from tests.conftest import NOON

RULE = Rule("test", 2, 60)


@pytest.mark.django_db
def test_what_has_served_its_time_is_forgotten_and_nothing_else() -> None:
    now = NOON + timedelta(days=3)
    old, young = now - timedelta(hours=25), now - timedelta(hours=23)
    hit(RULE, "old", at=NOON)
    hit(RULE, "young", at=now)
    for key, at in (("old", old), ("young", young)):
        Session.objects.create(session_key=key, session_data="", expire_date=at)
        IdempotencyKey.objects.create(key=key, created_at=at, body_hash="")
    Session.objects.filter(session_key="young").update(expire_date=now)

    forget_expired(now)

    assert [row.key for row in RateCounter.objects.all()] == ["young"]
    assert [row.key for row in IdempotencyKey.objects.all()] == ["young"]
    assert [row.session_key for row in Session.objects.all()] == ["young"]
