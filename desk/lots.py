"""What of a serial number names the lot that the machine was made in. Pure."""

SHORTEST = 4
TAIL = 4  # where no mark parts them: the running number is at least so long


def lot_of(serial: str) -> str:
    """MG-2409-004001 is of the lot MG-2409-; nothing where a number says no lot."""
    head, mark, _number = serial.rpartition("-")
    if mark:
        return head + mark if len(head) >= SHORTEST else ""
    return serial[:-TAIL] if len(serial) >= SHORTEST + TAIL else ""


def lot_words(lot: str) -> str:
    """The lot as people say it."""
    return lot.rstrip("-")
