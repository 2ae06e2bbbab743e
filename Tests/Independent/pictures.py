"""Pictures encoded anew: docs/spec/cutting.md, Pictures, and docs/spec/derivatives.md. ffmpeg decodes and encodes."""

import functools
import math
import operator
import re
import subprocess
import tempfile

import units

# What libx264 is given: no picture is made from a later one, and each is one slice.
OPTIONS = {"preset": "medium", "qp": "14", "bf": "0",
           "x264-params": "keyint=infinite:scenecut=0:slices=1:sliced-threads=0:info=0"}
BLOCK = 16


def run(*arguments, data=b""):
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "info", "-y", *arguments], input=data, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode()[-800:])
    return done


@functools.cache
def library_version():
    text = subprocess.run(["ffmpeg", "-version"], capture_output=True, check=True).stdout.decode()
    return ".".join(re.search(r"libavcodec\s+\d+\. *\d+\. *\d+ / +(\d+)\. *(\d+)\. *(\d+)", text).groups())


def annex_b(configuration, samples):
    reader = units.H264(configuration)
    sets = units.configuration_sets(configuration)
    found = [unit for sample in samples for unit in units.split(sample.data, reader.length_size)]
    return b"".join(b"\0\0\0\1" + unit for unit in sets + found)


def decoded(description, configuration, samples):
    """The pictures of samples that begin at a clean one, by presentation time: planar 4:2:0 of 8 bits."""
    with tempfile.NamedTemporaryFile(suffix=".h264") as stream:
        stream.write(annex_b(configuration, samples))
        stream.flush()
        raw = run("-f", "h264", "-i", stream.name, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p",
                  "-").stdout
    size = picture_size(description)
    if len(raw) != size * len(samples):
        raise RuntimeError("the decoder does not deliver a picture for each access unit")
    times = sorted(sample.pts for sample in samples)
    return {time: raw[at * size:at * size + size] for at, time in enumerate(times)}


def picture_size(description):
    width, height = description["width"], description["height"]
    return width * height + 2 * ((width + 1) // 2) * ((height + 1) // 2)


def encoded(description, pictures):
    """(configuration, access units) of H.264: slices alone, each picture one, none made from a later one."""
    size = f"{description['width']}x{description['height']}"
    with tempfile.NamedTemporaryFile(suffix=".yuv") as raw:
        raw.write(b"".join(pictures))
        raw.flush()
        stream = run(
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", "10", "-i", raw.name, "-c:v", "libx264",
            *(word for name, value in OPTIONS.items() for word in (f"-{name}", value)), "-f", "h264", "-").stdout
    found = [unit for unit in re.split(b"\0\0\0?\1", stream)[1:]]
    sets = {7: [], 8: []}
    access = []
    for unit in found:
        unit = unit.rstrip(b"\0")
        if units.kind(unit) in sets and unit not in sets[units.kind(unit)]:
            sets[units.kind(unit)].append(unit)
        elif units.kind(unit) in (1, 5):
            access.append(units.joined([unit]))
    if len(access) != len(pictures):
        raise RuntimeError("the encoder did not make one slice of each picture")
    return configuration(sets[7], sets[8]), access


def configuration(sequences, pictures):
    """An AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1) of 4:2:0 and 8 bits."""
    profile = sequences[0][1:4]
    body = b"\1" + profile + b"\xff" + bytes([0xE0 | len(sequences)])
    body += b"".join(len(unit).to_bytes(2, "big") + unit for unit in sequences)
    body += bytes([len(pictures)]) + b"".join(len(unit).to_bytes(2, "big") + unit for unit in pictures)
    if profile[0] in (100, 110, 122, 144):
        body += b"\xfd\xf8\xf8\x00"
    return body


def closeness(description, originals, configuration, access):
    """The distance in decibels over all samples and in the farthest picture, peak 255; None where nothing differs.

    Raises beyond the bounds."""
    again = decoded(description, configuration, [Shown(at, data) for at, data in enumerate(access)])
    errors = [(bounded(description, original, again[at]), len(original)) for at, original in enumerate(originals)]
    squares, count = sum(error for error, _ in errors), sum(size for _, size in errors)
    most, size = max(errors, key=lambda each: each[0] / each[1])

    def decibels(squares, count):
        return round(10 * math.log10(255 * 255 * count / squares), 6) if squares else None
    return {"psnr_db": decibels(squares, count), "psnr_least_db": decibels(most, size)}


class Shown:
    def __init__(self, pts, data):
        self.pts, self.data = pts, data


def bounded(description, original, again):
    """The sum of squares of a picture, whose blocks keep the bounds of docs/spec/derivatives.md, Pictures."""
    width, height = description["width"], description["height"]
    small = ((width + 1) // 2, (height + 1) // 2)
    at, total = 0, 0
    for wide, high in ((width, height), small, small):
        end = at + wide * high
        differences = list(map(operator.sub, original[at:end], again[at:end]))
        squares = list(map(operator.mul, differences, differences))
        total += sum(squares)
        if max(squares) > 16 * 16:
            raise RuntimeError("a sample is too far from its original")
        if wide * high >= 64:
            for top in starts(high):
                for left in starts(wide):
                    hold_block(differences, squares, wide, top, left, min(BLOCK, wide), min(BLOCK, high))
        at = end
    return total


def starts(length):
    whole = list(range(0, length - BLOCK + 1, BLOCK)) or [0]
    return whole if length <= BLOCK or length % BLOCK == 0 else whole + [length - BLOCK]


def hold_block(differences, squares, stride, top, left, wide, high):
    rows = [slice(row * stride + left, row * stride + left + wide) for row in range(top, top + high)]
    if sum(sum(squares[row]) for row in rows) > 8 * wide * high:
        raise RuntimeError("a block is too far from its original")
    if 4 * abs(sum(sum(differences[row]) for row in rows)) > 5 * wide * high:
        raise RuntimeError("a block is lighter or darker than its original")
