"""Changes an object's header byte by byte, seals each change anew, and has every bundle verified.

    flips.py --binary PROFFER --trust FOLDER --into FOLDER [--step N]

Of the object's `ftyp`, `moov`, first two `moof` and the headers of their `mdat` one bit in each byte is changed (in every Nth
with --step). Facts and seal follow the change, so nothing but the rules of docs/spec/objects.md can tell. Prints, as JSON,
how many bytes were changed, which changes were accepted, and how often each check named one.
"""

import argparse
import json
import pathlib
import shutil
import subprocess

import age
import canonical
import pictures
import record
import sealer
import story


def recording(folder):
    """Three pictures of noise, which fill a fragment, and three of one grey: two fragments, and few bytes to encrypt.

    And a tone, so that there are two tracks."""
    path = folder / "noise_2026-07-04T21-40-00+0200.mp4"
    picture = "if(lt(N,3),random(1)*255,90)"
    pictures.run(
        "-f", "lavfi", "-i", f"nullsrc=s=320x240:r=10:d=0.6,geq=lum='{picture}':cb=128:cr=128,format=yuv420p",
        "-f", "lavfi", "-i", "sine=r=16000:d=0.6", "-c:a", "aac", "-b:a", "16k", "-flags:a", "+bitexact",
        "-c:v", "libx264", "-qp", "4", "-bf", "0", "-x264-params", "keyint=3:min-keyint=3:scenecut=0:info=0",
        "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", str(path))
    return path


def honest(folder):
    owner = story.person("owner")
    source = sealer.Recording(recording(folder), "noise", 1, owner.seed)
    return story.bundle([story.grant("noise", "21:40:00", "21:40:00.6", True)], sources=[source])


def header_bytes(data):
    """The places of all bytes that are no sample, up to the second `mdat`."""
    places, at, media = [], 0, 0
    while media < 2:
        size, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        places += range(at, at + (8 if kind == b"mdat" else size))
        media += kind == b"mdat"
        at += size
    return places


class Sealed:
    """Seals one change after the other; what does not change is encrypted once."""

    def __init__(self, bundle):
        self.bundle = bundle
        self.known = {}
        self.data = record.made(bundle.parts[0])[0]
        bundle.encrypt = self.encrypt

    def encrypt(self, name, plaintext, keys):
        if self.known.get(name, (None,))[0] != plaintext:
            self.known[name] = plaintext, age.encrypt(plaintext, keys)
        return self.known[name][1]

    def archive(self, place=None):
        def changed(data):
            if place is None:
                return data
            return data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1:]
        self.bundle.parts[0].alter_file = changed
        return self.bundle.archive()


def verified(given, folder):
    """By the places that were changed, the codes of the checks that fail: of all bundles in a folder, by one command."""
    reader = story.SAMPLES / "people/investigator.identity.json"
    done = subprocess.run(
        [given.binary, "verify", folder, "--identity", reader, "--trust", given.trust, "--json"],
        capture_output=True, check=False)
    shutil.rmtree(folder)
    if done.returncode not in (0, 1):
        raise SystemExit(f"verify ended with {done.returncode}: {done.stderr.decode()[-200:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {pathlib.Path(row["file"]).stem: named(row) for row in rows if "file" in row}


def named(row):
    """What is said against a bundle; nothing where it was accepted."""
    if row["result"] in ("ok", "ok_signer_unknown"):
        return []
    return row["failed"] or [f"{row['result']}: {row.get('reason')}"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--binary", "--trust", "--into"):
        arguments.add_argument(name, required=True, type=pathlib.Path)
    arguments.add_argument("--step", type=int, default=1)
    given = arguments.parse_args()
    sealed = Sealed(honest(given.into))

    def lot(places):
        folder = given.into / "lot"
        folder.mkdir()
        for place in places:
            (folder / f"{place}.tar").write_bytes(sealed.archive(place))
        found = verified(given, folder)
        if found.keys() != {str(place) for place in places}:
            raise SystemExit(f"of {len(places)} bundles {len(found)} were told of")
        return found

    places = header_bytes(sealed.data)[::given.step]
    untouched = lot([None])["None"]
    accepted, told = [], {}
    for first in range(0, len(places), 64):
        for place, names in lot(places[first:first + 64]).items():
            if not names:
                accepted.append(int(place))
            for name in names:
                told[name] = told.get(name, 0) + 1
    print(json.dumps({"changed": len(places), "accepted": accepted, "named": told, "untouched": untouched}))


if __name__ == "__main__":
    main()
