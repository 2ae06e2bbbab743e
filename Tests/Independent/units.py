"""H.264 as docs/spec/commitment.md takes a packet apart: NAL units, parameter sets, and what is under no picture."""

import base64
import hashlib
import struct


class Bits:
    """Exp-Golomb codes of the first bytes of a unit, emulation prevention taken out (ISO/IEC 14496-10 §7.4.1, §9.1)."""

    def __init__(self, unit):
        rbsp = unit[:64].replace(b"\0\0\3", b"\0\0")
        self.bits, self.at = "".join(f"{byte:08b}" for byte in rbsp), 0

    def skip(self, count):
        self.at += count

    def ue(self):
        one = self.bits.index("1", self.at)
        zeros = one - self.at
        self.at = one + zeros + 1
        return int(self.bits[one:self.at], 2) - 1


def split(packet, length_size):
    """The units behind lengths, or None where they cannot be told apart to the end of the packet."""
    units, at = [], 0
    while at < len(packet):
        length = int.from_bytes(packet[at:at + length_size], "big")
        at += length_size
        if at + length > len(packet):
            return None
        units.append(packet[at:at + length])
        at += length
    return units


def joined(units):
    """The packet of units behind lengths of four bytes."""
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def kind(unit):
    return unit[0] & 31 if unit else -1


def set_ids(unit):
    """(type, id, id of the sequence parameter set it names) of a parameter set, or None where they cannot be read."""
    try:
        bits = Bits(unit)
        if kind(unit) == 7:
            bits.skip(32)
            number = bits.ue()
            return (7, number, None) if number <= 31 else None
        bits.skip(8)
        number, names = bits.ue(), bits.ue()
        return (8, number, names) if number <= 255 and names <= 31 else None
    except ValueError:
        return None


def slice_set(unit):
    """Which picture parameter set a slice names (ISO/IEC 14496-10 §7.3.3), or None."""
    try:
        bits = Bits(unit)
        bits.skip(8)
        bits.ue(), bits.ue()
        number = bits.ue()
        return number if number <= 255 else None
    except ValueError:
        return None


def configuration(description):
    """The codec's header of a track description (docs/spec/objects.md)."""
    return base64.b64decode(description["configuration"])


def configuration_sets(avcc):
    """The parameter sets of an AVCDecoderConfigurationRecord, in its order (ISO/IEC 14496-15 §5.3.3.1)."""
    sets, at = [], 6
    for count in (avcc[5] & 31, None):
        if count is None:
            count, at = avcc[at], at + 1
        for _ in range(count):
            length = struct.unpack_from(">H", avcc, at)[0]
            sets.append(avcc[at + 2:at + 2 + length])
            at += 2 + length
    return sets


