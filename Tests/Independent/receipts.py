"""Receipts as docs/spec/custody.md describes them, honest ones and such as lie.

    receipts.py FOLDER   writes FOLDER/bundle.tar, a receipt FOLDER/NAME.json for each row, and the table on standard output
"""

import base64
import hashlib
import io
import json
import pathlib
import sys
import tarfile
import time

import age
import canonical
import dsse
import sealer
import story

ASKED = story.asked(terms={"retention": "30 days", "onward_sharing": "nobody"})
GRANTED = story.granted(ASKED, story.DRIVE, conditions=["Only for case 26-0417", "No publication"])
SOUND = {"result": "ok", "held": 30, "failed": [], "not_made": [], "with_key": True}
DAMAGED = SOUND | {"result": "failed", "held": 2, "failed": ["payload_matches_manifest"]}

# The checks, as docs/spec/checks.md names them.
DATED = "receipt and entry are not dated ahead"
ENTRY = "receipt goes with a custody entry"
READ = "what they read is what you were asked and set"


def moment(seconds=0):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3_600 + seconds))


class Receiver:
    """Who signs: a reader of the request, so that they can have read the conditions."""

    def __init__(self, bundle, archive):
        self.who, self.owner, self.id = story.person("investigator"), bundle.owner, bundle.id
        self.archive = {"sha256": hashlib.sha256(archive).hexdigest(), "size": len(archive)}
        self.seal = dsse.digest(seal_of(archive))

    def state(self, subjects, kind, predicate, **more):
        return self.who.state(dsse.IN_TOTO, {
            "_type": "https://in-toto.io/Statement/v1", "predicateType": f"urn:proffer:predicate:{kind}:v1",
            "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in subjects],
            "predicate": predicate} | more)

    def entry(self, checks=None, archive=None, **changes):
        return self.state([("seal", self.seal)], "custody", {
            "bundle": self.id, "sequence": 1, "previous": self.seal, "time": moment(), "actor": self.who.card(),
            "action": "received", "facts": {
                "how": "by hand", "archive": archive or self.archive, "checks": checks or SOUND}} | changes)

    def read(self, **changes):
        """What was read, for the owner's eyes."""
        said = {
            "type": "urn:proffer:received-conditions:v1", "bundle": self.id, "request": dsse.digest(ASKED),
            "consent": dsse.digest(GRANTED), "case_number": "26-0417",
            "conditions": dsse.fields(GRANTED)["conditions"], "retention": "30 days", "onward_sharing": "nobody"}
        text = canonical.dump({key: value for key, value in (said | changes).items() if value is not None})
        sealed = base64.b64encode(age.encrypt(text.ljust(1_024), [age.recipient(self.owner.fields["age_identity"])]))
        lines = [sealed[at:at + 64].decode() for at in range(0, len(sealed), 64)]
        return {"seen": True, "encrypted": "\n".join(
            ["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""])}

    def receipt(self, entry=None, top=None, **changes):
        said = {
            "bundle": self.id, "archive": self.archive, "checks": SOUND, "time": moment(), "receiver": self.who.card(),
            "conditions": self.read(), "entry": self.entry() if entry is None else entry} | changes
        return self.state(
            [("bundle", self.archive["sha256"]), ("seal", self.seal)], "receipt",
            {key: value for key, value in said.items() if value}, **(top or {}))


def seal_of(archive):
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        found = next(name for name in tar.getnames() if name.endswith("/seal.dsse.json"))
        return json.load(tar.extractfile(found))


ROWS = []


def row(name, about, make, fails=None, says=(), not_says=(), status=None):
    """A receipt: the check that must name what is wrong, or none; and what is printed of it, or is not."""
    ROWS.append(({"name": name, "about": about, "fails": fails, "says": list(says), "not_says": list(not_says),
                  "status": (1 if fails else 0) if status is None else status}, make))


def read(**changes):
    return lambda by: by.receipt(conditions=by.read(**changes))


row("honest", "an honest receipt", read(), says=["No publication"], not_says=["by their receipt", "Note:"])
row("none-read", "it says the owner set no conditions", read(conditions=[]), READ,
    says=["another list of conditions", "by their receipt you set none"])
row("other-conditions", "it names conditions that the owner did not set", read(conditions=["Publication allowed"]), READ,
    says=["by their receipt:"])
row("one-less", "it leaves out one of the conditions", read(conditions=["Only for case 26-0417"]), READ)
row("other-case", "it names another case", read(case_number="99-1"), READ, says=["another case number"])
row("other-request", "it names another request", read(request="00" * 32), READ, says=["another request"])
row("other-consent", "it names another consent", read(consent="11" * 32), READ, says=["another consent"])
row("kept-for-ever", "it says that the agency may keep the footage", read(retention="for ever"), READ)
row("passed-on", "it leaves out to whom the footage is passed on", read(onward_sharing=None), READ)

row("entry-damaged", "it says the bundle is sound, and its entry that it is damaged",
    lambda by: by.receipt(by.entry(DAMAGED)), ENTRY, says=["they contradict themselves"])
row("receipt-damaged", "it says the bundle is damaged, and its entry that it is sound",
    lambda by: by.receipt(checks=DAMAGED), ENTRY, says=["they contradict themselves"])
row("other-damage", "it names another check than its entry",
    lambda by: by.receipt(by.entry(DAMAGED | {"failed": ["timestamp"]}), checks=DAMAGED), ENTRY)
row("nothing-checked", "it says nothing could be checked, and its entry that it is sound",
    lambda by: by.receipt(checks=SOUND | {"held": 0}), ENTRY)
row("more-with-a-key", "more checks were made for it than for its entry, and it says the same",
    lambda by: by.receipt(by.entry(SOUND | {"held": 12, "not_made": ["record_of_bundle", "samples_inside_window"], "with_key": False})))
row("before-its-entry", "it is older than its entry by 16 minutes",
    lambda by: by.receipt(time=moment(-960)), ENTRY, says=["only"])
row("clock-off", "it is older than its entry by 14 minutes", lambda by: by.receipt(time=moment(-840)))

row("of-2199", "it is dated in a time to come", lambda by: by.receipt(time="2199-01-01T00:00:00Z"),
    says=["the time of the receipt", "ahead of this machine's clock"])
row("of-the-day-after", "it is dated in two days", lambda by: by.receipt(time=moment(2 * 86_400)), says=["ahead of this machine's clock"])
row("of-tonight", "it is dated in some hours", lambda by: by.receipt(time=moment(20 * 3_600)))
row("entry-of-2199", "its entry is dated in a time to come",
    lambda by: by.receipt(by.entry(time="2199-01-01T00:00:00Z"), time="2199-01-01T00:00:00Z"),
    says=["the time of the custody entry in it", "ahead of this machine's clock"])

row("no-entry", "it has no custody entry, of a bundle that is sound", lambda by: by.receipt(entry=False),
    says=["they gave no custody entry"], not_says=["too damaged"])
row("words-for-checks", "it has words where names of checks belong",
    lambda by: by.receipt(by.entry(DAMAGED | {"failed": ["nothing: the court checked it"]}),
                          checks=DAMAGED | {"failed": ["nothing: the court checked it"]}),
    says=["in their words, and no check we know: “nothing: the court checked it”"])

for place, make in {
        "predicate": lambda by: by.receipt(film="x" * 1_000), "statement": lambda by: by.receipt(top={"film": "x"}),
        "entry": lambda by: by.receipt(by.entry(film="x" * 1_000)),
        "result": lambda by: by.receipt(checks=SOUND | {"result": "failed"})}.items():
    row(f"more-in-the-{place}", f"it holds something nobody reads in its {place}", make, says=["Note:"])

for size in (1 << 60, 1 << 63, 1 << 64, 10**40, -1):
    row(f"held-{size}", "a count is none", lambda by, size=size: by.receipt(checks=SOUND | {"held": size}),
        says=["no whole number from 0 to 2^60 - 1"], status=65)
row("size-of-entry", "a size in its entry is none", lambda by: by.receipt(by.entry(
    archive=by.archive | {"size": 1 << 63})), says=["no whole number from 0 to 2^60 - 1"], status=65)
row("held-most", "a count is the largest there is", lambda by: by.receipt(
    by.entry(SOUND | {"held": (1 << 60) - 1}), checks=SOUND | {"held": (1 << 60) - 1}))


def main(folder):
    bundle = sealer.Bundle(ASKED, GRANTED, story.person("owner"), [story.recordings()["driveway"]])
    archive = bundle.archive()
    (folder / "bundle.tar").write_bytes(archive)
    receiver = Receiver(bundle, archive)
    for said, make in ROWS:
        (folder / f"{said['name']}.json").write_bytes(canonical.dump(make(receiver)) + b"\n")
    print(json.dumps([said for said, _ in ROWS]))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
