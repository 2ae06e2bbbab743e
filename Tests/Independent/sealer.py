"""Makes a bundle of recordings, a request and a consent, from the pages of docs/spec alone.

    sealer.py --request FILE --consent FILE --identity FILE --out FILE CAMERA=RECORDING…
"""

import argparse
import json
import os
import pathlib
import re
import time
from fractions import Fraction

import age
import canonical
import commitment
import dsse
import movie
import objects
import pictures
import record
import tar
import units
from canonical import NANOSECONDS, Moment

README = """This is a bundle of footage that its owner handed over: a bag (BagIt 1.0) in a tar.

Whole?   tar xf BUNDLE, then: sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
Sealed?  seal.dsse.json is signed by its owner; compare the key with a card you have from elsewhere.
Open it: age -d -i IDENTITY data/0001.age > 0001.mp4

It was made by the independent sealer of Proffer's tests.
"""


class Recording:
    """A file, placed on the wall clock by its name (docs/spec/start.md, the layout "date and time")."""

    def __init__(self, path, camera, number, secret, identifier=None, track=lambda track: track, name=None):
        self.path, self.camera, self.id = pathlib.Path(path), camera, f"r{number}"
        self.name = name or self.path.name
        self.movie = movie.Movie(path)
        self.movie.tracks = [track(t) for t in self.movie.tracks]
        found = re.search(r"(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)([+-]\d\d)(\d\d)", self.name)
        date, hour, minute, second, east, more = found.groups()
        self.zone = f"{east}:{more}"
        self.start = Moment.read(f"{date}T{hour}:{minute}:{second}{self.zone}")
        self.detail = f"date and time: {found[0]}"
        # What the start is the time of: the first picture's (docs/spec/record.md, `origin`).
        self.counted_in, self.origin = self.movie.main, self.movie.main.times["first_pts"]
        evidence = {"parts": [self.name], "creation_time": self.movie.creation_time}
        self.commitment = commitment.Commitment(self.movie.tracks, {k: v for k, v in evidence.items() if v}, secret,
                                                identifier or os.urandom(16))

    def __deepcopy__(self, memo):
        return self

    @property
    def zero(self):
        """The source time of the start, in seconds."""
        return self.origin * self.counted_in.tick

    def first_tick(self, track, moment):
        """The first tick of a track not before a moment (docs/spec/cutting.md, Times)."""
        return -(-(Fraction(moment.ns - self.start.ns, NANOSECONDS) + self.zero) // track.tick)

    def moment(self, track, ticks):
        """When a tick is, rounded down to the nanosecond."""
        return self.start.plus((ticks * track.tick - self.zero) * NANOSECONDS // 1)


class PartTrack:
    """A track of an object: samples in object time, and how they lie in the source track."""

    def __init__(self, source, description, samples, shift, source_first_dts, last_duration=None, proof=None):
        self.source, self.description, self.samples, self.shift = source, description, samples, shift
        self.source_first_dts, self.last_duration, self.proof = source_first_dts, last_duration, proof


class Part:
    """An object before it is written."""

    def __init__(self, role, recording, window, tracks, derivative=None):
        self.role, self.recording, self.window, self.tracks = role, recording, window, tracks
        self.derivative, self.padding = derivative, None
        self.fragments = objects.fragments
        self.alter_file = self.alter_facts = lambda value: value


class Cutting:
    """What of a recording goes into which object of a granted window (docs/spec/cutting.md, Pictures and Sound)."""

    def __init__(self, source, start, end, sound, granted_from=None):
        self.source, self.window, self.sound = source, (start, end), sound
        # Where a lie cuts less than was granted, times are counted from what was granted all the same.
        self.granted_from = granted_from or start
        self.main = source.movie.main
        self.committed = {t.index: t for t in source.commitment.tracks}
        self.start, self.end = (source.first_tick(self.main, moment) for moment in (start, end))
        samples = self.main.samples
        self.shown = [at for at, s in enumerate(samples) if self.start <= s.pts < self.end]
        first = next((at for at in self.shown if self.clean(at)), None)
        if first is None:
            raise NotImplementedError("a window without a clean access unit is not cut here")
        self.divide(first)

    def divide(self, first):
        """The four parts of the window's pictures; `first` is where the master begins."""
        samples = self.main.samples
        self.first = first
        self.behind = next((at for at in range(self.first, len(samples)) if samples[at].pts >= self.end), len(samples))
        self.left_out = [at for at in range(self.first, self.behind) if samples[at].pts < samples[self.first].pts]
        self.before = [at for at in self.shown if samples[at].pts < samples[self.first].pts]
        self.after = [at for at in self.shown if at >= self.behind]

    def clean(self, place):
        """Of H.264 an IDR picture. (A recovery point of count 0 is clean too; the samples have none.)"""
        return self.committed[self.main.index].rows[place][2] & 1

    def parts(self):
        found = []
        if self.before:
            found.append(self.derivative("lead_in", self.before))
        found.append(self.master())
        if self.after:
            found.append(self.derivative("lead_out", self.after))
        return found

    def master(self):
        samples = self.main.samples
        # Coarse ticks may begin behind the window (docs/spec/cutting.md, Times in an object).
        begin = self.source.first_tick(self.main, self.granted_from)
        late = self.source.moment(self.main, begin).ns > self.granted_from.ns
        base = min(samples[self.first].dts, begin - late)
        places = [at for at in range(self.first, self.behind) if at not in self.left_out]
        tracks = [PartTrack(
            self.main, self.main.description,
            [objects.Sample(1, samples[at].dts - base, samples[at].pts - base, bool(self.clean(at)), samples[at].data)
             for at in places],
            base, samples[self.first].dts, samples[places[-1]].duration,
            self.committed[self.main.index].proof(self.first, self.behind - self.first, self.left_out))]
        for track in self.source.movie.tracks:
            if self.sound and track.kind == "audio":
                tracks += self.sounding(track, len(tracks) + 1, base * self.main.tick // track.tick)
        return Part("master", self.source, self.window, tracks)

    def sounding(self, track, number, shift):
        """A packet stays one frame away from both ends (docs/spec/cutting.md, Sound)."""
        frame = objects.frame_length(track.description)
        start, end = (self.source.first_tick(track, moment) for moment in self.window)
        places = [at for at, s in enumerate(track.samples) if s.pts - frame >= start and s.pts + 2 * frame <= end]
        if not places:
            return []
        first, behind = places[0], places[-1] + 1
        return [PartTrack(
            track, track.description,
            [objects.Sample(number, s.dts - shift, s.pts - shift, True, s.data) for s in track.samples[first:behind]],
            shift, track.samples[first].dts, None, self.committed[track.index].proof(first, behind - first))]

    def derivative(self, role, places):
        """docs/spec/derivatives.md: H.264 of one slice a picture, and the units its pictures stand for."""
        samples = self.main.samples
        shown = sorted(places, key=lambda at: samples[at].pts)
        begin = max(at for at in range(shown[0] + 1) if self.clean(at) and samples[at].pts <= samples[shown[0]].pts)
        group = pictures.decoded(self.main.description, units.configuration(self.main.description),
                                 samples[begin:max(places) + 1])
        originals = [group[samples[at].pts] for at in shown]
        configuration, access = pictures.encoded(self.main.description, originals)
        description = self.main.description | {"configuration": canonical.base64_of(configuration)}
        shift = samples[shown[0]].pts
        track = PartTrack(
            self.main, description,
            [objects.Sample(1, samples[at].pts - shift, samples[at].pts - shift, number == 0, data)
             for number, (at, data) in enumerate(zip(shown, access))],
            shift, shift, samples[shown[-1]].duration)
        if role == "lead_in":
            window = self.window[0], self.source.moment(self.main, samples[self.first].pts)
        else:
            window = self.source.moment(self.main, shift), self.window[1]
        return Part(role, self.source, window, [track], {
            "reason": "between_key_frames" if role == "lead_in" else "after_window",
            "encoder": {"name": "libx264", "library": "libavcodec", "version": pictures.library_version()},
            "settings": {"options": pictures.OPTIONS}, "frames": len(access),
            **pictures.closeness(description, originals, configuration, access),
            "units": self.stretch(role, window)})

    def stretch(self, role, window):
        samples = self.main.samples
        start, end = (self.source.first_tick(self.main, moment) for moment in window)
        if role == "lead_in":
            begin = max(0, next(at for at, s in enumerate(samples) if start <= s.pts < end) - 1)
        else:
            begin = self.behind
        last = next((at for at in range(begin + 1, len(samples)) if samples[at].dts >= end), len(samples) - 1)
        return self.committed[self.main.index].stretch(begin, last + 1)


class Bundle:
    """A bundle before it is written. What is altered for a lie is altered on one of these, by its attributes."""

    def __init__(self, request, consent, owner, recordings, now=None):
        self.request, self.consent, self.owner = request, consent, owner
        self.id = os.urandom(16).hex()
        self.sealed = Moment((now or int(time.time())) * NANOSECONDS)
        self.keys = dsse.recipients(request, consent)
        self.parts, self.recordings = [], []
        for source in recordings:
            self.take(source)
        self.gaps, self.overlaps = [], []
        self.log = [{"code": "statements_checked"}, {"code": "origins_looked_for", "found": 0}, {"code": "committed"}]
        same = lambda value, *_: value
        self.alter_record = self.alter_plaintext = self.alter_payload = self.alter_tag = same
        self.alter_statement = self.alter_seal = self.alter_members = same
        self.encrypt = lambda name, plaintext, keys: age.encrypt(plaintext, keys)

    def take(self, source):
        handed_over, left_out = set(), []
        for grant in dsse.fields(self.consent)["grants"]:
            if grant.get("camera", source.camera) != source.camera:
                continue
            window = [Moment.read(grant["window"][end]) for end in ("from", "to")]
            parts = Cutting(source, *window, grant["audio"]).parts()
            self.parts += parts
            has = {track.source.index for part in parts for track in part.tracks}
            handed_over |= {track.source.index for part in parts if part.role == "master" for track in part.tracks}
            left_out += [
                {"code": "track", "track": track.index, "reason": "silent" if grant["audio"] else "not_granted",
                 "window": record.window(*window)}
                for track in source.movie.tracks if track.index not in has]
        self.recordings.append(record.recording(source, handed_over, left_out))

    def record(self):
        now = str(self.sealed)
        return self.alter_record({
            "type": "urn:proffer:record:v1", "bundle": self.id, "request": self.request, "consent": self.consent,
            "sealed": now, "recordings": self.recordings, "gaps": self.gaps, "overlaps": self.overlaps,
            "tool": {"name": "independent sealer", "version": "1", "operating_system": "any",
                     "libraries": {"libavcodec": pictures.library_version()}},
            "log": [step | {"time": now} for step in self.log]})

    def payload(self):
        """The files of `data/`, in the order of the archive (docs/spec/bundle.md, Members and Facts)."""
        opened, facts = {}, {}
        known = {said["id"]: said for said in self.recordings}
        for number, part in enumerate(self.parts, 1):
            name = f"data/{number:04}.age"
            opened[name], said = record.made(part)
            role = part.role.replace("_", "-")
            label = re.sub("[^A-Za-z0-9]", "-", part.recording.camera[:40])
            said |= {"file": name, "name": f"{number:04}-{label}-{role}.mp4"}
            facts[name.replace(".age", ".facts.age")] = canonical.padded(canonical.dump({
                "type": "urn:proffer:object-facts:v1", "bundle": self.id, "object": part.alter_facts(said),
                "recording": known[part.recording.id]}))
        files = opened | facts | {"data/record.age": canonical.padded(canonical.dump(self.record()))}
        return self.alter_payload({
            name: self.encrypt(name, self.alter_plaintext(data, name), self.keys) for name, data in files.items()})

    def members(self):
        payload = self.payload()
        size = sum(map(len, payload.values()))
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "README.txt": README,
            "bag-info.txt": f"Bag-Software-Agent: Proffer\nBagging-Date: {str(self.sealed)[:10]}\n"
                            f"External-Identifier: {self.id}\nPayload-Oxum: {size}.{len(payload)}\n",
            "manifest-sha256.txt": manifest(payload)}
        tags = {name: self.alter_tag(text.encode(), name) for name, text in tags.items()}
        files = {name: tags[name] for name in ("bagit.txt", "README.txt")} | payload | {
            name: tags[name] for name in ("bag-info.txt", "manifest-sha256.txt")}
        files["seal.dsse.json"] = self.alter_seal(canonical.dump(self.seal(files)) + b"\n")
        files["tagmanifest-sha256.txt"] = manifest({
            name: data for name, data in files.items() if not name.startswith("data/")}).encode()
        return files

    def seal(self, files):
        """docs/spec/seal.md."""
        statement = self.alter_statement({
            "_type": "https://in-toto.io/Statement/v1", "predicateType": "urn:proffer:predicate:seal:v1",
            "subject": [{"name": name, "digest": {"sha256": canonical.sha256(data)}} for name, data in files.items()],
            "predicate": {
                "bundle": self.id, "sealed": str(self.sealed), "signer_card": self.owner.fingerprint,
                "signer_public_key": canonical.base64_of(self.owner.public), "timestamped": False}})
        return self.owner.sign(dsse.IN_TOTO, canonical.dump(statement))

    def archive(self):
        members = self.alter_members(list(self.members().items()))
        return tar.archive([(f"proffer-{self.id}/{name}", data) for name, data in members])


def manifest(files):
    return "".join(f"{canonical.sha256(data)}  {name}\n" for name, data in files.items())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--request", "--consent", "--identity", "--out"):
        arguments.add_argument(name, required=True, type=pathlib.Path)
    arguments.add_argument("recording", nargs="+", help="CAMERA=FILE")
    given = arguments.parse_args()
    owner = dsse.Identity.read(given.identity)
    request, consent = (json.loads(path.read_text()) for path in (given.request, given.consent))
    recordings = [
        Recording(path, camera, number, owner.seed)
        for number, (camera, _, path) in enumerate((text.partition("=") for text in given.recording), 1)]
    given.out.write_bytes(Bundle(request, consent, owner, recordings).archive())


if __name__ == "__main__":
    main()
