"""Lies about recordings as a whole, and those that only a recording contradicts: docs/spec/record.md, Recording; Completeness,
With the recording."""

import copy

import record
import sealer
import story
from story import DRIVE
from table import BELIEVED, MISSING, REASONS, RECORD, lie, lies
from told.completeness import ONLY, hole, mute, reason, shortened

LEFT_OUT = [{"code": "track", "track": 1, "reason": "not_granted"}]

lies("four seconds are missing, for a reason that the recording contradicts", MISSING, {
    "hole-damaged-beside-the-recording": hole(dict(code="damaged", of="pictures", recording=ONLY, pictures=40)),
    "hole-originals-only-beside-the-recording": hole(
        dict(code="originals_only", of="pictures", recording=ONLY, pictures=40)),
    "hole-no-decoder-beside-the-recording": hole(dict(code="no_decoder", of="pictures", recording=ONLY, pictures=40)),
    "hole-clock-jump-beside-the-recording": hole(dict(code="clock_jump", of="everything", recording=ONLY)),
    "hole-of-a-clock-jump-nowhere-beside-the-recording": hole(dict(code="clock_jump", of="everything")),
    "end-missing-damaged-beside-the-recording": shortened("21:40:30", "21:40:36", dict(
        code="damaged", of="pictures", recording=ONLY, pictures=20, start="21:40:35.9", end="21:40:38")),
}, grants=DRIVE, source=True)

lies("sound is left out for a reason that the recording contradicts", MISSING, {
    "sound-said-to-be-silent-beside-the-recording": mute("silent"),
    "sound-said-not-to-be-readable-beside-the-recording": mute("packets_not_readable"),
}, source=True)


def more_left_out(part):
    return reason(lambda said: said["left_out"].append(part))


GRANTED = DRIVE[0]["window"]
INVENTED = {
    "undecodable": {"code": "undecodable", "pictures": 500},
    "pictures": {"code": "pictures", "pictures": 500, "window": GRANTED, "reason": "no_decoder"},
    "cut-short": {"code": "cut_short", "claimed_ns": 7_200_000_000_000, "held_ns": 270_000_000_000},
    "clock-jump": {"code": "clock_jump", "after_ns": 270_000_000_000},
    "damaged": {"code": "damaged", "role": "lead_in", "missing": 1, "damaged": 0},
}
lies("something is said to be left out that the recording has not", MISSING, {
    f"left-out-{name}-beside-the-recording": more_left_out(part) for name, part in INVENTED.items()
}, grants=DRIVE, source=True)
lies("something is said to be left out, which is the word of who sealed", BELIEVED, {
    f"left-out-{name}": more_left_out(part) for name, part in INVENTED.items()
}, grants=DRIVE)


def another(bundle, **changes):
    """A recording of the record that no object is of."""
    said = copy.deepcopy(bundle.recordings[-1])
    for track in said["tracks"]:
        track["handed_over"] = False
        track.pop("description", None)
    said["commitment"] = story.recordings()["driveway"].commitment.facts(set(), 0)
    bundle.recordings.append(said | {"id": "r9", "left_out": []} | changes)


lies("a recording is named that nothing in the bundle is of", REASONS, {
    "recording-of-nothing": lambda bundle: another(
        bundle, sha256="12" * 32, name="the-street_2026-07-04T21-39-00+0200.mp4"),
    "recording-of-nothing-with-parts-left-out": lambda bundle: another(bundle, sha256="12" * 32, left_out=LEFT_OUT),
}, grants=DRIVE)


def pieces(count, change=lambda said, place: None):
    """One file is entered as several recordings, and of each a second is handed over, so that their pauses are not seen."""
    def tell(bundle):
        window = tuple(story.moment(x) for x in ("21:40:30", "21:40:38"))
        secret = bundle.owner.seed
        sources = [sealer.Recording(story.DRIVEWAY, "driveway", place + 1, secret) for place in range(count)]
        bundle.parts, bundle.recordings = [], []
        for place, source in enumerate(sources):
            start = window[0].plus(place * 2 * 10**9)
            made = sealer.Cutting(source, start, start.plus(1_050_000_000), False, window[0]).parts()
            for part in made:
                part.window = window
            bundle.parts += [part for part in made if part.role == "master"]
            said = record.recording(source, {0}, copy.deepcopy(LEFT_OUT))
            change(said, place)
            bundle.recordings.append(said)
    return tell


lies("one file is named as several recordings", REASONS, {
    "one-file-four-times": pieces(4),
    "one-file-twice": pieces(2),
    "one-file-under-two-names": pieces(2, lambda said, place: said.update(
        name=f"driveway-{place}_2026-07-04T21-39-00+0200.mp4")),
    "one-file-of-two-sizes": pieces(2, lambda said, place: said.update(size=said["size"] + place)),
}, grants=DRIVE)


@lie("two recordings have one id", RECORD)
def two_recordings_of_one_id(bundle):
    another(bundle, id=bundle.recordings[0]["id"], sha256="12" * 32)
