import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from foundation.core import navigation, tones


def draw(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def words(markup: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def test_an_icon_is_hidden_from_readers() -> None:
    markup = draw('{% icon "clock" "sm" %}')

    assert 'aria-hidden="true"' in markup
    assert 'class="ico ico-sm"' in markup
    assert "#i-clock" in markup


@pytest.mark.parametrize(
    ("status", "reason", "label", "tone"),
    [
        ("new", "", "Mới", "st-new"),
        ("open", "", "Đang xử lý", "st-work"),
        ("waiting", "customer", "Chờ khách", "st-wait"),
        ("waiting", "part", "Chờ linh kiện", "st-wait"),
        ("waiting", "partner", "Chờ đối tác", "st-wait"),
        ("waiting", "visit", "Đã hẹn lịch", "st-plan"),
        ("waiting", "internal", "Chờ nội bộ", "st-wait"),
        ("waiting", "", "Đang chờ", "st-wait"),
        ("resolved", "", "Đã xử lý", "st-done"),
        ("reopened", "", "Mở lại", "st-bad"),
        ("closed", "", "Đã đóng", "st-off"),
        ("unheard-of", "", "Không rõ", "st-new"),
    ],
)
def test_a_status_has_icon_word_and_colour(
    status: str, reason: str, label: str, tone: str
) -> None:
    markup = draw("{% status_badge s r %}", s=status, r=reason)

    assert words(markup) == label
    assert tone in markup
    assert "<svg" in markup


def test_a_state_without_a_word_still_has_a_name() -> None:
    markup = draw('{% status_badge "open" icon_only=True %}')

    assert 'title="Đang xử lý"' in markup
    assert '<span class="sr-only">Đang xử lý</span>' in markup


def test_a_member_of_an_enum_is_read_like_its_value() -> None:
    from tickets.enums import TicketStatus

    assert words(draw("{% status_badge s %}", s=TicketStatus.OPEN)) == "Đang xử lý"


def test_urgent_is_red() -> None:
    markup = draw('{% priority_badge "urgent" %}')

    assert "text-bad-ink" in markup
    assert words(markup) == "Khẩn"


def test_a_kind_and_a_channel_are_named() -> None:
    assert words(draw('{% kind_badge "return" %}')) == "Đổi trả"
    assert words(draw('{% channel_icon "zalo" %}')) == "Zalo"


def test_a_cover_says_how_long() -> None:
    markup = draw('{% cover_badge "ending" "Còn 41 ngày" %}')

    assert "tag-warn" in markup
    assert words(markup) == "Còn 41 ngày"


@pytest.mark.parametrize("state", list(tones.CLOCKS))
def test_a_clock_shows_the_words_it_is_given(state: str) -> None:
    markup = draw("{% sla_chip s 'Còn 22 ph' aligned=True %}", s=state)

    assert f"sla-{state} sla-row" in markup
    assert words(markup) == "Còn 22 ph"


def test_an_avatar_bears_the_given_name_not_the_family_name() -> None:
    assert 'data-i="MQ"' in draw('{% avatar "Trần Minh Quân" %}')


def test_a_person_keeps_one_tint() -> None:
    first = draw('{% avatar "Nguyễn Thu Hà" "lg" %}')

    assert first == draw('{% avatar "Nguyễn Thu Hà" "lg" %}')
    assert re.search(r"av-[1-5] ava-lg", first)


def test_nobody_is_a_dashed_ring() -> None:
    assert "av-0" in draw("{% avatar name %}", name=None)


def test_a_name_cannot_break_out_of_its_avatar() -> None:
    assert "<b>" not in draw("{% avatar name %}", name="<b>Hà <i>x")


def test_money_does_not_break() -> None:
    assert draw("{{ n|money }}", n=1_250_000) == "1.250.000\u00a0₫"
    assert draw("{{ n|money }}", n=None) == ""


def test_a_phone_may_be_missing() -> None:
    assert draw("{{ p|phone }}{{ p|phone_masked }}", p=None) == ""


def test_a_component_wraps_what_stands_inside() -> None:
    markup = draw(
        '{% component "card" title=t %}<p>{{ inner }}</p>{% endcomponent %}',
        t="A < B",
        inner="x < y",
    )

    assert "A &lt; B" in markup
    assert "<p>x &lt; y</p>" in markup


def test_a_component_sees_only_what_it_is_given() -> None:
    markup = draw('{% component "card" %}{% endcomponent %}', title="from the page")

    assert "from the page" not in markup


def test_components_nest() -> None:
    source = '{% component "panel" title="A" %}{% component "section" title="B" %}c{% endcomponent %}{% endcomponent %}'

    assert words(draw(source)) == "A B c"


@override_settings(ROOT_URLCONF="tests.core.urls")
def test_only_places_that_exist_and_are_allowed_are_offered() -> None:
    allowed = ["desk:inbox", "insights:dashboard"]

    places = navigation.entries(navigation.DESK, "/desk/tickets/7/", allowed=allowed)

    assert [place.url for place in places] == ["/desk/"]
    assert places[0].is_current


@override_settings(ROOT_URLCONF="tests.core.urls")
def test_the_longest_fitting_address_is_the_current_one() -> None:
    allowed = ["desk:inbox", "desk:customers"]

    places = navigation.entries(navigation.DESK, "/desk/customers/3/", allowed=allowed)

    assert [place.is_current for place in places] == [False, True]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.core.urls")
@pytest.mark.parametrize(
    ("theme", "attribute"),
    [
        ("dark", 'data-theme="aftersales-dark"'),
        ("light", 'data-theme="aftersales"'),
    ],
)
def test_a_chosen_theme_is_written_by_the_server(theme: str, attribute: str) -> None:
    request = RequestFactory().get("/desk/", headers={"cookie": f"theme={theme}"})
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]

    page = render_to_string("layouts/portal.html", {"theme": theme}, request)

    assert attribute in page


@pytest.mark.parametrize("code", ["400", "403", "404", "409", "429", "500", "503"])
def test_an_error_page_needs_nothing(code: str) -> None:
    page = engines["django"].get_template(f"{code}.html").render()

    assert f"Mã {code}" in words(page)


def test_every_icon_named_in_python_is_in_the_sprite() -> None:
    listed = Path(settings.BASE_DIR / "assets/icons.txt").read_text().split()
    own = [path.stem for path in Path(settings.BASE_DIR / "assets/icons").iterdir()]
    tables = (
        *[tones.STATUSES, tones.WAITS, tones.KINDS, tones.PRIORITIES],
        tones.CHANNELS,
        tones.CLOCKS,
        tones.COVERS,
    )

    used = {look.icon for table in tables for look in table.values()}

    assert used <= {*listed, *own}
