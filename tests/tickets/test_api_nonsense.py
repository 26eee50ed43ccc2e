"""Whatever JSON a program sends, the answer is a refusal in the one shape, or a success."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import (
    HealthCheck,
    given,
    settings as hypothesis_settings,
    strategies as st,
)
from pytest_django import Settings

from foundation.accounts.models import User
from tests.factories.accounts import ApiTokenFactory
from tests.tickets.uploads import upload
from tickets.models import Ticket

# No transaction stays open while hypothesis thinks: the server ends idle ones.
pytestmark = pytest.mark.django_db(transaction=True)

TICKETS = "/api/v1/tickets/"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["warranty", "part", "solved", "TK-1", "gia-dung", "\u0000"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "phone", "email", "id", "x"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)
FIELDS = "subject body kind channel priority customer unit team agent summary reason"
MORE = "outcome stage note seen_public_count file number owner"
BODIES = st.dictionaries(st.sampled_from(f"{FIELDS} {MORE}".split()), JSON, max_size=7)
PATHS = "reply note assign wait resume stage resolve reopen close classify"
MANY = hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def api(lead_user: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    # Hundreds of calls in a second are what the throttle is for.
    monkeypatch.setattr("foundation.accounts.api.views.hit_all", lambda *_args: None)
    ApiTokenFactory(user=lead_user, key="lead")
    return Client(headers={"Authorization": "Token lead"})


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def is_told(response: Any) -> bool:
    """A success, or a refusal with a code and a sentence for each error."""
    if response.status_code < 400:
        return True
    errors = response.json()["errors"]
    return response.status_code < 500 and all(
        error["code"] and error["detail"] for error in errors
    )


@MANY
@given(body=BODIES | JSON)
def test_opening_with_nonsense(api: Client, body: Any) -> None:
    assert is_told(api.post(TICKETS, body, content_type="application/json"))


@MANY
@given(name=st.sampled_from(PATHS.split()), body=BODIES)
def test_verbs_with_nonsense(api: Client, ticket: Ticket, name: str, body: Any) -> None:
    path = f"{TICKETS}{ticket.number}/{name}/"

    assert is_told(api.post(path, body, content_type="application/json"))


@MANY
@given(
    query=st.dictionaries(
        st.sampled_from(
            [
                "status",
                "kind",
                "assignee",
                "team",
                "customer",
                "unit",
                "updated_since",
                "cursor",
                "limit",
                "expand",
            ]
        ),
        st.text(max_size=30),
    )
)
def test_lists_with_nonsense(api: Client, ticket: Ticket, query: Any) -> None:
    response = api.get(TICKETS, query)

    assert response.status_code in {200, 400}


@MANY
@given(name=st.text(max_size=60), content=st.binary(max_size=60))
def test_files_with_nonsense(
    api: Client, ticket: Ticket, media: None, name: str, content: bytes
) -> None:
    file = upload("x", content)
    file._name = name  # type: ignore[attr-defined] # as a program may send it
    path = f"{TICKETS}{ticket.number}/attachments/"

    assert is_told(api.post(path, {"file": file}))
