"""Lies of a sealer: each alters an honest bundle before the owner signs it, or lets a carrier alter it after.

    lies.py --list                 the table, as JSON
    lies.py --into FOLDER [NAME…]  writes each lie's bundle as FOLDER/NAME.tar
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
    anew, completeness, consents, headers, numbers, packets, proofs, readers, seals, texts)

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
    known = LIES[name]
    bundle = honest(known.grants)
    instead = known.tell(bundle)
    return (instead if isinstance(instead, sealer.Bundle) else bundle).archive()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--list", action="store_true")
    arguments.add_argument("--into", type=pathlib.Path)
    arguments.add_argument("names", nargs="*")
    given = arguments.parse_args()
    if given.list:
        print(json.dumps([{"name": known.name, "about": known.about, "check": known.check, "source": known.source}
                          for known in LIES.values()]))
    for name in given.names or (LIES if given.into else ()):
        (given.into / f"{name}.tar").write_bytes(told(name))


if __name__ == "__main__":
    main()
