from datetime import UTC, date, datetime
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from foundation.accounts.enums import (
    LeaveHandOver,
    LeaveKind,
    Role,
    Scope,
    Sight,
    SkillDimension,
    UserKind,
)
from foundation.accounts.models import (
    ApiToken,
    Leave,
    Shift,
    Skill,
    StaffSkill,
    Team,
    User,
    WorkProfile,
)
from foundation.calendars.enums import Weekday


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Nhóm {n}")
    code = factory.Sequence(lambda n: f"nhom-{n}")


class StaffFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    kind = UserKind.STAFF
    name = factory.Sequence(lambda n: f"Nhân viên {n}")
    email = factory.Sequence(lambda n: f"staff{n}@hongha.example")
    role = Role.AGENT
    sees = Sight.TEAM
    password = "!"


class CustomerLoginFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    kind = UserKind.CUSTOMER
    name = factory.Sequence(lambda n: f"Khách {n}")
    email = None
    role = ""
    password = "!"


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    """`ApiTokenFactory(key="…")`; the key is what a client sends."""

    class Meta:
        model = ApiToken

    class Params:
        key = factory.Sequence(lambda n: f"test-key-{n}")

    user = factory.SubFactory(StaffFactory)
    name = "Kiểm thử"
    key_hash = factory.LazyAttribute(lambda o: sha256(o.key.encode()).hexdigest())
    hint = "test"
    scopes = factory.LazyFunction(lambda: list(Scope.values))
    owner_version = factory.SelfAttribute("user.session_version")


class SkillFactory(DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    code = factory.Sequence(lambda n: f"ky-nang-{n}")
    name = factory.Sequence(lambda n: f"Kỹ năng {n}")
    dimension = SkillDimension.PRODUCT_LINE


class StaffSkillFactory(DjangoModelFactory[StaffSkill]):
    class Meta:
        model = StaffSkill

    user = factory.SubFactory(StaffFactory)
    skill = factory.SubFactory(SkillFactory)


class WorkProfileFactory(DjangoModelFactory[WorkProfile]):
    class Meta:
        model = WorkProfile

    user = factory.SubFactory(StaffFactory)


class ShiftFactory(DjangoModelFactory[Shift]):
    """Monday morning, for as long as tests last."""

    class Meta:
        model = Shift

    user = factory.SubFactory(StaffFactory)
    weekday = Weekday.MONDAY
    starts = 8 * 60
    ends = 12 * 60
    valid_from = date(2026, 1, 1)


class LeaveFactory(DjangoModelFactory[Leave]):
    """A planned day off, the first Monday after the tests' today."""

    class Meta:
        model = Leave

    user = factory.SubFactory(StaffFactory)
    starts_at = datetime(2026, 11, 22, 17, tzinfo=UTC)
    ends_at = datetime(2026, 11, 23, 17, tzinfo=UTC)
    kind = LeaveKind.HOLIDAY
    hand_over = LeaveHandOver.QUEUE
