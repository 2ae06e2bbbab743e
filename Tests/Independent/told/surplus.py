"""Lies that bring what nobody agreed to, where there is room for something else: docs/spec/commitment.md, Pre-commitment;
docs/spec/card.md, Certificates; docs/spec/record.md, Log and what it has lists of."""

import base64
import copy
import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

import age
import canonical
import dsse
import story
from story import DRIVE, EVENING, at
from table import BELIEVED, CONSENT, HAND, REASONS, RECORD, REQUEST, WHOLE, lies

OWNER = age.recipient(story.person("owner").fields["age_identity"])
STRANGER = age.recipient(story.person("custodian").fields["age_identity"])


def armored(data, columns=64, end="\n"):
    text = base64.b64encode(data).decode()
    lines = [text[place:place + columns] for place in range(0, len(text), columns)]
    return end.join(["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----"]) + end


def held(count=32, keys=(OWNER,), **more):
    return age.encrypt(os.urandom(count), list(keys), **more)


def committed(secret, **changes):
    """The driveway was committed to beforehand, by the owner's word alone; `secret` makes what makes the salts."""
    def tell(bundle):
        bundle.recordings[-1]["precommitment"] = {
            "committed": "2026-07-04T20:00:00Z", "secret": secret(), "sha256_as_committed": False} | changes
    return tell


def with_words(file_key):
    return [age.x25519_stanza(file_key, OWNER), age.stanza(["words-grease"], b"a film" * 100)]


lies("the secret of a pre-commitment is none", RECORD, {
    "secret-of-a-film": committed(lambda: armored(os.urandom(3_000_000))),
    "secret-of-words": committed(lambda: "Checked by the court. " * 20),
    "secret-of-nothing": committed(lambda: ""),
    "secret-that-is-longer": committed(lambda: armored(held(33))),
    "secret-of-a-small-film": committed(lambda: armored(held(600))),
    "secret-for-a-stranger-too": committed(lambda: armored(held(keys=(OWNER, STRANGER)))),
    "secret-with-a-stanza-of-words": committed(lambda: armored(held(stanzas=with_words))),
    "secret-with-words-behind": committed(lambda: armored(held()) + "Checked by the court.\n"),
    "secret-with-spaces-before": committed(lambda: "  \n" + armored(held())),
    "secret-in-short-lines": committed(lambda: armored(held(), columns=60)),
    "secret-in-lines-of-another-system": committed(lambda: armored(held(), end="\r\n")),
    "secret-that-is-not-armored": committed(lambda: held().decode("latin-1")),
}, grants=DRIVE)
lies("it was committed to after it was sealed", REASONS, {
    "committed-after-the-seal": committed(lambda: armored(held()), committed="2199-01-01T00:00:00Z"),
}, grants=DRIVE)
lies("it was committed to beforehand, which without a timestamp is the owner's word", BELIEVED, {
    "committed-before-by-the-owners-word": committed(lambda: armored(held())),
}, grants=DRIVE)


def request_younger_than_its_answer(minutes):
    def tell(bundle):
        answered = canonical.Moment.read(dsse.fields(bundle.consent)["issued"])
        issued = answered.plus(minutes * 60 * canonical.NANOSECONDS)
        bundle.request = story.asked(issued=str(issued))
        bundle.consent = story.granted(bundle.request, DRIVE)
    return tell


lies("the request is dated after its own answer, so that all would be older than it", CONSENT, {
    "request-of-next-year": request_younger_than_its_answer(365 * 24 * 60),
    "request-a-little-younger-than-its-answer": request_younger_than_its_answer(16),
}, grants=DRIVE)
lies("the clocks of who asks and of who answers differ by some minutes", BELIEVED, {
    "request-dated-by-another-clock": request_younger_than_its_answer(14),
}, grants=DRIVE)


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(subject, key, issuer, issuer_key, film=b"", serial=1):
    """A certificate, with room for a film in an extension that nobody knows."""
    made = x509.CertificateBuilder().subject_name(named(subject)).issuer_name(named(issuer)).public_key(key).serial_number(
        serial).not_valid_before(datetime.datetime(2026, 1, 1)).not_valid_after(datetime.datetime(2036, 1, 1))
    if film:
        made = made.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), film), False)
    return made.sign(issuer_key, None).public_bytes(Encoding.DER)


AUTHORITY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
ROOT = certificate("Authority", AUTHORITY.public_key(), "Authority", AUTHORITY)