class H264:
    """Takes the packets of a track apart in order, as the sets in force come out of those before."""

    def __init__(self, avcc):
        self.length_size = (avcc[4] & 3) + 1
        self.force = {}
        for unit in configuration_sets(avcc):
            self.take(unit)
        self.configured = {digest for digest, _ in self.force.values()}

    def take(self, unit):
        unit = unit.rstrip(b"\0")
        ids = set_ids(unit) if kind(unit) in (7, 8) else None
        if ids:
            self.force[ids[:2]] = (hashlib.sha256(unit).digest(), ids[2])

    def parts(self, packet):
        """flags, picture, sets, rest (docs/spec/commitment.md, What is hashed of an access unit)."""
        units = split(packet, self.length_size)
        if units is None:
            return 0, packet, b"", b""
        pictures, used = [], set()
        for unit in units:
            counts = unit.rstrip(b"\0")
            if not counts:
                continue
            if kind(counts) in (7, 8):
                self.take(counts)
            if is_picture(counts):
                pictures.append(counts)
                used |= set(self.named(counts))
        key = bool(pictures) and all(kind(unit) == 5 for unit in pictures)
        plain = all(is_picture(unit) and unit[-1] for unit in units)
        return (2 | key, joined(pictures), b"".join(digest for *_, digest in sorted(used)),
                b"" if plain else b"".join(map(rest, units)))

    def named(self, unit):
        """(type, id, digest) of the sets that a slice names."""
        number = slice_set(unit) if kind(unit) in (1, 2, 5) else None
        if number is None:
            return []
        digest, sequence = self.force.get((8, number), (bytes(32), None))
        named = [(8, number, digest)]
        if sequence is not None:
            named.append((7, sequence, self.force.get((7, sequence), (bytes(32), None))[0]))
        return named

    def others(self, packet, counted):
        """Adds what is no picture to `other` (docs/spec/commitment.md, What is no picture or sound)."""
        units = split(packet, self.length_size)
        if units is None:
            return count(counted, "undivided", len(packet))
        known = set(self.configured)
        for place, unit in enumerate(units):
            counts = unit.rstrip(b"\0")
            if len(unit) > len(counts) or not unit:
                count(counted, "zeros", len(unit) - len(counts))
            if not counts:
                continue
            if kind(counts) in (7, 8):
                self.take(counts)
            if is_picture(counts):
                named = self.named(counts)
                if not named or any(digest == bytes(32) for *_, digest in named):
                    count(counted, f"nal:{kind(counts)}", len(counts))
            elif hashlib.sha256(counts).digest() in known:
                known.remove(hashlib.sha256(counts).digest())
            elif is_delimiter(counts):
                if place > 0:
                    count(counted, "delimiter", 2)
            elif is_filler(counts):
                count(counted, "filler", len(counts))
            elif kind(counts) in (7, 8):
                count(counted, "sets", len(counts))
            else:
                messages = sei_messages(counts) if kind(counts) == 6 else None
                if messages is None:
                    count(counted, f"nal:{kind(counts)}", len(counts))
                for payload_type, size in messages or []:
                    count(counted, f"sei:{min(payload_type, 256)}", size)
        return None


def count(counted, name, size):
    before = counted.get(name, (0, 0))
    counted[name] = (before[0] + 1, before[1] + size)


def rest(unit):
    """A unit as it stands under *rest*."""
    counts = unit.rstrip(b"\0")
    if is_picture(counts):
        return b"\0" + struct.pack(">I", len(unit) - len(counts))
    return b"\1" + struct.pack(">I", len(unit)) + unit


def is_picture(unit):
    return 1 <= kind(unit) <= 5


def is_delimiter(unit):
    return len(unit) == 2 and unit[0] == 0x09 and unit[1] & 0x1F == 0x10


def is_filler(unit):
    return unit[0] == 0x0C and unit[-1:] == b"\x80" and unit[1:-1].strip(b"\xff") == b""


def sei_messages(unit):
    """(type, size) of each message of an SEI unit (ISO/IEC 14496-10 §7.3.2.3), or None where they do not fill it."""
    rbsp = unit[1:].replace(b"\0\0\3", b"\0\0")
    messages, at = [], 0
    while rbsp[at:] != b"\x80":
        numbers = []
        for _ in range(2):
            number = 0
            while at < len(rbsp) and rbsp[at] == 0xFF:
                number, at = number + 255, at + 1
            if at >= len(rbsp):
                return None
            numbers.append(number + rbsp[at])
            at += 1
        messages.append(tuple(numbers))
        at += numbers[1]
        if at >= len(rbsp):
            return None
    return messages


def elements(packet, counted):
    """Adds the data stream and fill elements that a raw frame of AAC begins with (ISO/IEC 14496-3 §4.4.2.1)."""
    bits, at = "".join(f"{byte:08b}" for byte in packet), 0

    def take(size):
        nonlocal at
        at += size
        if at > len(bits):
            raise EOFError
        return int(bits[at - size:at] or "0", 2)

    try:
        while (element := take(3)) in (4, 6):
            if element == 4:
                aligned, size = take(5) & 1, take(8)
                size += take(8) if size == 255 else 0
                take(-at % 8 if aligned else 0)
            else:
                size = take(4)
                size += take(8) - 1 if size == 15 else 0
            count(counted, f"element:{element}", size)
            take(8 * size)
    except EOFError:
        pass
