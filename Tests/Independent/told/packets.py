"""Lies in packets, their order and their fragments: docs/spec/commitment.md, Trees; docs/spec/objects.md, Order of samples."""

import copy

import movie
import sealer
import story
import units
from altering import AVCC, OTHER_SET, SEI, changed, master
from table import BELIEVED, RUN, TIMES, UNIT_FOR_UNIT, lie, lies

FILM = b"a film" * 400


def samples(change, track=0):
    """Other samples, of which everything else in the object and its facts is made anew."""
    def tell(bundle):
        part = master(bundle).tracks[track]
        part.samples = change(list(part.samples))
    return tell


def packet(place, change):
    """The units of one packet changed."""
    return samples(lambda given: [
        s.but(data=units.joined(change(units.split(s.data, 4)))) if number == place else s
        for number, s in enumerate(given)])


def closed_up(given):
    """The same times as before, taken by the samples in the order given."""
    times = sorted((s.dts, s.pts) for s in given)
    return [s.but(dts=dts, pts=pts) for s, (dts, pts) in zip(given, times)]


lies("a packet is not the one committed to", RUN, {
    "sei-added": packet(5, lambda given: [SEI, *given]),
    "sei-removed": packet(0, lambda given: [unit for unit in given if units.kind(unit) != 6]),
    "sei-changed": packet(0, lambda given: [SEI if units.kind(unit) == 6 else unit for unit in given]),
    "private-unit": packet(5, lambda given: [*given, b"\x18a film"]),
    "reserved-unit": packet(5, lambda given: [b"\x0aa film", *given]),
    "second-delimiter": packet(5, lambda given: [b"\x09\xf0a film", *given]),
    "empty-unit": packet(5, lambda given: [b"", *given]),
    "zeros-behind-unit": packet(5, lambda given: [given[0] + bytes(40), *given[1:]]),
    "bits-of-slice": packet(5, lambda given: [given[0][:-2] + bytes([given[0][-2] ^ 4]) + given[0][-1:], *given[1:]]),
    "slice-repeated": packet(5, lambda given: [*given, given[-1]]),
    "other-set-before-key": packet(20, lambda given: [OTHER_SET, *given]),
    "set-nobody-uses": packet(5, lambda given: [OTHER_SET.replace(b"\x16\xac", b"\x16\x6c"), *given]),
    "filler-with-content": packet(5, lambda given: [b"\x0c\xff\xfea film\x80", *given]),
})


def committed_to(change, count=None):
    """The recording itself has other packets, and is committed to as it is; `count` is what the facts say of them."""
    def filled(track):
        if track.kind != "video":
            return track
        given = [movie.Sample(s.dts, s.pts, s.duration, change(s.data)) for s in track.samples]
        return movie.Track(track.index, dict(track.description), dict(track.times), given)

    def tell(bundle):
        source = sealer.Recording(story.DRIVEWAY, "driveway", 1, bundle.owner.seed, track=filled)
        made = story.bundle(story.DRIVE, sources=[source])
        if count is not None:
            master(made).alter_facts = changed(lambda facts: facts["tracks"][0].update(other=count(facts)))
        return made
    return tell


def in_front(given):
    return lambda data: units.joined(given + units.split(data, 4))


def between_keys(change):
    """Not in the packets that a cut begins at."""
    return lambda data: data if units.kind(units.split(data, 4)[-1]) == 5 else change(data)


IDLE = {
    "delimiters": in_front([b"\x09\x10", b"\x09\x30"]),
    "filler": in_front([b"\x0c\xff\xff\x80"]),
    "sets": in_front([units.configuration_sets(AVCC)[0]] * 2),
    "slice-nobody-shows": between_keys(in_front([b"\x03a film"])),
    "undivided": between_keys(lambda data: data[:-3]),
}
lies("the recording has a film where no player looks, and the facts do not count it", TIMES, {
    f"uncounted-{name}": committed_to(change, lambda facts: [
        row for row in facts["tracks"][0]["other"] if row["kind"].startswith("sei")])
    for name, change in IDLE.items()}, grants=story.DRIVE)
lies("the recording has a film where no player looks, and the facts say so", BELIEVED, {
    f"counted-{name}": committed_to(change) for name, change in IDLE.items()}, grants=story.DRIVE)


@lie("a packet is cut short so that its units cannot be told apart", RUN)
def units_not_to_be_told_apart(bundle):
    samples(lambda given: [s.but(data=s.data[:-3]) if n == 5 else s for n, s in enumerate(given)])(bundle)


