"""Lies about the recording, and what was committed to of it: docs/spec/commitment.md."""

import copy
import struct

import canonical
import movie
import sealer
import story
import units
from altering import QUARTER, SEI, fact
from story import DRIVE, at, grant
from table import (
    BELIEVED, FACTS, GIVEN, REASONS, RECORD, RUN, SAID, START, TIMES, UNIT_FOR_UNIT, lie, lies)

def commitment(change):
    return lambda bundle: change(bundle.recordings[-1]["commitment"])


def proof(change):
    return fact(lambda facts: change(facts["tracks"][0]["proof"]))


def flipped(digest):
    return digest[:-1] + ("1" if digest[-1] == "0" else "0")


lies("what is committed to is not what the root says", RUN, {
    "root": commitment(lambda c: c.update(root=flipped(c["root"]))),
    "root-of-track": commitment(lambda c: c["tracks"][0].update(root=flipped(c["tracks"][0]["root"]))),
    "count-of-track": commitment(lambda c: c["tracks"][0].update(count=c["tracks"][0]["count"] + 1)),
    "root-of-track-not-handed-over": commitment(lambda c: c["tracks"][1].update(root=flipped(c["tracks"][1]["root"]))),
    "first-pts": commitment(lambda c: c["tracks"][0]["times"].update(first_pts=1024)),
    "first-dts": commitment(lambda c: c["tracks"][0]["times"].update(first_dts=1)),
    "edits": commitment(lambda c: c["tracks"][0]["times"].update(
        edits=[{"duration": 1, "media_time": 1024, "rate": 65_536}], movie_timescale=1000)),
    "times-left-out": commitment(lambda c: c["tracks"][0].pop("times")),
    "description-salt-left-out": commitment(lambda c: c["tracks"][0].pop("description_salt")),
    "name-committed-to": commitment(lambda c: c["evidence"].update(parts=["driveway_2026-07-04T21-40-00+0200.mp4"])),
    "folders-committed-to": commitment(lambda c: c["evidence"].update(parts=["night", *c["evidence"]["parts"]])),
    "container-time": commitment(lambda c: c["evidence"].update(creation_time="2026-07-04T20:39:00.000000Z")),
    "container-time-left-out": commitment(lambda c: c["evidence"].pop("creation_time")),
})

lies("what makes the salts, and who has no secret cannot try, is another", BELIEVED, {
    "id-of-commitment": commitment(lambda c: c.update(id=flipped(c["id"]))),
})

lies("the proof is not of this run", RUN, {
    "proof-first": proof(lambda p: p.update(first=p["first"] + 1)),
    "proof-count": proof(lambda p: p.update(count=p["count"] + 1)),
    "proof-without-a-node": proof(lambda p: p["after"].pop()),
    "proof-with-a-node-too-many": proof(lambda p: p["after"].append(p["after"][0])),
    "proof-with-another-seed": proof(lambda p: p["seeds"].__setitem__(0, flipped(p["seeds"][0]))),
    "proof-left-out": fact(lambda facts: facts["tracks"][0].pop("proof")),
})


@lie("nothing is committed to", RUN)
def no_commitment(bundle):
    for said in bundle.recordings:
        said.pop("commitment")


@lie("nothing is committed to, and nothing proven", RUN)
def no_commitment_and_no_proof(bundle):
    no_commitment(bundle)
    for part in bundle.parts:
        for track in part.tracks:
            track.proof = None


def displaced(seconds=0, name=None, how=None, detail=None, **more):
    """The driveway on another clock, all of the bundle in step with it but what was committed to."""
    def tell(_):
        source = copy.copy(story.recordings()["driveway"])
        source.start = source.start.plus(int(seconds * canonical.NANOSECONDS))
        source.name, source.detail = name or source.name, detail or source.detail
        for field, value in more.items():
            setattr(source, field, value(source))
        made = story.bundle(DRIVE, sources=[source])
        made.recordings[0]["start"]["how"] = how or "file_name"
        return made
    return tell