def own(film=b"", serial=1, issuer="Authority", issuer_key=AUTHORITY):
    return certificate("Dana Whitfield", story.person("owner").key.public_key(), issuer, issuer_key, film, serial)


def own_by_itself(film, serial):
    return own(film, serial, "Dana Whitfield", story.person("owner").key)


def certified(*chain):
    """The owner's card in the consent has these certificates, which no signature covers."""
    def tell(bundle):
        card = bundle.owner.card()
        card["signatures"][0]["x5c"] = [base64.b64encode(der).decode() for der in chain]
        bundle.consent = bundle.owner.state(dsse.CONSENT, dsse.fields(bundle.consent) | {"owner": card})
    return tell


def asked_under(*chain):
    """The same of a reader's card in the request."""
    def tell(bundle):
        card = story.person("investigator").card()
        card["signatures"][0]["x5c"] = [base64.b64encode(der).decode() for der in chain]
        bundle.request = story.asked(recipients=[card, story.person("prosecutor").card()])
        bundle.consent = story.granted(bundle.request, DRIVE)
    return tell


lies("the card of the owner carries certificates that vouch for nobody", HAND, {
    "certificates-of-a-film": certified(*[own_by_itself(os.urandom(1_000), n) for n in range(1, 9)]),
    "certificate-of-a-large-film": certified(own(os.urandom(20_000))),
    "certificate-twice": certified(own(), own()),
    "root-twice": certified(own(), ROOT, ROOT),
    "certificate-of-another-authority": certified(own(), certificate(
        "Another", OTHER.public_key(), "Another", OTHER, os.urandom(1_000))),
    "certificate-of-a-namesake": certified(own(), certificate(
        "Authority", OTHER.public_key(), "Authority", OTHER, os.urandom(1_000))),
}, grants=DRIVE)
lies("the card of a reader carries certificates that vouch for nobody", REQUEST, {
    "certificates-of-a-reader": asked_under(
        *[certificate("Tom Okafor", story.person("investigator").key.public_key(), "Authority", AUTHORITY, serial=n)
          for n in (1, 2)]),
}, grants=DRIVE)
lies("the card of the owner carries certificates, which somebody may trust", BELIEVED, {
    "certificate-of-an-authority": certified(own()), "certificate-and-root": certified(own(), ROOT)}, grants=DRIVE)


def phantom(window, **reason):
    """A recording that nothing is of, let in by a gap."""
    def tell(bundle):
        said = copy.deepcopy(bundle.recordings[-1])
        said |= {"id": "r9", "sha256": "9" * 64, "name": "driveway, the night before.mp4", "left_out": []}
        for track in said["tracks"]:
            track["handed_over"] = False
            track.pop("description", None)
        said["commitment"] = story.recordings()["driveway"].commitment.facts(set(), 0)
        bundle.recordings.append(said)
        bundle.gaps.append({"camera": "driveway", "of": "pictures", "window": window, "reason": reason | {"recording": "r9"}})
    return tell


BEHIND_THE_LAST = {"from": at("21:40:37.95"), "to": at("21:40:38")}
lies("a recording is named that nothing is of", REASONS, {
    "recording-of-a-gap": phantom({"from": at("21:40:31.05"), "to": at("21:40:31.06")}, code="none_recorded"),
    "recording-of-a-gap-at-the-end": phantom(BEHIND_THE_LAST, code="none_recorded"),
    "recording-of-all-the-time": phantom(DRIVE[0]["window"], code="none_recorded"),
}, grants=DRIVE)


def gaps_of(nanoseconds, count=1):
    def tell(bundle):
        start = story.moment("21:40:31.01")
        bundle.gaps = [
            {"camera": "driveway", "of": "everything", "reason": {"code": "no_recording", "may_be_rounding": False},
             "window": {"from": str(start.plus(place * 100)), "to": str(start.plus(place * 100 + nanoseconds))}}
            for place in range(count)]
    return tell


lies("a gap is shorter than anything that can be missing", WHOLE, {
    "gap-of-a-nanosecond": gaps_of(1), "gap-of-two-microseconds": gaps_of(2_000), "gaps-of-a-film": gaps_of(50, 1_000),
}, grants=DRIVE)


def logged(*steps):
    def tell(bundle):
        bundle.log = bundle.log + list(steps)
    return tell


