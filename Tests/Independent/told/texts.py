"""Lies in the texts of facts and record: docs/spec/bundle.md, Facts; docs/spec/record.md."""

import json

import canonical
import sealer
import story
from altering import LAST_FACTS, changed, fact
from story import DRIVE, at, grant
from table import FACTS, LIES, MEMBERS, RECORD, lie, lies

def plaintext(name, change):
    """Another plaintext of a file, its JSON written anew and padded."""
    def tell(bundle):
        def altered(data, of):
            if of != name:
                return data
            changed = change(json.loads(data))
            return canonical.padded(changed if isinstance(changed, bytes) else canonical.dump(changed))
        bundle.alter_plaintext = altered
    return tell


def other_recording(fields):
    fields["recording"]["zone"] = "Europe/Berlin"


lies("the facts of an object are not its own", FACTS, {
    "facts-of-another-bundle": plaintext(LAST_FACTS, changed(lambda f: f.update(bundle="0" * 32))),
    "facts-of-another-object": plaintext(LAST_FACTS, changed(lambda f: f["object"].update(file="data/0002.age"))),
    "facts-of-another-type": plaintext(LAST_FACTS, changed(lambda f: f.update(type="urn:proffer:object-facts:v2"))),
    "facts-with-another-recording": plaintext(LAST_FACTS, changed(other_recording)),
    "facts-of-a-recording-nobody-has": plaintext(LAST_FACTS, changed(lambda f: f["object"].update(recording="r9"))),
    "facts-with-a-field-more": plaintext(LAST_FACTS, changed(lambda f: f.update(film="a film"))),
    "facts-with-a-field-more-in-a-track": plaintext(LAST_FACTS, changed(lambda f: f["object"]["tracks"][0].update(film="x"))),
    "facts-not-canonical": plaintext(LAST_FACTS, lambda f: json.dumps(f).encode()),
    "facts-with-a-key-twice": plaintext(
        LAST_FACTS, lambda f: canonical.dump(f).replace(b'{"bundle"', b'{"bundle":"x","bundle"', 1)),
})


def swapped(payload):
    names = [name for name in payload if ".facts." in name]
    return {name: payload[names[-2] if name == names[-1] else names[-1] if name == names[-2] else name]
            for name in payload}


@lie("the facts of two objects are swapped", FACTS)
def facts_swapped(bundle):
    bundle.alter_payload = swapped


@lie("an object has no facts", MEMBERS)
def facts_missing(bundle):
    bundle.alter_payload = lambda payload: {name: data for name, data in payload.items() if name != LAST_FACTS}


@lie("facts are padded in another way", FACTS)
def facts_padded_otherwise(bundle):
    bundle.alter_plaintext = lambda data, name: data + b" " if name == LAST_FACTS else data


def in_record(change):
    return plaintext("data/record.age", changed(change))


def in_another_alphabet(signature):
    """RFC 4648 §5 instead of §4; the sample's request has letters that differ."""
    other = signature["sig"].replace("+", "-").replace("/", "_")
    assert other != signature["sig"]
    signature["sig"] = other


def respelled(old, new):
    """The same value in another spelling, or a field that has none."""
    def tell(bundle):
        def altered(data, name):
            if name != "data/record.age":
                return data
            assert old in data, old
            return canonical.padded(data.rstrip().replace(old, new, 1))
        bundle.alter_plaintext = altered
    return tell


def of_another_bundle(bundle):
    def altered(data, name):
        if name != "data/record.age" and ".facts." not in name:
            return data
        return canonical.padded(canonical.dump(json.loads(data) | {"bundle": "0" * 32}))
    bundle.alter_plaintext = altered


