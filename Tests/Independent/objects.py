"""Every byte of a master, a lead-in and a lead-out: docs/spec/objects.md. Of its codecs those the samples have."""

import base64
import struct
from fractions import Fraction

UNITY = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]
LONGEST = (1 << 31) - 1


def u16(value):
    return struct.pack(">H", value)


def u32(value):
    return struct.pack(">I", value)


def i32(value):
    return struct.pack(">i", value)


def box(kind, *content):
    body = b"".join(content)
    return u32(len(body) + 8) + kind.encode() + body


def zero(count):
    return bytes(count)


def ftyp():
    return box("ftyp", b"iso5", u32(512), b"iso5", b"iso6", b"mp41")


def moov(tracks):
    """`tracks` are descriptions, in the order of their ids, which count from 1."""
    return box(
        "moov",
        box("mvhd", u32(0) * 3, u32(1000), u32(0), u32(0x10000), u16(0x100), zero(10), matrix(UNITY), zero(24),
            u32(len(tracks) + 1)),
        *(trak(number, description) for number, description in enumerate(tracks, 1)),
        box("mvex", *(box("trex", u32(0), u32(number), u32(1), u32(0) * 3)
                      for number in range(1, len(tracks) + 1))))


def matrix(numbers):
    return struct.pack(">9i", *numbers)


def timescale(description):
    """The unit of an object's track is 1 over this (docs/spec/objects.md, Track description)."""
    if description["kind"] == "audio":
        return description["sample_rate"]
    return description["time_base"]["denominator"]


def trak(number, description):
    picture = description["kind"] == "video"
    width, height, shown = 0, 0, UNITY
    if picture:
        height = description["height"] << 16
        width = description["width"] << 16
        aspect = description.get("pixel_aspect")
        wide = width * aspect["horizontal"] // aspect["vertical"] if aspect else width
        width = wide if wide < 1 << 32 else width
        shown = description.get("display_matrix", UNITY)
    name = (b"vide", b"VideoHandler\0") if picture else (b"soun", b"SoundHandler\0")
    return box(
        "trak",
        box("tkhd", u32(3), u32(0) * 2, u32(number), u32(0) * 2, zero(8), u16(0), u16(0 if picture else 1),
            u16(0 if picture else 0x100), u16(0), matrix(shown), u32(width), u32(height)),
        box("mdia",
            box("mdhd", u32(0) * 3, u32(timescale(description)), u32(0), u16(0x55C4), u16(0)),
            box("hdlr", u32(0) * 2, name[0], zero(12), name[1]),
            box("minf",
                box("vmhd", u32(1), zero(8)) if picture else box("smhd", zero(8)),
                box("dinf", box("dref", u32(0), u32(1), box("url ", u32(1)))),
                box("stbl",
                    box("stsd", u32(0), u32(1),
                        entry_of_pictures(description) if picture else entry_of_sound(number, description)),
                    box("stts", u32(0) * 2), box("stsc", u32(0) * 2), box("stsz", u32(0) * 3),
                    box("stco", u32(0) * 2)))))


def entry_of_pictures(description):
    fields = {"progressive": "0100", "top_top": "0201", "bottom_bottom": "0206", "top_bottom": "0209",
              "bottom_top": "020e"}
    after = [box("avcC", base64.b64decode(description["configuration"]))]
    if "fields" in description:
        after.append(box("fiel", bytes.fromhex(fields[description["fields"]])))
    if "colour" in description:
        c = description["colour"]
        after.append(box("colr", b"nclx", u16(c["primaries"]), u16(c["transfer"]), u16(c["matrix"]),
                         b"\x80" if c["full_range"] else b"\0"))
    if "pixel_aspect" in description:
        aspect = description["pixel_aspect"]
        after.append(box("pasp", u32(aspect["horizontal"]), u32(aspect["vertical"])))
    return box("avc1", zero(6), u16(1), zero(16), u16(description["width"]), u16(description["height"]),
               u32(0x480000) * 2, u32(0), u16(1), zero(32), u16(24), u16(0xFFFF), *after)


def entry_of_sound(number, description):
    rate = description["sample_rate"]
    return box("mp4a", zero(6), u16(1), zero(8), u16(description["channels"]), u16(16), u32(0),
               u32(rate << 16 if rate <= 65_535 else 0), esds(number, description, 0x40, 0x15))


def esds(number, description, kind, stream):
    configuration = base64.b64decode(description["configuration"])
    specific = tagged(5, configuration) if configuration else b""
    decoder = tagged(4, bytes([kind, stream]), zero(11), specific)
    return box("esds", u32(0), tagged(3, u16(number), b"\0", decoder, tagged(6, b"\2")))


def tagged(tag, *content):
    body = b"".join(content)
    n = len(body)
    return bytes([tag, 0x80 | n >> 21, 0x80 | n >> 14 & 0x7F, 0x80 | n >> 7 & 0x7F, n & 0x7F]) + body


class Sample:
    """An access unit of an object: times in ticks of its track, object time."""

    __slots__ = ("track", "dts", "pts", "key", "data")

    def __init__(self, track, dts, pts, key, data):
        self.track, self.dts, self.pts, self.key, self.data = track, dts, pts, key, data

    def __deepcopy__(self, memo):
        return self

    def but(self, **changes):
        fields = {name: getattr(self, name) for name in self.__slots__}
        return Sample(**fields | changes)


