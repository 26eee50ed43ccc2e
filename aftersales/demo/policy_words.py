"""What the policies of the demo shop say, in both languages."""

from foundation.policies.enums import Part
from foundation.policies.wording import LANGUAGES, Parts

Both = tuple[str, str]


def _parts(**said: Both) -> Parts:
    return {
        part.value: dict(zip(LANGUAGES, said[part.value], strict=True)) for part in Part
    }


START: Both = (
    "Bảo hành tính từ ngày giao máy ghi trên hóa đơn. Ngày đầu không tính; ngày cuối được "
    "tính trọn.\nMất hóa đơn vẫn được bảo hành: chúng tôi tra bằng số máy hoặc số điện thoại "
    "mua hàng.",
    "Cover counts from the day of delivery on the invoice. The first day is not counted; the "
    "last day is covered to its end.\nWithout the invoice you are still covered: we look you "
    "up by serial number or by the telephone number of the purchase.",
)
METHOD: Both = (
    "Mang máy tới trung tâm gần nhất, gọi 1800 6868, hoặc gửi yêu cầu trên trang này.\n"
    "Chúng tôi báo phương án trong 24 giờ làm việc và sửa xong trong 7 ngày. Những ngày máy "
    "nằm ở xưởng được cộng vào thời hạn bảo hành.\nChi phí vận chuyển máy tới nơi bảo hành "
    "và trả lại do chúng tôi chịu.",
    "Bring the device to the nearest service point, call 1800 6868, or send a request on this "
    "page.\nWe tell you what we will do within 24 working hours and finish within 7 days. The "
    "days a device spends in our workshop are added to its cover.\nWe pay for carrying the "
    "device to the service point and back.",
)

EXCLUSIONS: Both = (
    "Chúng tôi không từ chối bảo hành vì lý do nào khác ngoài các trường hợp có mã dưới "
    "đây. Khi từ chối, chúng tôi ghi mã, kèm ảnh, và bạn có thể yêu cầu xem xét lại.",
    "We refuse for no other reason than those with a code below. When we refuse we name "
    "the code, with photos, and you may ask for another look.",
)

HOUSE = _parts(
    start=START,
    length=(
        "Toàn máy 12 tháng. Máy nén của điều hòa và tủ lạnh 60 tháng. Linh kiện đã thay trong "
        "bảo hành có thời hạn mới, không ngắn hơn thời hạn còn lại của máy.",
        "12 months for the whole device. 60 months for the compressor of air conditioners and "
        "refrigerators. A part replaced under warranty has a new term, never shorter than what "
        "is left for the device.",
    ),
    content=(
        "Sửa chữa miễn phí lỗi do vật liệu và chế tạo: linh kiện, tiền công và đi lại trong "
        "năm đầu. Máy nén từ tháng thứ 13: miễn phí linh kiện.\nSửa ba lần cùng một lỗi mà "
        "không khỏi thì được đổi máy hoặc hoàn tiền.",
        "Free repair of faults of material and making: parts, labour and travel in the first "
        "year. The compressor from month 13 on: the part is free.\nAfter three repairs of the "
        "same fault without success you get another device or your money back.",
    ),
    scope=(
        "Mọi sản phẩm bán tại hệ thống Điện máy Hồng Hà, dùng trong gia đình, trên toàn lãnh "
        "thổ Việt Nam. Bảo hành theo máy, chủ mới được hưởng tiếp phần còn lại.",
        "Every product sold by Điện máy Hồng Hà and used at home, anywhere in Việt Nam. The "
        "cover belongs to the device: a new owner keeps what is left of it.",
    ),
    method=METHOD,
    exclusions=EXCLUSIONS,
)

_WASHER: dict[str, Both] = {
    "start": (
        "Bảo hành tính từ ngày kích hoạt, nếu máy được kích hoạt trong 30 ngày sau ngày giao. "
        "Quá 30 ngày thì tính từ ngày giao máy.",
        "Cover counts from activation, if the machine is activated within 30 days of delivery. "
        "After 30 days it counts from the day of delivery.",
    ),
    "content": (
        "Toàn máy: miễn phí linh kiện, tiền công và đi lại tại nhà. Động cơ truyền động trực "
        "tiếp: miễn phí linh kiện trong suốt 120 tháng; tiền công miễn phí trong 24 tháng đầu."
        "\nỐng cấp và ống xả là vật tư hao mòn.",
        "Whole machine: parts, labour and travel to your home are free. Direct-drive motor: "
        "the part is free for 120 months; labour for the first 24.\nInlet and drain hoses are "
        "subject to wear.",
    ),
    "scope": (
        "Máy giặt, máy sấy và máy giặt sấy nhãn hiệu Nami, dùng trong gia đình, tại Việt Nam. "
        "Nami chịu trách nhiệm bảo hành; Điện máy Hồng Hà nhận máy và trả máy. Chủ mới được "
        "hưởng tiếp phần còn lại.",
        "Washing machines, dryers and washer-dryers of the brand Nami, used at home in Việt "
        "Nam. Nami answers for the cover; Điện máy Hồng Hà takes the machine in and hands it "
        "back. A new owner keeps what is left of it.",
    ),
    "method": METHOD,
    "exclusions": EXCLUSIONS,
}


WASHERS_1 = _parts(
    **_WASHER,
    length=(
        "Toàn máy 12 tháng. Động cơ truyền động trực tiếp 60 tháng. Ống cấp, ống xả 6 tháng.",
        "12 months for the whole machine. 60 months for the direct-drive motor. 6 months for "
        "inlet and drain hoses.",
    ),
)
WASHERS_2 = _parts(
    **_WASHER,
    length=(
        "Toàn máy 24 tháng. Động cơ truyền động trực tiếp 120 tháng. Ống cấp, ống xả 6 tháng. "
        "Hạn rơi vào ngày nghỉ thì lùi tới ngày làm việc kế tiếp.",
        "24 months for the whole machine. 120 months for the direct-drive motor. 6 months for "
        "inlet and drain hoses. An end on a day of rest moves to the next working day.",
    ),
)

PHONES = _parts(
    start=START,
    length=(
        "Toàn máy 12 tháng. Pin 12 tháng. Bộ sạc và cáp 6 tháng.",
        "12 months for the whole phone. 12 months for the battery. 6 months for charger and "
        "cable.",
    ),
    content=(
        "Sửa chữa hoặc thay linh kiện miễn phí. Pin được thay khi dung lượng còn dưới 80 %.\n"
        "Lỗi do nhà sản xuất trong 30 ngày đầu: đổi máy mới cùng loại.",
        "Free repair or replacement of parts. The battery is replaced when its capacity has "
        "fallen below 80 %.\nA fault of making within the first 30 days: a new phone of the "
        "same model.",
    ),
    scope=(
        "Điện thoại bán tại hệ thống Điện máy Hồng Hà, dùng tại Việt Nam. Dữ liệu trong máy "
        "không thuộc phạm vi bảo hành: hãy sao lưu trước khi gửi máy.",
        "Phones sold by Điện máy Hồng Hà and used in Việt Nam. The data on the phone are not "
        "covered: please make a copy before you hand it in.",
    ),
    method=METHOD,
    exclusions=EXCLUSIONS,
)
