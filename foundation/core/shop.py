"""Whose system this is, as pages and letters name it."""

NAME = "Điện máy Hồng Hà"
HOTLINE = "1800 6868"

SHOP = {"name": NAME, "hotline": HOTLINE}
