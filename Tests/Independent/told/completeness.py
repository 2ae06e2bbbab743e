"""Lies about what is missing, and why: docs/spec/record.md, Completeness."""

import copy

import canonical
import pictures
import record
import sealer
import story
import units
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

lies("four seconds are missing, for a reason that nothing there bears out", WHOLE, {
    "hole-damaged": hole(dict(code="damaged", of="pictures", recording=ONLY, pictures=40)),
    "hole-originals-only": hole(dict(code="originals_only", of="pictures", recording=ONLY, pictures=40)),
    "hole-no-decoder": hole(dict(code="no_decoder", of="pictures", recording=ONLY, pictures=40)),
    "hole-clock-jump": hole(dict(code="clock_jump", of="everything", recording=ONLY)),
    "hole-clock-jump-of-nothing": hole(dict(code="clock_jump", of="everything")),
}, grants=DRIVE)


def excused(tell, *parts):
    """The same with more said to be left out."""
    def told(bundle):
        tell(bundle)
        bundle.recordings[-1]["left_out"] = bundle.recordings[-1]["left_out"] + list(parts)
    return told


ALL = {"from": at("21:40:30"), "to": at("21:40:38")}
FORTY = {"code": "pictures", "pictures": 40, "window": ALL, "reason": "originals_only"}
AT_THE_END = {"from": at("21:40:35.9"), "to": at("21:40:38")}
lies("four seconds are missing, and more is said to be left out than is", WHOLE, {
    "hole-of-pictures-left-out": excused(
        hole(dict(code="originals_only", of="pictures", recording=ONLY, pictures=40)), FORTY),
    "hole-with-undecodable": excused(
        hole(dict(code="none_recorded", of="pictures", recording=ONLY)), {"code": "undecodable", "pictures": 100_000}),
    "hole-behind-a-jump": excused(
        hole(dict(code="clock_jump", of="everything", recording=ONLY)),
        {"code": "clock_jump", "after_ns": 91_900_000_000}),
}, grants=DRIVE)
lies("fields are left out of pictures that have none, or more than stand beside a window", REASONS, {
    "hole-with-fields": excused(
        hole(dict(code="none_recorded", of="pictures", recording=ONLY)),
        {"code": "fields", "fields": 1000, "window": ALL}),
    "two-fields-of-a-progressive-track": excused(
        lambda bundle: None, {"code": "fields", "fields": 2, "window": ALL}),
    "pictures-left-out-in-the-middle": excused(
        lambda bundle: None, FORTY | {"window": {"from": at("21:40:32"), "to": at("21:40:36")}}),
}, grants=DRIVE)


def pieces(*times, leads=True, recordings=None):
    """Masters of a second or two of the driveway, with what is encoded anew before them, of one granted window."""
    def tell(bundle):
        window = bundle.parts[-1].window
        sources = recordings() if recordings else [story.recordings()["driveway"]] * len(times)
        bundle.parts = []
        for source, (start, end) in zip(sources, times):
            for part in sealer.Cutting(source, story.moment(start), story.moment(end), False,
                                       story.moment("21:40:30")).parts():
                if part.role == "master":
                    part.window = window
                if leads or part.role == "master":
                    bundle.parts.append(part)
        if recordings:
            bundle.recordings = [record.recording(source, {0}, bundle.recordings[-1]["left_out"])
                                 for source in sources]
    return tell


def twins(count):
    """The same file as several recordings, each with a commitment of its own."""
    return lambda: [sealer.Recording(story.DRIVEWAY, "driveway", number, story.person("owner").seed)
                    for number in range(1, count + 1)]


HALVES = [(f"21:40:{second}{'' if second == 30 else '.9'}", f"21:40:{second + (1 if second == 30 else 2)}.05")
          for second in (30, 31, 33, 35)]
lies("of each second one is missing, and what is encoded anew lies between", WHOLE, {
    "holes-beside-lead-ins": pieces(*HALVES),
    "hole-beside-one-lead-in": pieces(("21:40:30", "21:40:31.05"), ("21:40:31.9", "21:40:38")),
    "holes-without-lead-ins": pieces(*HALVES, leads=False),
}, grants=DRIVE)
lies("a recording goes on, and others of the same file go on for it", WHOLE, {
    "four-recordings-of-a-file": pieces(
        *((f"21:40:{second}", f"21:40:{second + 1}.05") for second in (30, 32, 34, 36)), leads=False,
        recordings=twins(4)),
    "two-recordings-of-a-file": pieces(
        ("21:40:30", "21:40:33.05"), ("21:40:34", "21:40:38"), leads=False, recordings=twins(2)),
}, grants=DRIVE)
lies("two recordings hold the same time, and nothing says so", WHOLE, {
    "overlap-of-all": pieces(
        ("21:40:30", "21:40:38"), ("21:40:30", "21:40:38"), leads=False, recordings=twins(2)),
    "overlap-of-a-part": pieces(
        ("21:40:30", "21:40:36"), ("21:40:32", "21:40:38"), leads=False, recordings=twins(2)),
}, grants=DRIVE)


