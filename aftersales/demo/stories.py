"""What customers of the demo ask, and what came of it."""

from typing import NamedTuple

from catalog.enums import Category
from tickets.enums import Outcome, Priority, TicketKind


class Story(NamedTuple):
    """One believable case: what was asked, answered, noted and done."""

    category: Category
    kind: TicketKind
    priority: Priority
    subject: str
    asked: str
    answered: str
    noted: str
    said_again: str
    outcome: Outcome
    done: str


AC, WM = Category.AIR_CONDITIONER, Category.WASHING_MACHINE
RF, TV, PH = Category.REFRIGERATOR, Category.TV, Category.PHONE
K, P = TicketKind, Priority

STORIES = [
    Story(
        WM,
        K.WARRANTY,
        P.HIGH,
        "Máy giặt báo lỗi E3, không vắt và rung mạnh",
        "Máy giặt nhà em giặt xong không vắt, hiện E3 và rung rất mạnh. Tối qua em thử ba lần đều vậy.",
        "Dạ em chào anh chị. E3 là máy đo thấy lồng giặt mất cân bằng. Anh chị quay giúp em 15 giây lúc máy vắt, để em biết cần mang linh kiện gì.",
        "Nghe tiếng là gãy giảm chấn. Đặt lịch kỹ thuật tại nhà, mang sẵn bộ GC-WF95-K2.",
        "Em gửi video nhé. Lúc vắt máy kêu cộc cộc rồi dừng. Nhà có em bé nên mong bên mình xem sớm.",
        Outcome.SOLVED,
        "Đã thay bộ giảm chấn và cân lại chân máy, vắt thử hai lần êm.",
    ),
    Story(
        RF,
        K.TECHNICAL,
        P.URGENT,
        "Tủ lạnh không lạnh ngăn mát, đồ ăn bị hỏng",
        "Ngăn đá vẫn đông nhưng ngăn mát không lạnh từ hôm qua, rau và sữa hỏng hết. Nhờ cửa hàng xem gấp.",
        "Dạ em xin lỗi vì sự bất tiện này. Anh chị kiểm tra giúp em quạt trong ngăn mát có quay không, và có tuyết bám ở khe gió không.",
        "Khả năng cao là hỏng sò lạnh hoặc điện trở xả tuyết. Kho còn 12 bộ.",
        "Đã hai ngày rồi, quạt không quay. Cho tôi gặp quản lý.",
        Outcome.SOLVED,
        "Thay điện trở xả tuyết và cảm biến, ngăn mát đạt 4 độ sau ba giờ.",
    ),
    Story(
        AC,
        K.COMPLAINT,
        P.HIGH,
        "Thợ lắp điều hòa làm xước tường phòng khách",
        "Hôm qua thợ lắp điều hòa khoan lệch rồi trám lại, tường phòng khách xước một mảng dài. Tôi muốn biết cửa hàng xử lý thế nào.",
        "Dạ em rất tiếc về việc này. Em đã chuyển ảnh cho tổ lắp đặt, hôm nay sẽ có người gọi anh chị để hẹn sơn lại.",
        "Tổ lắp số 2. Đề nghị sơn dặm, chi phí tổ lắp chịu.",
        "Em gửi thêm 3 ảnh, anh xem giúp.",
        Outcome.SOLVED,
        "Đã sơn lại mảng tường, khách xác nhận ưng ý.",
    ),
    Story(
        AC,
        K.MAINTENANCE,
        P.NORMAL,
        "Đặt lịch vệ sinh điều hòa trước mùa nóng",
        "Nhà mình có hai máy điều hòa mua năm ngoái, cho mình đặt lịch vệ sinh cuối tuần này.",
        "Dạ bên em còn khung 08:00 – 10:00 và 14:00 – 16:00 thứ Bảy. Anh chị chọn giúp em một khung nhé.",
        "Hai máy, nhà cấp 4, có thang sẵn.",
        "Chiều thứ Bảy em có nhà nhé.",
        Outcome.SOLVED,
        "Vệ sinh xong hai dàn lạnh và một dàn nóng, đo dòng bình thường.",
    ),
    Story(
        TV,
        K.WARRANTY,
        P.NORMAL,
        "Tivi có sọc dọc bên phải màn hình",
        "Tivi xem khoảng 20 phút là xuất hiện sọc dọc màu xanh bên phải. Tắt mở lại thì hết một lúc rồi lại bị.",
        "Dạ anh chị cho em xin ảnh lúc bị sọc và số máy sau lưng tivi. Em kiểm tra bảo hành và hẹn kỹ thuật ngay.",
        "Lô này có ba máy lỗi cáp màn hình, mang sẵn cáp.",
        "Em gửi ảnh, sọc rõ nhất khi nền sáng.",
        Outcome.SOLVED,
        "Thay cáp màn hình, chạy thử 60 phút không còn sọc.",
    ),
    Story(
        PH,
        K.WARRANTY,
        P.NORMAL,
        "Điện thoại hao pin nhanh sau cập nhật",
        "Sau khi cập nhật tuần trước, pin tụt từ 100% còn 40% chỉ trong buổi sáng dù ít dùng.",
        "Dạ anh chị mở Cài đặt, Pin, chụp giúp em màn hình các ứng dụng dùng pin nhiều nhất.",
        "Nhiều máy bản 4.2 bị, hãng hẹn bản vá.",
        "Em chụp rồi, dịch vụ hệ thống chiếm 55%.",
        Outcome.ANSWERED,
        "Hướng dẫn lên bản 4.2.1, khách báo pin đã ổn.",
    ),
    Story(
        WM,
        K.QUESTION,
        P.LOW,
        "Hỏi cách vệ sinh lồng giặt",
        "Lồng giặt có mùi ẩm, mình nên dùng chế độ nào để vệ sinh và bao lâu một lần ạ?",
        "Dạ anh chị dùng chế độ Vệ sinh lồng với nước nóng, mỗi tháng một lần. Sau khi giặt nên mở hé cửa.",
        "Gửi kèm hướng dẫn trang 24.",
        "Cảm ơn em, để chị thử tối nay.",
        Outcome.ANSWERED,
        "Đã hướng dẫn chế độ vệ sinh lồng và cách giữ cửa khô.",
    ),
    Story(
        AC,
        K.INSTALLATION,
        P.NORMAL,
        "Lắp 2 điều hòa 1,5 HP, nhà cấp 4, có thang",
        "Mình mua hai máy điều hòa hôm qua, cần lắp trong tuần. Nhà cấp 4, đã có ống chờ âm tường.",
        "Dạ em ghi nhận. Anh chị cho em xin địa chỉ và ảnh vị trí lắp để tổ lắp chuẩn bị vật tư.",
        "Cần thêm 6 m ống đồng, giá đỡ loại lớn.",
        "Mình gửi ảnh hai phòng rồi nhé.",
        Outcome.SOLVED,
        "Lắp xong hai máy, chạy thử lạnh đều, khách ký nghiệm thu.",
    ),
    Story(
        RF,
        K.RETURN,
        P.NORMAL,
        "Đổi tủ lạnh vì không vừa góc bếp",
        "Tủ giao hôm kia nhưng rộng hơn góc bếp 3 phân. Máy còn nguyên tem, mình đổi mẫu nhỏ hơn được không?",
        "Dạ máy còn trong 7 ngày và nguyên tem nên đổi được. Anh chị chụp giúp em tem năng lượng và hộp phụ kiện.",
        "Đủ điều kiện đổi, phí vận chuyển theo bảng giá.",
        "Mình gửi ảnh đủ phụ kiện rồi.",
        Outcome.REPLACED,
        "Đổi sang mẫu 256 lít, thu chênh lệch theo hóa đơn.",
    ),
    Story(
        TV,
        K.TECHNICAL,
        P.NORMAL,
        "Tivi không kết nối được wifi",
        "Tivi không thấy wifi nhà mình, điện thoại vẫn vào bình thường. Mình đã khởi động lại modem.",
        "Dạ anh chị vào Cài đặt, Mạng, chọn Đặt lại mạng, rồi thử băng tần 2,4 GHz giúp em.",
        "Nếu không được thì kiểm tra bo wifi.",
        "Vẫn không thấy mạng nào cả.",
        Outcome.SOLVED,
        "Thay bo wifi tại nhà, xem phim trực tuyến ổn định.",
    ),
    Story(
        PH,
        K.RETURN,
        P.NORMAL,
        "Điện thoại mua 3 ngày bị lỗi loa",
        "Máy mua được 3 ngày, loa ngoài rè khi mở to. Mình muốn đổi máy mới.",
        "Dạ máy trong thời gian đổi lỗi. Anh chị mang máy và hộp ra cửa hàng gần nhất, bên em kiểm tra trong 15 phút.",
        "Lỗi từ nhà sản xuất, duyệt đổi ngay.",
        "Chiều nay em ghé cửa hàng.",
        Outcome.REPLACED,
        "Đổi máy mới cùng màu, sang dữ liệu tại quầy.",
    ),
    Story(
        AC,
        K.WARRANTY,
        P.HIGH,
        "Điều hòa chảy nước trong phòng ngủ",
        "Máy chạy chừng một tiếng là nước nhỏ xuống giường. Mới lắp hồi tháng Ba.",
        "Dạ anh chị tạm tắt máy giúp em. Có thể ống thoát bị nghẹt hoặc máy lệch. Em hẹn kỹ thuật sáng mai.",
        "Kiểm tra độ dốc ống thoát, tổ lắp cũ.",
        "Sáng mai nhà em có người từ 8 giờ.",
        Outcome.SOLVED,
        "Thông ống thoát, chỉnh lại độ dốc, chạy thử hai giờ không rò.",
    ),
    Story(
        WM,
        K.TECHNICAL,
        P.NORMAL,
        "Máy giặt không cấp nước",
        "Bấm giặt máy kêu tạch tạch nhưng nước không vào. Vòi nhà vẫn chảy mạnh.",
        "Dạ anh chị khóa vòi, tháo lưới lọc ở đầu ống cấp và rửa sạch giúp em, rồi thử lại.",
        "Nếu lưới sạch thì thay van cấp.",
        "Em rửa lưới rồi, nước vào lại bình thường.",
        Outcome.SOLVED,
        "Lưới lọc nghẹt cặn, khách tự vệ sinh theo hướng dẫn.",
    ),
    Story(
        RF,
        K.QUESTION,
        P.LOW,
        "Hỏi mức nhiệt độ nên đặt cho ngăn mát",
        "Mình nên đặt ngăn mát mấy độ để rau không bị đông mà vẫn tiết kiệm điện?",
        "Dạ anh chị đặt 4 độ cho ngăn mát và âm 18 cho ngăn đá là hợp lý, để hở khe gió khoảng 5 phân.",
        "",
        "Cảm ơn bạn nhiều.",
        Outcome.ANSWERED,
        "Tư vấn nhiệt độ và cách xếp thực phẩm.",
    ),
    Story(
        TV,
        K.COMPLAINT,
        P.HIGH,
        "Giao tivi trễ hai ngày không báo",
        "Cửa hàng hẹn giao thứ Ba, đến thứ Năm mới giao mà không ai gọi. Tôi phải nghỉ làm hai buổi.",
        "Dạ em xin lỗi anh chị. Em đã kiểm tra, kho xuất trễ và bộ phận giao không báo. Em xin gửi lại kết quả xử lý trong hôm nay.",
        "Kho báo thiếu xe. Đề nghị tặng phiếu vệ sinh máy.",
        "Tôi chờ câu trả lời rõ ràng.",
        Outcome.SOLVED,
        "Trưởng nhóm gọi xin lỗi, tặng một lần bảo dưỡng miễn phí.",
    ),
    Story(
        PH,
        K.QUESTION,
        P.LOW,
        "Hỏi điều kiện bảo hành khi vào nước",
        "Điện thoại bị ướt mưa nhẹ thì có được bảo hành không ạ?",
        "Dạ trường hợp chất lỏng vào máy không thuộc bảo hành. Anh chị mang máy tới, bên em kiểm tra miễn phí và báo giá trước.",
        "",
        "Vậy mai em mang ra kiểm tra.",
        Outcome.NOT_COVERED,
        "Đã giải thích điều khoản và báo giá vệ sinh bo mạch.",
    ),
]
