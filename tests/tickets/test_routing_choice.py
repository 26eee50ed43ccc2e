"""Who gets a ticket, and in which order those who wait are served. No database."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, strategies as st

from foundation.accounts.rosters import Duty
from tickets.enums import Priority, RouteReason
from tickets.routing.choice import Candidate, Need, VerdictCode, choose, hurdle_of
from tickets.routing.crew import Crew, Member, plan
from tickets.routing.order import Waiting, place_in_queue

NOON = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LIMIT = timedelta(minutes=120)
NO_NEED = Need()
FRIDGES = Need(frozenset({"refrigerator"}))


def somebody(user_id: int = 1, **facts: Any) -> Candidate:
    duty = {
        "is_on_shift": True,
        "is_on_leave": False,
        "is_taking": True,
        "capacity": 12,
        "skills": frozenset(),
        **{name: facts.pop(name) for name in list(facts) if name in Duty.__slots__},
    }
    return Candidate(Duty(user_id, **duty), **{"load": 0, **facts})


def waiting(ticket_id: int = 1, *, minutes: int = 5, **facts: Any) -> Waiting:
    opened = NOON - timedelta(minutes=minutes)
    return Waiting(ticket_id, opened, opened, **facts)


def codes(need: Need, *candidates: Candidate) -> dict[int, str]:
    verdicts = choose(need, candidates).verdicts
    return {one.user_id: str(one.code) for one in verdicts}


def served(*queue: Waiting) -> list[int]:
    ordered = sorted(queue, key=lambda one: place_in_queue(one, NOON, LIMIT))
    return [one.ticket_id for one in ordered]


def test_the_least_loaded_takes_it() -> None:
    choice = choose(NO_NEED, [somebody(1, load=3), somebody(2, load=2)])

    assert (choice.user_id, choice.reason) == (2, RouteReason.LEAST_LOADED)
    assert [one.code for one in choice.verdicts] == [
        VerdictCode.CHOSEN,
        VerdictCode.BUSIER,
    ]


def test_load_is_measured_against_capacity() -> None:
    small = somebody(1, load=2, capacity=4)
    large = somebody(2, load=4, capacity=12)

    assert choose(NO_NEED, [small, large]).user_id == 2


def test_of_equal_shares_the_one_with_fewer_tickets_takes_it() -> None:
    small = somebody(2, load=2, capacity=4)
    large = somebody(1, load=6, capacity=12)

    assert choose(NO_NEED, [small, large]).user_id == 2


def test_of_equally_loaded_the_longest_idle_takes_it() -> None:
    lately = somebody(1, last_assigned_at=NOON)
    before = somebody(2, last_assigned_at=NOON - timedelta(hours=1))

    assert codes(NO_NEED, lately, before) == {1: "assigned_more_recently", 2: "chosen"}


def test_whoever_never_had_one_has_been_idle_longest() -> None:
    lately = somebody(1, last_assigned_at=NOON)

    assert choose(NO_NEED, [lately, somebody(2)]).user_id == 2


def test_of_equals_the_first_takes_it_and_the_other_is_told_so() -> None:
    assert codes(NO_NEED, somebody(2), somebody(1)) == {1: "chosen", 2: "equal"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"skills": frozenset({"television"})}, "missing_skill"),
        ({"is_on_leave": True}, "on_leave"),
        ({"is_on_shift": False}, "off_shift"),
        ({"is_taking": False}, "not_taking"),
        ({"load": 12}, "full"),
        ({"load": 13}, "full"),
        ({"capacity": 0}, "full"),
    ],
)
def test_who_cannot_take_it_is_told_why(facts: dict[str, Any], code: str) -> None:
    one = somebody(1, **{"skills": frozenset({"refrigerator"}), **facts})

    choice = choose(FRIDGES, [one])

    assert (choice.user_id, choice.reason) == (None, RouteReason.NOBODY)
    assert choice.verdicts[0].code == code


def test_a_missing_skill_is_named() -> None:
    need = Need(frozenset({"refrigerator", "en"}))
    one = somebody(1, skills=frozenset({"en"}))

    assert choose(need, [one]).verdicts[0].missing == ("refrigerator",)


def test_more_skills_than_asked_for_do_no_harm() -> None:
    one = somebody(1, skills=frozenset({"refrigerator", "television"}))

    assert choose(FRIDGES, [one]).user_id == 1


def test_the_customer_meets_the_person_they_know() -> None:
    need = Need(previous_handler=1)

    choice = choose(need, [somebody(1, load=11), somebody(2)])

    assert (choice.user_id, choice.reason) == (1, RouteReason.PREVIOUS_HANDLER)
    assert choice.verdicts[1].code == VerdictCode.NOT_KNOWN


def test_the_person_they_know_must_have_room() -> None:
    need = Need(previous_handler=1)

    assert codes(need, somebody(1, load=12), somebody(2)) == {1: "full", 2: "chosen"}


def test_who_gave_a_ticket_back_does_not_get_it_again() -> None:
    need = Need(previous_handler=1, given_back_by=1)

    assert codes(need, somebody(1), somebody(2, load=5)) == {
        1: "gave_back",
        2: "chosen",
    }


def test_a_ticket_that_may_change_hands_no_more_goes_only_to_whose_it_was() -> None:
    need = Need(bound_to=2)

    assert codes(need, somebody(1), somebody(2, load=5)) == {
        1: "handoff_limit",
        2: "chosen",
    }


def test_nobody_considered_is_nobody_chosen() -> None:
    choice = choose(NO_NEED, [])

    assert (choice.user_id, choice.verdicts) == (None, ())


def test_diamond_goes_ahead_of_silver() -> None:
    silver = waiting(1, minutes=90, queue_weight=10)
    diamond = waiting(2, minutes=1, queue_weight=30)

    assert served(silver, diamond) == [2, 1]


def test_a_silver_older_than_the_limit_goes_ahead_of_diamond() -> None:
    silver = waiting(1, minutes=120, queue_weight=10)
    diamond = waiting(2, minutes=119, queue_weight=30)

    assert served(silver, diamond) == [1, 2]


def test_beyond_the_limit_only_age_counts() -> None:
    diamond = waiting(1, minutes=121, queue_weight=30, priority=Priority.URGENT)
    nobody_special = waiting(2, minutes=122, priority=Priority.LOW)

    assert served(diamond, nobody_special) == [2, 1]


def test_of_equal_customers_the_more_urgent_goes_first_then_the_older() -> None:
    queue = [
        waiting(1, minutes=1, priority=Priority.NORMAL),
        waiting(2, minutes=2, priority=Priority.NORMAL),
        waiting(3, minutes=1, priority=Priority.URGENT),
        waiting(4, minutes=60, priority=Priority.LOW),
    ]

    assert served(*queue) == [3, 2, 1, 4]


def test_a_team_s_ticket_goes_to_the_team() -> None:
    crew = Crew(
        [Member(somebody(1), team_id=8), Member(somebody(2, load=9), team_id=7)]
    )

    assert crew.choose_for(waiting(team_id=7)).user_id == 2
    assert crew.choose_for(waiting(team_id=None)).user_id == 1


def test_a_reserve_takes_only_from_customers_who_know_them() -> None:
    crew = Crew([Member(somebody(1), is_reserve=True), Member(somebody(2, load=9))])

    assert crew.choose_for(waiting()).user_id == 2
    assert crew.choose_for(waiting(need=Need(previous_handler=1))).user_id == 1


def test_that_nobody_can_does_not_keep_a_reserve_from_their_customer() -> None:
    crew = Crew([Member(somebody(1), is_reserve=True), Member(somebody(2, load=12))])

    assert crew.choose_for(waiting()).user_id is None
    assert crew.choose_for(waiting(need=Need(previous_handler=2))).user_id is None
    assert crew.choose_for(waiting(need=Need(previous_handler=1))).user_id == 1


def test_a_plan_passes_by_what_nobody_can_take() -> None:
    crew = Crew([Member(somebody(1, capacity=2))])
    queue = [waiting(1, need=FRIDGES), waiting(2), waiting(3), waiting(4)]

    found = plan(queue, crew, most=25, at=NOON)

    assert [one.ticket_id for one, _ in found.given] == [2, 3]
    assert [one.ticket_id for one, _ in found.left] == [1, 4]


def test_a_plan_ends_when_it_is_full() -> None:
    crew = Crew([Member(somebody(1))])

    found = plan([waiting(n) for n in range(9)], crew, most=2, at=NOON)

    assert [one.ticket_id for one, _ in found.given] == [0, 1]


SKILLS = st.frozensets(st.sampled_from(["refrigerator", "television", "en"]))
PEOPLE = st.lists(
    st.builds(
        Candidate,
        st.builds(
            Duty,
            user_id=st.integers(1, 30),
            is_on_shift=st.booleans(),
            is_on_leave=st.booleans(),
            is_taking=st.booleans(),
            capacity=st.integers(0, 5),
            skills=SKILLS,
        ),
        load=st.integers(0, 6),
        last_assigned_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    max_size=8,
    unique_by=lambda one: one.user_id,
)
NEEDS = st.builds(
    Need,
    skills=SKILLS,
    previous_handler=st.none() | st.integers(1, 30),
    given_back_by=st.none() | st.integers(1, 30),
    bound_to=st.none() | st.integers(1, 30),
)


@given(NEEDS, PEOPLE)
def test_never_is_somebody_chosen_who_cannot(
    need: Need, people: list[Candidate]
) -> None:
    able = {one.user_id for one in people if hurdle_of(one, need) is None}

    choice = choose(need, people)

    assert (choice.user_id in able) if able else (choice.user_id is None)


@given(NEEDS, PEOPLE)
def test_everybody_gets_one_verdict(need: Need, people: list[Candidate]) -> None:
    verdicts = choose(need, people).verdicts

    assert sorted(one.user_id for one in verdicts) == sorted(
        one.user_id for one in people
    )
    assert [one.user_id for one in verdicts if one.code == VerdictCode.CHOSEN] == [
        one for one in [choose(need, people).user_id] if one
    ]


@given(NEEDS, PEOPLE, st.randoms())
def test_the_order_of_the_candidates_decides_nothing(
    need: Need, people: list[Candidate], random: Any
) -> None:
    shuffled = random.sample(people, len(people))

    assert choose(need, people) == choose(need, shuffled)


@given(st.integers(1, 6), st.integers(0, 60))
def test_equal_people_end_with_equal_loads(n_people: int, n_tickets: int) -> None:
    people = [Member(somebody(n, capacity=99)) for n in range(1, n_people + 1)]

    found = plan([waiting(n) for n in range(n_tickets)], Crew(people), most=99, at=NOON)

    given_to = [choice.user_id for _, choice in found.given]
    loads = [given_to.count(n) for n in range(1, n_people + 1)]
    assert max(loads) - min(loads) <= 1
    assert len(found.given) == n_tickets


@given(PEOPLE, st.lists(NEEDS, max_size=20))
def test_a_plan_fills_nobody_beyond_their_capacity(
    people: list[Candidate], needs: list[Need]
) -> None:
    queue = [waiting(n, need=need) for n, need in enumerate(needs)]

    found = plan(queue, Crew(map(Member, people)), most=99, at=NOON)

    given_to = [choice.user_id for _, choice in found.given]
    room = {one.user_id: max(one.duty.capacity - one.load, 0) for one in people}
    assert all(given_to.count(user_id) <= left for user_id, left in room.items())
    assert len(found.given) + len(found.left) == len(queue)


def test_the_place_in_the_queue_depends_on_nothing_else() -> None:
    queue = [waiting(1, queue_weight=10), waiting(2, minutes=200), waiting(3)]

    assert {tuple(served(*order)) for order in permutations(queue)} == {(2, 1, 3)}
