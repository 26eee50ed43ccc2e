"""What happens to customers. The data of each is listed in README.md."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

CUSTOMER_CREATED = "customer.created"
CUSTOMER_EDITED = "customer.edited"
CUSTOMER_VIEWED = "customer.viewed"
BENEFITS_GRANTED = "customer.benefits_granted"
CONTACT_ADDED = "customer.contact_added"
CONTACT_REMOVED = "customer.contact_removed"
CONTACT_MADE_PRIMARY = "customer.contact_made_primary"
CONTACT_VERIFIED = "customer.contact_verified"
LOGIN_CREATED = "customer.login_created"
SIGN_IN_LINK_SENT = "customer.sign_in_link_sent"
SIGNED_IN = "customer.signed_in"
CUSTOMER_MERGED = "customer.merged"
CUSTOMER_UNMERGED = "customer.unmerged"
CONSENT_GIVEN = "customer.consent_given"
CONSENT_WITHDRAWN = "customer.consent_withdrawn"

register(CUSTOMER_CREATED, _("tạo hồ sơ khách"), icon="user-plus")
register(CUSTOMER_EDITED, _("sửa hồ sơ khách"), icon="pencil")
register(CUSTOMER_VIEWED, _("mở hồ sơ khách"), icon="eye")
register(BENEFITS_GRANTED, _("đổi hạng khách"), icon="award")
register(CONTACT_ADDED, _("thêm cách liên hệ"), icon="circle-plus")
register(CONTACT_REMOVED, _("xóa cách liên hệ"), icon="circle-minus")
register(CONTACT_MADE_PRIMARY, _("đổi cách liên hệ chính"), icon="star")
register(CONTACT_VERIFIED, _("xác nhận cách liên hệ"), icon="badge-check")
register(LOGIN_CREATED, _("có tài khoản đăng nhập"), icon="key-round")
register(SIGN_IN_LINK_SENT, _("gửi đường dẫn đăng nhập"), icon="link")
register(SIGNED_IN, _("đăng nhập"), icon="log-in")
register(CUSTOMER_MERGED, _("gộp hồ sơ khách"), icon="merge")
register(CUSTOMER_UNMERGED, _("bỏ gộp hồ sơ khách"), icon="split")
register(CONSENT_GIVEN, _("ghi nhận khách đồng ý"), icon="circle-check")
register(CONSENT_WITHDRAWN, _("ghi nhận khách từ chối"), icon="circle-x")