lies("the record is not of this bundle, or not in its one form", RECORD, {
    "record-of-another-bundle": of_another_bundle,
    "record-sealed-at-another-time": in_record(lambda r: r.update(sealed="2026-07-05T18:30:00Z")),
    "record-with-a-field-more": in_record(lambda r: r.update(film="a film")),
    "record-with-a-field-more-in-a-recording": in_record(lambda r: r["recordings"][0].update(film="a film")),
    "record-with-a-time-spelled-otherwise": in_record(
        lambda r: r["recordings"][0]["start"].update(time=r["recordings"][0]["start"]["time"].replace("+", ".0+"))),
    "record-with-a-letter-escaped": respelled(b'"camera":"d', b'"camera":"\\u0064'),
    "record-with-a-number-spelled-otherwise": respelled(b'"time":0,', b'"time":-0,'),
    "record-with-a-field-of-nothing": respelled(b'"zone":', b'"worth":null,"zone":'),
    "record-with-a-request-in-another-alphabet": in_record(lambda r: in_another_alphabet(r["request"]["signatures"][0])),
    "record-not-canonical": plaintext("data/record.age", lambda r: json.dumps(r).encode()),
    "record-of-another-type": in_record(lambda r: r.update(type="urn:proffer:record:v2")),
    "code-of-gap-unknown": in_record(lambda r: r["gaps"].append({
        "camera": "driveway", "of": "everything", "reason": {"code": "aliens"},
        "window": {"from": at("21:39:00"), "to": at("21:39:01")}})),
    "code-of-part-unknown": in_record(lambda r: r["recordings"][0]["left_out"].append({"code": "aliens"})),
    "reason-of-part-unknown": in_record(
        lambda r: r["recordings"][0]["left_out"].append({"code": "track", "track": 1, "reason": "aliens"})),
    "code-of-conflict-unknown": in_record(lambda r: r["recordings"][0]["conflicts"].append({"code": "aliens"})),
    "code-of-step-unknown": in_record(lambda r: r["log"].append({"code": "aliens", "time": r["sealed"]})),
    "kind-of-proof-unknown": in_record(lambda r: r["recordings"][0]["provenance"].append({
        "kind": "aliens", "first_unit": 0, "messages": 1, "units_looked_at": 1})),
    "how-of-start-unknown": in_record(lambda r: r["recordings"][0]["start"].update(how="prophecy")),
    "log-too-long": in_record(lambda r: r.update(log=r["log"][:1] * 32_769)),
    "left-out-too-long": in_record(lambda r: r["recordings"][0].update(left_out=r["recordings"][0]["left_out"] * 1_025)),
    "name-too-long": in_record(lambda r: r["recordings"][0].update(name="x" * 1_025)),
    "detail-too-long": in_record(lambda r: r["recordings"][0]["start"].update(detail="x" * 20_000)),
    "origin-beyond-reach": in_record(lambda r: r["recordings"][0]["origin"].update(time=1 << 60)),
    "recording-of-an-id-twice": in_record(lambda r: r["recordings"].append(r["recordings"][-1])),
    "time-that-is-none": in_record(lambda r: r["recordings"][0]["start"].update(time="2026-07-04T21:38:60+02:00")),
})
for name in [name for name, known in LIES.items() if known.check is RECORD and name.startswith("record-")]:
    # One story with the fewest objects is enough for the record's own text.
    LIES[name].grants = DRIVE
LIES["left-out-too-long"].grants = DRIVE


@lie("the camera's label is longer than a label may be", RECORD)
def label_too_long(bundle):
    label = "x" * 1_025
    source = sealer.Recording(story.DRIVEWAY, label, 1, bundle.owner.seed)
    made = story.bundle([grant(label, "21:40:30", "21:40:32", False)], sources=[source])
    return made


lies("an object's name is not one a file can be given", FACTS, {
    "name-with-a-folder": fact(lambda facts: facts.update(name="../0004.mp4")),
    "name-not-ascii": fact(lambda facts: facts.update(name="фильм.mp4")),
    "name-hidden": fact(lambda facts: facts.update(name=".mp4")),
    "name-empty": fact(lambda facts: facts.update(name="")),
    "name-of-another-object": fact(lambda facts: facts.update(name="0001-Front-Door-lead-in.mp4")),
    "name-that-ends-otherwise": fact(lambda facts: facts.update(name="0004.exe")),
})


def named(name):
    return fact(lambda facts: facts.update(name=name))


lies("an object's name is not the one that its number, camera and role make", FACTS, {
    "name-with-words-more": named("0004-driveway-master-checked-by-the-court.mp4"),
    "name-of-another-camera": named("0004-front-door-master.mp4"),
    "name-of-another-number": named("0040-driveway-master.mp4"),
    "name-without-a-camera": named("0004-master.mp4"),
})


@lie("a lead-in is called a master", FACTS)
def name_of_another_role(bundle):
    bundle.parts[0].alter_facts = lambda facts: facts | {"name": "0001-front-door-master.mp4"}


def closeness(decibels):
    def tell(bundle):
        bundle.parts[0].derivative.update(psnr_db=decibels, psnr_least_db=min(decibels, 40))
    return tell


lies("what was encoded anew is closer than anything, or farther", FACTS, {
    "closeness-below-nothing": closeness(-1), "closeness-beyond-all": closeness(1_001),
    "closeness-without-the-least": lambda bundle: bundle.parts[0].derivative.pop("psnr_least_db") and None,
    "closeness-least-of-more-than-all": lambda bundle: bundle.parts[0].derivative.update(psnr_least_db=99.5)})

lies("the name of a format is a sentence", RECORD, {
    "container-with-words": in_record(lambda r: r["recordings"][0].update(container="mp4, checked by the police")),
    "codec-with-words": in_record(lambda r: r["recordings"][0]["tracks"][1].update(codec="aac (none was recorded)")),
    "codec-of-nothing": in_record(lambda r: r["recordings"][0]["tracks"][1].update(codec="")),
}, grants=DRIVE)
