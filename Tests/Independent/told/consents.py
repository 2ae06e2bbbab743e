"""Lies about what was agreed to: docs/spec/consent.md, docs/spec/request.md."""

import canonical
import dsse
import sealer
import story
from story import DRIVE, EVENING, at
from table import BELIEVED, CONSENT, GRANTED, HAND, INSIDE, REQUEST, TIME, lie, lies

@lie("sound is handed over that was not granted", GRANTED)
def sound_not_granted(bundle):
    window = bundle.parts[-1].window
    bundle.parts[-1:] = sealer.Cutting(story.recordings()["driveway"], *window, True).parts()
    said = bundle.recordings[-1]
    said["left_out"] = []
    description = bundle.parts[-1].tracks[1].description
    said["tracks"][1].update(handed_over=True, description=description)
    said["commitment"] = story.recordings()["driveway"].commitment.facts({0, 1}, 0)


def cut(start, end):
    return sealer.Cutting(story.recordings()["driveway"], story.moment(start), story.moment(end), False)


@lie("an object has a window that was not granted", GRANTED)
def window_not_granted(bundle):
    bundle.parts[-1:] = cut("21:39:00", "21:39:10").parts()


@lie("pictures lie behind the window that is said", INSIDE)
def pictures_behind_the_window(bundle):
    window = bundle.parts[-1].window
    bundle.parts[-1:] = cut("21:39:00", "21:39:08.1").parts()
    bundle.parts[-1].window = window


@lie("pictures lie before the window that is said", INSIDE, grants=DRIVE)
def pictures_before_the_window(bundle):
    window = bundle.parts[-1].window
    bundle.parts[-1:] = cut("21:40:28", "21:40:38").parts()
    bundle.parts[-1].window = window


def sound_from(nanoseconds):
    """The front door's sound is cut to a window that begins earlier than the one that is said."""
    def tell(bundle):
        part = bundle.parts[1]
        source = story.recordings()["front-door"]
        cutting = sealer.Cutting(source, part.window[0].plus(-nanoseconds), part.window[1], True)
        # The object begins a second earlier, as no time in it can be below zero.
        pictures = part.tracks[0]
        pictures.shift -= 10_240
        pictures.samples = [s.but(dts=s.dts + 10_240, pts=s.pts + 10_240) for s in pictures.samples]
        part.tracks[1:] = cutting.sounding(source.movie.tracks[1], 2, part.tracks[1].shift - 16_000)
    return tell


lies("sound begins too early", INSIDE, {
    "sound-before-the-window": sound_from(300_000_000),
    "sound-that-reaches-before-the-window": sound_from(100_000_000),
})


@lie("the footage is of a camera that nobody granted", GRANTED)
def camera_not_granted(bundle):
    bundle.recordings[-1]["camera"] = "garden"


@lie("somebody else sealed what the owner had consented to", HAND)
def sealed_by_another(bundle):
    bundle.owner = story.person("investigator")


@lie("the consent answers another request", CONSENT)
def request_of_another_case(bundle):
    bundle.request = story.asked(case_number="26-9999")


@lie("the consent had expired", CONSENT)
def consent_expired(bundle):
    bundle.consent = story.granted(bundle.request, EVENING, expires="2026-07-06T00:00:00Z")


@lie("the consent gives more than was asked for", CONSENT)
def consent_beyond_the_request(bundle):
    bundle.request = story.asked(window={"from": at("21:40:00"), "to": at("21:43:00")})
    bundle.consent = story.granted(bundle.request, EVENING)


@lie("the request is signed by somebody else than asks", REQUEST)
def request_of_another_hand(bundle):
    fields = dsse.fields(bundle.request)
    bundle.request = story.person("custodian").state(dsse.REQUEST, fields)
    bundle.consent = story.granted(bundle.request, EVENING)


@lie("the request carries a second signature that nobody asked for", BELIEVED)
def words_beside_the_request(bundle):
    words = story.person("custodian").sign(dsse.REQUEST, dsse.payload(bundle.request))["signatures"][0]
    bundle.request = bundle.request | {"signatures": [
        *bundle.request["signatures"], words | {"keyid": "a film that nobody granted"}]}


@lie("it was sealed in ten years", TIME)
def sealed_in_the_future(bundle):
    bundle.sealed = bundle.sealed.plus(10 * 365 * 86_400 * canonical.NANOSECONDS)
