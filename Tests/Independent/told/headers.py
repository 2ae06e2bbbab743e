"""Lies in the header of an object: docs/spec/objects.md."""

import struct

import objects
import units
from altering import QUARTER, master
from table import RUN, TIMES, lie, lies

HEADS = {"stsd": 8, "avc1": 78, "mp4a": 28, "dref": 8}


def rewritten(data, path, change):
    """A file whose first box at `path` has another content: what `change` makes of it, or none where that is None."""
    kind, *rest = path
    out, at_byte, done = b"", 0, False
    while at_byte < len(data):
        size = int.from_bytes(data[at_byte:at_byte + 4], "big")
        whole = data[at_byte:at_byte + size]
        if not done and whole[4:8] == kind.encode():
            done, content, skip = True, whole[8:], HEADS.get(kind, 0)
            made = change(content) if not rest else content[:skip] + rewritten(content[skip:], rest, change)
            whole = b"" if made is None else objects.box(kind, made)
        out, at_byte = out + whole, at_byte + size
    assert done, path
    return out


def header(path, change):
    def tell(bundle):
        master(bundle).alter_file = lambda data: rewritten(data, path, change)
    return tell


def put(where, new):
    """Other bytes in a box's content, from a place on."""
    return lambda content: content[:where] + new + content[where + len(new):]


def behind(new):
    return lambda content: content + new


def before_moof(extra):
    return lambda data: data[:data.index(b"moof") - 4] + extra + data[data.index(b"moof") - 4:]


ENTRY = ["moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1"]
STBL = ENTRY[:5]
FREE = objects.box("free", bytes(64))
SECOND_TRACK = objects.trak(2, {"kind": "audio", "sample_rate": 16_000, "channels": 1, "configuration": "FAg=",
                                "codec": "aac"})

lies("a byte of the header is not the one the facts make", TIMES, {
    "hidden-box-in-moov": header(["moov"], behind(objects.box("uuid", bytes(16), b"a film that nobody granted"))),
    "user-data-in-moov": header(["moov"], behind(objects.box("udta", objects.box("name", b"elsewhere")))),
    "free-in-moov": header(["moov"], behind(FREE)),
    "free-in-track": header(["moov", "trak"], behind(FREE)),
    "edit-list": header(["moov", "trak"], behind(objects.box("edts", objects.box(
        "elst", objects.u32(0), objects.u32(1), objects.u32(1000), objects.u32(10_240), objects.u32(0x10000))))),
    "matrix-of-track": header(["moov", "trak", "tkhd"], put(40, QUARTER)),
    "matrix-of-movie": header(["moov", "mvhd"], put(36, QUARTER)),
    "time-of-writing": header(["moov", "mvhd"], put(4, objects.u32(1))),
    "film-in-mfhd": header(["moof", "mfhd"], behind(b"a film")),
    "width-shown": header(["moov", "trak", "tkhd"], put(76, objects.u32(320 << 16))),
    "size-of-entry": header(ENTRY, put(24, objects.u16(320) + objects.u16(180))),
    "name-of-encoder": header(ENTRY, put(42, b"\x04film")),
    "pixel-aspect": header(ENTRY, behind(objects.box("pasp", objects.u32(4), objects.u32(3)))),
    "clean-aperture": header(ENTRY, behind(objects.box("clap", objects.u32(1) * 8))),
    "colour": header(ENTRY + ["colr"], put(4, objects.u16(9) * 3)),
    "colour-left-out": header(ENTRY + ["colr"], lambda _: None),
    "second-sample-entry": header(STBL + ["stsd"], lambda c: objects.u32(0) + objects.u32(2) + c[8:] * 2),
    "second-track": header(["moov"], behind(SECOND_TRACK)),
    "sync-table": header(STBL, behind(objects.box("stss", objects.u32(0) * 2))),
    "language": header(["moov", "trak", "mdia", "mdhd"], put(20, b"\x15\xc7")),
    "handler-name": header(["moov", "trak", "mdia", "hdlr"], put(24, b"VideoHandles")),
    "default-flags-of-fragments": header(["moov", "mvex", "trex"], put(20, objects.u32(0x1010000))),
    "brand": header(["ftyp"], put(0, b"isom")),
    "number-of-fragment": header(["moof", "mfhd"], put(4, objects.u32(7))),
    "duration-of-sample": header(["moof", "traf", "trun"], put(12, objects.u32(1025))),
})


def whole_file(change):
    def tell(bundle):
        master(bundle).alter_file = change
    return tell


lies("there are bytes beside those that objects.md says", TIMES, {
    "free-between-boxes": whole_file(before_moof(FREE)),
    "skip-between-boxes": whole_file(before_moof(objects.box("skip", b"a film"))),
    "empty-mdat": whole_file(before_moof(objects.box("mdat"))),
    "trailing-bytes": whole_file(lambda data: data + b"a film"),
    "trailing-free": whole_file(lambda data: data + FREE),
    "padding-not-zero": whole_file(lambda data: data[:-1] + b"\1"),
    "sixty-four-bit-size": whole_file(
        lambda data: objects.u32(1) + b"ftyp" + struct.pack(">Q", 36) + data[8:28] + data[28:]),
})


@lie("the header has another codec configuration than the description", TIMES)
def avcc_of_header(bundle):
    other = units.configuration(bundle.parts[0].tracks[0].description)
    master(bundle).alter_file = lambda data: rewritten(data, ENTRY + ["avcC"], lambda _: other)


def describe(bundle, **changes):
    """Another description of the driveway's pictures, in the record and in the object, that was not committed to."""
    track = bundle.recordings[-1]["tracks"][0]
    track["description"] = track["description"] | changes
    master(bundle).tracks[0].description = track["description"]
    return track


def described(**changes):
    return lambda bundle: describe(bundle, **changes)


lies("the description is not the one committed to, and the header follows it", RUN, {
    "description-rotated": described(display_matrix=list(struct.unpack(">9i", QUARTER))),
    "description-aspect": described(pixel_aspect={"horizontal": 4, "vertical": 3}),
    "description-colour": described(colour={"primaries": 9, "transfer": 16, "matrix": 9, "full_range": True}),
    "description-interlaced": described(fields="top_top"),
})


@lie("the size is not the one committed to", RUN)
def description_size(bundle):
    describe(bundle, width=320, height=180).update(width=320, height=180)


@lie("the codec configuration is not the one committed to", RUN)
def description_configuration(bundle):
    describe(bundle, configuration=bundle.parts[0].tracks[0].description["configuration"])


@lie("time runs at another speed than was committed to", RUN)
def time_base_halved(bundle):
    base = {"numerator": 1, "denominator": 20_480}
    describe(bundle, time_base=base)["time_base"] = base


@lie("as before, and the salted times say so too", RUN)
def time_base_halved_throughout(bundle):
    time_base_halved(bundle)
    bundle.recordings[-1]["commitment"]["tracks"][0]["times"]["time_base"] = {"numerator": 1, "denominator": 20_480}
