"""The pages: the list, a case read blind, what was found, what was said of me."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from quality.actions.reviews import Review, review_sample, take_sample
from quality.blind import blind_entries
from quality.enums import Accuracy
from quality.models import FormerVerdict, Sample
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.desk.pages import shown
from tests.factories.accounts import StaffFactory
from tests.factories.quality import (
    LATE_OCTOBER,
    DrawFactory,
    SampleFactory,
    SolvedFactory,
)
from tests.factories.surveys import InvitationFactory, ResponseFactory
from tests.factories.tickets import MessageFactory
from tickets.actions.assignment import assign_ticket
from tickets.enums import AuthorKind, MessageKind
from tickets.models import Ticket

SAMPLES, RESULTS, MINE = (
    "/desk/quality/",
    "/desk/quality/results/",
    "/desk/quality/mine/",
)
SCORE_WORDS = "Trò chuyện rất tệ"
GOOD = {
    "accuracy": "correct",
    "error_type": "",
    "knowledge": "5",
    "courtesy": "4",
    "wording": "3",
    "comment": "Rõ ràng.",
}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come on a Friday afternoon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def sample(agent_user: User, other_agent_user: User, customer: Customer) -> Sample:
    """A case that the agent handled, with a colleague's note, rated by its customer."""
    ticket = SolvedFactory.create(
        customer=customer, team=agent_user.team, resolved_by=agent_user
    )
    said = {"ticket": ticket, "created_at": LATE_OCTOBER - timedelta(hours=3)}
    MessageFactory.create(body="Máy không vắt. Hỏi Trần Minh Quân giúp tôi.", **said)
    staff = {"author_kind": AuthorKind.STAFF, **said}
    MessageFactory.create(body="Dạ chị xả nước.", author_user=agent_user, **staff)
    MessageFactory.create(
        body="Bo mạch cũ.", author_user=other_agent_user, kind=MessageKind.NOTE, **staff
    )
    invitation = InvitationFactory.create(ticket=ticket, agent=agent_user)
    ResponseFactory.create(invitation=invitation, score=1, comment=SCORE_WORDS)
    return SampleFactory.create(agent=agent_user, team=agent_user.team, ticket=ticket)


def page(sample: Sample, verb: str = "sample") -> str:
    return reverse(f"quality:{verb}", args=[sample.pk])


def judged(sample: Sample, by: User, **more: Any) -> Sample:
    review = Review(Accuracy.CORRECT.value, 5, 4, 3, **more)
    return review_sample(sample, review, reviewer=by, actor=staff_actor(by.pk), at=NOON)


def test_the_list_names_neither_whose_work_it_was_nor_the_ticket(
    lead_client: Client, sample: Sample
) -> None:
    text = shown(lead_client.get(SAMPLES))

    assert sample.ticket.subject in text
    assert sample.agent.name not in text
    assert sample.ticket.short_number not in text


def test_the_case_is_read_blind(
    lead_client: Client, sample: Sample, other_agent_user: User
) -> None:
    text = shown(lead_client.get(page(sample)))

    assert "Dạ chị xả nước." in text
    assert "Bo mạch cũ." in text
    assert sample.agent.name not in text
    assert other_agent_user.name not in text
    assert SCORE_WORDS not in text
    assert sample.ticket.number not in text
    assert sample.ticket.short_number not in text


def test_who_is_judged_is_told_from_colleagues(sample: Sample) -> None:
    who = [entry.who for entry in blind_entries(sample) if not entry.is_event]

    assert who == ["Nguyễn Thu Hà", "Người được chấm", "Đồng nghiệp"]


def test_a_name_in_a_message_is_hidden(sample: Sample) -> None:
    first = blind_entries(sample)[0]

    assert first.text == "Máy không vắt. Hỏi người được chấm giúp tôi."


def test_how_work_was_handed_round_is_not_told(
    sample: Sample, agent_user: User, agent: Any
) -> None:
    Ticket.objects.filter(pk=sample.ticket_id).update(
        status="open", outcome="", resolved_at=None, closed_at=None, resolved_by=None
    )
    assign_ticket(sample.ticket, actor=agent, agent=agent_user, at=NOON)

    assert [one.verb for one in blind_entries(sample) if one.is_event] == []


def test_a_verdict_is_kept_and_then_the_name_is_shown(
    lead_client: Client, sample: Sample
) -> None:
    answer = lead_client.post(page(sample, "review"), GOOD, follow=True)

    sample.refresh_from_db()
    assert (sample.accuracy, sample.knowledge, sample.wording) == ("correct", 5, 3)
    assert sample.agent.name in shown(answer)


def test_saving_goes_on_with_the_next_case(
    lead_client: Client, sample: Sample, agent_user: User
) -> None:
    second = SampleFactory.create(agent=agent_user)

    answer = lead_client.post(page(sample, "review"), GOOD | {"then": "next"})

    assert answer.headers["Location"] == page(second)


