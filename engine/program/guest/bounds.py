"""What ends a program that goes on for too long, or makes too much."""


class Deadline(BaseException):
    """The program's time is over. No `except Exception` of its own sees it."""


class TooMany(BaseException):
    """The program's graph has more Values than it may."""