def in_order(tracks, descriptions):
    """All samples by their decoding times in seconds (docs/spec/objects.md, Order of samples); `tracks` are lists."""
    units = [Fraction(1, timescale(description)) for description in descriptions]
    return [sample for *_, sample in sorted(
        ((sample.dts * units[number], number, at, sample)
         for number, track in enumerate(tracks) for at, sample in enumerate(track)),
        key=lambda row: row[:3])]


def fragments(samples, pictures):
    """Where a sample opens a fragment; `pictures` is whether track 1 is of pictures."""
    found, size, last = [], 0, {}
    for sample in samples:
        together = size + len(sample.data)
        count = len(found[-1]) if found else 0
        if sample.track == 1:
            opens = together > 1 << 20 or count >= 4096 or (pictures and sample.key and size >= 1 << 18)
        else:
            opens = together > 1 << 21 or count >= 8192
        opens = opens or (sample.track in last and sample.dts - last[sample.track] >= 1 << 31)
        if not found or opens:
            found.append([])
            size, last = 0, {}
        found[-1].append(sample)
        size, last[sample.track] = size + len(sample.data), sample.dts
    return found


def durations(parts, descriptions, last_duration):
    """How long each sample lasts, in five rules (docs/spec/objects.md, Fragment): one dictionary of id(sample)."""
    found = {}
    for number, part in enumerate(parts):
        opens = parts[number + 1][0] if number + 1 < len(parts) else None
        following = {opens.track: opens} if opens else {}
        for sample in reversed(part):
            description = descriptions[sample.track - 1]
            after = following.get(sample.track)
            if after is not None:
                length = after.dts - sample.dts
                length = min(LONGEST, length) if after is opens else length
            elif description["kind"] == "audio":
                length = frame_length(description)
            elif opens is None:
                length = last_duration
            else:
                time = opens.dts * Fraction(timescale(description), timescale(descriptions[opens.track - 1]))
                length = max(1, min(LONGEST, time.__floor__() - sample.dts))
            found[id(sample)] = length
            following[sample.track] = sample
    return found


class AudioSpecificConfig:
    """What is read of it (ISO/IEC 14496-3 §1.6.2.1): type, rates, channels, and whether frames have 960 samples."""

    def __init__(self, data):
        self.bits, self.at = "".join(f"{byte:08b}" for byte in data), 0
        self.kind, self.core = self.object_type(), self.frequency()
        # Seven stands for eight channels (ISO/IEC 14496-3, table 1.19).
        self.channels = {7: 8}.get(layout := self.read(4), layout)
        self.rate = self.core
        if self.kind in (5, 29):
            self.rate = self.frequency()
            self.kind = self.object_type()
        self.short = self.kind in (1, 2, 3, 4, 6, 7, 17, 19, 20, 22, 23, 39) and self.read(1) == 1

    def read(self, count):
        self.at += count
        return int(self.bits[self.at - count:self.at], 2)

    def object_type(self):
        kind = self.read(5)
        return 32 + self.read(6) if kind == 31 else kind

    def frequency(self):
        index = self.read(4)
        rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]
        return self.read(24) if index == 15 else rates[index]


def frame_length(description):
    """Samples of a frame of AAC (docs/spec/objects.md, Length of sound), from its AudioSpecificConfig."""
    config = AudioSpecificConfig(base64.b64decode(description["configuration"]))
    length = 960 if config.short else 1024
    if config.kind in (23, 39):
        length //= 2
    return max(1, length * description["sample_rate"] // config.core)


def fragment(number, samples, lengths):
    tracks = sorted({sample.track for sample in samples})
    runs = {track: [s for s in samples if s.track == track] for track in tracks}
    # OFFSET counts from the start of the `moof`, whose size does not depend on it.
    size = len(moof(number, runs, lengths, {track: 0 for track in tracks}))
    offsets, at = {}, size + 8
    for track in tracks:
        offsets[track] = at
        at += sum(len(s.data) for s in runs[track])
    return moof(number, runs, lengths, offsets) + box(
        "mdat", *(s.data for track in tracks for s in runs[track]))


def moof(number, runs, lengths, offsets):
    return box("moof", box("mfhd", u32(0), u32(number)), *(
        box("traf",
            box("tfhd", u32(0x20000), u32(track)),
            box("tfdt", u32(0x1000000), struct.pack(">Q", run[0].dts)),
            box("trun", u32(0x1000F01), u32(len(run)), u32(offsets[track]), *(
                u32(lengths[id(s)]) + u32(len(s.data)) + u32(0x2000000 if s.key else 0x1010000) + i32(s.pts - s.dts)
                for s in run)))
        for track, run in runs.items()))


def padding_box(size):
    """docs/spec/objects.md, File; nothing where there is no padding."""
    if not size:
        return b""
    if size >= 1 << 32:
        return u32(1) + b"free" + struct.pack(">Q", size) + zero(size - 16)
    return u32(size) + b"free" + zero(size - 8)


def written(descriptions, tracks, last_duration, divided=fragments):
    """The object without its padding, and how long each sample lasts; a lie divides it in another way."""
    parts = divided(in_order(tracks, descriptions), descriptions[0]["kind"] == "video")
    lengths = durations(parts, descriptions, last_duration)
    return ftyp() + moov(descriptions) + b"".join(
        fragment(number, part, lengths) for number, part in enumerate(parts, 1)), lengths
