"""The customer's own pages, and the one case behind an unguessable link."""

from tests.permissions.rows import SEES_TICKET, STAFF, Outcome, Row, link, mine, public
from tests.permissions.world import World
from warranty.keys import unit_key


def the_ticket(world: World) -> dict[str, object]:
    return {"number": world.ticket.number}


def the_case(world: World) -> dict[str, object]:
    return {"access_key": world.ticket.access_key}


def the_file(world: World) -> dict[str, object]:
    return {"key": world.attachment.key}


def the_file_of_the_case(world: World) -> dict[str, object]:
    return {**the_case(world), **the_file(world)}


def the_serial(world: World) -> dict[str, object]:
    return {"serial": world.unit.serial}


def the_label(world: World) -> dict[str, object]:
    return {"token": f"{world.unit.serial}.{unit_key(world.unit.serial)}"}


def the_own_unit(world: World) -> dict[str, object]:
    return {"serial": world.own_unit.serial}


def the_own_label(world: World) -> dict[str, object]:
    serial = world.own_unit.serial
    return {"token": f"{serial}.{unit_key(serial)}"}


NO_UNIT = {"serial": "KHONG-CO-0001"}
NO_LABEL = {"token": "KHONG-CO-0001.AAAAAAAAAA"}
NO_TICKET = {"number": "TK-999999999"}
NO_CASE = {"access_key": "a" * 22}
NO_FILE = {"key": "a" * 22}
# A file is for whoever may see its ticket, at the desk or at home.
WHO_SEES_THE_FILE = {
    **dict.fromkeys(STAFF, Outcome.HIDDEN),
    **dict.fromkeys(SEES_TICKET, Outcome.IN),
    "anonymous": Outcome.SIGN_IN,
    "customer": Outcome.IN,
    "other_customer": Outcome.HIDDEN,
}

ROUTES = {
    "portal:home": public(),
    "portal:new_ticket": [public(), public("POST")],
    "portal:track": [public(), public("POST")],
    "portal:warranty_check": public(),
    "portal:unit_door": link(kwargs=the_label, absent={"token": "NM95-0.AAAAAAAAAA"}),
    "portal:certificate": link(kwargs=the_serial, absent={"serial": "NO-SUCH"}),
    "portal:tracked": link(kwargs=the_case, absent=NO_CASE),
    "portal:tracked_answer": link("POST", kwargs=the_case, absent=NO_CASE),
    "portal:tracked_confirm": link("POST", kwargs=the_case, absent=NO_CASE),
    "portal:tickets": mine(is_shared=True),
    "portal:ticket": mine(kwargs=the_ticket, absent=NO_TICKET),
    "portal:answer": mine("POST", kwargs=the_ticket, absent=NO_TICKET),
    "portal:confirm": mine("POST", kwargs=the_ticket, absent=NO_TICKET),
    "portal:products": mine(is_shared=True),
    "portal:product_add": mine(is_shared=True),
    "portal:product_take": [mine(is_shared=True), mine("POST", is_shared=True)],
    "portal:product": mine(kwargs=the_own_unit, absent=NO_UNIT),
    "portal:product_activate": mine("POST", kwargs=the_own_unit, absent=NO_UNIT),
    "portal:product_transfer": [
        mine(kwargs=the_own_unit, absent=NO_UNIT),
        mine("POST", kwargs=the_own_unit, absent=NO_UNIT),
    ],
    "portal:product_transfer_cancel": mine("POST", kwargs=the_own_unit, absent=NO_UNIT),
    "portal:activate": [public(), public("POST")],
    "portal:activated": link(kwargs=the_own_label, absent=NO_LABEL),
    "portal:profile": [mine(is_shared=True), mine("POST", is_shared=True)],
    "portal:consents": mine("POST", is_shared=True),
    "tickets:attachment": Row(WHO_SEES_THE_FILE, kwargs=the_file, absent=NO_FILE),
    "tickets:tracked_attachment": link(kwargs=the_file_of_the_case, absent=NO_CASE),
}
