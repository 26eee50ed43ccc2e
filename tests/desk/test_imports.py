"""The import pages: bring a file, see what it would do, import it, mend what is broken."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.actions.import_files import Bringing
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
    assert ">Đơn giá:</span> Số tiền không đúng" in page
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
    assert line[-1].startswith("Đơn giá: Số tiền không đúng")
    # No spreadsheet runs what a customer is called.
    assert line[2] == "'=cmd()"

    mended = text.replace("nhiều", "9490000")
    file = SimpleUploadedFile("mended.csv", mended.encode())
    manager_client.post(IMPORTS, {"file": file, "source": "shop"})
    run_imports(NOON)

    found = PurchaseImport.objects.latest("id")
    assert (found.n_new, found.n_broken) == (1, 0)


def test_what_was_made_harmless_is_read_as_it_was(
    manager_client: Client, manager_user: User
) -> None:
    odd = {"product": "- Máy giặt +", "sku": "XX-1", "price": "nhiều"}
    found = brought(manager_user, row(1, **odd))
    run_imports(NOON)
    text = text_of(manager_client.get(f"{page_of(found)}broken.csv"))
    assert "'- Máy giặt +" in text

    mended = text.replace("nhiều", "9490000").encode()
    file = SimpleUploadedFile("mended.csv", mended)
    form = {"file": file, "source": "shop", "creates_products": "on"}
    manager_client.post(IMPORTS, form)
    run_imports(NOON)

    (shown_row,) = PurchaseImport.objects.latest("id").preview["rows"]
    assert (shown_row["product"], shown_row["verdict"]) == ("- Máy giặt +", "new")


def test_a_row_with_a_cell_too_many_loses_none(
    manager_client: Client, manager_user: User
) -> None:
    found = brought(manager_user, row(1) + ";thừa")
    run_imports(NOON)
    text = text_of(manager_client.get(f"{page_of(found)}broken.csv"))

    _header, line = csv.reader(StringIO(text))
    assert line[-1] == "thừa"
    # Brought again as it is, it is refused again: nobody imports half of a row.
    manager_client.post(
        IMPORTS,
        {"file": SimpleUploadedFile("x.csv", text.encode()), "source": "shop"},
    )
    run_imports(NOON)
    again = PurchaseImport.objects.latest("id")
    assert (again.n_new, again.n_broken) == (0, 1)


def test_a_file_that_cannot_be_read_has_no_rows_to_mend(
    manager_client: Client, manager_user: User
) -> None:
    form = {"file": SimpleUploadedFile("x.csv", b"\xff\xfeS\x00"), "source": "shop"}
    manager_client.post(IMPORTS, form)
    run_imports(NOON)
    found = PurchaseImport.objects.get()

    text = text_of(manager_client.get(f"{page_of(found)}broken.csv"))

    assert found.state == "failed"
    assert len(list(csv.reader(StringIO(text)))) == 1


def test_the_same_file_under_another_name_of_the_shop_is_told(
    manager_client: Client, manager_user: User
) -> None:
    first = brought(manager_user, row(1, serial=""))
    run_imports(NOON)
    manager_client.post(f"{page_of(first)}confirm/")
    run_imports(NOON)
    other = Bringing(source="pos", locale="vi", creates_products=False)
    again = brought(manager_user, row(1, serial=""), how=other)
    run_imports(NOON)

    page = shown(manager_client.get(page_of(again)))

    assert "Nhập 1 dòng mới" in page
    assert "Tệp này đã được nhập với tên hệ thống “shop”" in page
    assert "đã được nhập với tên" not in shown(manager_client.get(page_of(first)))


def test_there_is_a_file_to_fill_in(manager_client: Client, manager_user: User) -> None:
    text = text_of(manager_client.get(f"{IMPORTS}template.csv"))
    file = SimpleUploadedFile("mau.csv", text.encode())

    manager_client.post(IMPORTS, {"file": file, "source": "shop"})
    run_imports(NOON)

    found = PurchaseImport.objects.get()
    assert (found.n_new, found.failure) == (1, "")


def test_a_missing_column_is_named_in_words(
    manager_client: Client, manager_user: User
) -> None:
    file = SimpleUploadedFile("x.csv", "Số đơn;Ngày mua\nA;1\n".encode())
    manager_client.post(IMPORTS, {"file": file, "source": "shop"})
    run_imports(NOON)

    page = shown(manager_client.get(page_of(PurchaseImport.objects.get())))

    assert "Thiếu cột Tên khách, Điện thoại, Mã hàng" in page


def test_every_column_is_explained(manager_client: Client) -> None:
    page = shown(manager_client.get(IMPORTS))

    assert "Số này quyết định khách là ai" in page
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
