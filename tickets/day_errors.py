"""Why tags, snoozes, checklists, parts of a case and trackers are refused."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class TagUnnamedError(DomainError):
    """A tag without a word."""

    code = "tag_unnamed"
    default_message = _("Hãy đặt tên cho nhãn.")


class TagRetiredError(ConflictError):
    """A tag that nobody puts on a ticket any more."""

    code = "tag_retired"
    default_message = _("Nhãn này không còn dùng. Hãy chọn nhãn khác.")


class TagUnknownError(DomainError):
    """A word that is no tag, typed by somebody who makes none."""

    code = "tag_unknown"
    default_message = _(
        "Chưa có nhãn này. Hãy chọn nhãn có sẵn, hoặc nhờ trưởng nhóm tạo."
    )


class TagTakenError(ConflictError):
    """Two tags spelled the same would be one."""

    code = "tag_taken"
    default_message = _("Đã có nhãn tên như vậy. Hãy gộp hai nhãn thay vì đổi tên.")


class TagIntoItselfError(DomainError):
    """Merging takes two."""

    code = "tag_into_itself"
    default_message = _("Hãy chọn một nhãn khác để gộp vào.")


class SnoozePastError(DomainError):
    """Out of sight until a moment that is over."""

    code = "snooze_past"
    default_message = _("Giờ này đã qua. Hãy chọn một giờ sắp tới.")


class SnoozeFarError(DomainError):
    """Out of sight for so long that it is forgotten."""

    code = "snooze_far"
    default_message = _("Chỉ tạm ẩn được tối đa một năm.")


class ChecklistTextError(DomainError):
    """A thing to do that says nothing."""

    code = "checklist_text"
    default_message = _("Hãy ghi việc cần làm.")


class ChecklistFullError(DomainError):
    """More things to do than anybody reads."""

    code = "checklist_full"
    default_message = _("Phiếu đã có 50 việc. Hãy xóa bớt việc không cần nữa.")


class ChecklistGoneError(ConflictError):
    """A thing to do that somebody has just taken away."""

    code = "checklist_gone"
    default_message = _("Việc này vừa bị xóa khỏi danh sách.")


class OpenItemsError(ConflictError):
    """Things to do are left; asked once, and then it is as the asker says."""

    code = "open_items"
    default_message = _("Còn việc chưa xong. Bấm lần nữa nếu vẫn muốn kết thúc.")


class TemplateNameError(DomainError):
    """A list without a name, or with the name of another."""

    code = "template_name"
    default_message = _("Hãy đặt một tên chưa có danh sách nào dùng.")


class TemplateEmptyError(DomainError):
    """A list of nothing."""

    code = "template_empty"
    default_message = _("Hãy ghi ít nhất một việc, mỗi việc một dòng.")


class TemplateRetiredError(ConflictError):
    """A list that is no longer in use."""

    code = "template_retired"
    default_message = _("Danh sách mẫu này không còn dùng.")


class PartOfItselfError(DomainError):
    """A ticket is not a part of itself."""

    code = "part_of_itself"
    default_message = _("Một phiếu không thể là phiếu con của chính nó.")


class PartOfPartError(ConflictError):
    """Parts have no parts: one level is as much as anybody follows."""

    code = "part_of_part"
    default_message = _("Phiếu được chọn đang là phiếu con. Chỉ có một cấp phiếu con.")


class HasPartsError(ConflictError):
    """What has parts is no part itself."""

    code = "has_parts"
    default_message = _("Phiếu này đang có phiếu con nên không làm phiếu con được.")


class PartIsOursError(ConflictError):
    """Opened for ourselves: alone its customer would see it, who was told nothing."""

    code = "part_is_ours"
    default_message = _(
        "Phiếu con này mở cho nội bộ, khách chưa biết. Hãy trả lời khách trước rồi tách."
    )


class ParentFinishedError(ConflictError):
    """What is finished gets no new part."""

    code = "parent_finished"
    default_message = _("Phiếu chính đã xử lý xong. Hãy mở lại phiếu chính trước.")


class PartsUnfinishedError(ConflictError):
    """It cannot end before its parts; `numbers` says which."""

    code = "parts_unfinished"
    default_message = _("Còn phiếu con chưa xong. Hãy xử lý xong các phiếu con trước.")

    def __init__(self, numbers: Sequence[str] = ()) -> None:
        shown = ", ".join("#" + number.removeprefix("TK-") for number in numbers)
        words = _("Còn phiếu con chưa xong: %(numbers)s. Hãy xử lý xong trước.")
        super().__init__(words % {"numbers": shown} if shown else None)
        self.numbers = tuple(numbers)


class TrackerUnnamedError(DomainError):
    """A fault without a title."""

    code = "tracker_unnamed"
    default_message = _("Hãy ghi lỗi gì.")


class TrackerResolvedError(ConflictError):
    """Settled: nothing is attached to it any more."""

    code = "tracker_resolved"
    default_message = _("Lỗi này đã khắc phục xong. Hãy mở lại trước.")


class TrackerOpenError(ConflictError):
    """It still hits people: nothing to take up again."""

    code = "tracker_open"
    default_message = _("Lỗi này vẫn đang được theo dõi.")
