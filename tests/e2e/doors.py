"""How people of the demo shop come in."""

from dataclasses import dataclass

from playwright.sync_api import Page

from foundation.accounts.queries import DEMO_PASSWORD


@dataclass(frozen=True)
class Door:
    """Somebody with a way in."""

    address: str
    is_staff: bool = True

    def enter(self, page: Page) -> None:
        """Sign in on a fresh page."""
        if self.is_staff:
            self._enter_by_password(page)
        else:
            self._enter_by_code(page)

    def _enter_by_password(self, page: Page) -> None:
        page.goto("/desk/sign-in/")
        self.sign_in(page)

    def sign_in(self, page: Page) -> None:
        """Answer what the door of the staff asks."""
        page.fill("[name=email]:visible", self.address)
        page.fill("[name=password]:visible", DEMO_PASSWORD)
        page.press("[name=password]:visible", "Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)

    def _enter_by_code(self, page: Page) -> None:
        page.goto("/sign-in/")
        page.fill("[name=identifier]:visible", self.address)
        page.get_by_role("button", name="Gửi mã").click()
        words = page.get_by_text("Chế độ dùng thử: mã là").inner_text()
        page.locator("[name=code]").press_sequentially(words.split()[-1].strip("."))
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(lambda url: "sign-in" not in url)


AGENT = Door("quan@hongha.example")
LEAD = Door("dung@hongha.example")
MANAGER = Door("tung@hongha.example")
ADMIN = Door("yen@hongha.example")
CUSTOMER = Door("+84903442218", is_staff=False)
# Hers is the ticket that the pictures show, with a unit, files and words of all sorts.
CUSTOMER_EMAIL = "thuha@thu.example"
