"""What the rules about customers refuse, and the sentence they say."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class NamelessError(DomainError):
    """A name without a single letter or digit."""

    code = "required"
    default_message = _("Hãy nhập tên.")


class NoContactError(DomainError):
    """Neither a telephone number nor an e-mail address."""

    code = "no_contact"
    default_message = _("Cần ít nhất một số điện thoại hoặc e-mail.")


class BenefitsOverError(DomainError):
    """Benefits that would have ended before they are granted."""

    code = "benefits_over"
    default_message = _("Ngày hết hạn của hạng không được ở trong quá khứ.")


class UnknownTierError(DomainError):
    """A tier that we do not have."""

    code = "unknown_tier"
    default_message = _("Không có hạng khách này.")


class QueueWeightError(DomainError):
    """A queue weight out of range: nobody may be put ahead of everybody for ever."""

    code = "queue_weight"
    default_message = _("Mức ưu tiên trong hàng chờ phải từ 0 đến 100.")


class ContactTakenError(ConflictError):
    """The number or address already belongs to a customer."""

    code = "contact_taken"
    default_message = _("Số điện thoại hoặc e-mail này đã thuộc về một khách hàng.")


class TooManyContactsError(DomainError):
    """More numbers and addresses than one customer may have."""

    code = "too_many_contacts"
    default_message = _("Khách hàng này đã có quá nhiều số điện thoại và e-mail.")


class LastContactError(ConflictError):
    """Without it nobody could reach the customer."""

    code = "last_contact"
    default_message = _("Không thể xóa cách liên hệ cuối cùng của khách hàng.")


class ContactUnprovenError(DomainError):
    """A customer names an address without having shown that it is theirs."""

    code = "contact_unproven"
    default_message = _("Hãy xác nhận số điện thoại hoặc e-mail này trước.")


class SmsOffError(DomainError):
    """No provider of text messages is set up."""

    code = "sms_off"
    default_message = _("Hiện chúng tôi chưa gửi được tin nhắn SMS. Hãy dùng e-mail.")


class NotMobileError(DomainError):
    """A number that receives no text messages."""

    code = "not_mobile"
    default_message = _(
        "Số này không nhận được tin nhắn. Hãy dùng số di động hoặc e-mail."
    )


class WrongProofError(DomainError):
    """A wrong, used or expired code; one sentence for all, so that it tells nothing."""

    code = "wrong_code"
    default_message = _("Mã không đúng hoặc đã hết hạn.")


class DeadLinkError(DomainError):
    """A wrong, used or expired link; one sentence for all."""

    code = "dead_link"
    default_message = _("Đường dẫn không còn dùng được.")


class TooSoonError(DomainError):
    """A second code was asked for within half a minute."""

    code = "too_soon"
    default_message = _("Mã vừa được gửi. Hãy đợi nửa phút rồi thử lại.")


class CustomerMergedError(ConflictError):
    """The record was found to be another's; what is to be done goes there."""

    code = "customer_merged"
    default_message = _("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ đó.")


class MergeIntoItselfError(DomainError):
    """One record cannot be found to be itself."""

    code = "merge_into_itself"
    default_message = _("Hãy chọn một hồ sơ khác để gộp.")


class MergeChainError(ConflictError):
    """Merges of merges: nobody could tell what an undo brings back."""

    code = "merge_chain"
    default_message = _(
        "Một trong hai hồ sơ đã nằm trong một lần gộp khác."
        " Hãy gộp theo chiều ngược lại, hoặc bỏ lần gộp kia trước."
    )


class NotMergedError(ConflictError):
    """There is no merge to undo."""

    code = "not_merged"
    default_message = _("Hồ sơ này không gộp vào hồ sơ nào.")


class ConsentSourceError(DomainError):
    """Customers speak for themselves in the portal; nobody else does there."""

    code = "consent_source"
    default_message = _("Hãy chọn khách đã nói điều này ở đâu.")


class ConsentUnprovenError(DomainError):
    """A yes that a colleague writes down without saying what shows it."""

    code = "consent_unproven"
    default_message = _(
        "Hãy ghi bằng chứng khách đã đồng ý: số cuộc gọi, số phiếu hoặc lời khách nói."
    )
