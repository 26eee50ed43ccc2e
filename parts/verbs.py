"""What happens to spare parts, as everybody hears of it."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

PART_CREATED = "part.created"
PART_CHANGED = "part.changed"
PART_OFFER_SET = "part.offer_set"
PART_FIT_SET = "part.fit_set"
PART_SUBSTITUTE_SET = "part.substitute_set"
STOCK_RECEIVED = "stock.received"
STOCK_MOVED = "stock.moved"
STOCK_COUNTED = "stock.counted"
STOCK_SCRAPPED = "stock.scrapped"
STOCK_REMOVED = "stock.removed"
STOCK_RECYCLED = "stock.recycled"
STOCK_SENT_BACK = "stock.sent_back"
STOCK_LOW = "stock.low"
STOCK_DIFFERS = "stock.differs"
REORDER_RULE_SET = "stock.rule_set"
RESERVATION_HELD = "reservation.held"
RESERVATION_SHORT = "reservation.short"
RESERVATION_FILLED = "reservation.filled"
RESERVATION_ETA_CHANGED = "reservation.eta_changed"
RESERVATION_RELEASED = "reservation.released"
RESERVATION_CONSUMED = "reservation.consumed"
SUPPLY_REQUESTED = "supply.requested"
SUPPLY_ORDERED = "supply.ordered"
SUPPLY_CONFIRMED = "supply.confirmed"
SUPPLY_ARRIVED = "supply.arrived"
SUPPLY_CANCELLED = "supply.cancelled"

register(PART_CREATED, _("thêm linh kiện vào danh mục"), icon="plus")
register(PART_CHANGED, _("sửa thông tin linh kiện"), icon="pencil")
register(PART_OFFER_SET, _("ghi nguồn mua linh kiện"), icon="factory")
register(PART_FIT_SET, _("ghi linh kiện lắp cho máy nào"), icon="wrench")
register(PART_SUBSTITUTE_SET, _("ghi linh kiện thay thế"), icon="arrow-left-right")
register(STOCK_RECEIVED, _("nhập linh kiện vào kho"), icon="package-plus")
register(STOCK_MOVED, _("chuyển chỗ linh kiện"), icon="truck")
register(STOCK_COUNTED, _("kiểm kê linh kiện"), icon="clipboard-list")
register(STOCK_SCRAPPED, _("hủy linh kiện"), icon="trash-2")
register(STOCK_REMOVED, _("cất linh kiện tháo ra"), icon="package-minus")
register(STOCK_RECYCLED, _("đưa linh kiện đi tái chế"), icon="recycle")
register(STOCK_SENT_BACK, _("trả linh kiện cho nhà cung cấp"), icon="undo-2")
register(STOCK_LOW, _("báo linh kiện sắp hết"), icon="triangle-alert")
register(STOCK_DIFFERS, _("báo tồn kho lệch với sổ"), icon="triangle-alert")
register(REORDER_RULE_SET, _("đặt mức tồn"), icon="sliders-horizontal")
register(RESERVATION_HELD, _("giữ linh kiện"), icon="package-check")
register(RESERVATION_SHORT, _("chờ linh kiện vì kho không đủ"), icon="hourglass")
register(RESERVATION_FILLED, _("có linh kiện đã chờ"), icon="package-check")
register(RESERVATION_ETA_CHANGED, _("đổi ngày linh kiện về"), icon="calendar")
register(RESERVATION_RELEASED, _("nhả linh kiện đã giữ"), icon="package-open")
register(RESERVATION_CONSUMED, _("dùng linh kiện"), icon="wrench")
register(SUPPLY_REQUESTED, _("ghi linh kiện cần mua"), icon="shopping-cart")
register(SUPPLY_ORDERED, _("đặt mua linh kiện"), icon="send")
register(SUPPLY_CONFIRMED, _("chốt ngày linh kiện về"), icon="calendar-check")
register(SUPPLY_ARRIVED, _("nhận linh kiện đặt mua"), icon="package-plus")
register(SUPPLY_CANCELLED, _("hủy yêu cầu mua linh kiện"), icon="x")
