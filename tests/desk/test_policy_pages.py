"""What we promise, as a manager reads, writes, tries and publishes it."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.factories.sla import NORMAL, PUBLISHED, publish, target
from tests.tickets.acting import ASKED
from tests.tickets.promising import TERMS
from tickets.actions.clock_runs import ask_preview, run_clock_runs
from tickets.actions.opening import open_ticket
from tickets.actions.policies import create_policy, save_draft
from tickets.enums import Basis, Metric, RunState, Side
from tickets.models import ClockRun, SlaPolicy, SlaPolicyVersion
from tickets.policy_terms import terms_of

TYPED = {
    "seen_version": "0",
    "kinds": ["warranty", "return"],
    "channels": ["email"],
    "first_response-ours-amount": "2",
    "first_response-ours-unit": "work-hours",
    "first_response-ours-pauses": ["customer", "part"],
    "first_response-ours-warn_at": "50, 75, 90",
    "resolution-promised-amount": "48",
    "resolution-promised-unit": "hours",
    "stage-repair-ours-amount": "2",
    "stage-repair-ours-unit": "work-days",
    "level-1-after": "0",
    "level-1-tell": ["owner", "lead"],
    "level-2-after": "90",
    "level-2-unit": "minutes",
    "level-2-raise_to": "urgent",
    "level-2-hand_to": "lead",
}


@pytest.fixture
def policy(db: None) -> SlaPolicy:
    return create_policy("Khẩn", actor=SYSTEM, at=NOON)


@pytest.fixture
def draft(policy: SlaPolicy) -> SlaPolicyVersion:
    return save_draft(policy, TERMS, seen_version=0, actor=SYSTEM, at=NOON)


def at(name: str, pk: int) -> str:
    return reverse(f"sla:{name}", args=[pk])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_house_that_promises_nothing_is_told_so(
    manager_client: Client, gaps: set[str]
) -> None:
    shown = page(manager_client, reverse("sla:list"))

    assert "Chưa cam kết điều gì" in shown
    assert "Thêm cam kết" in shown


def test_the_list_shows_order_conditions_and_targets(
    manager_client: Client, customer: Customer, by_customer: Actor
) -> None:
    publish("Tiêu chuẩn", position=20)
    publish("Khiếu nại", position=10, kinds=["complaint"])
    open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    shown = page(manager_client, reverse("sla:list"))

    assert shown.index("Khiếu nại") < shown.index("Tiêu chuẩn")
    assert "2 giờ làm việc" in shown
    assert "48 giờ" in shown
    assert "1 phiếu đang mở theo bản 1" in shown
    assert "Mọi phiếu" in shown


def test_it_warns_of_tickets_that_would_have_no_clock(manager_client: Client) -> None:
    publish("Khiếu nại", kinds=["complaint"])

    shown = page(manager_client, reverse("sla:list"))

    assert "Phiếu không khớp cam kết nào sẽ không có đồng hồ" in shown


def test_it_warns_of_a_promise_that_is_never_chosen(manager_client: Client) -> None:
    publish("Tiêu chuẩn", position=10)
    publish("Khẩn", position=20, priorities=["urgent"])

    shown = page(manager_client, reverse("sla:list"))

    assert "Không bao giờ được chọn: “Tiêu chuẩn”" in shown
    assert "sẽ không có đồng hồ" not in shown


def test_agents_read_and_change_nothing(agent_client: Client) -> None:
    version = publish()

    shown = page(agent_client, reverse("sla:list"))
    detail = page(agent_client, at("policy", version.policy_id))

    assert "Tiêu chuẩn" in shown
    assert "<form" not in shown.split('id="content"')[1]
    assert "Sửa điều khoản" not in detail


def test_a_promise_is_begun_and_leads_to_its_terms(manager_client: Client) -> None:
    response = manager_client.post(reverse("sla:create"), {"name": "Khẩn"})

    policy = SlaPolicy.objects.get()
    assert response.headers["Location"] == at("edit", policy.pk)


@pytest.mark.parametrize("name", ["", "Khẩn"])
def test_a_name_that_cannot_be_comes_back(
    manager_client: Client, policy: SlaPolicy, name: str
) -> None:
    response = manager_client.post(reverse("sla:create"), {"name": name})

    assert response.status_code == 422
    assert "field-err" in response.content.decode()
    assert SlaPolicy.objects.count() == 1


def test_a_promise_is_renamed(manager_client: Client, policy: SlaPolicy) -> None:
    manager_client.post(at("rename", policy.pk), {"name": "Rất khẩn"})

    assert SlaPolicy.objects.get().name == "Rất khẩn"


def test_it_is_not_renamed_to_another_ones_name(
    manager_client: Client, policy: SlaPolicy
) -> None:
    publish("Tiêu chuẩn")

    response = manager_client.post(at("rename", policy.pk), {"name": "Tiêu chuẩn"})

    assert response.status_code == 422
    assert 'value="Tiêu chuẩn"' in response.content.decode()


def test_it_is_moved_and_switched(manager_client: Client, policy: SlaPolicy) -> None:
    other = create_policy("E-mail", actor=SYSTEM, at=NOON)

    manager_client.post(at("up", other.pk))
    manager_client.post(at("switch_off", other.pk))
    first = SlaPolicy.objects.order_by("position").first()
    manager_client.post(at("down", other.pk))
    manager_client.post(at("switch_on", other.pk))

    assert first == other
    assert list(SlaPolicy.objects.in_order()) == [policy, other]


def test_everything_typed_becomes_terms(
    manager_client: Client, policy: SlaPolicy
) -> None:
    response = manager_client.post(at("edit", policy.pk), TYPED)

    assert response.headers["Location"] == at("draft", policy.pk)
    terms = terms_of(policy.versions.get())
    targets = {each.key: each for each in terms.targets}
    assert (terms.kinds, terms.channels) == (("warranty", "return"), ("email",))
    assert targets["first_response", "", "ours"].seconds == 2 * 3600
    assert targets["first_response", "", "ours"].warn_at == (50, 75, 90)
    assert targets["resolution", "", "promised"].basis == Basis.WALL
    assert targets["stage", "repair", "ours"].seconds == 16 * 3600
    assert [each.after_seconds for each in terms.escalations] == [0, 5400]
    assert terms.escalations[1].hand_to == "lead"


def test_the_editor_shows_what_stands(manager_client: Client) -> None:
    version = publish(
        "Tiêu chuẩn",
        *NORMAL,
        target(Metric.STAGE, Side.OURS, 40, stage="parts"),
        escalations=({"level": 1, "after_seconds": 5400, "tell": ["lead"]},),
    )

    shown = page(manager_client, at("edit", version.policy_id))

    assert f'name="seen_version" value="{version.pk}"' in shown
    assert 'name="stage-parts-ours-amount" value="5"' in shown
    assert 'name="level-1-after" value="90"' in shown
    assert "<details" in shown


def test_what_is_shown_saved_again_changes_nothing(manager_client: Client) -> None:
    version = publish("Tiêu chuẩn", *NORMAL, kinds=["question"])
    form = manager_client.get(at("edit", version.policy_id)).context["editor"]
    typed = {
        field.html_name: field.value()
        for part in form
        for field in part
        if field.value() is not None
    }

    manager_client.post(at("edit", version.policy_id), typed)

    assert version.policy.versions.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first_response-ours-amount": "hai"}, "field-err"),
        ({"first_response-ours-warn_at": "năm mươi"}, "cách nhau bằng dấu phẩy"),
        ({"first_response-ours-warn_at": "90, 50"}, "tăng dần"),
        ({"first_response-ours-unit": "weeks"}, "field-err"),
        ({"kinds": ["nothing"]}, "field-err"),
        ({"level-1-after": "", "level-1-tell": []}, "phải liền nhau"),
        ({"level-2-after": "0"}, "trễ hơn cấp trước"),
        ({"resolution-promised-pauses": ["part"]}, "field-err"),
    ],
)
def test_what_cannot_be_comes_back_as_typed(
    manager_client: Client, policy: SlaPolicy, typed: dict[str, str], words: str
) -> None:
    response = manager_client.post(at("edit", policy.pk), {**TYPED, **typed})

    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    assert 'name="resolution-promised-amount" value="48"' in shown
    assert not policy.versions.exists()


def test_the_second_of_two_editors_loses_nothing(
    manager_client: Client, policy: SlaPolicy
) -> None:
    manager_client.post(at("edit", policy.pk), TYPED)
    late = {**TYPED, "resolution-promised-amount": "72"}

    refused = manager_client.post(at("edit", policy.pk), late)
    latest = policy.versions.get()
    again = {**late, "seen_version": str(latest.pk)}
    accepted = manager_client.post(at("edit", policy.pk), again)

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "Khác với bản vừa được lưu" in shown
    assert 'name="resolution-promised-amount" value="72"' in shown
    assert f'value="{latest.pk}"' in shown
    assert accepted.status_code == 302


def test_the_draft_says_what_it_changes(manager_client: Client) -> None:
    version = publish("Tiêu chuẩn", target(Metric.RESOLUTION, Side.PROMISED, 48))
    manager_client.post(
        at("edit", version.policy_id),
        {
            "seen_version": version.pk,
            "resolution-promised-amount": "24",
            "resolution-promised-unit": "hours",
        },
    )

    shown = page(manager_client, at("draft", version.policy_id))

    assert "Khác với bản 1 đang có hiệu lực" in shown
    assert "Xử lý xong · Hẹn khách" in shown
    assert "48 giờ; dừng khi chờ khách; nhắc ở 50, 75, 90\u00a0%" in shown
    assert ">24 giờ<" in shown


def test_a_promise_shorter_than_our_own_target_is_pointed_out(
    manager_client: Client, policy: SlaPolicy
) -> None:
    typed = {
        "seen_version": "0",
        "resolution-ours-amount": "20",
        "resolution-ours-unit": "hours",
        "resolution-promised-amount": "10",
        "resolution-promised-unit": "hours",
    }
    manager_client.post(at("edit", policy.pk), typed)

    shown = page(manager_client, at("draft", policy.pk))

    assert "Xử lý xong: hẹn khách ngắn hơn hạn nội bộ." in shown


def test_terms_that_change_nothing_are_no_draft(manager_client: Client) -> None:
    version = publish("Tiêu chuẩn", target(Metric.RESOLUTION, Side.PROMISED, 48))
    typed = {
        "seen_version": version.pk,
        "resolution-promised-amount": "24",
        "resolution-promised-unit": "hours",
    }
    manager_client.post(at("edit", version.policy_id), typed)
    manager_client.post(at("publish", version.policy_id), {"seen_version": _last().pk})
    typed["seen_version"] = _last().pk

    answer = manager_client.post(at("edit", version.policy_id), typed, follow=True)

    assert "Không có gì khác bản đang hiệu lực." in answer.content.decode()


def _last() -> SlaPolicyVersion:
    return SlaPolicyVersion.objects.latest("pk")


def test_without_a_draft_its_page_leads_to_the_policy(
    manager_client: Client, policy: SlaPolicy
) -> None:
    response = manager_client.get(at("draft", policy.pk))

    assert response.headers["Location"] == at("policy", policy.pk)


def test_a_preview_is_asked_for_watched_and_read(
    manager_client: Client,
    draft: SlaPolicyVersion,
    by_customer: Actor,
    customer: Customer,
) -> None:
    open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)
    manager_client.post(at("preview", draft.policy_id))
    waiting = page(manager_client, at("draft", draft.policy_id))
    run = ClockRun.objects.get()

    run_clock_runs(NOON)
    fragment = manager_client.get(at("run", run.pk), headers={"HX-Request": "true"})

    assert 'hx-trigger="every 2s"' in waiting
    assert "Tải lại" in waiting
    assert "1 phiếu khớp" in fragment.content.decode()
    assert "hx-trigger" not in fragment.content.decode()
    assert "1 phiếu khớp" in page(manager_client, at("draft", draft.policy_id))
    assert "1 phiếu khớp" in page(manager_client, at("run", run.pk))


def test_a_preview_without_a_draft_is_refused(
    manager_client: Client, policy: SlaPolicy
) -> None:
    response = manager_client.post(at("preview", policy.pk), follow=True)

    assert "không có bản nháp nào" in response.content.decode()


def test_it_is_published_for_new_tickets(
    manager_client: Client, draft: SlaPolicyVersion
) -> None:
    manager_client.post(
        at("publish", draft.policy_id), {"seen_version": draft.pk}, follow=True
    )

    assert SlaPolicy.objects.get().current == draft
    assert not ClockRun.objects.exists()


def test_it_is_published_for_open_tickets_too(
    manager_client: Client, draft: SlaPolicyVersion
) -> None:
    response = manager_client.post(
        at("publish_open", draft.policy_id), {"seen_version": draft.pk}, follow=True
    )

    assert ClockRun.objects.get().version == draft
    assert "Áp dụng bản 1 cho phiếu đang mở" in response.content.decode()


def test_a_draft_that_is_not_the_one_looked_at_is_not_published(
    manager_client: Client, draft: SlaPolicyVersion
) -> None:
    response = manager_client.post(
        at("publish", draft.policy_id), {"seen_version": draft.pk + 1}
    )

    assert response.status_code == 409
    assert "vừa được người khác sửa" in response.content.decode()
    assert SlaPolicy.objects.get().current is None


def test_a_draft_without_a_target_stays_a_draft(
    manager_client: Client, policy: SlaPolicy
) -> None:
    manager_client.post(at("edit", policy.pk), {"seen_version": "0", "kinds": "return"})
    draft = policy.versions.get()

    response = manager_client.post(at("publish", policy.pk), {"seen_version": draft.pk})

    assert response.status_code == 422
    assert "Hãy đặt ít nhất một hạn" in response.content.decode()


def test_a_draft_is_thrown_away(
    manager_client: Client, draft: SlaPolicyVersion
) -> None:
    manager_client.post(at("discard", draft.policy_id), {"seen_version": draft.pk})

    assert not SlaPolicyVersion.objects.exists()


def test_what_is_in_force_is_applied_to_open_tickets(manager_client: Client) -> None:
    version = publish()

    manager_client.post(at("apply", version.pk))

    assert ClockRun.objects.get().version == version


def test_what_is_not_in_force_is_not_applied(
    manager_client: Client, draft: SlaPolicyVersion
) -> None:
    response = manager_client.post(at("apply", draft.pk), follow=True)

    assert "Chỉ áp dụng được bản đang có hiệu lực" in response.content.decode()


def test_a_run_is_stopped_once(manager_client: Client) -> None:
    version = publish()
    manager_client.post(at("apply", version.pk))
    run = ClockRun.objects.get()

    manager_client.post(at("cancel", run.pk))
    again = manager_client.post(at("cancel", run.pk), follow=True)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert "đã xong hoặc đã dừng" in again.content.decode()


@pytest.mark.parametrize("turned", [False, True])
def test_two_versions_are_compared_old_to_new(
    agent_client: Client, turned: bool
) -> None:
    first = publish("Tiêu chuẩn", target(Metric.RESOLUTION, Side.OURS, 8))
    second = publish("", target(Metric.RESOLUTION, Side.OURS, 4), policy=first.policy)
    shown, other = sorted((first, second), key=lambda v: v.pk, reverse=turned)

    text = page(agent_client, at("version", shown.pk) + f"?with={other.pk}")

    text = text.split("So với bản khác")[1]
    assert text.index(">8 giờ làm việc") < text.index(">4 giờ làm việc")


@pytest.mark.parametrize(
    "query", ["", "?with=", "?with=0", "?with=x", "?with=" + "9" * 40]
)
def test_a_version_is_shown_whatever_it_is_compared_with(
    agent_client: Client, query: str
) -> None:
    version = publish()

    response = agent_client.get(at("version", version.pk) + query)

    assert response.status_code == 200


def test_no_template_looks_for_what_is_not_there(
    manager_client: Client, gaps: set[str], draft: SlaPolicyVersion, manager_user: User
) -> None:
    publish("Tiêu chuẩn", position=99)
    ask_preview(draft, actor=SYSTEM, at=NOON)

    for name in ("policy", "edit", "draft"):
        page(manager_client, at(name, draft.policy_id))
    page(manager_client, reverse("sla:list"))
    page(manager_client, at("version", draft.pk))

    assert real(gaps) == set()


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize("name", ["list", "policy", "version"])
def test_a_page_asks_as_much_for_fifty_as_for_one(
    manager_client: Client, n: int, name: str
) -> None:
    first = publish()
    for number in range(n):
        publish(f"Khác {number}", position=number + 20, kinds=["question"])
        version = publish("", policy=first.policy)
        ClockRun.objects.create(kind="apply", version=version, created_at=PUBLISHED)
    addresses = {
        "list": reverse("sla:list"),
        "policy": at("policy", first.policy_id),
        "version": at("version", version.pk) + f"?with={first.pk}",
    }

    assert queries_of(manager_client, addresses[name]) <= BUDGETS[f"sla:{name}"]
