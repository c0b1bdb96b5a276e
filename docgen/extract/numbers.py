"""The whole numbers that pages state: lengths, counts, the values of members."""

from __future__ import annotations

_MOST_DIGITS = 18  # any such number is one of 64 bits, which is what readers of the document have


def whole_number(text: str) -> int | None:
    """Return the number that decimal digits, with or without a minus, stand for; None where they are too many."""
    return int(text) if len(text.lstrip("-")) <= _MOST_DIGITS else None
