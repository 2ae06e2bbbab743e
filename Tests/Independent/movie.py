"""Reads what cameras write: MP4 with a `moov` and no fragments (ISO/IEC 14496-12), as docs/spec/cutting.md takes it."""

import struct
from fractions import Fraction

import canonical
import objects

CONTAINER = "mov,mp4,m4a,3gp,3g2,mj2"
SINCE_1904 = 2_082_844_800
UNITY = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]


class Sample:
    """One access unit: decoding and presentation time in ticks of its track, how long it lasts, and its bytes."""

    __slots__ = ("dts", "pts", "duration", "data")

    def __init__(self, dts, pts, duration, data):
        self.dts, self.pts, self.duration, self.data = dts, pts, duration, data

    def moved(self, ticks):
        return Sample(self.dts - ticks, self.pts - ticks, self.duration, self.data)


class Track:
    """A track of a recording: what a viewing depends on (docs/spec/objects.md, Track description), and its samples."""

    def __init__(self, index, description, times, samples):
        self.index, self.description, self.times, self.samples = index, description, times, samples

    def __deepcopy__(self, memo):
        return self

    @property
    def kind(self):
        return self.description["kind"]

    @property
    def tick(self):
        base = self.description["time_base"]
        return Fraction(base["numerator"], base["denominator"])


class Movie:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.sha256 = canonical.sha256(self.data)
        moov = find(boxes(self.data), b"moov")
        inside = boxes(moov)
        created, self.timescale = movie_header(find(inside, b"mvhd"))
        self.creation_time = f"{canonical.Moment((created - SINCE_1904) * canonical.NANOSECONDS)}" if created else None
        if self.creation_time:
            # libavformat writes six digits of fraction, whatever they are.
            self.creation_time = self.creation_time.replace("Z", ".000000Z")
        self.tracks = [self.track(index, boxes(body)) for index, body in enumerate(all_of(inside, b"trak"))]

    @property
    def main(self):
        """The track `origin` counts in: the first of pictures, or of sound where there is none."""
        return next((t for t in self.tracks if t.kind == "video"), self.tracks[0])

    def track(self, index, trak):
        media = boxes(find(trak, b"mdia"))
        timescale = media_header(find(media, b"mdhd"))
        kind = {b"vide": "video", b"soun": "audio"}[find(media, b"hdlr")[8:12]]
        table = boxes(find(boxes(find(media, b"minf")), b"stbl"))
        entries = boxes(find(table, b"stsd")[8:])
        if len(entries) != 1:
            raise ValueError("a second sample description is not read here")
        base = {"numerator": 1, "denominator": timescale}
        description = {"time_base": base} | (
            picture_entry(*entries[0], find(trak, b"tkhd")) if kind == "video" else sound_entry(*entries[0]))
        edits = edit_list(trak)
        shift = edits[0]["media_time"] if edits else 0
        samples = [Sample(dts - shift, pts - shift, duration, data)
                   for dts, pts, duration, data in self.stored(table)]
        return Track(index, description, times(base, self.timescale, edits, samples), samples)

    def stored(self, table):
        """The samples in decoding order: decoding time, presentation time, duration, bytes."""
        sizes = sample_sizes(find(table, b"stsz"))
        durations = runs(find(table, b"stts"), ">II")
        offsets = find(table, b"ctts", b"")
        shifts = runs(offsets, ">Ii" if offsets[:1] == b"\x01" else ">II") if offsets else [0] * len(sizes)
        places = chunk_offsets(find(table, b"stco", None), find(table, b"co64", None))
        chunks = list(struct.iter_unpack(">III", find(table, b"stsc")[8:]))
        at, dts = 0, 0
        for number, offset in enumerate(places, 1):
            while len(chunks) > 1 and chunks[1][0] <= number:
                chunks.pop(0)
            for _ in range(chunks[0][1]):
                yield dts, dts + shifts[at], durations[at], self.data[offset:offset + sizes[at]]
                offset, dts, at = offset + sizes[at], dts + durations[at], at + 1


def times(base, movie_timescale, edits, samples):
    """The times of a track: docs/spec/commitment.md, Tracks."""
    earliest = None
    for sample in samples[:64]:
        if earliest is not None and sample.dts > earliest:
            break
        earliest = sample.pts if earliest is None else min(earliest, sample.pts)
    unknown = -1 << 63
    return {
        "time_base": base, "edits": edits, "movie_timescale": movie_timescale if edits else 0,
        "first_dts": samples[0].dts if samples else unknown, "first_pts": unknown if earliest is None else earliest}


