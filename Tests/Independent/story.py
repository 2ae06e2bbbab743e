"""The honest bundles that lies are told of: short windows of the sample recordings, asked for and consented to here."""

import pathlib
import uuid

import dsse
import sealer
from canonical import Moment

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
FRONT_DOOR = SAMPLES / "front-door_2026-07-04T21-38-00+0200.mp4"
DRIVEWAY = SAMPLES / "driveway_2026-07-04T21-39-00+0200.mp4"
SOON = "2126-07-04T00:00:00+02:00"


def person(name):
    return dsse.Identity.read(SAMPLES / f"people/{name}.identity.json")


def at(time):
    return f"2026-07-04T{time}+02:00"


def grant(camera, start, end, sound):
    return {"camera": camera, "window": {"from": at(start), "to": at(end)}, "audio": sound, "stills": False}


def asked(**changes):
    """A request by the agency (docs/spec/request.md)."""
    agency = person("agency")
    return agency.state(dsse.REQUEST, {
        "id": str(uuid.UUID(int=4, version=4)), "agency": agency.card(), "case_number": "26-0417",
        "purpose": "Hit-and-run: a parked blue car was struck", "legal_basis": "voluntary",
        "location": {"text": "front of 12 Elm St"}, "window": {"from": at("21:38:00"), "to": at("21:43:00")},
        "wanted": {"video": True, "audio": True, "stills": False},
        "recipients": [person("investigator").card(), person("prosecutor").card()],
        "issued": "2026-07-05T09:00:00+02:00", "expires": SOON, "terms": {}} | changes)


def granted(request, grants, **changes):
    """A consent by the owner (docs/spec/consent.md)."""
    owner = person("owner")
    return owner.state(dsse.CONSENT, {
        "request": dsse.digest(request), "decision": "granted", "grants": grants, "conditions": [],
        "owner": owner.card(), "issued": "2026-07-05T18:20:00+02:00", "expires": SOON} | changes)


# A lead-in, a master with sound and a lead-out of the front door; of the driveway a master that begins with the recording.
EVENING = [grant("front-door", "21:40:30", "21:40:37", True), grant("driveway", "21:39:00", "21:39:08", False)]
# One master of eight seconds.
DRIVE = [grant("driveway", "21:40:30", "21:40:38", False)]

KNOWN = {}


def recordings():
    """The two sample recordings with their commitments, made once."""
    if not KNOWN:
        secret = person("owner").seed
        KNOWN["front-door"] = sealer.Recording(FRONT_DOOR, "front-door", 1, secret)
        KNOWN["driveway"] = sealer.Recording(DRIVEWAY, "driveway", 2, secret)
    return KNOWN


def bundle(grants=EVENING, request=None, sources=None):
    request = request or asked()
    named = [g["camera"] for g in grants]
    sources = sources or [source for source in recordings().values() if source.camera in named]
    return sealer.Bundle(request, granted(request, grants), person("owner"), sources)


def moment(time):
    return Moment.read(at(time))
