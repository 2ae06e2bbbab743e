"""Holds the worked examples of docs/spec against this implementation: `vectors.py docs/spec samples`."""

import base64
import json
import pathlib
import re
import sys

import age
import canonical
import commitment
import dsse
import objects
import tar
import units

SPEC, SAMPLES = map(pathlib.Path, sys.argv[1:3])
DONE = []


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", (SPEC / page).read_text(), re.S | re.M)


def holds(name, found, expected):
    if found != expected:
        raise SystemExit(f"{name}: {found!r} is not {expected!r}")
    DONE.append(name)


owner = dsse.Identity(json.loads(blocks("identity.md", "json")[0]))
armored, = blocks("identity.md", "text")
protected = json.loads(age.decrypt(age.armored(armored), passphrase=b"worthless sample"))
holds("identity: the protected file", protected, owner.fields)

card = json.loads(blocks("card.md", "json")[0])
holds("card: its bytes follow from the identity", owner.card(), card)

example = json.loads(blocks("dsse.md", "json")[0])
holds("dsse: the signature", owner.sign(example["payloadType"], dsse.payload(example)), example)
holds("dsse: the signed message", dsse.signed_message(example["payloadType"], dsse.payload(example)),
      blocks("dsse.md", "text")[-1].strip("\n").encode())

for page, kind in (("request.md", "agency"), ("consent.md", "owner")):
    statement = json.loads(blocks(page, "json")[0])
    said = dsse.fields(statement)
    holds(f"{page}: canonical", canonical.dump(said), dsse.payload(statement))
    holds(f"{page}: signed", dsse.holds(
        statement, base64.b64decode(dsse.fields(said[kind])["verifying_key"])), True)

armored, plaintext = blocks("age.md", "text")[:2]
holds("age: opened", age.decrypt(age.armored(armored), scalar=owner.age_secret), plaintext.strip("\n").encode())

header, = blocks("bundle.md", "header")
block = bytearray(512)
for row in header.strip().splitlines():
    at, *values = row.split()
    block[int(at, 16):int(at, 16) + 16] = bytes(int(value, 16) for value in values)
path = bytes(block[:100]).rstrip(b"\0").decode()
holds("bundle: a header", tar.header(path, 0o210560), bytes(block))

seal = json.loads(blocks("seal.md", "json")[0])
holds("seal: canonical", canonical.dump(dsse.fields(seal)), dsse.payload(seal))
holds("seal: signed", owner.sign(dsse.IN_TOTO, dsse.payload(seal)), seal)

described = json.loads(blocks("objects.md", "json")[-1])["descriptions"]
rows = [row.split() for row in blocks("objects.md", "text")[-1].splitlines()[1:]]
tracks = [[objects.Sample(number, int(dts), int(pts), key == "yes", bytes.fromhex(data))
           for track, dts, pts, key, data in rows if int(track) == number] for number in (1, 2)]
holds("objects: the file", objects.written(described, tracks, 40)[0] + objects.padding_box(8),
      bytes.fromhex("".join(blocks("objects.md", "hex")[0].split())))

# Commitment: the tables of access units, then the proofs.
text = blocks("commitment.md", "text")
table = next(t for t in text if t.startswith("place  pts  dts  flags  packet  "))
digests = next(t for t in text if t.startswith("    0  "))
described, times, evidence = next(t for t in text if t.startswith('{"codec"')).splitlines()
sound = json.loads(re.search(r'`(\{"channels".*?\})`', (SPEC / "commitment.md").read_text())[1])
committed, proof = (json.loads(block) for block in blocks("commitment.md", "json")[:2])


class Track:
    def __init__(self, index, rows, description, times):
        self.index, self.description, self.times = index, description, times
        self.samples = [Row(row) for row in rows]


class Row:
    def __init__(self, row):
        columns = row.split()
        self.pts, self.dts, self.flags, self.data = *map(int, columns[1:4]), bytes.fromhex(columns[4])


pictures = Track(0, table.splitlines()[1:], json.loads(described), json.loads(times))
base = {"numerator": 1, "denominator": 48_000}
heard = Track(1, next(t for t in text if "2110045020" in t).splitlines()[1:], sound, {
    "edits": [], "first_dts": 0, "first_pts": 0, "movie_timescale": 0, "time_base": base})
reader = units.H264(units.configuration(pictures.description))
holds("commitment: flags", [reader.parts(s.data)[0] for s in pictures.samples], [s.flags for s in pictures.samples])
made = commitment.Commitment([pictures, heard], json.loads(evidence), owner.seed, bytes(range(16)))
found = []
for place, (pts, dts, flags, parts) in enumerate(made.tracks[0].rows):
    found += [part.hex() for part in parts] + [commitment.leaf(0, flags, pts, dts, *parts).hex()]
holds("commitment: digests and leaves", found, re.findall(r"[0-9a-f]{64}", digests))
holds("commitment: canonical", [canonical.dump(v).decode() for v in (pictures.description, pictures.times, made.evidence)],
      [described, times, evidence])
holds("commitment: the whole", made.facts({0}, 0), committed)
holds("commitment: a range proof", made.tracks[0].proof(2, 3, [3]), proof)

for person in ("owner", "agency", "investigator", "prosecutor", "custodian"):
    identity = dsse.Identity.read(SAMPLES / f"people/{person}.identity.json")
    holds(f"samples: the card of {person}", identity.card(), json.loads((SAMPLES / f"people/{person}.card.json").read_text()))

print(f"{len(DONE)} examples hold")