lies("the recording's clock is counted from another time than was committed to", RUN, {
    "origin-moved": displaced(origin=lambda source: source.origin + 10_240),
    "origin-of-another-track": displaced(
        counted_in=lambda source: source.movie.tracks[1], origin=lambda source: -1_024),
})

EARLIER = "driveway_2026-07-04T21-38-00+0200.mp4"
lies("the start is not what was committed to tells", START, {
    "start-beside-the-name": displaced(-60),
    "start-a-little-beside-the-name": displaced(0.25),
    "start-moved-with-the-name": displaced(-60, EARLIER, detail="date and time: 2026-07-04T21-38-00+0200"),
    "start-of-the-container-beside-the-name": displaced(
        how="container", detail="2026-07-04T19:39:00.000000Z"),
    "start-of-the-file-time-beside-the-name": displaced(-60, how="file_time", detail="2026-07-04T21:42:30+02:00"),
    "start-of-the-container": displaced(-60, how="container", detail="2026-07-04T19:38:00.000000Z"),
})



def of_start(**changes):
    return lambda bundle: bundle.recordings[-1]["start"].update(changes)


NAMED = "date and time: 2026-07-04T21-39-00+0200"
lies("what the start is read from is not what is said to be read", START, {
    "words-of-the-start": of_start(detail="a notary's certificate of 4 July 2026"),
    "words-behind-the-name": of_start(detail=NAMED + " (checked by the police)"),
    "layout-of-another-maker": of_start(detail="Frigate: 2026-07-04T21-39-00+0200"),
    "hour-shown-twice-that-was-not": of_start(
        detail=NAMED + "; clocks showed that twice, and this one joins the recordings beside it"),
    "words-of-a-given-start": of_start(how="given", detail="by the police"),
    "words-behind-a-given-start": of_start(how="given", detail="2026-07-04T21:39:00+02:00 by the police"),
    "given-start-of-another-time": of_start(how="given", detail="2026-07-04T21:40:00+02:00"),
}, grants=DRIVE)


def zone(text):
    return lambda bundle: bundle.recordings[-1].update(zone=text)


lies("the zone is none, or not that of the start", START, {
    "words-of-a-zone": zone("+02:00 (set by radio clock, exact)"),
    "zone-of-no-place": zone("Europe/Nowhere"),
    "zone-beside-the-zones": zone("Europe/../Europe/Berlin"),
    "zone-of-another-continent": zone("America/New_York"),
    "zone-of-universal-time": zone("UTC"),
    "zone-of-another-offset": zone("+03:00"),
}, grants=DRIVE)
lies("another zone that has the offset of the start then, which is the word of who sealed", BELIEVED, {
    "zone-of-another-place": zone("Africa/Johannesburg"),
}, grants=DRIVE)

MEASURED = {"error_ns": 0, "uncertainty_ns": 9, "how": "measured", "measurement": {
    "camera": "driveway", "clips": [{"name": "c.mp4", "sha256": "0" * 64, "codes": 4}],
    "shown": {"from": at("20:00:00"), "to": at("20:01:00")}, "reference_uncertainty_ns": 9}}


def clock_error(**changes):
    def tell(bundle):
        said = {name: value for name, value in (MEASURED | changes).items() if value is not None}
        bundle.recordings[-1]["clock_error"] = said
    return tell


lies("a clock's error is called measured, and not by what", RECORD, {
    "error-measured-by-nothing": clock_error(measurement=None),
    "error-given-by-a-measurement": clock_error(how="given"),
    "error-measured-in-no-recording": clock_error(measurement=MEASURED["measurement"] | {"clips": []}),
    "error-measured-without-a-code": clock_error(measurement=MEASURED["measurement"] | {
        "clips": [{"name": "c.mp4", "sha256": "0" * 64, "codes": 0}]}),
    "error-surer-than-its-clock": clock_error(uncertainty_ns=8),
    "error-measured-to-nobody-knows-what": clock_error(uncertainty_ns=None),
}, grants=DRIVE)
lies("a clock's error was measured, which is the owner's word", BELIEVED, {
    "error-measured": clock_error(),
}, grants=DRIVE)

