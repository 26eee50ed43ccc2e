import pytest

from parts.enums import LocationKind
from parts.models import Part, StockLocation
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory


@pytest.fixture
def store(db: None) -> StockLocation:
    """The main store."""
    return LocationFactory.create(code="kho-chinh")


@pytest.fixture
def van(db: None) -> StockLocation:
    return LocationFactory.create(code="xe-1", kind=LocationKind.VAN)


@pytest.fixture
def broken(db: None) -> StockLocation:
    """The bin of broken parts."""
    return LocationFactory.create(code="hang-hong", kind=LocationKind.DEFECTIVE)


@pytest.fixture
def compressor(db: None) -> Part:
    """A part that one supplier sells and delivers within five days."""
    part = PartFactory.create(sku="MN-NC12", name="Máy nén NC-12")
    OfferFactory.create(part=part, price=1_450_000)
    return part
