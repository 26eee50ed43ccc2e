"""What anybody may learn by a number, how often, and what is kept of it."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.enums import BlockReason, Severity, Whereabouts
from catalog.models import Recall, Unit
from foundation.accounts.models import RateCounter
from foundation.accounts.throttles import Rule, TooManyError
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import component, covered_unit, published
from warranty import limits
from warranty.actions import voiding
from warranty.actions.lookups import forget_misses
from warranty.actions.reviews import open_review
from warranty.enums import ReviewKind, VoidReason
from warranty.keys import unit_key
from warranty.limits import Asker
from warranty.lookups import Answer, look_up, open_door
from warranty.models import LookupMiss

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
STRANGER = Asker("203.0.113.0/24")
NEIGHBOUR = Asker("198.51.100.0/24")
SIGNED_IN = Asker("203.0.113.0/24", account_id=7)
SERIAL = "NM95-2409-004172"


def asked(
    text: str = SERIAL, asker: Asker = STRANGER, minutes: int = 0
) -> Answer | None:
    at = NOON + timedelta(minutes=minutes)
    return look_up(text, asker, at=at, on=TODAY)


def found(text: str = SERIAL) -> Answer:
    answer = asked(text)
    assert answer is not None
    return answer


def scanned(token: str, asker: Asker = STRANGER) -> Answer | None:
    return open_door(token, asker, at=NOON, on=TODAY)


@pytest.mark.parametrize(
    "typed", [SERIAL, "nm95-2409-004172", " NM95 2409 004172 ", "nm952409004172"]
)
def test_a_number_is_found_in_any_way_of_writing_it(typed: str) -> None:
    covered_unit(SERIAL)

    answer = found(typed)

    assert answer.unit.serial == SERIAL
    assert answer.is_look_alike is False


@pytest.mark.parametrize("typed", ["NM95-24O9-OO4I72", "nm95-2409-0o4172"])
def test_a_number_read_wrongly_off_the_label_is_found_and_said_so(typed: str) -> None:
    covered_unit(SERIAL)

    answer = found(typed)

    assert (answer.unit.serial, answer.is_look_alike) == (SERIAL, True)


def test_of_two_that_look_alike_the_one_typed_is_meant() -> None:
    covered_unit("NM95-O1")
    covered_unit("NM95-01")

    assert found("nm95-o1").unit.serial == "NM95-O1"


@pytest.mark.parametrize("typed", ["NM95-11", "nm951-1"])
def test_of_two_that_differ_in_their_marks_the_one_typed_is_meant(typed: str) -> None:
    covered_unit("NM95-11")
    covered_unit("NM951-1")

    assert found(typed).unit.serial == typed.upper()


def test_the_one_typed_is_found_among_many_that_look_alike() -> None:
    alike = ("NM-OO", "NM-O0", "NM-0O", "NM-00")
    [UnitFactory.create(serial=serial) for serial in alike]

    assert found("nm-00").unit.serial == "NM-00"


def test_two_that_look_alike_are_not_guessed_between() -> None:
    covered_unit("NM95-O1")
    covered_unit("NM95-01")

    assert asked("NM95-OI") is None


@pytest.mark.parametrize("typed", ["NM95-9999-999999", "–", "👻", "%", "a" * 200])
def test_a_number_that_does_not_exist_finds_nothing(typed: str) -> None:
    covered_unit(SERIAL)

    assert asked(typed) is None


def test_the_face_and_the_lines_are_those_of_the_cover() -> None:
    published("nha", {"length": 24}, {"length": 6, "component": component("ong")})
    covered_unit(SERIAL)

    answer = found()

    assert answer.face.state == "live"
    assert [line.ends_on for line in answer.lines] == [
        date(2028, 9, 12),
        date(2027, 3, 12),
    ]
    assert answer.has_certificate


def test_a_unit_without_a_cover_says_so() -> None:
    UnitFactory(serial=SERIAL)

    answer = found()

    assert (answer.face.state, answer.lines) == ("none", [])
    assert answer.has_certificate is False


def test_a_unit_that_somebody_has_to_judge_is_disputed() -> None:
    unit = covered_unit(SERIAL)
    open_review(unit, ReviewKind.SECOND_ACTIVATION, data={}, actor=SYSTEM, at=NOON)

    answer = found()

    assert answer.face.state == "disputed"
    assert answer.has_certificate is False


@pytest.mark.parametrize(
    "reason", [BlockReason.STOLEN, BlockReason.REFUNDED, BlockReason.SCRAPPED]
)
def test_a_blocked_number_tells_no_dates_and_no_reason(reason: BlockReason) -> None:
    unit = covered_unit(SERIAL)
    Unit.objects.filter(pk=unit.pk).update(
        block_reason=reason, whereabouts=Whereabouts.BLOCKED
    )

    answer = found()

    assert (answer.face.state, answer.face.ends_on, answer.lines) == (
        "blocked",
        None,
        [],
    )
    assert str(reason.label) not in answer.face.headline + answer.face.sentence


def test_a_refused_cover_shows_no_lines() -> None:
    unit = covered_unit(SERIAL)
    voiding.void_cover(
        unit,
        reason=VoidReason.LIQUID,
        component=None,
        note="Vào nước",
        actor=SYSTEM,
        at=NOON,
    )

    answer = found()

    assert (answer.face.state, answer.lines) == ("voided", [])


def test_a_recall_of_its_batch_is_told() -> None:
    unit = covered_unit(SERIAL)
    Recall.objects.create(
        code="TH-01",
        title="Dây nguồn nóng",
        product=unit.product,
        serial_from="NM95-2409-000000",
        serial_to="NM95-2409-999999",
        severity=Severity.DANGER,
        action="Rút điện, gọi chúng tôi",
        starts_on=TODAY,
    )

    assert [recall.code for recall in found().recalls] == ["TH-01"]


def test_a_look_up_asks_four_queries_beside_the_counters(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    covered_unit(SERIAL)

    with django_assert_num_queries(6):
        assert found().lines


def test_of_two_hundred_numbers_thirty_are_answered() -> None:
    UnitFactory.create_batch(200)
    serials = list(Unit.objects.values_list("serial", flat=True))

    answers = [_outcome(serial, STRANGER) for serial in serials]

    assert answers == ["answered"] * 30 + ["refused"] * 170


def test_after_ten_misses_even_a_number_that_exists_is_refused() -> None:
    covered_unit(SERIAL)
    made_up = [f"NM95-0000-{n:06d}" for n in range(10)]

    answers = [_outcome(serial, STRANGER) for serial in made_up]

    assert answers == ["missed"] * 10
    assert _outcome(SERIAL, STRANGER) == "refused"
    assert _outcome(SERIAL, NEIGHBOUR) == "answered"


def test_the_next_ten_minutes_begin_anew() -> None:
    covered_unit(SERIAL)
    assert [_outcome(f"NM95-{n}", STRANGER) for n in range(10)] == ["missed"] * 10

    with pytest.raises(TooManyError) as refusal:
        asked()

    assert refusal.value.retry_after == 600
    assert asked(minutes=10) is not None


def test_somebody_signed_in_is_counted_by_their_account() -> None:
    covered_unit(SERIAL)

    answers = [_outcome(SERIAL, SIGNED_IN) for _ in range(61)]

    assert answers == ["answered"] * 60 + ["refused"]
    assert _outcome(SERIAL, STRANGER) == "answered"


def test_a_label_is_counted_by_its_unit_and_not_by_the_network() -> None:
    covered_unit(SERIAL)
    token = f"{SERIAL}.{unit_key(SERIAL)}"
    assert [_outcome(SERIAL, STRANGER) for _ in range(31)][-1] == "refused"

    answer = scanned(token)

    assert answer is not None
    assert (answer.unit.serial, answer.key) == (SERIAL, unit_key(SERIAL))


def test_a_label_tried_all_day_is_refused_within_the_hour() -> None:
    covered_unit(SERIAL)
    token = f"{SERIAL}.{unit_key(SERIAL)}"
    assert all(scanned(token) for _ in range(limits.DOORS_BY_UNIT.limit))

    with pytest.raises(TooManyError):
        scanned(token, NEIGHBOUR)


@pytest.mark.parametrize(
    "token", [f"{SERIAL}.AAAAAAAAAA", SERIAL, f".{SERIAL}", f"{SERIAL}.", "…"]
)
def test_a_label_that_was_made_up_is_a_miss_of_whoever_made_it(token: str) -> None:
    covered_unit(SERIAL)

    assert scanned(token) is None
    assert LookupMiss.objects.count() == 1
    assert not RateCounter.objects.filter(rule=limits.DOORS_BY_UNIT.name).exists()


def test_the_key_of_one_unit_opens_no_other() -> None:
    covered_unit(SERIAL)
    covered_unit("NM95-2409-004173")

    assert scanned(f"NM95-2409-004173.{unit_key(SERIAL)}") is None


def test_a_miss_is_kept_without_the_number() -> None:
    asked("NM95-0000-000001")

    miss = LookupMiss.objects.get()

    assert (miss.network, miss.at) == ("203.0.113.0/24", NOON)
    assert "0000" not in miss.digest


def test_the_same_number_twice_is_seen_as_one() -> None:
    asked("NM95-0000-000001")
    asked("nm95 0000 000001")

    assert len(set(LookupMiss.objects.values_list("digest", flat=True))) == 1


def test_misses_are_forgotten_after_a_month() -> None:
    asked("NM95-0000-000001")
    asked("NM95-0000-000002", minutes=60)

    forget_misses(NOON + timedelta(days=30, minutes=30))

    assert LookupMiss.objects.get().at == NOON + timedelta(minutes=60)


def test_numbers_tried_from_many_networks_raise_an_alert(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    few = Rule("warranty-miss.all", 3, 600)
    monkeypatch.setattr(limits, "MISSES_BY_ALL", few)
    before = limits.ALERTS._value.get()

    outcomes = [_outcome(f"X-{n}", Asker(f"10.0.{n}.0/24")) for n in range(4)]

    assert outcomes == ["missed"] * 4
    assert limits.ALERTS._value.get() == before + 1
    assert "many networks" in caplog.text


def _outcome(serial: str, asker: Asker) -> str:
    try:
        return "missed" if asked(serial, asker) is None else "answered"
    except TooManyError:
        return "refused"