lies("what contradicts the start is left out of the conflicts", REASONS, {
    "start-given-without-a-conflict": displaced(-60, how="given", detail="2026-07-04T21:38:00+02:00"),
})


@lie("the file was renamed by an hour before it was committed to, and its container's time left out of the conflicts",
     REASONS)
def start_moved_before_committing(bundle):
    name = "driveway_2026-07-04T22-39-00+0200.mp4"
    source = sealer.Recording(story.DRIVEWAY, "driveway", 1, bundle.owner.seed, name=name)
    return story.bundle([grant("driveway", "22:40:30", "22:40:32", False)], sources=[source], request=story.asked(
        window={"from": at("22:38:00"), "to": at("22:43:00")}))


@lie("the recording has another name than when it was committed to, which is the word of who sealed", BELIEVED)
def name_of_recording(bundle):
    bundle.recordings[-1]["name"] = "driveway_2026-07-05T21-39-00+0200.mp4"


def recommitted(change, **more):
    """A recording that is falsified before it is committed to: only the recording itself shows it."""
    def tell(bundle):
        sources = [sealer.Recording(story.DRIVEWAY, "driveway", 1, bundle.owner.seed, track=change, **more)]
        return story.bundle(DRIVE, sources=sources)
    return tell


def altered_track(change):
    def altered(track):
        if track.kind != "video":
            return track
        description, times, given = change(dict(track.description), dict(track.times), list(track.samples))
        return movie.Track(track.index, description, times, given)
    return altered


def half_speed(description, times, given):
    base = {"numerator": 1, "denominator": 5_120}
    return description | {"time_base": base}, times | {"time_base": base}, given


def turned(description, times, given):
    return description | {"display_matrix": list(struct.unpack(">9i", QUARTER))}, times, given


def one_dropped(description, times, given):
    later = [movie.Sample(s.dts - 1024, s.pts - 1024, s.duration, s.data) for s in given[951:]]
    return description, times, given[:950] + later


def one_doubled(description, times, given):
    return description, times, given[:951] + [movie.Sample(s.dts + 1024, s.pts + 1024, s.duration, s.data)
                                              for s in given[950:]]


def messages(description, times, given):
    return description, times, [
        movie.Sample(s.dts, s.pts, s.duration, units.joined([SEI]) + s.data) if n == 950 else s
        for n, s in enumerate(given)]


lies("the recording was falsified before it was committed to", UNIT_FOR_UNIT, {
    "recording-without-a-unit": recommitted(altered_track(one_dropped)),
    "recording-with-a-unit-twice": recommitted(altered_track(one_doubled)),
    "recording-with-a-message": recommitted(altered_track(messages)),
}, grants=DRIVE, source=True)

lies("the recording was falsified before it was committed to", SAID, {
    "recording-at-half-speed": recommitted(altered_track(half_speed)),
    "recording-turned": recommitted(altered_track(turned)),
}, grants=DRIVE, source=True)


def sized(**size):
    return altered_track(lambda description, times, given: (description | size, times, given))


lies("the recording was committed to with pictures of another size than their parameter sets have", TIMES, {
    "recording-enlarged": recommitted(sized(width=7_680, height=4_320)),
    "recording-narrowed": recommitted(sized(width=624)),
    "recording-higher-by-a-pixel": recommitted(sized(height=369)),
}, grants=DRIVE)

# As some recorders cut off in the container what they do not in the set: only the recording shows whether one did.
lies("the recording was committed to with pictures that a container cuts off by less than a block", BELIEVED, {
    "recording-cut-off": recommitted(sized(height=356)),
}, grants=DRIVE)