def test_an_error_kind_left_behind_is_dropped_where_all_was_right(
    lead_client: Client, sample: Sample
) -> None:
    lead_client.post(page(sample, "review"), GOOD | {"error_type": "policy"})

    sample.refresh_from_db()
    assert (sample.accuracy, sample.error_type) == ("correct", "")


def test_half_a_verdict_comes_back_with_what_was_typed(
    lead_client: Client, sample: Sample
) -> None:
    answer = lead_client.post(
        page(sample, "review"), GOOD | {"knowledge": "", "comment": "Chờ đã"}
    )

    assert answer.status_code == 422
    assert "Hãy chọn từ 1 đến 5." in shown(answer)
    assert "Chờ đã" in shown(answer)


def test_a_mistake_without_words_is_refused_beside_the_field(
    lead_client: Client, sample: Sample
) -> None:
    wrong = GOOD | {"accuracy": "wrong", "error_type": "policy", "comment": ""}

    answer = lead_client.post(page(sample, "review"), wrong)

    assert answer.status_code == 422
    assert "comment" in answer.context["form"].errors


def test_whoever_was_slower_keeps_their_words_and_reads_nothing_of_the_others(
    lead_client: Client, sample: Sample, manager_user: User
) -> None:
    judged(sample, manager_user, comment="Lời của quản lý")

    answer = lead_client.post(page(sample, "review"), GOOD)

    assert answer.status_code == 409
    assert "Rõ ràng." in shown(answer)
    assert "Lời của quản lý" not in shown(answer)
    assert sample.agent.name not in shown(answer)


def test_a_second_thought_keeps_the_first(
    lead_client: Client, lead_user: User, sample: Sample
) -> None:
    judged(sample, lead_user, comment="Lời đầu")

    answer = lead_client.post(page(sample, "review"), GOOD, follow=True)

    assert FormerVerdict.objects.get().comment == "Lời đầu"
    assert "Lời đầu" in shown(answer)


def test_putting_aside_draws_another(
    lead_client: Client, sample: Sample, agent_user: User
) -> None:
    DrawFactory.create(agent=agent_user, n_solved=2)
    other = SolvedFactory.create(resolved_by=agent_user)

    answer = lead_client.post(page(sample, "skip"), {"reason": "spam"}, follow=True)

    assert "rút một phiếu khác" in shown(answer)
    assert Sample.objects.waiting().get().ticket == other
    assert "Phiếu này đã được bỏ qua" in shown(lead_client.get(page(sample)))


def test_putting_aside_needs_a_reason(lead_client: Client, sample: Sample) -> None:
    answer = lead_client.post(page(sample, "skip"), {"reason": ""})

    assert answer.status_code == 422
    assert "Hãy chọn lý do bỏ qua." in shown(answer)


def test_the_next_button_leads_to_a_case_or_says_that_none_is_left(
    lead_client: Client, sample: Sample
) -> None:
    address = reverse("quality:take_next")

    assert lead_client.post(address).headers["Location"] == page(sample)
    lead_client.post(page(sample, "review"), GOOD)
    assert "Không còn phiếu nào" in shown(lead_client.post(address, follow=True))


def test_what_a_colleague_reads_is_marked(
    lead_client: Client, sample: Sample, manager_user: User
) -> None:
    take_sample(sample, reviewer=manager_user, at=NOON)

    assert f"{manager_user.name} đang chấm" in shown(lead_client.get(SAMPLES))
    assert lead_client.post(page(sample, "take")).headers["Location"] == SAMPLES
    assert "Đồng nghiệp đang chấm" in shown(lead_client.get(page(sample)))


def test_ones_own_work_is_not_there_before_it_is_judged(
    lead_client: Client, lead_user: User
) -> None:
    own = SampleFactory.create(agent=lead_user)

    assert lead_client.get(page(own)).status_code == 404
    assert lead_client.post(page(own, "review"), GOOD).status_code == 404


def test_a_lead_of_one_team_finds_no_case_of_another(
    team: Team, other_team: Team
) -> None:
    lead = StaffFactory.create(role=Role.LEAD, team=team, sees=Sight.TEAM)
    theirs = SampleFactory.create(ticket__team=other_team)

    assert signed_in(lead).get(page(theirs)).status_code == 404


def test_progress_of_each_agent_is_told(
    lead_client: Client, agent_user: User, lead_user: User
) -> None:
    DrawFactory.create(agent=agent_user, n_solved=120, n_goal=3)
    first, _second = SampleFactory.create_batch(2, agent=agent_user)
    judged(first, lead_user)

    row = lead_client.get(SAMPLES).context["progress"][0]

    assert (row.name, row.n_solved, row.n_drawn) == (agent_user.name, 120, 2)
    assert (row.n_reviewed, row.n_goal, row.percent) == (1, 3, 33)


