"""Covers as they are opened, switched on, prolonged, refused and handed over."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from catalog.actions.parts import fit_part
from catalog.enums import BlockReason, Whereabouts
from catalog.errors import UnitBlockedError, UnitTakenError
from catalog.models import SerialRule, Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import ConflictError
from foundation.core.refs import Ref
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import (
    component,
    cover,
    covered_unit,
    published,
    scratch_code,
    sold_unit,
)
from warranty.actions import activation, changes, custody, opening, transfers, voiding
from warranty.actions.activation import ActivationFacts
from warranty.actions.doubts import check_part
from warranty.actions.reviews import decide_review
from warranty.cover_words import state_of
from warranty.enums import ActivationChannel, ReviewKind, VoidReason
from warranty.errors import (
    AlreadyActivatedError,
    CustodyError,
    FutureDayError,
    LoanerError,
    NoteError,
    ReviewDecidedError,
    VoidError,
    WrongCodeError,
)
from warranty.keys import unit_key
from warranty.models import Activation, CoverageEvent, ExtensionPlan, Review
from warranty.replay import replay_coverage

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CLAIM = Ref("warranty.claim", "0")

pytestmark = pytest.mark.django_db


def by_web(code: str, **fields: Any) -> ActivationFacts:
    return ActivationFacts(ActivationChannel.WEB, TODAY, code=code, **fields)


def by_agent(**fields: Any) -> ActivationFacts:
    return ActivationFacts(ActivationChannel.AGENT, TODAY, **fields)


def differences() -> list[str]:
    return [str(one) for batch in replay_coverage() for one in batch.differences]


class TestOpening:
    def test_a_cover_follows_the_policy_of_the_day_of_the_receipt(self) -> None:
        published(effective_from=date(2025, 1, 1))
        published("nha", {"length": 12}, number=2, effective_from=date(2026, 10, 1))
        unit = sold_unit()

        row = opening.open_cover(unit, actor=SYSTEM, at=NOON)

        assert row is not None
        assert (row.version.number, row.starts_on) == (1, date(2026, 9, 12))
        assert row.ends_on == date(2028, 9, 12)

    def test_twice_is_once(self) -> None:
        unit = covered_unit()

        opening.open_cover(unit, actor=SYSTEM, at=NOON)

        assert unit.coverage_events.count() == 1

    def test_without_a_receipt_the_serial_number_tells_when_it_was_made(self) -> None:
        SerialRule.objects.create(brand="Nami", mask="NM95-{YY}{MM}-{######}")
        published(shelf_months=6)
        unit = UnitFactory.create(serial="NM95-2603-000001")

        row = opening.open_cover(unit, actor=SYSTEM, at=NOON)

        assert row is not None
        assert (row.basis, row.starts_on) == ("production", date(2026, 9, 1))

    def test_what_no_policy_fits_has_no_cover(self) -> None:
        published(brand="Other")
        unit = sold_unit()

        assert opening.open_cover(unit, actor=SYSTEM, at=NOON) is None

    def test_what_was_sold_before_a_policy_is_covered_when_it_comes(self) -> None:
        unit = sold_unit()
        published()

        assert opening.open_missing(actor=SYSTEM, at=NOON) == 1
        assert cover(unit).ends_on == date(2028, 9, 12)

    def test_many_are_opened_in_as_many_queries_as_one(
        self, django_assert_max_num_queries: Any
    ) -> None:
        published()
        units = [sold_unit(f"NM-{n:04}") for n in range(20)]

        with django_assert_max_num_queries(16):
            opening.open_missing(actor=SYSTEM, at=NOON)

        assert all(cover(unit).lines.count() == 1 for unit in units)


class TestActivation:
    def test_what_is_lent_out_becomes_nobodys(self, customer: Customer) -> None:
        published()
        unit = UnitFactory.create(serial="NM-L", whereabouts=Whereabouts.LOANER)
        shown = ActivationFacts(
            ActivationChannel.QR, TODAY, customer=customer, code=unit_key("NM-L")
        )

        with pytest.raises(LoanerError):
            activation.activate(unit, shown, actor=SYSTEM, at=NOON)

        unit.refresh_from_db()
        assert (unit.owner, unit.whereabouts) == (None, Whereabouts.LOANER)

    def test_a_scratch_code_switches_on_once(self) -> None:
        published(start_basis="activation", activation_days=90)
        unit = covered_unit()
        code = scratch_code(unit)

        activation.activate(unit, by_web(code.lower()), actor=SYSTEM, at=NOON)

        assert cover(unit).starts_on == TODAY
        assert cover(unit).status == "live"

    def test_a_wrong_code_changes_nothing(self) -> None:
        unit = covered_unit()
        scratch_code(unit)

        with pytest.raises(WrongCodeError):
            activation.activate(unit, by_web("AAAAAAAAAA"), actor=SYSTEM, at=NOON)

        assert not Activation.objects.exists()

    def test_the_label_on_the_device_proves_it_is_at_hand(self) -> None:
        unit = covered_unit()
        facts = ActivationFacts(ActivationChannel.QR, TODAY, code=unit_key(unit.serial))

        activation.activate(unit, facts, actor=SYSTEM, at=NOON)

        assert cover(unit).activated_on == TODAY

    def test_a_second_person_opens_a_review_and_changes_nothing(
        self, customer: Customer, other_customer: Customer
    ) -> None:
        unit = covered_unit(owner=customer)
        activation.activate(unit, by_agent(customer=customer), actor=SYSTEM, at=NOON)
        before = cover(unit).n_events

        with pytest.raises(AlreadyActivatedError):
            activation.activate(
                unit, by_agent(customer=other_customer), actor=SYSTEM, at=NOON
            )

        assert cover(unit).n_events == before
        assert Review.objects.get().kind == ReviewKind.SECOND_ACTIVATION
        assert Activation.objects.filter(is_first=False).count() == 1

    def test_the_same_person_again_gets_the_first_back(
        self, customer: Customer
    ) -> None:
        unit = covered_unit(owner=customer)
        first = activation.activate(
            unit, by_agent(customer=customer), actor=SYSTEM, at=NOON
        )

        again = activation.activate(
            unit, by_agent(customer=customer), actor=SYSTEM, at=NOON
        )

        assert again == first
        assert not Review.objects.exists()

    def test_a_blocked_serial_opens_a_review(self) -> None:
        unit = covered_unit(
            whereabouts=Whereabouts.BLOCKED, block_reason=BlockReason.REFUNDED
        )

        with pytest.raises(UnitBlockedError):
            activation.activate(unit, by_agent(), actor=SYSTEM, at=NOON)

        assert Review.objects.get().kind == ReviewKind.BLOCKED_SERIAL

    def test_long_after_production_opens_a_review(self) -> None:
        unit = covered_unit(produced_on=date(2024, 1, 1))

        activation.activate(unit, by_agent(), actor=SYSTEM, at=NOON)

        assert Review.objects.get().kind == ReviewKind.LATE_ACTIVATION

    def test_one_telephone_for_many_units_opens_a_review(self) -> None:
        published()
        units = [sold_unit(f"NM-{n:04}", owner=None) for n in range(6)]

        made = [
            activation.activate(
                unit, by_agent(phone="+84903000111"), actor=SYSTEM, at=NOON
            )
            for unit in units
        ]

        assert Review.objects.get().data["n_units"] == len(made)

    def test_whoever_proves_the_number_later_owns_the_unit(
        self, customer: Customer
    ) -> None:
        published()
        unit = sold_unit(owner=None)
        point = customer.contact_points.filter(kind="phone").first()
        assert point is not None
        point.verified_at = NOON
        point.save()
        activation.activate(unit, by_agent(phone=point.value), actor=SYSTEM, at=NOON)

        activation.claim_activated(customer, actor=SYSTEM, at=NOON)

        unit.refresh_from_db()
        assert unit.owner == customer


class TestChanges:
    def test_the_days_in_the_workshop_are_added(self) -> None:
        unit = covered_unit()

        custody.begin_custody(
            unit, on=date(2026, 11, 5), claim=CLAIM, actor=SYSTEM, at=NOON
        )
        custody.end_custody(
            unit, on=date(2026, 11, 14), claim=CLAIM, actor=SYSTEM, at=NOON
        )

        line = cover(unit).lines.get()
        assert (line.paused_days, line.raw_end_on) == (10, date(2028, 9, 22))

    def test_a_case_takes_a_unit_in_once(self) -> None:
        unit = covered_unit()
        custody.begin_custody(unit, on=TODAY, claim=CLAIM, actor=SYSTEM, at=NOON)

        with pytest.raises(CustodyError):
            custody.begin_custody(unit, on=TODAY, claim=CLAIM, actor=SYSTEM, at=NOON)

    def test_goodwill_given_twice_from_one_page_is_given_once(self) -> None:
        unit = covered_unit()
        give: dict[str, Any] = {"days": 30, "note": "Chờ linh kiện lâu", "seen": 1}

        changes.grant_days(unit, **give, actor=SYSTEM, at=NOON)
        with pytest.raises(ConflictError):
            changes.grant_days(unit, **give, actor=SYSTEM, at=NOON)

        assert cover(unit).ends_on == date(2028, 10, 12)

    def test_a_plan_goes_on_where_the_cover_ends(self) -> None:
        unit = covered_unit()
        plan = ExtensionPlan.objects.create(code="v12", name="Vàng 12", months=12)

        changes.add_plan(unit, plan, actor=SYSTEM, at=NOON)
        changes.grant_days(unit, days=30, note="Bù", actor=SYSTEM, at=NOON)

        assert cover(unit).ends_on == date(2029, 10, 12)

    def test_a_new_part_has_its_term_again(self) -> None:
        compressor = component("compressor", "Máy nén")
        published(
            "nha", {"length": 24}, {"length": 60, "component": compressor}, brand=""
        )
        unit = covered_unit()

        changes.restart_component(
            unit, compressor, on=date(2028, 2, 1), actor=SYSTEM, at=NOON
        )

        restarted = cover(unit).lines.get(key="r2")
        assert restarted.ends_on == date(2033, 2, 1)
        assert cover(unit).ends_on == date(2028, 9, 12)

    def test_a_new_part_has_each_of_its_terms_again(self) -> None:
        motor = component("motor", "Mô-tơ")
        parts = {"length": 120, "labour_percent": 0, "travel_percent": 0}
        labour = {"length": 24, "part_percent": 0}
        published(
            "nha",
            {"length": 12},
            {**parts, "component": motor},
            {**labour, "component": motor},
        )
        unit = covered_unit()

        changes.restart_component(
            unit, motor, on=date(2028, 2, 1), actor=SYSTEM, at=NOON
        )

        again = cover(unit).lines.filter(kind="restart")
        assert list(again.values_list("part_percent", "labour_percent", "ends_on")) == [
            (100, 0, date(2038, 2, 1)),
            (0, 100, date(2030, 2, 1)),
        ]
        assert differences() == []

    def test_a_unit_given_for_another_is_covered_in_full(
        self, customer: Customer
    ) -> None:
        unit = covered_unit(owner=customer)
        new = UnitFactory.create(
            serial="NM95-NEW",
            product=unit.product,
            whereabouts=Whereabouts.SALEABLE,
        )

        changes.supersede(unit, new, on=TODAY, actor=SYSTEM, at=NOON)

        unit.refresh_from_db()
        new.refresh_from_db()
        assert (cover(unit).status, unit.block_reason) == ("superseded", "replaced")
        assert (new.owner, new.replaces) == (customer, unit)
        assert cover(new).ends_on == date(2028, 11, 20)

    def test_one_that_somebody_switched_on_is_given_to_nobody(
        self, customer: Customer
    ) -> None:
        unit, serial = covered_unit(owner=customer), "NM95-NEW"
        new = UnitFactory.create(serial=serial, product=unit.product)
        shown = ActivationFacts(ActivationChannel.QR, TODAY, code=unit_key(serial))
        activation.activate(new, shown, actor=SYSTEM, at=NOON)

        with pytest.raises(UnitTakenError):
            changes.supersede(unit, new, on=TODAY, actor=SYSTEM, at=NOON)

        assert cover(unit).status == "live"


class TestDaysToCome:
    def test_no_day_in_the_workshop_counts_beforehand(self) -> None:
        unit = covered_unit()
        by: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
        tomorrow = TODAY + timedelta(days=1)

        with pytest.raises(FutureDayError):
            custody.begin_custody(unit, on=tomorrow, claim=CLAIM, **by)
        custody.begin_custody(unit, on=TODAY, claim=CLAIM, **by)
        with pytest.raises(FutureDayError):
            custody.end_custody(unit, on=tomorrow, claim=CLAIM, **by)

        assert cover(unit).status == "paused"


class TestRefusing:
    def test_a_refusal_is_told_to_whoever_owns_it_by_now(
        self, customer: Customer, other_customer: Customer
    ) -> None:
        unit = covered_unit(owner=customer)
        seen = Unit.objects.select_related("owner").get(pk=unit.pk)
        transfers.transfer_with_proof(
            unit,
            giver=unit.owner,
            taker=other_customer,
            evidence="Giấy bán",
            actor=SYSTEM,
            at=NOON,
        )

        void = voiding.void_cover(
            seen, reason=VoidReason.LIQUID, note="Ảnh 3", actor=SYSTEM, at=NOON
        )
        voiding.reinstate_cover(
            seen, void_number=void.number, note="Nhầm", actor=SYSTEM, at=NOON
        )

        told = OutgoingMessage.objects.filter(template__startswith="cover-")
        whose = [one.recipient_name for one in told]
        assert whose == [other_customer.name] * 2

    def test_a_refusal_is_told_with_its_reason_and_changes_no_day(
        self, customer: Customer
    ) -> None:
        unit = covered_unit(owner=customer)
        before = cover(unit).ends_on

        voiding.void_cover(
            unit, reason=VoidReason.LIQUID, note="Ảnh 3, 4", actor=SYSTEM, at=NOON
        )

        assert (cover(unit).status, cover(unit).ends_on) == ("voided", before)
        letter = OutgoingMessage.objects.get(template="cover-voided")
        assert letter.context["reason"] == "Vào nước"

    def test_a_refusal_needs_its_evidence(self) -> None:
        unit = covered_unit()

        with pytest.raises(NoteError):
            voiding.void_cover(
                unit, reason=VoidReason.LIQUID, note=" ", actor=SYSTEM, at=NOON
            )

    def test_a_refusal_is_taken_back_whole(self) -> None:
        unit = covered_unit()
        before = list(cover(unit).lines.values_list("key", "ends_on", "status"))
        event = voiding.void_cover(
            unit, reason=VoidReason.POWER, note="Nguồn 380 V", actor=SYSTEM, at=NOON
        )

        voiding.reinstate_cover(
            unit, void_number=event.number, note="Nhầm máy", actor=SYSTEM, at=NOON
        )

        after = list(cover(unit).lines.values_list("key", "ends_on", "status"))
        assert (cover(unit).status, after) == ("live", before)

    def test_what_is_refused_already_is_not_refused_again(self) -> None:
        unit = covered_unit()
        refuse: dict[str, Any] = {
            "reason": VoidReason.POWER,
            "note": "x",
            "actor": SYSTEM,
            "at": NOON,
        }
        voiding.void_cover(unit, **refuse)

        with pytest.raises(VoidError):
            voiding.void_cover(unit, **refuse)


class TestTransfer:
    @pytest.fixture
    def owner(self, customer: Customer) -> Customer:
        customer.contact_points.create(
            kind="email", value="ha@mail.example", is_primary=True, verified_at=NOON
        )
        return customer

    def code_of(self, unit: Unit) -> str:
        message = OutgoingMessage.objects.get(template="transfer-code")
        assert message.is_secret
        return str(message.context["code"])

    def test_the_code_that_the_owner_got_hands_over_and_keeps_the_days(
        self, owner: Customer, other_customer: Customer
    ) -> None:
        unit = covered_unit(owner=owner)
        before = cover(unit).ends_on
        transfers.offer_transfer(unit, actor=SYSTEM, at=NOON)

        transfers.take_over(
            unit,
            code=self.code_of(unit),
            taker=other_customer,
            actor=SYSTEM,
            at=NOON + timedelta(days=6),
        )

        unit.refresh_from_db()
        assert (unit.owner, cover(unit).ends_on) == (other_customer, before)

    def test_one_try_too_many_is_refused_even_with_the_right_code(
        self, owner: Customer, other_customer: Customer
    ) -> None:
        unit = covered_unit(owner=owner)
        transfers.offer_transfer(unit, actor=SYSTEM, at=NOON)
        unit.transfers.update(tries=transfers.MAX_TRIES)

        with pytest.raises(WrongCodeError):
            transfers.take_over(
                unit,
                code=self.code_of(unit),
                taker=other_customer,
                actor=SYSTEM,
                at=NOON,
            )

    def test_a_week_later_the_code_is_dead(
        self, owner: Customer, other_customer: Customer
    ) -> None:
        unit = covered_unit(owner=owner)
        transfers.offer_transfer(unit, actor=SYSTEM, at=NOON)

        with pytest.raises(WrongCodeError):
            transfers.take_over(
                unit,
                code=self.code_of(unit),
                taker=other_customer,
                actor=SYSTEM,
                at=NOON + timedelta(days=7, seconds=1),
            )

    def test_terms_that_do_not_pass_on_end_with_the_owner(
        self, owner: Customer, other_customer: Customer
    ) -> None:
        published(is_transferable=False)
        unit = covered_unit(owner=owner)

        transfers.transfer_with_proof(
            unit,
            giver=unit.owner,
            taker=other_customer,
            evidence="Giấy bán máy 19/11",
            actor=SYSTEM,
            at=NOON,
        )

        assert (cover(unit).status, cover(unit).ends_on) == ("ended", TODAY)
        assert state_of(cover(unit), TODAY, is_disputed=False) == "ended"


class TestReviews:
    def test_another_part_than_the_one_we_know_is_looked_at(self, agent: Actor) -> None:
        unit, motor = covered_unit(), component("motor")
        fit_part(unit, motor, "MT-0001", on=None)
        compare: dict[str, Any] = {"actor": agent, "at": NOON}

        assert check_part(unit, motor, "mt-0001", **compare)
        assert not Review.objects.exists()
        assert not check_part(unit, motor, "MT-0002", **compare)
        assert Review.objects.get().kind == ReviewKind.MISMATCHED_PART

    def test_a_review_is_decided_once_with_a_reason(self, agent: Actor) -> None:
        unit = covered_unit(produced_on=date(2024, 1, 1))
        activation.activate(unit, by_agent(), actor=SYSTEM, at=NOON)
        review = Review.objects.get()
        decide: dict[str, Any] = {"is_upheld": False, "actor": agent, "at": NOON}

        with pytest.raises(NoteError):
            decide_review(review, note="", **decide)
        decide_review(review, note="Hàng trưng bày", **decide)
        with pytest.raises(ReviewDecidedError):
            decide_review(review, note="Lần nữa", **decide)

        assert Event.objects.filter(verb="review.decided").count() == 1


def test_what_is_stored_is_what_the_events_say() -> None:
    unit = covered_unit()
    plan = ExtensionPlan.objects.create(code="v12", name="Vàng 12", months=12)
    activation.activate(unit, by_agent(), actor=SYSTEM, at=NOON)
    custody.begin_custody(unit, on=TODAY, claim=CLAIM, actor=SYSTEM, at=NOON)
    changes.add_plan(unit, plan, actor=SYSTEM, at=NOON)
    voiding.void_cover(unit, reason=VoidReason.OTHER, note="Thử", actor=SYSTEM, at=NOON)

    assert differences() == []


def test_a_stored_day_that_was_tampered_with_is_found() -> None:
    unit = covered_unit()
    row = cover(unit)
    row.ends_on += timedelta(days=1)
    row.save()

    assert differences() == [f"{unit.serial} ends_on: 2028-09-13 ≠ 2028-09-12"]


def test_what_happened_to_a_cover_never_changes() -> None:
    unit = covered_unit()

    with pytest.raises(Exception, match="Cannot update or delete"):
        CoverageEvent.objects.filter(unit=unit).update(on=TODAY)