def counting_nonsense(description, times, given):
    """The unit of time in the parameter set's VUI is another, as in a damaged recording: it is sound, and no player shows it."""
    header = bytearray(units.configuration(description))
    header[22] = 0x07
    return description | {"configuration": canonical.base64_of(bytes(header))}, times, given


lies("the recording was damaged before it was committed to, so that none of its pictures can be shown", BELIEVED, {
    "recording-not-to-be-shown": recommitted(altered_track(counting_nonsense)),
}, grants=DRIVE)


def shown(kind, **changes):
    def tell(bundle):
        for recording in bundle.recordings:
            for track in recording["tracks"]:
                if track["kind"] == kind and track["handed_over"]:
                    track.update(changes)
    return tell


lies("a track is shown otherwise than it is described", RUN, {
    "larger-as-shown": shown("video", width=7_680, height=4_320),
    "narrower-as-shown": shown("video", width=1),
    "faster-as-shown": shown("audio", sample_rate=48_001),
    "more-channels-as-shown": shown("audio", channels=6),
})


def described(kind, **changes):
    def tell(bundle):
        for recording in bundle.recordings:
            for track in recording["tracks"]:
                if track["kind"] == kind and track["handed_over"]:
                    track["description"] = track["description"] | changes
    return tell


lies("a number of the record is beyond all that media can count", RECORD, {
    "rate-beyond-reason": described("audio", sample_rate=1 << 60),
    "rate-of-nothing": described("audio", sample_rate=0),
    "channels-beyond-reason": described("audio", codec="pcm_s16le", channels=(1 << 63) - 1),
    "width-beyond-reason": described("video", width=1 << 31),
    "width-shown-beyond-reason": shown("video", width=(1 << 63) - 1),
    "units-beyond-reason": commitment(lambda c: c["tracks"][0].update(count=(1 << 64) - 1)),
    "origin-beyond-reason": lambda bundle: bundle.recordings[-1]["origin"].update(time=-1 << 63),
    "fields-beyond-reason": lambda bundle: bundle.recordings[-1]["left_out"].append(
        {"code": "fields", "fields": (1 << 64) - 1, "window": DRIVE[0]["window"]}),
})

lies("a number of an object's facts is beyond all that media can count", FACTS, {
    "units-of-object-beyond-reason": fact(lambda facts: facts["tracks"][0].update(access_units=(1 << 64) - 1)),
    "times-beyond-reason": fact(lambda facts: facts["tracks"][0].update(last_pts=1 << 60)),
    "last-duration-beyond-reason": fact(lambda facts: facts["tracks"][0].update(last_duration=(1 << 63) - 1)),
    "place-of-proof-beyond-reason": proof(lambda p: p.update(first=(1 << 64) - 1)),
})


def said(**changes):
    return lambda bundle: bundle.recordings[-1].update(changes)


def said_of_track(**changes):
    return lambda bundle: bundle.recordings[-1]["tracks"][1].update(changes)


lies("the record says of the recording what is not in it", SAID, {
    "another-container": said(container="matroska,webm"),
    "a-device": said(device={"make": "Example", "model": "Doorbell 2"}),
    "a-proof-of-origin": said(provenance=[
        {"kind": "axis_signed_video", "first_unit": 0, "messages": 1, "units_looked_at": 40}]),
    "another-rate-of-sound": said_of_track(sample_rate=48_000),
    "another-codec-of-sound": said_of_track(codec="mp3"),
    "width-of-source-track": lambda bundle: bundle.recordings[-1]["tracks"][0].update(width=320, height=180),
}, source=True)

lies("the file is another than the one that was cut", GIVEN, {
    "another-digest-of-the-recording": said(sha256="0" * 64),
    "another-size-of-the-recording": said(size=1),
}, source=True)
