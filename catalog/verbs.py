"""What happens to products, purchases and units."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

PRODUCT_CREATED = "product.created"
PRODUCT_CHANGED = "product.changed"
PURCHASE_RECORDED = "purchase.recorded"
PURCHASE_EXTENDED = "purchase.extended"
UNIT_REGISTERED = "unit.registered"

register(PRODUCT_CREATED, _("thêm sản phẩm"), icon="package")
register(PRODUCT_CHANGED, _("sửa sản phẩm"), icon="pencil")
register(PURCHASE_RECORDED, _("ghi đơn mua"), icon="receipt")
register(PURCHASE_EXTENDED, _("thêm hàng vào đơn mua"), icon="receipt")
register(UNIT_REGISTERED, _("đăng ký máy"), icon="package")
