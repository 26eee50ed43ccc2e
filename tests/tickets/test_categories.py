"""The tree by which cases are sorted, and who may edit it."""

import pytest
from django.test import Client

from tickets.admin import TicketCategoryForm
from tickets.categories import category_choices
from tickets.models import TicketCategory

ADMIN = "/admin/tickets/ticketcategory/"


@pytest.fixture
def washers(db: None) -> TicketCategory:
    return TicketCategory.objects.create(name="Máy giặt")


@pytest.fixture
def no_spin(washers: TicketCategory) -> TicketCategory:
    return TicketCategory.objects.create(name="Không vắt", parent=washers)


def typed(category: TicketCategory, **changes: object) -> TicketCategoryForm:
    facts = {"name": category.name, "complexity": "simple", **changes}
    return TicketCategoryForm(facts, instance=category)


def test_each_stands_by_its_path_in_order(no_spin: TicketCategory) -> None:
    TicketCategory.objects.create(name="Điều hòa")

    assert [words for _, words in category_choices()] == [
        "Điều hòa",
        "Máy giặt",
        "Máy giặt › Không vắt",
    ]


def test_what_is_out_of_use_is_shown_where_it_is_chosen_only(
    no_spin: TicketCategory,
) -> None:
    TicketCategory.objects.filter(pk=no_spin.pk).update(is_active=False)

    assert no_spin.pk not in dict(category_choices())
    assert dict(category_choices(no_spin.pk))[no_spin.pk] == "Máy giặt › Không vắt"


def test_a_loop_made_by_hand_hangs_no_page(
    washers: TicketCategory, no_spin: TicketCategory
) -> None:
    TicketCategory.objects.filter(pk=washers.pk).update(parent=no_spin)

    assert len(category_choices()) == 2


def test_a_branch_cannot_hang_on_itself(
    washers: TicketCategory, no_spin: TicketCategory
) -> None:
    assert "parent" in typed(washers, parent=no_spin.pk).errors
    assert "parent" in typed(washers, parent=washers.pk).errors
    assert typed(no_spin, parent=washers.pk).is_valid()


def test_the_dialog_offers_them_by_path(
    agent_client: Client, no_spin: TicketCategory, ticket: object
) -> None:
    page = agent_client.get(f"/desk/tickets/{ticket.number}/?ask=classify")  # type: ignore[attr-defined]

    assert "Máy giặt › Không vắt</option>" in page.content.decode()


def test_nobody_deletes_a_category(
    admin_client: Client, no_spin: TicketCategory
) -> None:
    assert admin_client.get(f"{ADMIN}{no_spin.pk}/delete/").status_code in {302, 403}
    assert TicketCategory.objects.filter(pk=no_spin.pk).exists()