@pytest.mark.parametrize(
    "month", ["nonsense", "2099-01", "9999-12", "0001-01", "2026-13", ""]
)
def test_a_month_that_means_nothing_is_the_last_one(
    lead_client: Client, month: str
) -> None:
    answer = lead_client.get(f"{RESULTS}?month={month}&span=7")

    assert f"{answer.context['page'].month:%Y-%m}" == "2026-10"
    assert answer.context["span"] == 1


def test_results_say_shares_means_and_where_they_are_too_few(
    lead_client: Client, agent_user: User, other_agent_user: User
) -> None:
    SampleFactory.create_batch(4, agent=agent_user, reviewed=True)
    SampleFactory.create(
        agent=agent_user,
        reviewed=True,
        accuracy="wrong",
        error_type="policy",
        knowledge=1,
    )
    SampleFactory.create(agent=other_agent_user, reviewed=True)

    results = lead_client.get(RESULTS).context["results"]

    few, enough = results.rows
    assert (few.name, few.n, few.is_few) == (other_agent_user.name, 1, True)
    assert (enough.n, enough.is_few, enough.share_correct) == (5, False, 80)
    assert [round(float(mark), 1) for mark in enough.marks] == [3.4, 5, 3]
    assert results.total.n == 6
    assert [(one.label, one.n) for one in results.errors] == [("Sai chính sách", 1)]


def test_a_longer_span_takes_in_the_months_before(
    lead_client: Client, agent_user: User
) -> None:
    august = LATE_OCTOBER.date().replace(month=8, day=1)
    SampleFactory.create(agent=agent_user, reviewed=True, month=august)

    assert lead_client.get(RESULTS).context["results"].rows == []
    longer = lead_client.get(f"{RESULTS}?span=3").context["results"]
    assert longer.total.n == 1


def test_the_file_says_what_the_page_says(
    lead_client: Client, agent_user: User
) -> None:
    SampleFactory.create(agent=agent_user, reviewed=True)

    answer: Any = lead_client.get("/desk/quality/results.csv?month=2026-10")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = list(csv.reader(text.splitlines()))
    assert dict(zip(head, row, strict=True)) == {
        "Người xử lý": agent_user.name,
        "Nhóm": "Gia dụng",
        "Số phiếu đã chấm": "1",
        "Đúng": "1",
        "Đúng một phần": "0",
        "Sai": "0",
        "Tỉ lệ đúng (%)": "100.0",
        "Hiểu biết": "4.0",
        "Thái độ": "5.0",
        "Cách diễn đạt": "3.0",
        "Đủ dữ liệu": "Không",
    }


def test_an_agent_is_led_to_what_was_said_of_them(
    agent_client: Client, sample: Sample, lead_user: User, other_agent_user: User
) -> None:
    other = SampleFactory.create(agent=other_agent_user)
    judged(other, lead_user, comment="Của người khác")
    judged(sample, lead_user, comment="Hỏi đúng trọng tâm")

    answer = agent_client.get(SAMPLES, follow=True)

    assert answer.redirect_chain == [(MINE, 302)]
    assert "Hỏi đúng trọng tâm" in shown(answer)
    assert "Của người khác" not in shown(answer)


def test_before_it_is_judged_an_agent_reads_nothing_of_it(
    agent_client: Client, sample: Sample
) -> None:
    answer = agent_client.get(MINE)

    assert "Chưa có nhận xét nào" in shown(answer)
    assert sample.ticket.subject not in shown(answer)


def test_the_pages_say_what_an_empty_house_waits_for(lead_client: Client) -> None:
    assert "Không còn phiếu nào chờ bạn chấm" in shown(lead_client.get(SAMPLES))
    assert "Kỳ này chưa chấm phiếu nào" in shown(lead_client.get(RESULTS))


@pytest.mark.parametrize("n", [1, 50])
def test_fifty_samples_cost_no_more_queries_than_one(
    lead_client: Client, lead_user: User, team: Team, n: int
) -> None:
    for agent in StaffFactory.create_batch(n, team=team):
        DrawFactory.create(agent=agent)
        SampleFactory.create(agent=agent)
        SampleFactory.create(agent=agent, reviewed=True)
    SampleFactory.create_batch(n, agent=lead_user, reviewed=True)

    found = {
        name: queries_of(lead_client, reverse(name))
        for name in ("quality:samples", "quality:results", "quality:mine")
    }

    assert found == {name: BUDGETS[name] for name in found}


@pytest.mark.parametrize("n", [1, 50])
def test_a_long_case_costs_no_more_queries_than_a_short_one(
    lead_client: Client, sample: Sample, n: int
) -> None:
    MessageFactory.create_batch(n, ticket=sample.ticket)

    assert queries_of(lead_client, page(sample)) == BUDGETS["quality:sample"]
