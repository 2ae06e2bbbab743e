"""Lies in pictures encoded anew: docs/spec/derivatives.md."""

import struct

import canonical
import pictures
import sealer
import story
import units
from altering import OTHER_SET, QUARTER, SEI
from table import PACKED, REASONS, RUN, SHOW, UNITS, lie, lies

def derivative(change):
    return lambda bundle: change(bundle.parts[0])


def of_units(change):
    return derivative(lambda part: change(part.derivative["units"]))


def pictures_of(change):
    def tell(part):
        part.tracks[0].samples = change(list(part.tracks[0].samples))
        part.derivative["frames"] = len(part.tracks[0].samples)
    return derivative(tell)


lies("pictures do not stand for the recording's units", UNITS, {
    "picture-at-another-time": pictures_of(
        lambda given: [s.but(dts=s.dts + 1, pts=s.pts + 1) if n == 5 else s for n, s in enumerate(given)]),
    "picture-missing": pictures_of(lambda given: given[:5] + given[6:]),
    "picture-more": pictures_of(lambda given: given[:5] + [given[5].but(dts=given[5].dts - 9, pts=given[5].pts - 9)]
                                + given[5:]),
    "picture-without-a-unit": of_units(lambda u: u.update(without_picture=[5])),
    "rows-fewer": of_units(lambda u: u.update(rows=u["rows"][:-1])),
    "row-at-another-time": of_units(lambda u: u["rows"][5].update(pts=u["rows"][5]["pts"] + 1)),
    "rows-of-another-place": of_units(lambda u: u.update(first=u["first"] + 1)),
    "units-left-out": derivative(lambda part: part.derivative.pop("units")),
    "lead-in-shifted": derivative(lambda part: setattr(part.tracks[0], "shift", part.tracks[0].shift + 1024)),
})


@lie("a picture that was dropped is said to be one that no decoder delivers", SHOW, source=True)
def picture_said_not_to_decode(bundle):
    part = bundle.parts[0]
    gone = part.tracks[0].samples[5].pts + part.tracks[0].shift
    pictures_of(lambda given: given[:5] + given[6:])(bundle)
    part.derivative["units"]["without_picture"] = [
        row["place"] for row in part.derivative["units"]["rows"] if row["pts"] == gone]


@lie("pictures are encoded anew that could be handed over", UNITS)
def encoded_anew_without_need(bundle):
    part = bundle.parts[1]
    cutting = sealer.Cutting(story.recordings()["front-door"], *part.window, True)
    cutting.divide(next(place for place in cutting.shown if place > cutting.first and cutting.clean(place)))
    bundle.parts[:3] = cutting.parts()


@lie("the end of a master is encoded anew, though nothing of it is made from pictures behind the window", UNITS)
def lead_out_without_need(bundle):
    cutting = sealer.Cutting(story.recordings()["front-door"], *bundle.parts[1].window, True)
    cutting.behind -= 9
    cutting.after = [place for place in cutting.shown if place >= cutting.behind]
    bundle.parts[:3] = cutting.parts()


def show(change):
    """The lead-in's pictures decoded, changed and encoded again; its distance is said to be the honest one."""
    def tell(bundle):
        part = bundle.parts[0]
        track = part.tracks[0]
        shown = pictures.decoded(track.description, units.configuration(track.description), track.samples)
        configuration, access = pictures.encoded(track.description, change([shown[t] for t in sorted(shown)]))
        track.description = track.description | {"configuration": canonical.base64_of(configuration)}
        track.samples = [s.but(data=data) for s, data in zip(track.samples, access)]
    return tell


def painted(given):
    """A patch of 16 by 16 samples made lighter in one picture."""
    picture = bytearray(given[5])
    for row in range(96, 112):
        for column in range(320, 336):
            picture[row * 640 + column] = min(255, picture[row * 640 + column] + 9)
    return given[:5] + [bytes(picture)] + given[6:]


