"""The words of the two letters that staff get."""

import pytest

from foundation.accounts.actions.passwords import request_password_reset
from foundation.accounts.actions.people import NewStaff, Rights, invite_staff
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.receivers import invite_to_desk, send_password_reset
from foundation.notifications.rendering import render
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


def test_an_invitation_names_the_link_and_the_address() -> None:
    lan = NewStaff("lan@hongha.example", "Vũ Lan", Rights(Role.AGENT))
    invite_staff(lan, actor=SYSTEM, at=NOON)
    invite_to_desk(Event.objects.get(verb="staff.invited"))

    words = render(OutgoingMessage.objects.get())

    assert "Lời mời" in words.subject
    assert "http://127.0.0.1:8000/desk/password/" in words.text
    assert "http://127.0.0.1:8000/desk/password/" in words.html
    assert "lan@hongha.example" in words.text


def test_a_reset_names_the_link_and_the_way_out(agent_user: User) -> None:
    request_password_reset("quan@hongha.example", at=NOON)
    send_password_reset(Event.objects.get())

    words = render(OutgoingMessage.objects.get())

    assert "Đặt lại mật khẩu" in words.subject
    assert "http://127.0.0.1:8000/desk/password/" in words.text
    assert "hãy bỏ qua" in words.html
