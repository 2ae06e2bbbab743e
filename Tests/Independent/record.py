"""What the record and the facts of objects say: docs/spec/record.md, and docs/spec/bundle.md, Facts."""

import hashlib
import struct

import canonical
import movie
import objects
import units


def window(start, end):
    return {"from": str(start), "to": str(end)}


def source_track(track, handed_over):
    said = track.description
    fields = {"index": track.index, "kind": said["kind"], "codec": said["codec"], "time_base": said["time_base"],
              "handed_over": handed_over, "description": said if handed_over else None}
    names = ("width", "height") if said["kind"] == "video" else ("sample_rate", "channels")
    return fields | {name: said[name] for name in names}


def recording(source, handed_over, left_out):
    """docs/spec/record.md, Recording, of a `sealer.Recording`; `handed_over` are indices of tracks."""
    counted_in = source.counted_in.index
    return {
        "id": source.id, "camera": source.camera, "name": source.name, "size": len(source.movie.data),
        "sha256": source.movie.sha256, "container": movie.CONTAINER,
        "tracks": [source_track(track, track.index in handed_over) for track in source.movie.tracks],
        "start": {"time": str(source.start), "how": "file_name", "detail": source.detail},
        "conflicts": [], "origin": {"track": counted_in, "time": source.origin}, "zone": source.zone,
        "device": {}, "left_out": left_out, "provenance": [],
        "commitment": source.commitment.facts(handed_over, counted_in)}


def times_sha256(samples):
    """docs/spec/record.md, Table of times."""
    return hashlib.sha256(b"".join(struct.pack(">qq", s.dts, s.pts) for s in samples)).hexdigest()


def object_track(number, track, lengths, master):
    """docs/spec/record.md, an object track, of a `sealer.PartTrack`."""
    samples, said = track.samples, track.description
    times = [sample.pts for sample in samples]
    fields = {
        "id": number, "source_track": track.source.index, "codec": said["codec"],
        "time_base": {"numerator": 1, "denominator": objects.timescale(said)}, "shift": track.shift,
        "access_units": len(samples), "first_pts": min(times), "last_pts": max(times),
        "last_end": max(sample.pts + lengths[id(sample)] for sample in samples),
        "key_frames": sum(sample.key for sample in samples), "times_sha256": times_sha256(samples),
        "source_first_dts": track.source_first_dts}
    if said["kind"] == "video":
        fields["last_duration"] = lengths[id(samples[-1])]
    else:
        # A frame of AAC carries sound of one more on either side (docs/spec/cutting.md, Sound).
        frame = objects.frame_length(said)
        fields["first_exact"] = min(times) + frame
        fields["last_exact"] = max(max(times) + frame, fields["first_exact"])
    if master:
        fields |= {"proof": track.proof, "other": other(track)}
    else:
        fields["description"] = said
    return fields


def other(track):
    """docs/spec/commitment.md, What is no picture or sound."""
    counted = {}
    if track.description["codec"] == "h264":
        reader = units.H264(units.configuration(track.description))
        for sample in track.samples:
            reader.others(sample.data, counted)
    if track.description["codec"] == "aac":
        for sample in track.samples:
            units.elements(sample.data, counted)
    return [{"kind": kind, "count": count, "bytes": size} for kind, (count, size) in sorted(counted.items())]


def padding(size):
    """How many bytes of padding make a Padmé size; a box has eight at least."""
    whole = canonical.padme(size)
    return whole - size if whole == size or whole - size >= 8 else canonical.padme(size + 8) - size


def made(part):
    """The opened file of a part, and its facts but for `file` and `name` (docs/spec/record.md, Object)."""
    last_duration = next((t.last_duration for t in part.tracks if t.last_duration), None)
    data, lengths = objects.written([t.description for t in part.tracks], [t.samples for t in part.tracks],
                                    last_duration, part.fragments)
    size = padding(len(data)) if part.padding is None else part.padding
    data = part.alter_file(data + objects.padding_box(size))
    return data, {
        "role": part.role, "recording": part.recording.id, "window": window(*part.window), "size": len(data),
        "sha256": canonical.sha256(data), "padding": size, "container": "mp4",
        "tracks": [object_track(number, track, lengths, part.role == "master")
                   for number, track in enumerate(part.tracks, 1)],
        "derivative": part.derivative}
