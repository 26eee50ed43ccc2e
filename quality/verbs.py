"""What happens to samples, in the past tense. Never on the timeline of the ticket: what
was found is between the house and whose work it was."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

QUALITY_DRAWN = "quality.drawn"
QUALITY_REVIEWED = "quality.reviewed"
QUALITY_AMENDED = "quality.amended"
QUALITY_SKIPPED = "quality.skipped"

register(QUALITY_DRAWN, _("rút mẫu chất lượng"), icon="dices")
register(QUALITY_REVIEWED, _("chấm chất lượng"), icon="badge-check")
register(QUALITY_AMENDED, _("sửa kết quả chấm"), icon="pencil")
register(QUALITY_SKIPPED, _("bỏ qua phiếu mẫu"), icon="circle-minus")