# A decoder passes these over, as often as they come: a film fits into their number, their order and their lengths.
lies("a packet has units that say nothing, and the recording has not", RUN, {
    "set-repeated": packet(5, lambda given: [units.configuration_sets(AVCC)[0], *given]),
    "film-in-sets": packet(5, lambda given: [
        *(units.configuration_sets(AVCC)[byte & 1] for byte in FILM), *given]),
    "filler": packet(5, lambda given: [b"\x0c" + b"\xff" * 77 + b"\x80", *given]),
    "film-in-lengths-of-filler": packet(5, lambda given: [
        *(b"\x0c" + b"\xff" * byte + b"\x80" for byte in FILM), *given]),
    "delimiter": packet(5, lambda given: [b"\x09\x10", *given]),
    "delimiter-of-no-kind": packet(5, lambda given: [b"\x09A", *given]),
    "film-in-delimiters": packet(5, lambda given: [*(bytes([9, byte]) for byte in FILM if byte), *given]),
    "delimiter-behind": packet(5, lambda given: [*given, b"\x09\x10"]),
    "units-in-another-order": packet(0, lambda given: [*given[-1:], *given[:-1]]),
})

lies("the samples are not a run", RUN, {
    "unit-dropped": samples(lambda given: given[:30] + given[31:]),
    "unit-dropped-and-closed-up": samples(lambda given: closed_up(given[:30] + given[31:])),
    "units-reordered": samples(lambda given: closed_up(given[:30] + [given[31], given[30]] + given[32:])),
    "unit-repeated": samples(lambda given: closed_up(given[:31] + [given[30].but()] + given[32:])),
    "first-unit-dropped": samples(lambda given: given[1:]),
    "last-unit-dropped": samples(lambda given: given[:-1]),
    "unit-moved-in-time": samples(
        lambda given: [s.but(dts=s.dts + 100, pts=s.pts + 100) if n == 30 else s for n, s in enumerate(given)]),
    "all-units-moved-in-time": samples(lambda given: [s.but(dts=s.dts + 9, pts=s.pts + 9) for s in given]),
    "pictures-shown-in-another-order": samples(
        lambda given: [s.but(pts=s.pts + {30: 1024, 31: -1024}.get(n, 0)) for n, s in enumerate(given)]),
})


@lie("sound of the front door is left out in the middle", RUN)
def packet_of_sound_dropped(bundle):
    track = bundle.parts[1].tracks[1]
    track.samples = track.samples[:40] + track.samples[41:]


@lie("a packet of sound is another", RUN)
def packet_of_sound_changed(bundle):
    track = bundle.parts[1].tracks[1]
    track.samples = [s.but(data=bytes(len(s.data))) if n == 40 else s for n, s in enumerate(track.samples)]


@lie("sound lies a millisecond beside its pictures", RUN)
def sound_shifted(bundle):
    bundle.parts[1].tracks[1].shift += 16


lies("a picture's key flag is not its own bits'", TIMES, {
    "key-flag-set": samples(lambda given: [s.but(key=True) if n == 5 else s for n, s in enumerate(given)]),
    "key-flag-taken": samples(lambda given: [s.but(key=False) if n == 20 else s for n, s in enumerate(given)]),
})


def divided(rule):
    def tell(bundle):
        master(bundle).fragments = rule
    return tell


lies("fragments end elsewhere than by the rule", TIMES, {
    "fragment-border-moved": divided(lambda given, _: [given[:7], given[7:]]),
    "fragment-at-each-key": divided(lambda given, _: [given[at:at + 20] for at in range(0, len(given), 20)]),
})


@lie("sound comes before the pictures it is stored with", TIMES)
def order_of_tracks(bundle):
    bundle.parts[1].fragments = lambda given, _: [
        [s for s in given if s.track == 2], [s for s in given if s.track == 1]]


def out_of_step(number, ticks):
    """A track's object times moved, and its shift by as much the other way: its source times stay true."""
    def tell(bundle):
        track = bundle.parts[1].tracks[number]
        track.samples = [s.but(dts=s.dts + ticks, pts=s.pts + ticks) for s in track.samples]
        track.shift -= ticks
    return tell


lies("players show a track at another time than its source times tell", TIMES, {
    "sound-out-of-step": out_of_step(1, 16_000),
    "pictures-out-of-step": out_of_step(0, 10_240),
})


@lie("pictures begin a minute after their object does", TIMES)
def object_begins_late(bundle):
    track = master(bundle).tracks[0]
    track.samples = [s.but(dts=s.dts + 614_400, pts=s.pts + 614_400) for s in track.samples]
    track.shift -= 614_400


@lie("sound is the first track, pictures the second", TIMES)
def tracks_in_another_order(bundle):
    part = bundle.parts[1]
    part.tracks.reverse()
    for number, track in enumerate(part.tracks, 1):
        track.samples = [s.but(track=number) for s in track.samples]
    part.tracks[0].last_duration, part.tracks[1].last_duration = None, 1024


@lie("the sound is there twice", TIMES)
def sound_twice(bundle):
    part = bundle.parts[1]
    again = copy.copy(part.tracks[1])
    again.samples = [s.but(track=3) for s in again.samples]
    part.tracks.append(again)


@lie("the last picture is said to be shown for a minute, which the recording does not say", UNIT_FOR_UNIT, source=True)
def last_picture_shown_long(bundle):
    master(bundle).tracks[0].last_duration = 614_400


@lie("the padding is of a size of the sealer's choice", TIMES)
def padding_of_another_size(bundle):
    master(bundle).padding = 4_711
