"""What the catalogue refuses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class SkuTakenError(ConflictError):
    """Two products cannot share a stock-keeping unit."""

    code = "sku_taken"
    default_message = _("Mã hàng này đã có.")


class UnknownSkuError(DomainError):
    """Nobody sells what nobody entered."""

    code = "unknown_sku"
    default_message = _("Không có mã hàng này trong danh mục.")


class SerialError(DomainError):
    """Not a serial number as manufacturers print them."""

    code = "invalid_serial"
    default_message = _(
        "Số máy không đúng: dùng chữ không dấu, số, gạch ngang, dấu chấm; từ 3 đến 60 ký tự."
    )


class SerialTakenError(ConflictError):
    """The unit belongs to another purchase; a thing is sold once."""

    code = "serial_taken"
    default_message = _("Số máy này đã bán trong đơn khác.")


class SerialOfOtherProductError(DomainError):
    """The serial number is known as another product."""

    code = "serial_of_other_product"
    default_message = _("Số máy này thuộc mặt hàng khác.")


class UnitNotForSaleError(ConflictError):
    """A loaner or a blocked unit is not sold."""

    code = "unit_not_for_sale"
    default_message = _("Máy này đang cho mượn hoặc đã khóa, không bán được.")


class LineDiffersError(ConflictError):
    """A recorded line is never rewritten by a later one of the same product."""

    code = "line_differs"
    default_message = _(
        "Đơn đã có mặt hàng này với số lượng, giá hoặc số máy khác; mỗi mặt hàng chỉ một dòng."
    )


class BuyerDiffersError(ConflictError):
    """An order belongs to one customer."""

    code = "buyer_differs"
    default_message = _("Đơn này đã ghi cho khách khác.")


class LineError(DomainError):
    """A line whose quantity, amounts or serial numbers cannot be."""

    code = "invalid_line"


class ReceiptError(DomainError):
    """A receipt whose number, dates or lines cannot be."""

    code = "invalid_receipt"


class ImportFileError(DomainError):
    """Not a file that an import can be made of."""

    code = "import_file"


class ImportStateError(ConflictError):
    """The import stands elsewhere by now: somebody was quicker."""

    code = "import_state"
    default_message = _("Tệp này đã sang bước khác. Tải lại trang để xem tình trạng.")


class UnitBlockedError(ConflictError):
    """The serial number is good for nothing any more."""

    code = "unit_blocked"
    default_message = _(
        "Số máy này đã bị khóa. Hãy liên hệ với chúng tôi kèm hóa đơn mua hàng."
    )


class UnitTakenError(ConflictError):
    """A unit that is somebody's, or was given for another."""

    code = "unit_taken"
    default_message = _("Máy này đã có chủ hoặc đã được dùng để đổi máy khác.")


class MaskError(DomainError):
    """Not a mask of serial numbers."""

    code = "invalid_mask"
    default_message = _(
        "Mẫu số máy không đúng. Trong ngoặc nhọn chỉ dùng YY, MM, WW, C hoặc "
        "các dấu #, @, *. Ví dụ: NM95-{YY}{MM}-{######}."
    )
