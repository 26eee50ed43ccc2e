"""Saved views when two people look after one."""

import pytest

from automation.actions.tools import Shared
from automation.enums import Sharing
from desk.actions.saved_views import ViewTerms, change_view, drop_view, move_view
from desk.errors import ViewChangedError, ViewGoneError
from desk.models import SavedView
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import User
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.sessions import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def manager_user() -> User:
    return StaffFactory(role=Role.MANAGER, sees=Sight.ALL)


def shared_view(owner: User, name: str = "Bảo hành", position: int = 1) -> SavedView:
    return SavedView.objects.create(
        name=name,
        owner=owner,
        query={"view": "all"},
        sharing=Sharing.ALL,
        position=position,
        created_at=NOON,
    )


def named(name: str) -> ViewTerms:
    return ViewTerms(name, {"view": "all"}, Shared(Sharing.ALL))


def test_of_two_who_edit_a_shared_view_one_is_told_to_look_again(
    lead_user: User, manager_user: User
) -> None:
    view = shared_view(lead_user)

    outcomes = all_at_once(
        lambda: change_view(view, named("Một"), seen_version=1, by=lead_user),
        lambda: change_view(view, named("Hai"), seen_version=1, by=manager_user),
    )

    assert [type(one) for one in outcomes].count(ViewChangedError) == 1
    assert SavedView.objects.get().version == 2


def test_who_saves_a_view_that_goes_meanwhile_keeps_it_or_is_told(
    lead_user: User, manager_user: User
) -> None:
    view = shared_view(lead_user)

    saved, dropped = all_at_once(
        lambda: change_view(view, named("Một"), seen_version=1, by=manager_user),
        lambda: drop_view(view, by=lead_user),
    )

    assert isinstance(saved, SavedView | ViewGoneError)
    assert dropped is None
    assert not SavedView.objects.exists()


def test_two_who_drop_one_view_are_both_answered(
    lead_user: User, manager_user: User
) -> None:
    view = shared_view(lead_user)

    outcomes = all_at_once(
        lambda: drop_view(view, by=lead_user),
        lambda: drop_view(view, by=manager_user),
    )

    assert sorted(type(one).__name__ for one in outcomes) == [
        "NoneType",
        "ViewGoneError",
    ]


def test_two_who_put_views_in_order_wait_for_each_other(
    lead_user: User, manager_user: User
) -> None:
    first, *_rest, last = [
        shared_view(lead_user, name, n) for n, name in enumerate("ABCDE", start=1)
    ]

    outcomes = all_at_once(
        lambda: move_view(first, step=1, by=lead_user),
        lambda: move_view(last, step=-1, by=manager_user),
    )

    assert outcomes == [None, None]
    assert [view.name for view in SavedView.objects.all()] == ["B", "A", "C", "E", "D"]
