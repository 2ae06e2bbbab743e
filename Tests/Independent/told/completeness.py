"""Lies about what is missing, and why: docs/spec/record.md, Completeness."""

import copy

import sealer
import story
from story import DRIVE, at
from table import BELIEVED, REASONS, WHOLE, lie, lies

def cut(start, end):
    """A part of the driveway, whatever was granted."""
    return sealer.Cutting(story.recordings()["driveway"], story.moment(start), story.moment(end), False,
                          story.moment("21:40:30"))


def hole(*gaps):
    """Four of eight seconds are missing between two masters, whose window is the granted one."""
    def tell(bundle):
        window = bundle.parts[-1].window
        bundle.parts = cut("21:40:30", "21:40:32").parts() + cut("21:40:36", "21:40:38").parts()
        for part in bundle.parts:
            part.window = window
        bundle.gaps = [gap(**fields) for fields in gaps]
    return tell


def gap(code, of, start="21:40:31.9", end="21:40:36", **values):
    return {"camera": "driveway", "of": of, "window": {"from": at(start), "to": at(end)},
            "reason": {"code": code} | values}


# Of the story DRIVE the driveway is the only recording: r2, as `story.recordings` counts them.
ONLY = "r2"
lies("four seconds are missing", WHOLE, {
    "hole": hole(),
    "hole-no-recording": hole(dict(code="no_recording", of="everything", may_be_rounding=False)),
    "hole-nothing-whole": hole(dict(code="nothing_whole", of="everything")),
    "hole-none-recorded": hole(dict(code="none_recorded", of="pictures", recording=ONLY)),
    "hole-undecodable": hole(dict(code="undecodable", of="pictures", recording=ONLY, pictures=40)),
}, grants=DRIVE)

# Said, and so missing with a word: whether it is true is the word of who sealed (docs/spec/record.md, Completeness).
lies("four seconds are missing, for a reason that only the recording contradicts", BELIEVED, {
    "hole-damaged": hole(dict(code="damaged", of="pictures", recording=ONLY, pictures=40)),
    "hole-originals-only": hole(dict(code="originals_only", of="pictures", recording=ONLY, pictures=40)),
    "hole-no-decoder": hole(dict(code="no_decoder", of="pictures", recording=ONLY, pictures=40)),
    "hole-clock-jump": hole(dict(code="clock_jump", of="everything", recording=ONLY)),
}, grants=DRIVE)


def shortened(start, end, *gaps):
    def tell(bundle):
        window = bundle.parts[-1].window
        bundle.parts = cut(start, end).parts()
        bundle.parts[0].window = window
        bundle.gaps = [gap(**fields) for fields in gaps]
    return tell


lies("the beginning or the end is missing", WHOLE, {
    "end-missing": shortened("21:40:30", "21:40:36"),
    "end-missing-no-recording": shortened("21:40:30", "21:40:36", dict(
        code="no_recording", of="everything", may_be_rounding=False, start="21:40:35.9", end="21:40:38")),
    "beginning-missing": shortened("21:40:32", "21:40:38"),
    "beginning-missing-no-recording": shortened("21:40:32", "21:40:38", dict(
        code="no_recording", of="everything", may_be_rounding=False, start="21:40:30", end="21:40:32")),
    "beginning-missing-undecodable": shortened("21:40:32", "21:40:38", dict(
        code="undecodable", of="pictures", recording=ONLY, pictures=20, start="21:40:30", end="21:40:32")),
    "beginning-missing-nothing-whole": shortened("21:40:32", "21:40:38", dict(
        code="nothing_whole", of="everything", start="21:40:30", end="21:40:32")),
}, grants=DRIVE)


lies("the end is missing, for a reason that only the recording contradicts", BELIEVED, {
    "end-missing-damaged": shortened("21:40:30", "21:40:36", dict(
        code="damaged", of="pictures", recording=ONLY, pictures=20, start="21:40:35.9", end="21:40:38")),
}, grants=DRIVE)


def gaps(*rows):
    def tell(bundle):
        bundle.gaps = [gap(**fields) for fields in rows]
    return tell


lies("a gap is said where there is none", WHOLE, {
    "gap-over-units": gaps(dict(code="damaged", of="pictures", recording=ONLY, pictures=9, start="21:40:33", end="21:40:34")),
    "gap-outside-the-grant": gaps(dict(
        code="no_recording", of="everything", may_be_rounding=False, start="21:40:38", end="21:40:39")),
    "gap-of-another-recording": gaps(dict(
        code="damaged", of="pictures", recording="r9", pictures=1, start="21:40:37.95", end="21:40:38")),
}, grants=DRIVE)


