"""The pages on which warranty policies are written."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from foundation.policies.actions import discard_draft
from foundation.policies.enums import Part
from foundation.policies.models import Policy, PolicyVersion
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ComponentClassFactory, ProductFactory
from tests.factories.policies import (
    WATER,
    YEAR,
    drafted,
    parts,
    policy_called,
    published,
)
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms, terms_of

pytestmark = pytest.mark.django_db
LIST = "/desk/warranty/policies/"


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(StaffFactory(role=Role.WARRANTY_MANAGER))
    return client


@pytest.fixture
def policy() -> Policy:
    return policy_called("chung")


def typed(**others: Any) -> dict[str, Any]:
    """A whole form as a browser sends it."""
    words = {
        f"part-{part.value}-{language}": f"{part.value} {language}"
        for part in Part
        for language in ("vi", "en")
    }
    return {
        "seen_version": 0,
        "effective_from": "2026-12-01",
        "start_basis": "delivery",
        "activation_days": 30,
        "shelf_months": 6,
        "responsible": "company",
        "territory": "Việt Nam",
        "tat_days": 7,
        "repair_months": 3,
        "grace_days": 3,
        "is_transferable": "on",
        "rolls": "on",
        "n_lines": 2,
        "line-0-component": 0,
        "line-0-length": 24,
        "line-0-unit": "months",
        "line-0-part": 100,
        "line-0-labour": 50,
        "line-0-travel": 0,
        "line-1-component": "",
        "line-1-unit": "months",
        "n_codes": 2,
        "code-0-code": "LT-03",
        "code-0-words": "Nước vào trong máy",
        "code-1-code": "",
        **words,
        **others,
    }


def only_draft(policy: Policy) -> PolicyVersion:
    return policy.versions.get(published_at=None)


def test_the_list_says_what_each_policy_is_for(manager: Client) -> None:
    terms = Terms(brand="Nami", lines=YEAR.lines, exclusions=YEAR.exclusions)
    published("nami", terms)
    policy_called("nhap")

    words = manager.get(LIST).content.decode()

    assert "Bảo hành nami" in words
    assert "<dd>Nami</dd>" in words
    assert "Chưa công bố" in words


def test_without_a_policy_the_list_says_what_to_do(manager: Client) -> None:
    assert "Chưa có chính sách nào" in manager.get(LIST).content.decode()


def test_a_manager_begins_a_policy_and_writes_on(manager: Client) -> None:
    answer = manager.post(f"{LIST}new/", {"name": "Máy giặt", "code": "may-giat"})

    policy = Policy.objects.get(code="may-giat")
    assert answer.headers["Location"] == f"{LIST}{policy.pk}/edit/"


def test_a_code_that_another_has_is_refused_beside_the_field(
    manager: Client, policy: Policy
) -> None:
    answer = manager.post(f"{LIST}new/", {"name": "Khác", "code": "chung"})

    assert answer.status_code == 422
    assert "chưa chính sách nào dùng" in answer.content.decode()


def test_words_and_terms_are_saved_as_typed(manager: Client, policy: Policy) -> None:
    answer = manager.post(f"{LIST}{policy.pk}/edit/", typed(brand="Nami"))

    draft = only_draft(policy)
    assert answer.headers["Location"] == f"{LIST}{policy.pk}/draft/"
    assert draft.effective_from == date(2026, 12, 1)
    assert draft.parts["method"] == {"vi": "method vi", "en": "method en"}
    assert terms_of(draft) == Terms(
        brand="Nami",
        lines=(LineTerms(24, labour=50, travel=0),),
        exclusions=(ExclusionTerms("LT-03", "Nước vào trong máy"),),
    )


def test_the_editor_begins_with_what_stands_there(
    manager: Client, policy: Policy
) -> None:
    motor = ComponentClassFactory(name="Động cơ")
    terms = Terms(lines=(LineTerms(120, motor.pk),), exclusions=(WATER,))
    drafted(policy, terms, said=parts(scope="Mọi máy giặt."))

    words = manager.get(f"{LIST}{policy.pk}/edit/").content.decode()

    assert "Mọi máy giặt." in words
    assert 'value="120"' in words
    assert f'<option value="{motor.pk}" selected>Động cơ' in words


def test_saving_unchanged_makes_no_version(manager: Client) -> None:
    version = published("chung")
    page = manager.get(f"{LIST}{version.policy_id}/edit/").context["editor"]
    sent = {
        form.add_prefix(name): form[name].value()
        for form in page
        for name in form.fields
    }
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    sent |= {"n_lines": len(page.lines), "n_codes": len(page.exclusions)}

    manager.post(f"{LIST}{version.policy_id}/edit/", sent)

    assert version.policy.versions.count() == 1


def test_what_cannot_be_read_is_marked_and_kept(
    manager: Client, policy: Policy
) -> None:
    sent = typed(**{"line-0-length": "hai năm", "part-scope-vi": "Mọi máy giặt."})

    answer = manager.post(f"{LIST}{policy.pk}/edit/", sent)

    assert answer.status_code == 422
    assert "Có chỗ chưa đọc được" in answer.content.decode()
    assert "Mọi máy giặt." in answer.content.decode()
    assert not policy.versions.exists()


def test_a_row_that_is_begun_asks_for_the_rest(manager: Client, policy: Policy) -> None:
    answer = manager.post(f"{LIST}{policy.pk}/edit/", typed(**{"code-1-code": "LT-9"}))

    assert answer.status_code == 422
    assert "Hãy điền ô này hoặc xóa cả dòng." in answer.content.decode()


@pytest.mark.parametrize(
    "begun",
    [
        {"line-1-component": 0},
        {"line-1-length": "12"},
        {"code-1-words_en": "Water inside the device"},
    ],
)
def test_a_row_that_is_begun_is_asked_for_and_not_dropped(
    manager: Client, policy: Policy, begun: dict[str, Any]
) -> None:
    answer = manager.post(f"{LIST}{policy.pk}/edit/", typed(**begun))

    assert answer.status_code == 422
    assert "Hãy điền ô này hoặc xóa cả dòng." in answer.content.decode()
    assert not policy.versions.exists()


def test_a_line_without_component_and_length_is_taken_out(
    manager: Client, policy: Policy
) -> None:
    taken_out = {"line-1-component": 0, "line-1-length": 36, "line-1-part": 100}
    manager.post(f"{LIST}{policy.pk}/edit/", typed(**taken_out))
    seen = only_draft(policy).pk

    manager.post(f"{LIST}{policy.pk}/edit/", typed(seen_version=seen))

    assert len(terms_of(only_draft(policy)).lines) == 1


def test_terms_no_cover_could_be_counted_by_are_refused(
    manager: Client, policy: Policy
) -> None:
    answer = manager.post(
        f"{LIST}{policy.pk}/edit/", typed(**{"line-0-length": "9000"})
    )

    assert answer.status_code == 422
    assert "Thời hạn phải từ 1 tới 600 tháng." in answer.content.decode()


def test_more_rows_are_had_without_saving(manager: Client, policy: Policy) -> None:
    answer = manager.post(
        f"{LIST}{policy.pk}/edit/", typed(op="more-lines", brand="Nami")
    )

    editor = answer.context["editor"]
    assert len(editor.lines) == 4
    assert editor.lines[3]["part"].value() == 100
    assert 'value="Nami"' in answer.content.decode()
    assert not policy.versions.exists()


def test_the_second_editor_sees_what_the_first_saved_and_keeps_own_words(
    manager: Client, policy: Policy
) -> None:
    drafted(policy, said=parts(scope="Của người khác."))

    answer = manager.post(
        f"{LIST}{policy.pk}/edit/", typed(**{"part-scope-vi": "Của tôi."})
    )

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in words
    assert '<ins class="diff-new">người khác</ins>' in words
    assert "Của tôi.</textarea>" in words
    assert only_draft(policy).parts["scope"]["vi"] == "Của người khác."


def test_saving_once_more_is_over_what_was_shown(
    manager: Client, policy: Policy
) -> None:
    drafted(policy, said=parts(scope="Của người khác."))
    refused = manager.post(f"{LIST}{policy.pk}/edit/", typed())
    seen = refused.context["editor"].rules["seen_version"].value()

    manager.post(f"{LIST}{policy.pk}/edit/", typed(seen_version=seen))

    assert only_draft(policy).parts["scope"]["vi"] == "scope vi"


def test_the_draft_shows_what_it_changes(manager: Client) -> None:
    first = published("chung", said=parts(length="Toàn máy 12 tháng."))
    drafted(first.policy, said=parts(length="Toàn máy 24 tháng."), on=None)

    words = manager.get(f"{LIST}{first.policy_id}/draft/").content.decode()

    assert '<ins class="diff-new">24</ins>' in words
    assert "Chưa chọn ngày hiệu lực." in words


def test_the_draft_warns_of_what_it_will_never_fit(
    manager: Client, policy: Policy
) -> None:
    ProductFactory(sku="WF-95", brand="Nami")
    terms = Terms(brand="Nami", skus=("WF-95", "WF-59"), lines=YEAR.lines)
    drafted(policy, terms)

    words = manager.get(f"{LIST}{policy.pk}/draft/").content.decode()

    assert "Không có mã hàng: WF-59." in words
    assert "Chưa có mã loại trừ nào." in words
    assert "Chưa bán sản phẩm nào" not in words


def test_a_draft_is_published_by_a_button(manager: Client, policy: Policy) -> None:
    draft = drafted(policy)

    manager.post(f"{LIST}{policy.pk}/draft/publish/", {"seen_version": draft.pk})

    draft.refresh_from_db()
    assert draft.published_at is not None
    assert draft.published_by is not None


def test_an_empty_part_is_refused_in_words(manager: Client, policy: Policy) -> None:
    draft = drafted(policy, said=parts(method=""))

    answer = manager.post(
        f"{LIST}{policy.pk}/draft/publish/", {"seen_version": draft.pk}
    )

    assert answer.status_code == 422
    assert "còn trống phần Cách thức bảo hành" in answer.content.decode()


def test_a_draft_changed_meanwhile_is_not_published_unseen(
    manager: Client, policy: Policy
) -> None:
    seen = drafted(policy)
    drafted(policy, said=parts(scope="Đã khác."))

    answer = manager.post(
        f"{LIST}{policy.pk}/draft/publish/", {"seen_version": seen.pk}
    )

    assert answer.status_code == 409
    assert "Đã khác." in answer.content.decode()


def test_a_draft_is_thrown_away_by_a_button(manager: Client, policy: Policy) -> None:
    draft = drafted(policy)

    manager.post(f"{LIST}{policy.pk}/draft/discard/", {"seen_version": draft.pk})

    assert not policy.versions.exists()


def test_the_draft_page_of_a_policy_without_one_leads_back(
    manager: Client, policy: Policy
) -> None:
    draft = drafted(policy)
    discard_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=NOON)

    answer = manager.get(f"{LIST}{policy.pk}/draft/")

    assert answer.headers["Location"] == f"{LIST}{policy.pk}/"


def test_agents_read_and_cannot_write(agent_client: Client, policy: Policy) -> None:
    drafted(policy)

    words = agent_client.get(f"{LIST}{policy.pk}/").content.decode()

    assert "Viết bản mới" not in words
    assert agent_client.get(f"{LIST}{policy.pk}/edit/").status_code == 403


def test_a_policy_is_renamed_and_put_out_of_use(
    manager: Client, policy: Policy
) -> None:
    manager.post(f"{LIST}{policy.pk}/name/", {"name": "Tên mới", "name_en": "New"})
    manager.post(f"{LIST}{policy.pk}/off/")

    policy.refresh_from_db()
    assert (policy.name, policy.name_en, policy.is_active) == ("Tên mới", "New", False)


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_asks_the_same_for_one_and_for_fifty(manager: Client, n: int) -> None:
    [published(f"so-{place}") for place in range(n)]

    assert queries_of(manager, LIST) == BUDGETS["policies:list"]


@pytest.mark.parametrize("n", [1, 50])
def test_the_editor_asks_the_same_for_one_line_and_for_fifty(
    manager: Client, policy: Policy, n: int
) -> None:
    made = [ComponentClassFactory().pk for _ in range(n)]
    lines = tuple(LineTerms(12, key) for key in made)
    drafted(policy, Terms(lines=lines, exclusions=(WATER,)))

    for_editor = queries_of(manager, f"{LIST}{policy.pk}/edit/")

    assert for_editor == BUDGETS["policies:edit"]
