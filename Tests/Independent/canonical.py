"""Canonical JSON, times, digests and padding: docs/spec/README.md, Conventions, and docs/spec/bundle.md, Payload."""

import base64
import hashlib
import re
from decimal import Decimal

NANOSECONDS = 1_000_000_000
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
TO_ESCAPE = re.compile(r'["\\\x00-\x1f]')


def text(value):
    """A text as docs/spec/README.md writes it: the short escapes where there are any, everything else as it is."""
    return '"' + TO_ESCAPE.sub(lambda m: ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04x}", value) + '"'


def written(value):
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # repr has the fewest digits that read as the same double, but may use an exponent.
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(written, value)) + "]"
    pairs = sorted((k.encode(), k, v) for k, v in value.items() if v is not None)
    return "{" + ",".join(f"{text(k)}:{written(v)}" for _, k, v in pairs) + "}"


def dump(value):
    """The one text a value has (docs/spec/README.md, Canonical JSON)."""
    return written(value).encode()


def padme(size):
    """docs/spec/bundle.md, Payload."""
    exponent = size.bit_length() - 1
    step = 1 << max(0, exponent - exponent.bit_length())
    return (size + step - 1) // step * step


def padded(json):
    """The plaintext of the record and of facts: spaces, then one line feed (docs/spec/bundle.md, Payload)."""
    return json + b" " * (padme(max(4096, len(json) + 1)) - len(json) - 1) + b"\n"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def base64_of(data):
    return base64.b64encode(data).decode()


class Moment:
    """A time of docs/spec/README.md: nanoseconds since 1970 in UTC, and the offset it is written with, in minutes."""

    def __init__(self, nanoseconds, offset=0):
        self.ns, self.offset = nanoseconds, offset

    @staticmethod
    def read(written):
        m = re.fullmatch(
            r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)", written)
        year, month, day, hour, minute, second = map(int, m.groups()[:6])
        zone = m[8]
        offset = 0 if zone == "Z" else (int(zone[1:3]) * 60 + int(zone[4:])) * (-1 if zone[0] == "-" else 1)
        seconds = ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second
        return Moment(seconds * NANOSECONDS + int((m[7] or "").ljust(9, "0") or 0), offset)

    def __str__(self):
        seconds, fraction = divmod(self.ns + self.offset * 60 * NANOSECONDS, NANOSECONDS)
        day, second = divmod(seconds, 86_400)
        year, month, date = civil(day)
        sign = "-" if self.offset < 0 else "+"
        zone = "Z" if self.offset == 0 else f"{sign}{abs(self.offset) // 60:02}:{abs(self.offset) % 60:02}"
        part = f".{fraction:09}".rstrip("0") if fraction else ""
        return (f"{year:04}-{month:02}-{date:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
                f"{part}{zone}")

    def plus(self, nanoseconds):
        return Moment(self.ns + nanoseconds, self.offset)


def days(year, month, day):
    """Days since 1970-01-01 in the Gregorian calendar (years that begin in March make February the last month)."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil(day):
    day += 719_468
    era = day // 146_097
    of_era = day - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    return year + era * 400 + (month >= 10), (month + 2) % 12 + 1, of_year - (153 * month + 2) // 5 + 1
