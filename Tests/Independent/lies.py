"""Lies of a sealer: each alters an honest bundle before the owner signs it, or lets a carrier alter it after.

    lies.py --list                 the table, as JSON
    lies.py --into FOLDER [NAME…]  writes each lie's bundle as FOLDER/NAME.tar, and the honest ones they are told of
"""

import argparse
import copy
import json
import os
import pathlib

import sealer
import story
from table import LIES
from told import (  # noqa: F401: each puts its lies into the table
    anew, completeness, consents, headers, numbers, packets, proofs, readers, seals, source, surplus, texts)

# What the lies are told of. If these did not hold, no lie would be shown to be found.
TRUTHS = {"truth-of-the-evening": story.EVENING, "truth-of-the-drive": story.DRIVE}
HONEST = {}


def honest(grants):
    """An honest bundle to alter; what is heavy in it is made once and shared."""
    key = json.dumps(grants)
    if key not in HONEST:
        HONEST[key] = story.bundle(grants)
    made = copy.deepcopy(HONEST[key])
    made.id = os.urandom(16).hex()
    return made


def told(name):
    if name in TRUTHS:
        return honest(TRUTHS[name]).archive()
    known = LIES[name]
    bundle = honest(known.grants)
    instead = known.tell(bundle)
    return (instead if isinstance(instead, sealer.Bundle) else bundle).archive()


def cameras(grants):
    return sorted({g["camera"] for g in grants})


def row(known):
    """What the table says of a lie; `sources` are the cameras whose recordings are at hand."""
    return {"name": known.name, "about": known.about, "check": known.check, "uncaught": known.uncaught,
            "sources": cameras(known.grants) if known.source else []}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--list", action="store_true")
    arguments.add_argument("--into", type=pathlib.Path)
    arguments.add_argument("names", nargs="*")
    given = arguments.parse_args()
    if given.list:
        print(json.dumps([row(known) for known in LIES.values()] + [
            {"name": name, "about": "the truth", "sources": cameras(grants)} for name, grants in TRUTHS.items()]))
    for name in given.names or ([*TRUTHS, *LIES] if given.into else ()):
        (given.into / f"{name}.tar").write_bytes(told(name))


if __name__ == "__main__":
    main()
