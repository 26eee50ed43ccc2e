import factory
from factory.django import DjangoModelFactory

from automation.models import CannedReply, Macro
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import OPENED


class CannedReplyFactory(DjangoModelFactory[CannedReply]):
    class Meta:
        model = CannedReply

    shortcut = factory.Sequence(lambda n: f"mau-{n}")
    title = "Chào khách"
    body = "Chào {{ khach.xung_ho }} {{ khach.ten }}, phiếu {{ phieu.so }} đã nhận."
    owner = factory.SubFactory(StaffFactory)
    updated_at = OPENED


class MacroFactory(DjangoModelFactory[Macro]):
    class Meta:
        model = Macro

    name = factory.Sequence(lambda n: f"Chờ khách {n}")
    steps = [{"do": "wait", "value": "customer"}]
    owner = factory.SubFactory(StaffFactory)
    updated_at = OPENED
