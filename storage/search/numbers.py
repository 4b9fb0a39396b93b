"""A set of small numbers, a bit for each: a million of them in an eighth of a megabyte."""


class Numbers:
    """Numbers from 0 on, none much larger than there are."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Add `number`; gives whether it was new."""
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        is_new = not self._bits[place] & bit
        self._bits[place] |= bit
        return is_new
