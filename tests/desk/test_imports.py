"""The import pages: bring a file, see what it would do, import it, mend what is broken."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.actions.import_runs import run_imports
from catalog.models import PurchaseImport
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from tests.budgets import BUDGETS, queries_of
from tests.catalog.bringing import a_file, brought, row
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import shown
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ProductFactory

IMPORTS = "/desk/imports/"


@pytest.fixture(autouse=True)
def washing_machine(db: None) -> None:
    ProductFactory(sku="WF-95")


def page_of(found: PurchaseImport) -> str:
    return f"{IMPORTS}{found.pk}/"


def text_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.fixture
def checked(manager_user: User) -> PurchaseImport:
    """One good row, one broken one, read through."""
    found = brought(manager_user, row(1), row(2, price="nhiều", name="=cmd()"))
    run_imports(NOON)
    return found


def test_a_file_is_brought(manager_client: Client) -> None:
    form = {"file": a_file(row(1)), "source": "pos"}

    response = manager_client.post(IMPORTS, form)

    found = PurchaseImport.objects.get()
    assert response.headers["Location"] == page_of(found)
    assert (found.name, found.source, found.preview) == (
        "don-mua.csv",
        "pos",
        {"locale": "vi"},
    )
    assert "Đang đọc thử" in shown(manager_client.get(page_of(found)))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"source": "pos"}, "Hãy chọn tệp."),
        ({"source": "pos", "file": SimpleUploadedFile("x.csv", b"")}, "Tệp rỗng."),
    ],
)
def test_no_file_is_refused(
    manager_client: Client, form: dict[str, Any], words: str
) -> None:
    response = manager_client.post(IMPORTS, form)

    assert response.status_code == 422
    assert words in shown(response)


def test_the_page_says_what_would_become_of_the_rows(
    manager_client: Client, checked: PurchaseImport
) -> None:
    page = shown(manager_client.get(page_of(checked)))

    assert "1 mới" in page
    assert "1 lỗi" in page
    assert "HD00001" in page
    assert "Số tiền không đúng" in page
    assert "Nhập 1 dòng mới" in page


def test_confirmed_it_is_imported_and_the_page_follows(
    manager_client: Client, checked: PurchaseImport
) -> None:
    manager_client.post(f"{page_of(checked)}confirm/")
    during = shown(manager_client.get(page_of(checked), headers={"HX-Request": "true"}))
    run_imports(NOON)
    after = shown(manager_client.get(page_of(checked)))

    assert during.lstrip().startswith("<div")
    assert 'hx-trigger="every 1s"' in during
    assert "Đã nhập" in after
    assert "every 1s" not in after


def test_a_file_is_stopped_and_taken_up_again(
    manager_client: Client, checked: PurchaseImport
) -> None:
    manager_client.post(f"{page_of(checked)}stop/")
    assert "Làm tiếp" in shown(manager_client.get(page_of(checked)))

    manager_client.post(f"{page_of(checked)}resume/")

    checked.refresh_from_db()
    assert checked.state == "checking"


def test_a_step_that_is_over_says_so(
    manager_client: Client, checked: PurchaseImport
) -> None:
    manager_client.post(f"{page_of(checked)}confirm/")

    again = manager_client.post(f"{page_of(checked)}confirm/", follow=True)

    assert "Tệp này đã sang bước khác." in shown(again)


def test_broken_rows_come_as_a_file_that_can_be_brought_again(
    manager_client: Client, checked: PurchaseImport, manager_user: User
) -> None:
    text = text_of(manager_client.get(f"{page_of(checked)}broken.csv"))

    header, line = csv.reader(StringIO(text))
    assert header[:2] == ["Số đơn", "Ngày mua"]
    assert line[0] == "HD00002"
    assert "Số tiền không đúng" in line[-1]
    # No spreadsheet runs what a customer is called.
    assert line[2] == "'=cmd()"

    mended = text.replace("nhiều", "9490000")
    file = SimpleUploadedFile("mended.csv", mended.encode())
    manager_client.post(IMPORTS, {"file": file, "source": "shop"})
    run_imports(NOON)

    found = PurchaseImport.objects.latest("id")
    assert (found.n_new, found.n_broken) == (1, 0)


def test_there_is_a_file_to_fill_in(manager_client: Client, manager_user: User) -> None:
    text = text_of(manager_client.get(f"{IMPORTS}template.csv"))
    file = SimpleUploadedFile("mau.csv", text.encode())

    manager_client.post(IMPORTS, {"file": file, "source": "shop"})
    run_imports(NOON)

    found = PurchaseImport.objects.get()
    assert (found.n_new, found.failure) == (1, "")


def test_every_column_is_explained(manager_client: Client) -> None:
    page = shown(manager_client.get(IMPORTS))

    assert "số này quyết định khách là ai" in page
    assert "source_id" in page


@pytest.mark.parametrize("role", [Role.AGENT, Role.CLERK, Role.LEAD])
def test_only_whoever_changes_the_catalogue_imports(
    checked: PurchaseImport, role: Role
) -> None:
    client = signed_in(StaffFactory(role=role))

    assert client.get(IMPORTS).status_code == 403
    assert client.post(f"{page_of(checked)}confirm/").status_code == 403
    assert client.get(f"{page_of(checked)}broken.csv").status_code == 403


def test_the_pages_leave_no_gap(
    manager_client: Client, checked: PurchaseImport, gaps: set[str]
) -> None:
    manager_client.get(IMPORTS)
    manager_client.get(page_of(checked))

    assert real(gaps) == set()


@pytest.mark.parametrize("n", [1, 50])
def test_the_pages_ask_as_much_for_fifty_as_for_one(
    manager_client: Client, manager_user: User, n: int
) -> None:
    files = [brought(manager_user, row(i), row(i + 100)) for i in range(n)]
    wide = brought(manager_user, *[row(500 + i, price="x") for i in range(n)])
    run_imports(NOON)

    assert len(files) == n
    assert queries_of(manager_client, IMPORTS) == BUDGETS["desk:imports"]
    assert queries_of(manager_client, page_of(wide)) == BUDGETS["desk:import"]