def boxes(data):
    """The boxes of a part of a file, as (type, content)."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        if size == 0:
            size = len(data) - at
        found.append((kind, data[at + head:at + size]))
        at += size
    return found


def all_of(found, kind):
    return [content for name, content in found if name == kind]


def find(found, kind, *default):
    matching = all_of(found, kind)
    if not matching and default:
        return default[0]
    return matching[0]


def movie_header(mvhd):
    return struct.unpack(">QQI", mvhd[4:24])[::2] if mvhd[0] else struct.unpack(">III", mvhd[4:16])[::2]


def media_header(mdhd):
    return struct.unpack(">I", mdhd[20:24] if mdhd[0] else mdhd[12:16])[0]


def edit_list(trak):
    """The edit list in normal form (docs/spec/commitment.md, Tracks)."""
    elst = find(boxes(find(trak, b"edts", b"")), b"elst", None)
    if elst is None:
        return []
    rows = struct.iter_unpack(">Qqi" if elst[0] else ">Iii", elst[8:])
    edits = [{"duration": duration, "media_time": at, "rate": rate} for duration, at, rate in rows]
    if len(edits) != 1 or edits[0]["media_time"] < 0:
        raise ValueError("an edit list of more than one edit is not read here")
    return [] if edits[0]["media_time"] == 0 and edits[0]["rate"] == 65_536 else edits


def picture_entry(kind, entry, tkhd):
    inside = boxes(entry[78:])
    names = {b"avc1": ("h264", b"avcC"), b"hvc1": ("hevc", b"hvcC"), b"hev1": ("hevc", b"hvcC")}
    codec, configuration = names[kind]
    description = {
        "kind": "video", "codec": codec, "configuration": canonical.base64_of(find(inside, configuration)),
        "width": struct.unpack(">H", entry[24:26])[0], "height": struct.unpack(">H", entry[26:28])[0]}
    colr = find(inside, b"colr", None)
    if colr and colr[:4] == b"nclx":
        primaries, transfer, matrix, full = struct.unpack(">HHHB", colr[4:11])
        description["colour"] = {
            "primaries": primaries, "transfer": transfer, "matrix": matrix, "full_range": bool(full >> 7)}
    pasp = find(inside, b"pasp", None)
    if pasp:
        aspect = Fraction(*struct.unpack(">II", pasp))
        if aspect != 1:
            description["pixel_aspect"] = {"horizontal": aspect.numerator, "vertical": aspect.denominator}
    fields = {b"\x01\x00": "progressive", b"\x02\x01": "top_top", b"\x02\x06": "bottom_bottom",
              b"\x02\x09": "top_bottom", b"\x02\x0e": "bottom_top"}
    if find(inside, b"fiel", None):
        description["fields"] = fields[find(inside, b"fiel")]
    at = 52 if tkhd[0] else 40
    matrix = list(struct.unpack(">9i", tkhd[at:at + 36]))
    if matrix != UNITY:
        description["display_matrix"] = matrix
    return description


def sound_entry(kind, entry):
    if kind != b"mp4a":
        raise ValueError(f"sound in {kind} is not read here")
    # The sample entry may say 2 channels of everything; what is decoded is what the AudioSpecificConfig says.
    configuration = decoder_configuration(find(boxes(entry[28:]), b"esds")[4:])
    config = objects.AudioSpecificConfig(configuration)
    return {"kind": "audio", "codec": "aac", "channels": config.channels, "sample_rate": config.rate,
            "configuration": canonical.base64_of(configuration)}


def decoder_configuration(data):
    """The content of the DecoderSpecificInfo (tag 5) of an ES_Descriptor (ISO/IEC 14496-1)."""
    at = 0
    while True:
        tag, length, at = data[at], 0, at + 1
        while True:
            length, at = length << 7 | data[at] & 0x7F, at + 1
            if data[at - 1] < 0x80:
                break
        if tag == 5:
            return data[at:at + length]
        at += {3: 3, 4: 13}[tag]


def sample_sizes(stsz):
    size, count = struct.unpack(">II", stsz[4:12])
    return [size] * count if size else [s for s, in struct.iter_unpack(">I", stsz[12:])]


def chunk_offsets(stco, co64):
    return [o for o, in struct.iter_unpack(">I", stco[8:])] if stco else [
        o for o, in struct.iter_unpack(">Q", co64[8:])]


def runs(box, row):
    return [value for count, value in struct.iter_unpack(row, box[8:]) for _ in range(count)]
