"""What happens to products, purchases and units."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

PRODUCT_CREATED = "product.created"
PRODUCT_CHANGED = "product.changed"
PURCHASE_RECORDED = "purchase.recorded"
PURCHASE_EXTENDED = "purchase.extended"
UNIT_REGISTERED = "unit.registered"
UNIT_HANDED_OVER = "unit.handed_over"
UNIT_REPLACED = "unit.replaced"
UNIT_BLOCKED = "unit.blocked"
UNIT_UNBLOCKED = "unit.unblocked"
UNIT_KEPT_FOR_LENDING = "unit.kept_for_lending"
IMPORT_BROUGHT = "import.brought"
IMPORT_CONFIRMED = "import.confirmed"
IMPORT_STOPPED = "import.stopped"
IMPORT_RESUMED = "import.resumed"
IMPORT_DONE = "import.done"

register(PRODUCT_CREATED, _("thêm sản phẩm"), icon="package")
register(PRODUCT_CHANGED, _("sửa sản phẩm"), icon="pencil")
register(PURCHASE_RECORDED, _("ghi đơn mua"), icon="receipt")
register(PURCHASE_EXTENDED, _("thêm hàng vào đơn mua"), icon="receipt")
register(UNIT_REGISTERED, _("đăng ký máy"), icon="package")
register(UNIT_HANDED_OVER, _("giao máy cho chủ"), icon="user-check")
register(UNIT_REPLACED, _("giao máy đổi"), icon="replace")
register(UNIT_BLOCKED, _("khóa số máy"), icon="lock")
register(UNIT_UNBLOCKED, _("mở khóa số máy"), icon="lock-open")
register(UNIT_KEPT_FOR_LENDING, _("giữ máy để cho mượn"), icon="hand-helping")
register(IMPORT_BROUGHT, _("tải tệp đơn mua lên"), icon="upload")
register(IMPORT_CONFIRMED, _("cho nhập tệp đơn mua"), icon="circle-play")
register(IMPORT_STOPPED, _("dừng nhập tệp đơn mua"), icon="circle-pause")
register(IMPORT_RESUMED, _("nhập tiếp tệp đơn mua"), icon="play")
register(IMPORT_DONE, _("nhập xong tệp đơn mua"), icon="circle-check")
