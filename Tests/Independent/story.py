"""The honest bundles that lies are told of: short windows of the sample recordings, asked for and consented to here.

    story.py FOLDER   writes a bundle of people with post-quantum keys, and a lie of it; what is needed to check them too
"""

import hashlib
import json
import os
import pathlib
import sys
import uuid

import age
import dsse
import sealer
from canonical import Moment

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
FRONT_DOOR = SAMPLES / "front-door_2026-07-04T21-38-00+0200.mp4"
DRIVEWAY = SAMPLES / "driveway_2026-07-04T21-39-00+0200.mp4"
SOON = "2126-07-04T00:00:00+02:00"


def person(name):
    return dsse.Identity.read(SAMPLES / f"people/{name}.identity.json")


def later_person(name):
    """The same person with a post-quantum key beside the ordinary one (docs/spec/identity.md); as worthless."""
    key = hashlib.sha256(f"worthless post-quantum key: {name}".encode()).digest()
    return dsse.Identity(person(name).fields | {
        "hybrid_age_identity": age.bech32_text("age-secret-key-pq-", key).upper()})


def at(time):
    return f"2026-07-04T{time}+02:00"


def grant(camera, start, end, sound):
    return {"camera": camera, "window": {"from": at(start), "to": at(end)}, "audio": sound, "stills": False}


def asked(person=person, **changes):
    """A request by the agency (docs/spec/request.md)."""
    agency = person("agency")
    return agency.state(dsse.REQUEST, {
        "id": str(uuid.UUID(int=4, version=4)), "agency": agency.card(), "case_number": "26-0417",
        "purpose": "Hit-and-run: a parked blue car was struck", "legal_basis": "voluntary",
        "location": {"text": "front of 12 Elm St"}, "window": {"from": at("21:38:00"), "to": at("21:43:00")},
        "wanted": {"video": True, "audio": True, "stills": False},
        "recipients": [person("investigator").card(), person("prosecutor").card()],
        "issued": "2026-07-05T09:00:00+02:00", "expires": SOON, "terms": {}} | changes)


def granted(request, grants, owner=None, **changes):
    """A consent by the owner (docs/spec/consent.md)."""
    owner = owner or person("owner")
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


def strangers_share(name, plaintext, keys):
    """The last stanza is right in all but that its randomness is not the file key's."""
    def stanzas(file_key):
        public = age.bech32_bytes(keys[-1])[1]
        enc, body = age.hybrid.wrapped(file_key, public, os.urandom(64), age.public_of, age.shared)
        return [age.stanza_for(file_key, key) for key in keys[:-1]] + [
            age.stanza(["mlkem768x25519", age.unpadded(enc)], body)]
    return age.encrypt(plaintext, keys, stanzas=stanzas)


def main(folder):
    request, owner = asked(later_person), later_person("owner")
    made = sealer.Bundle(request, granted(request, DRIVE, owner), owner, [recordings()["driveway"]])
    (folder / "post-quantum.tar").write_bytes(made.archive())
    made.encrypt = strangers_share
    (folder / "share-of-a-stranger.tar").write_bytes(made.archive())
    (folder / "later").mkdir()
    for name in ("owner", "agency"):
        (folder / f"later/{name}.card.json").write_text(json.dumps(later_person(name).card()))
    (folder / "investigator.identity.json").write_text(json.dumps(later_person("investigator").fields))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