def reason(change):
    return lambda bundle: change(bundle.recordings[-1])


lies("what is said to be left out is not", REASONS, {
    "nothing-left-out": reason(lambda said: said.update(left_out=[])),
    "left-out-of-another-kind": reason(lambda said: said["left_out"][0].update(reason="not_the_first")),
    "picture-track-left-out": reason(lambda said: said["left_out"].append(
        {"code": "track", "track": 0, "reason": "not_the_first"})),
    "handed-over-denied": reason(lambda said: said["tracks"][0].update(handed_over=False)),
    "handed-over-claimed": reason(lambda said: said["tracks"][1].update(handed_over=True)),
    "conflict-of-the-name": reason(lambda said: said["conflicts"].append(
        {"code": "file_name", "time": at("21:00:00")})),
    "conflict-of-the-container": reason(lambda said: said["conflicts"].append(
        {"code": "container", "time": at("21:39:30")})),
    "conflict-of-the-length": reason(lambda said: said["conflicts"].append(
        {"code": "length", "told_ns": 1, "held_ns": 1})),
})


@lie("sound that was granted is said not to be", REASONS)
def granted_sound_left_out(bundle):
    bundle.parts[1].tracks = bundle.parts[1].tracks[:1]
    said = bundle.recordings[0]
    said["left_out"] = [{"code": "track", "track": 1, "reason": "not_granted"}]
    said["tracks"][1] = {k: v for k, v in said["tracks"][1].items() if k != "description"} | {"handed_over": False}
    said["commitment"] = story.recordings()["front-door"].commitment.facts({0}, 0)


@lie("an overlap is said of two cameras", WHOLE)
def overlap_of_two_cameras(bundle):
    bundle.overlaps = [{"camera": "driveway", "recordings": ["r1", "r2"],
                        "window": {"from": at("21:39:00"), "to": at("21:39:01")}}]


@lie("one object is there twice", WHOLE)
def object_twice(bundle):
    bundle.parts.append(bundle.parts[-1])


@lie("one object is there twice, and its windows differ", WHOLE)
def object_twice_in_another_window(bundle):
    twice = copy.copy(bundle.parts[-1])
    twice.window = (twice.window[0], twice.window[1].plus(-1))
    bundle.parts.append(twice)


def sound(first, last):
    """The sound of the front door is cut to less than its window, and proven to be a run."""
    def tell(bundle):
        part = bundle.parts[1]
        source = story.recordings()["front-door"]
        cutting = sealer.Cutting(source, story.moment(first), story.moment(last), True)
        part.tracks[1:] = cutting.sounding(source.movie.tracks[1], 2, part.tracks[1].shift)
    return tell


lies("a part of the sound is missing", WHOLE, {
    "sound-ends-early": sound("21:40:30", "21:40:35"),
    "sound-begins-late": sound("21:40:32", "21:40:37"),
})


def mute(reason):
    """The front door without its sound, and why."""
    def tell(bundle):
        bundle.parts[1].tracks = bundle.parts[1].tracks[:1]
        said = bundle.recordings[0]
        said["left_out"] = [{"code": "track", "track": 1, "reason": reason}]
        said["tracks"][1] = {k: v for k, v in said["tracks"][1].items() if k != "description"} | {"handed_over": False}
        said["commitment"] = story.recordings()["front-door"].commitment.facts({0}, 0)
    return tell


lies("sound is left out for a reason that only the recording contradicts", BELIEVED, {
    "sound-said-to-be-silent": mute("silent"),
    "sound-said-not-to-be-readable": mute("packets_not_readable"),
})


def without_driveway(*gaps):
    def tell(bundle):
        bundle.parts.pop()
        bundle.recordings.pop()
        bundle.gaps = [gap(**fields) for fields in gaps]
    return tell


lies("a camera is missing", WHOLE, {"camera-missing": without_driveway()})
lies("a camera is missing, and is said to have recorded nothing, which is the word of who sealed", BELIEVED, {
    "camera-said-not-to-record": without_driveway(dict(
        code="no_recording", of="everything", may_be_rounding=False, start="21:39:00", end="21:39:08")),
})
