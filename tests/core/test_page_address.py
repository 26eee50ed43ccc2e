"""Where a page can be read again after a form on it was refused."""

import pytest
from django.test import Client, RequestFactory

from foundation.core.http import page_address
from tests.factories.warranty import covered_unit

OURS = "http://testserver/desk/units/NM-1/?ask=void"


def test_a_page_is_its_own_address() -> None:
    request = RequestFactory().get("/desk/units/?q=NM#top")

    assert page_address(request) == "/desk/units/?q=NM"


@pytest.mark.parametrize(
    ("referer", "address"),
    [
        (OURS, "/desk/units/NM-1/?ask=void"),
        ("", "/"),
        ("http://other.example/desk/", "/"),
        ("http://testserver", "/"),
        ("not an address", "/"),
    ],
)
def test_the_answer_to_a_form_is_where_the_form_was(referer: str, address: str) -> None:
    request = RequestFactory().post(
        "/desk/units/NM-1/void/", headers={"referer": referer}
    )

    assert page_address(request) == address


@pytest.mark.django_db
def test_after_a_refusal_the_menu_leads_back_to_a_page(manager_client: Client) -> None:
    unit = covered_unit()
    page, form = (
        f"/desk/units/{unit.serial}/?ask=void",
        f"/desk/units/{unit.serial}/void/",
    )

    answer = manager_client.post(form, headers={"referer": f"http://testserver{page}"})

    assert answer.status_code == 422
    assert f'name="next" value="{page}"' in answer.text
    assert f'name="next" value="{form}"' not in answer.text
