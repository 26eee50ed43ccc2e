from hashlib import sha256

import pytest
from django.core.management import call_command

from foundation.accounts import verbs
from foundation.accounts.actions.tokens import create_token, revoke_token
from foundation.accounts.enums import Role, Scope
from foundation.accounts.errors import AlreadySoError, InactiveError
from foundation.accounts.models import ApiToken, User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import CustomerLoginFactory

pytestmark = pytest.mark.django_db


def test_only_the_hash_of_a_key_is_kept(agent_user: User) -> None:
    new = create_token(
        agent_user, name=" Máy  quét ", scopes=[Scope.READ], actor=SYSTEM, at=NOON
    )

    token = ApiToken.objects.get()
    assert token.key_hash == sha256(new.key.encode()).hexdigest()
    assert token.name == "Máy quét"
    assert new.key.startswith(token.hint)
    assert new.key not in str(Event.objects.get().data)
    assert len(new.key) >= 43


def test_a_revoked_token_cannot_be_revoked_again(agent_user: User) -> None:
    new = create_token(agent_user, name="x", scopes=[], actor=SYSTEM, at=NOON)
    token = revoke_token(new.token, actor=SYSTEM, at=NOON)

    with pytest.raises(AlreadySoError):
        revoke_token(token, actor=SYSTEM, at=NOON)

    assert Event.objects.filter(verb=verbs.TOKEN_REVOKED).count() == 1


def test_a_customer_gets_no_token() -> None:
    with pytest.raises(InactiveError):
        create_token(CustomerLoginFactory(), name="x", scopes=[], actor=SYSTEM, at=NOON)


def test_the_command_prints_a_new_key_once(
    agent_user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("api_token", "QUAN@hongha.example", "--scope", "read")

    key = capsys.readouterr().out.strip()
    token = ApiToken.objects.get()
    assert token.key_hash == sha256(key.encode()).hexdigest()
    assert token.scopes == ["read"]


def test_the_command_creates_staff(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, team: object
) -> None:
    monkeypatch.setattr("sys.stdin.readline", lambda: "mot-mat-khau-rat-dai\n")

    call_command(
        "create_staff",
        "lan@hongha.example",
        "--role=lead",
        "--name=Vũ Lan",
        "--team=gia-dung",
        "--sees=all",
        "--password-stdin",
    )

    user = User.objects.get()
    assert (user.role, user.sees, user.team) == (Role.LEAD, "all", team)
    assert user.check_password("mot-mat-khau-rat-dai")
    assert "mot-mat-khau" not in capsys.readouterr().out