def sparse(part):
    """Of the pictures encoded anew only the first and the last are left, and the others said to have none."""
    track = part.tracks[0]
    shown = pictures.decoded(track.description, units.configuration(track.description), track.samples)
    shown = [shown[time] for time in sorted(shown)]
    keep = [0, len(shown) - 1]
    configuration, access = pictures.encoded(track.description, [shown[place] for place in keep])
    gone = {sample.pts + track.shift for place, sample in enumerate(track.samples) if place not in keep}
    track.description = track.description | {"configuration": canonical.base64_of(configuration)}
    track.samples = [track.samples[place].but(data=data, key=number == 0)
                     for number, (place, data) in enumerate(zip(keep, access))]
    part.derivative["frames"] = len(keep)
    rows = part.derivative["units"]
    rows["without_picture"] = [row["place"] for row in rows["rows"] if row["pts"] in gone]


@lie("a lead-in of two pictures far apart makes two seconds between them no hole", WHOLE)
def lead_in_of_two_pictures(bundle):
    sparse(bundle.parts[0])


@lie("a lead-in of two pictures far apart makes seven seconds before it no hole", WHOLE,
     grants=[story.grant("driveway", "21:40:30", "21:40:42", False)])
def hole_before_a_lead_in_of_two_pictures(bundle):
    pieces(("21:40:30", "21:40:31.05"), ("21:40:38.1", "21:40:42"))(bundle)
    sparse(next(part for part in bundle.parts if part.role == "lead_in"))


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
    "beginning-missing-undecodable-shown": lambda bundle: shortened("21:40:32", "21:40:38", dict(
        code="undecodable", of="pictures", recording=ONLY, pictures=920, start="21:40:30", end="21:40:32",
        units=story.recordings()["driveway"].commitment.tracks[0].stretch(0, 921)))(bundle),
    "beginning-missing-undecodable-shown-in-part": lambda bundle: shortened("21:40:32", "21:40:38", dict(
        code="undecodable", of="pictures", recording=ONLY, pictures=19, start="21:40:30", end="21:40:32",
        units=story.recordings()["driveway"].commitment.tracks[0].stretch(901, 921)))(bundle),
    "beginning-missing-nothing-whole": shortened("21:40:32", "21:40:38", dict(
        code="nothing_whole", of="everything", start="21:40:30", end="21:40:32")),
}, grants=DRIVE)


lies("the end is missing, for a reason that nothing there bears out", WHOLE, {
    "end-missing-damaged": shortened("21:40:30", "21:40:36", dict(
        code="damaged", of="pictures", recording=ONLY, pictures=20, start="21:40:35.9", end="21:40:38")),
}, grants=DRIVE)


# Said, and so missing with a word: whether it is true is the word of who sealed (docs/spec/record.md, Completeness).
lies("the end is missing, for a reason that only the recording contradicts", BELIEVED, {
    "end-missing-originals-only": excused(
        shortened("21:40:30", "21:40:36", dict(
            code="originals_only", of="pictures", recording=ONLY, pictures=20, start="21:40:35.9", end="21:40:38")),
        FORTY | {"pictures": 20, "window": AT_THE_END}),
}, grants=DRIVE)


def gaps(*rows):
    def tell(bundle):
        bundle.gaps = [gap(**fields) for fields in rows]
    return tell


lies("a gap is said where there is none", WHOLE, {
    "gap-over-units": gaps(dict(code="damaged", of="pictures", recording=ONLY, pictures=9, start="21:40:33", end="21:40:34")),
    "gap-outside-the-grant": gaps(dict(
        code="no_recording", of="everything", may_be_rounding=False, start="21:40:38", end="21:40:39")),
    "gap-of-a-camera-not-given": gaps(dict(
        code="camera_not_given", of="everything", start="21:40:37.95", end="21:40:38")),
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
