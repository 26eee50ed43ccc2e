"""The customers' door, their pages at the desk, and their resource of the API."""

from tests.permissions.rows import (
    LEADS,
    STAFF,
    WORKERS,
    Outcome,
    Row,
    api,
    desk,
    public,
)
from tests.permissions.world import World


def the_customer(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk}


def the_contact(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk, "contact_id": world.contact.pk}


def contact_verb() -> Row:
    return desk(
        WORKERS, "POST", kwargs=the_contact, absent={"pk": 1, "contact_id": 999_999_999}
    )


NOBODY = {"pk": 999_999_999}


def two_customers(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk, "other_pk": world.other_customer.pk}


# A link that was used, or that nobody sent.
NO_LINK = dict.fromkeys(public().expected, Outcome.HIDDEN)

ROUTES = {
    "customers:sign_in": [public(), public("POST")],
    "customers:sign_in_code": [public(), public("POST")],
    "customers:sign_in_resend": public("POST"),
    "customers:sign_in_link": [
        Row(NO_LINK, method, kwargs=lambda world: {"token": "none"})
        for method in ("GET", "POST")
    ],
    "customers:sign_out": public("POST"),
    "desk:customers": desk(STAFF),
    "desk:new_customer": [desk(WORKERS), desk(WORKERS, "POST")],
    "desk:customer": desk(STAFF, kwargs=the_customer, absent={"pk": 999_999_999}),
    "desk:edit_customer": [
        desk(WORKERS, method, kwargs=the_customer, absent={"pk": 999_999_999})
        for method in ("GET", "POST")
    ],
    "desk:grant_benefits": desk(
        LEADS, "POST", kwargs=the_customer, absent={"pk": 999_999_999}
    ),
    "desk:record_consent": desk(WORKERS, "POST", kwargs=the_customer, absent=NOBODY),
    "desk:merge_customer": desk(LEADS, kwargs=the_customer, absent=NOBODY),
    "desk:compare_customers": [
        desk(LEADS, method, kwargs=two_customers, absent={**NOBODY, "other_pk": 1})
        for method in ("GET", "POST")
    ],
    "desk:unmerge_customer": desk(LEADS, "POST", kwargs=the_customer, absent=NOBODY),
    "desk:add_contact": desk(
        WORKERS, "POST", kwargs=the_customer, absent={"pk": 999_999_999}
    ),
    "desk:remove_contact": contact_verb(),
    "desk:prefer_contact": contact_verb(),
    "desk:send_sign_in_link": contact_verb(),
    "customers_api:list": [
        api(STAFF),
        api(WORKERS, "POST", scope="customers"),
    ],
    "customers_api:detail": [
        api(STAFF, kwargs=the_customer, absent={"pk": 999_999_999}),
        api(
            WORKERS,
            "PATCH",
            scope="customers",
            kwargs=the_customer,
            absent={"pk": 999_999_999},
        ),
    ],
    "customers_api:benefits": api(
        LEADS,
        "POST",
        scope="customers",
        kwargs=the_customer,
        absent={"pk": 999_999_999},
    ),
    "customers_api:consents": [
        api(STAFF, kwargs=the_customer, absent=NOBODY),
        api(WORKERS, "POST", scope="customers", kwargs=the_customer, absent=NOBODY),
    ],
    "customers_api:merge": api(
        LEADS, "POST", scope="customers", kwargs=the_customer, absent=NOBODY
    ),
    "customers_api:unmerge": api(
        LEADS, "POST", scope="customers", kwargs=the_customer, absent=NOBODY
    ),
    "customers_api:timeline": api(
        STAFF, kwargs=the_customer, absent={"pk": 999_999_999}
    ),
}
