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
            if 1 <= kind(counts) <= 5:
                pictures.append(counts)
            if kind(counts) in (1, 2, 5):
                number = slice_set(counts)
                if number is not None:
                    digest, sequence = self.force.get((8, number), (bytes(32), None))
                    used.add((8, number, digest))
                    if sequence is not None:
                        used.add((7, sequence, self.force.get((7, sequence), (bytes(32), None))[0]))
        key = bool(pictures) and all(kind(unit) == 5 for unit in pictures)
        told = {digest for *_, digest in used}
        return (2 | key, joined(pictures), b"".join(digest for *_, digest in sorted(used)),
                b"".join(self.rest(unit, told) for unit in units))

    def rest(self, unit, told):
        counts = unit.rstrip(b"\0")
        zeros = len(unit) - len(counts)
        silent = counts and (
            1 <= kind(counts) <= 5
            or kind(counts) in (7, 8) and hashlib.sha256(counts).digest() in told
            or len(counts) == 2 and counts[0] == 0x09
            or is_filler(counts))
        if silent:
            return b"\0" + struct.pack(">I", zeros) if zeros else b""
        return b"\1" + struct.pack(">I", len(unit)) + unit

    def others(self, packet, counted):
        """Adds what is no picture to `other` (docs/spec/commitment.md, What is no picture or sound)."""
        units = split(packet, self.length_size)
        _, _, sets, _ = self.parts(packet)
        told = {sets[at:at + 32] for at in range(0, len(sets), 32)}

        def count(name, size):
            before = counted.get(name, (0, 0))
            counted[name] = (before[0] + 1, before[1] + size)

        for unit in units or []:
            row = self.rest(unit, told)
            counts = unit.rstrip(b"\0")
            if len(unit) > len(counts) or not unit:
                count("zeros", len(unit) - len(counts))
            if not row or row[0] == 0 or not counts:
                continue
            messages = sei_messages(counts) if kind(counts) == 6 else None
            if messages is None:
                count(f"nal:{kind(counts)}", len(counts))
            for payload_type, size in messages or []:
                count(f"sei:{min(payload_type, 256)}", size)


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
