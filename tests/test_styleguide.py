"""The style guide shows everything, to staff, while debugging."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from aftersales.styleguide import samples, styleguide

TEMPLATES = Path(settings.BASE_DIR / "templates")
FOUND = re.compile(r"""\{% (?:include|extends) "([^"]+)"|\{% component "([^"]+)\"""")
INLINE = re.compile(r"""\s(?:style|on[a-z]+)=["']|<script(?![^>]*\bsrc=)|<style""")
SIZE = 150


def parts_of(name: str, seen: set[str]) -> set[str]:
    """Every template that `name` draws, through any number of includes."""
    if name in seen:
        return seen
    seen.add(name)
    for include, component in FOUND.findall((TEMPLATES / name).read_text()):
        parts_of(include or f"components/{component}.html", seen)
    return seen


def pages() -> Iterator[Path]:
    """Every template a browser sees; mail programs know no style sheet."""
    for path in TEMPLATES.rglob("*.html"):
        if "emails" not in path.parts and path.name != "email.html":
            yield path


# The doors of the sign-in pages, which a desk page cannot hold.
DOORS = ("accounts/staff_signin.html", "layouts/signin.html", "layouts/portal.html")


def test_every_component_is_in_the_guide() -> None:
    components = {f"components/{p.name}" for p in (TEMPLATES / "components").iterdir()}
    seen = parts_of("styleguide.html", set())
    for door in DOORS:
        parts_of(door, seen)

    assert components - seen == set()


@override_settings(ROOT_URLCONF="tests.core.urls")
@pytest.mark.django_db
def test_the_guide_draws_without_a_gap() -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = SimpleNamespace(  # type: ignore[assignment]
        is_authenticated=True,
        is_staff_member=True,
        name="Hà",
        email="ha@hongha.example",
    )

    page = render_to_string("styleguide.html", samples(), request)

    assert "Đang xử lý" in page
    assert "{%" not in page
    assert "%%" not in page


@override_settings(DEBUG=True)
@pytest.mark.parametrize("is_staff", [False])
def test_the_guide_is_not_for_customers(is_staff: bool) -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = SimpleNamespace(is_staff_member=is_staff)  # type: ignore[assignment]

    with pytest.raises(Http404):
        styleguide(request)


def test_the_guide_is_closed_outside_debugging() -> None:
    request = RequestFactory().get("/styleguide/")
    request.user = SimpleNamespace(is_staff_member=True)  # type: ignore[assignment]

    with pytest.raises(Http404):
        styleguide(request)


def test_no_template_has_what_the_content_policy_refuses() -> None:
    guilty = [p.name for p in pages() if INLINE.search(p.read_text())]

    assert guilty == []


def test_a_component_asks_for_no_request() -> None:
    components = (TEMPLATES / "components").iterdir()

    assert [p.name for p in components if "request." in p.read_text()] == []


def test_templates_stay_small() -> None:
    long = [p.name for p in pages() if len(p.read_text().splitlines()) > SIZE]

    assert long == []
