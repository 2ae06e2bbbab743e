"""What an owner is bound to of a recording, and the proofs of runs of it: docs/spec/commitment.md."""

import hashlib
import struct

import age
import canonical
import units

NONE = bytes(32)


def H(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def cover(start, end):
    """The fewest subtrees that together are a range, as (level, first leaf): docs/spec/commitment.md, Range proof."""
    while start < end:
        level = 0
        while start % (2 << level) == 0 and start + (2 << level) <= end:
            level += 1
        yield level, start
        start += 1 << level


class Tree:
    """The Merkle tree of RFC 6962 §2.1 over leaves: its whole subtrees, level by level."""

    def __init__(self, leaves):
        self.levels, self.count = [leaves], len(leaves)
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([H(b"\1", below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    def nodes(self, start, end):
        return [self.levels[level][first >> level] for level, first in cover(start, end)]

    @property
    def root(self):
        # The split of RFC 6962 is at the largest power of two, so the whole subtrees fold up from the right.
        if not self.count:
            return H()
        *left, root = self.nodes(0, self.count)
        for node in reversed(left):
            root = H(b"\1", node, root)
        return root


class Salts:
    """The tree of secrets of a track (docs/spec/commitment.md, Salts)."""

    def __init__(self, secret, identifier, track):
        self.nodes = {(32, 0): age.hkdf(secret, identifier, b"proffer-commitment-v1 track %d" % track)}

    def node(self, level, first):
        """The secret over the 2^level salts from `first` on."""
        place = (level, first >> level)
        if place not in self.nodes:
            parent = self.node(level + 1, first)
            self.nodes[place] = H(b"proffer-salt-tree-v1", parent, bytes([place[1] & 1]))
        return self.nodes[place]

    def part(self, unit, number):
        return H(b"proffer-salt-part-v1", self.node(0, unit), bytes([number]))


def leaf(track, flags, pts, dts, picture, sets, rest):
    return H(b"\0", struct.pack(">IBqq", track, flags, pts, dts), picture, sets, rest)


class CommittedTrack:
    """The leaves of a track of a recording, and what is told of it."""

    def __init__(self, track, secret, identifier):
        self.index, self.track = track.index, track
        self.salts = Salts(secret, identifier, track.index)
        self.rows = list(self.made(track))
        self.tree = Tree([leaf(self.index, flags, pts, dts, *parts) for pts, dts, flags, parts in self.rows])
        self.times_salt = salt(secret, identifier, f"times {track.index}")
        self.times_digest = H(self.times_salt, canonical.dump(track.times))
        self.description_salt = salt(secret, identifier, f"description {track.index}")
        self.description_digest = H(self.description_salt, canonical.dump(track.description))

    def made(self, track):
        """pts, dts, flags and the digests of picture, sets and rest of each access unit, in decoding order."""
        for place, (sample, (flags, *parts)) in enumerate(zip(track.samples, taken_apart(track))):
            yield sample.pts, sample.dts, flags, [
                H(self.salts.part(place, number), part) if part or number == 1 else NONE
                for number, part in enumerate(parts, 1)]

    @property
    def leaf(self):
        return H(b"\0", struct.pack(">IQ", self.index, self.tree.count), self.tree.root, self.times_digest,
                 self.description_digest)

    def facts(self, handed_over, counted_in):
        told = {
            "index": self.index, "count": self.tree.count, "root": self.tree.root.hex(),
            "times_digest": self.times_digest.hex(), "description_digest": self.description_digest.hex()}
        if handed_over or counted_in:
            told["times"] = self.track.times | {"salt": self.times_salt.hex()}
        if handed_over:
            told["description_salt"] = self.description_salt.hex()
        return told

    def row(self, place, start):
        """An access unit that is not handed over, as `left_out` and the rows of derivatives tell it."""
        pts, dts, flags, (picture, sets, rest) = self.rows[place]
        return {"place": place - start, "pts": pts, "dts": dts, "flags": flags,
                "picture": picture.hex(), "sets": sets.hex(), "rest": rest.hex()}

    def around(self, start, end):
        return {"before": [node.hex() for node in self.tree.nodes(0, start)],
                "after": [node.hex() for node in self.tree.nodes(end, self.tree.count)]}

    def proof(self, first, count, left_out=()):
        """docs/spec/commitment.md, Range proof; `left_out` are places in the track."""
        stretches, start = [], first
        for place in [*sorted(left_out), first + count]:
            stretches += cover(start, place)
            start = place + 1
        return {
            "first": first, "count": count, "left_out": [self.row(place, first) for place in sorted(left_out)],
            "seeds": [self.salts.node(level, at).hex() for level, at in stretches]
        } | self.around(first, first + count)

    def stretch(self, start, end, without_picture=()):
        """docs/spec/derivatives.md, Units."""
        return {"first": start, "rows": [self.row(place, start) for place in range(start, end)],
                "without_picture": list(without_picture)} | self.around(start, end)


def taken_apart(track):
    if track.description["codec"] == "h264":
        reader = units.H264(units.configuration(track.description))
        return (reader.parts(sample.data) for sample in track.samples)
    if track.description["codec"] == "hevc":
        raise NotImplementedError("HEVC is not taken apart here")
    return ((0, sample.data, b"", b"") for sample in track.samples)


def salt(secret, identifier, what):
    return age.hkdf(secret, identifier, f"proffer-commitment-v1 {what}".encode())


class Commitment:
    """The commitment to a whole recording, made when sealing with the owner's secret."""

    def __init__(self, tracks, evidence, secret, identifier):
        self.identifier = identifier
        self.tracks = [CommittedTrack(track, secret, identifier) for track in tracks]
        self.evidence = evidence
        self.evidence_salt = salt(secret, identifier, "evidence")

    @property
    def root(self):
        start = H(b"\0", H(self.evidence_salt, canonical.dump(self.evidence)))
        return Tree([track.leaf for track in self.tracks] + [start]).root

    def facts(self, handed_over, counted_in):
        """The field `commitment` of a recording; the arguments are indices of tracks."""
        return {
            "id": self.identifier.hex(), "root": self.root.hex(),
            "tracks": [t.facts(t.index in handed_over, t.index == counted_in) for t in self.tracks],
            "evidence": self.evidence | {"salt": self.evidence_salt.hex()}}