lies("pictures show something else than the recording", SHOW, {
    "pictures-backwards": show(lambda given: given[::-1]),
    "picture-shown-for-another": show(lambda given: given[:12] + [given[2]] + given[13:]),
    "patch-painted-over": show(painted),
    "distance-better-than-it-is": derivative(lambda part: part.derivative.update(psnr_db=99.5)),
    "least-distance-worse-than-it-is": derivative(lambda part: part.derivative.update(psnr_least_db=12)),
}, source=True)


def slices(change):
    def tell(part):
        track = part.tracks[0]
        track.samples = [s.but(data=units.joined(change(units.split(s.data, 4)))) if n == 5 else s
                         for n, s in enumerate(track.samples)]
    return derivative(tell)


lies("something else is packed with pictures encoded anew", PACKED, {
    "message-in-lead-in": slices(lambda given: [SEI, *given]),
    "delimiter-in-lead-in": slices(lambda given: [b"\x09\xf0", *given]),
    "filler-in-lead-in": slices(lambda given: [*given, b"\x0c\xff\xff\x80"]),
    "zeros-in-lead-in": slices(lambda given: [given[0] + b"\0", *given[1:]]),
    "set-in-lead-in": slices(lambda given: [OTHER_SET, *given]),
    "private-unit-in-lead-in": slices(lambda given: [*given, b"\x18a film"]),
    "empty-unit-in-lead-in": slices(lambda given: [*given, b""]),
    "lossless-claimed": derivative(lambda part: part.derivative.update(lossless=True)),
    "frames-wrong": derivative(lambda part: part.derivative.update(frames=19)),
})


lies("the reason of a lead-in is not one", REASONS, {
    "reason-of-another-role": derivative(lambda part: part.derivative.update(reason="after_window")),
    "reason-that-does-not-hold": derivative(lambda part: part.derivative.update(reason="no_key_frame")),
})


def of_description(**changes):
    """The lead-in is described otherwise than its source track."""
    def tell(part):
        part.tracks[0].description = part.tracks[0].description | changes
    return derivative(tell)


lies("a lead-in is shown in another way than its recording", SHOW, {
    "lead-in-turned": of_description(display_matrix=list(struct.unpack(">9i", QUARTER))),
    "lead-in-stretched": of_description(pixel_aspect={"horizontal": 4, "vertical": 3}),
    "lead-in-coloured": of_description(colour={"primaries": 9, "transfer": 16, "matrix": 9, "full_range": True}),
    "lead-in-interlaced": of_description(fields="top_top"),
}, source=True)


lies("as before, and nobody has the recording, but the record describes its track", PACKED, {
    "lead-in-turned-unseen": of_description(display_matrix=list(struct.unpack(">9i", QUARTER))),
    "lead-in-stretched-unseen": of_description(pixel_aspect={"horizontal": 4, "vertical": 3}),
    "lead-in-coloured-unseen": of_description(colour={"primaries": 9, "transfer": 16, "matrix": 9, "full_range": True}),
})


@lie("the lead-in has another size than its pictures", SHOW, source=True)
def lead_in_of_another_size(bundle):
    of_description(width=320, height=180)(bundle)


@lie("the lead-in is counted in another unit than its source track", UNITS)
def lead_in_at_half_speed(bundle):
    of_description(time_base={"numerator": 1, "denominator": 5_120})(bundle)


@lie("the lead-in has the window of its master", UNITS)
def window_of_lead_in(bundle):
    bundle.parts[0].window = bundle.parts[1].window


@lie("the lead-in is handed over as the recording's own packets", RUN)
def lead_in_as_master(bundle):
    part = bundle.parts[0]
    part.role, part.derivative, part.tracks[0].proof = "master", None, bundle.parts[1].tracks[0].proof


@lie("the master is handed over as encoded anew", PACKED)
def master_as_lead_in(bundle):
    part = bundle.parts[-1]
    part.role, part.derivative = "lead_in", bundle.parts[0].derivative
