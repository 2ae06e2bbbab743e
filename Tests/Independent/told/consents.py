"""Lies about what was agreed to: docs/spec/consent.md, docs/spec/request.md."""

import copy
import json

import canonical
import dsse
import sealer
import story
from story import DRIVE, EVENING, at
from table import CONSENT, GRANTED, HAND, INSIDE, REQUEST, lie, lies

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
    bundle.parts[-1].alter_facts = lambda facts: facts | {"name": "0004-garden-master.mp4"}


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


def words(envelope):
    """A sound signature under a name that says what it likes."""
    made = story.person("custodian").sign(envelope["payloadType"], dsse.payload(envelope))["signatures"][0]
    return made | {"keyid": "a film that nobody granted"}


def beside(which, change):
    """Other signatures of the request or the consent: they are no part of what is signed."""
    def tell(bundle):
        envelope = copy.deepcopy(getattr(bundle, which))
        envelope["signatures"] = change(envelope["signatures"], envelope)
        setattr(bundle, which, envelope)
    return tell


NOBODYS = {
    "words-beside-the-{}": lambda own, of: own + [words(of)],
    "words-before-the-{}": lambda own, of: [words(of)] + own,
    "signature-twice-of-the-{}": lambda own, of: own + own,
    "signature-that-is-none-of-the-{}": lambda own, of: own + [own[0] | {"sig": "AAAA"}],
    "certificate-beside-the-{}": lambda own, of: [own[0] | {"x5c": ["MAA="]}],
}
for which, check in ("request", REQUEST), ("consent", HAND):
    lies(f"the {which} carries signatures that nobody asked for", check, {
        name.format(which): beside(which, change) for name, change in NOBODYS.items()}, grants=DRIVE)


def asking(**changes):
    """Another request, and the consent to it."""
    def tell(bundle):
        bundle.request = story.asked(**{name: value() if callable(value) else value for name, value in changes.items()})
        bundle.consent = story.granted(bundle.request, DRIVE)
    return tell


def card_of(name, change):
    """A person's card, its payload altered and signed again."""
    person = story.person(name)
    payload = change(person.card_payload())
    card = person.sign(dsse.CARD, payload)
    card["signatures"][0]["keyid"] = canonical.sha256(payload)
    return card


def with_a_field_more(payload):
    return canonical.dump(json.loads(payload) | {"film": "a film"})


def with_spaces(payload):
    return json.dumps(json.loads(payload)).encode()


def signed_by_a_stranger_too(card):
    return card | {"signatures": card["signatures"] + [words(card)]}


def request_in_another_form(bundle):
    bundle.request = story.person("agency").sign(dsse.REQUEST, with_spaces(dsse.payload(bundle.request)))
    bundle.consent = story.granted(bundle.request, DRIVE)


lies("the request holds what nobody reads", REQUEST, {
    "request-with-a-field-more": asking(film="a film"),
    "request-with-a-field-more-in-a-term": asking(terms={"film": "a film"}),
    "request-not-canonical": request_in_another_form,
    "card-of-a-reader-with-a-field-more": asking(
        recipients=lambda: [card_of("investigator", with_a_field_more), story.person("prosecutor").card()]),
    "card-of-a-reader-not-canonical": asking(
        recipients=lambda: [card_of("investigator", with_spaces), story.person("prosecutor").card()]),
    "card-of-a-reader-signed-by-a-stranger-too": asking(
        recipients=lambda: [signed_by_a_stranger_too(story.person("investigator").card())]),
}, grants=DRIVE)


def consenting(owner=None, **changes):
    """Another consent to the same request, with another envelope of the owner's card."""
    def tell(bundle):
        card = bundle.owner.card()
        bundle.consent = bundle.owner.state(dsse.CONSENT, dsse.fields(bundle.consent) | {
            "owner": owner(card) if owner else card} | changes)
    return tell


lies("the consent holds what nobody reads", HAND, {
    "consent-with-a-field-more": consenting(film="a film"),
    "consent-with-a-field-more-in-a-grant": consenting(grants=[DRIVE[0] | {"film": "a film"}]),
    "card-of-the-owner-signed-by-a-stranger-too": consenting(owner=signed_by_a_stranger_too),
}, grants=DRIVE)


@lie("it was sealed in ten years, which is told of and fails nothing: clocks go wrong by themselves", None)
def sealed_in_the_future(bundle):
    bundle.sealed = bundle.sealed.plus(10 * 365 * 86_400 * canonical.NANOSECONDS)
