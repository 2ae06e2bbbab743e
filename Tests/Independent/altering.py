"""How lies alter a bundle: what more than one kind of them needs."""

import struct

import movie
import story
import units

# The facts of the evening's last object.
LAST_FACTS = "data/0004.facts.age"
# A quarter turn, as a display matrix of ISO/IEC 14496-12.
QUARTER = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 360 << 16, 0, 0x40000000)

# A message of user data, and a set of another stream.
SEI = bytes([6, 5, 24]) + b"elsewhere, tomorrow, noon"[:24] + b"\x80"
OTHER_SET = bytes.fromhex("67640016ac56240a02ff966a02020280000003008000000a078b16c4c0")
# The codec configuration of the driveway.
AVCC = units.configuration(movie.Movie(story.DRIVEWAY).tracks[0].description)


def master(bundle):
    """The master of the driveway, the last part of every story here."""
    return bundle.parts[-1]


def fact(change):
    def tell(bundle):
        def altered(facts):
            change(facts)
            return facts
        master(bundle).alter_facts = altered
    return tell


def of_track(**changes):
    return fact(lambda facts: facts["tracks"][0].update(changes))


def changed(change):
    def altered(fields):
        change(fields)
        return fields
    return altered
