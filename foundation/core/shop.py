"""Whose system this is, as pages and letters name it."""

NAME = "Điện máy Hồng Hà"
HOTLINE = "1800 6868"
ADDRESS = "128 Võ Văn Ngân, TP. Thủ Đức"

SHOP = {"name": NAME, "hotline": HOTLINE, "address": ADDRESS}
