"""The people of the demo shop: one of every role."""

from typing import NamedTuple

from foundation.accounts.enums import Role, Sight


class DemoPerson(NamedTuple):
    """A member of staff: address, name, role, team and sight."""

    email: str
    name: str
    role: Role
    team: str
    sees: Sight


HOME, ELECTRONICS = "Gia dụng", "Điện tử"
TEAMS = [HOME, ELECTRONICS]

STAFF = [
    # Who tries the demo signs in as he, and finds the case wherever routing took it.
    DemoPerson("quan@hongha.example", "Trần Minh Quân", Role.AGENT, HOME, Sight.ALL),
    DemoPerson(
        "nam@hongha.example", "Lê Hoàng Nam", Role.AGENT, ELECTRONICS, Sight.TEAM
    ),
    DemoPerson("ngoc@hongha.example", "Phan Bảo Ngọc", Role.AGENT, HOME, Sight.TEAM),
    DemoPerson("dung@hongha.example", "Phạm Thùy Dung", Role.LEAD, HOME, Sight.ALL),
    DemoPerson(
        "khoi@hongha.example", "Ngô Đình Khôi", Role.TECHNICIAN, HOME, Sight.TEAM
    ),
    DemoPerson("lam@hongha.example", "Bùi Tường Lâm", Role.WAREHOUSE, "", Sight.ALL),
    DemoPerson(
        "son@hongha.example", "Hồ Trường Sơn", Role.WARRANTY_MANAGER, "", Sight.ALL
    ),
    DemoPerson(
        "linh@hongha.example", "Mai Khánh Linh", Role.CLERK, ELECTRONICS, Sight.TEAM
    ),
    DemoPerson("phuc@hongha.example", "Dương Gia Phúc", Role.DISPATCHER, "", Sight.ALL),
    DemoPerson("hien@hongha.example", "Tạ Thu Hiền", Role.FINANCE, "", Sight.ALL),
    DemoPerson("tung@hongha.example", "Đỗ Thanh Tùng", Role.MANAGER, "", Sight.ALL),
    DemoPerson("yen@hongha.example", "Vũ Hải Yến", Role.ADMIN, "", Sight.ALL),
]