def times_of_log(bundle):
    bundle.alter_record = lambda said: said | {"log": [step | {"time": "2199-01-01T00:00:00Z"} for step in said["log"]]}


def found(count):
    return lambda bundle: bundle.log[1].update(found=count)


CUT = {"code": "cut", "recording": "r2", "window": DRIVE[0]["window"]}
KEPT = {"code": "commitment_kept", "recording": "r2", "committed": "2026-07-04T20:00:00Z", "read_whole": True}
lies("the log tells what cannot be", REASONS, {
    "log-of-the-future": times_of_log,
    "log-of-proofs-that-are-not-told-of": found(77),
    "log-of-a-cut-of-nothing": logged(CUT | {"recording": "r99 checked by the court"}),
    "log-of-a-cut-that-was-not-granted": logged(
        CUT | {"window": {"from": at("21:40:30"), "to": "2190-01-01T00:00:00Z"}}),
    "log-of-a-cut-twice": logged(CUT, CUT),
    "log-of-a-commitment-that-is-not-told-of": logged(KEPT),
    "log-of-a-step-twice": logged({"code": "statements_checked"}),
    "log-of-committing-twice": logged({"code": "committed"}),
}, grants=DRIVE)


def kept(**changes):
    def tell(bundle):
        committed(lambda: armored(held()))(bundle)
        bundle.log = bundle.log + [KEPT | changes]
    return tell


lies("the log tells otherwise of a commitment than the recording", REASONS, {
    "log-of-an-older-commitment": kept(committed="1990-01-01T00:00:00Z"),
    "log-of-another-reading": kept(read_whole=False),
}, grants=DRIVE)
lies("the log tells what was done, which is the word of who sealed", BELIEVED, {
    "log-of-a-cut": logged(CUT), "log-of-a-commitment": kept()}, grants=DRIVE)


def ids(*names):
    """Recordings are called so, wherever the record and the facts speak of them."""
    def tell(bundle):
        known = dict(zip([said["id"] for said in bundle.recordings], names))
        for said in bundle.recordings:
            said["id"] = known[said["id"]]
        for part in bundle.parts:
            part.recording = copy.copy(part.recording)
            part.recording.id = known[part.recording.id]
    return tell


lies("the id of a recording is no number, or not the next", RECORD, {
    "id-of-words": ids("r1 (checked by the court)"),
    "id-without-a-letter": ids("1"),
    "id-of-nothing": ids("r"),
    "id-with-a-zero": ids("r01"),
    "id-of-none": ids("r0"),
    "id-with-a-sign": ids("r+1"),
    "id-beyond-all": ids("r100000"),
}, grants=DRIVE)
lies("the ids of two recordings are not in their order", RECORD, {"ids-in-another-order": ids("r2", "r1")}, grants=EVENING)


def of_recording(**lists):
    return lambda bundle: bundle.recordings[-1].update(lists)


def left_out_in(*windows):
    """The driveway's sound, in windows of its own."""
    return of_recording(left_out=[
        {"code": "track", "track": 1, "reason": "not_granted"} | ({"window": window} if window else {})
        for window in windows])


PROOF = {"kind": "axis_signed_video", "first_unit": 0, "messages": 1, "units_looked_at": 40}
LENGTH = {"code": "length", "held_ns": 1}


def proofs(*said):
    def tell(bundle):
        of_recording(provenance=list(said))(bundle)
        found(len(said))(bundle)
    return tell


lies("a list of the record has more than there can be", REASONS, {
    "proofs-of-origin-of-one-kind": proofs(PROOF, PROOF | {"messages": 2}),
    "conflicts-of-one-code": of_recording(conflicts=[LENGTH | {"told_ns": told} for told in (10 ** 12, 10 ** 12 + 1)]),
    "track-left-out-of-no-window": left_out_in(
        DRIVE[0]["window"], {"from": at("21:40:31"), "to": at("21:40:31.000000001")}),
    "track-left-out-twice": left_out_in(DRIVE[0]["window"], DRIVE[0]["window"]),
    "track-left-out-twice-of-all": left_out_in(None, None),
    "track-left-out-of-all-and-of-a-window": left_out_in(None, DRIVE[0]["window"]),
}, grants=DRIVE)
lies("one proof of origin was found, which only the recording shows", BELIEVED, {
    "proof-of-origin-by-the-sealers-word": proofs(PROOF)}, grants=DRIVE)
