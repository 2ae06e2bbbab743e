"""The table of lies: what is lied about, and the check that must name it."""

import sealer
from story import EVENING

# The checks, as docs/spec/bundle.md, docs/spec/derivatives.md and docs/spec/report.md name them.
FORM = "archive well-formed"
MEMBERS = "no member missing or added"
LISTED = "manifest lists exactly the payload"
PAYLOAD = "every payload file matches its manifest"
TAGS = "every tag file matches its manifest"
BAG = "bag declaration and size are right"
SEAL = "seal signature is good"
COVERS = "seal covers every file before it"
ID = "bundle id is the same everywhere"
SIGNER = "signer is known"
TIME = "time of sealing fits the timestamp"
RECORD = "record belongs to this bundle"
FACTS = "each object has its facts"
REQUEST = "request is signed by who asks"
HAND = "consent is signed by who sealed"
CONSENT = "consent answers the request and held when sealed"
READERS = "encrypted to the named recipients and the owner only"
GRANTED = "every object lies in what was granted"
FILE = "every object is the file the record describes"
INSIDE = "every stored sample lies inside the window"
TIMES = "tracks, counts and times are as the record says"
WHOLE = "nothing of the granted time is missing without a word"
REASONS = "reasons in the record agree with its objects"
RUN = "originals are an unmodified run of the recording"
UNITS = "pictures encoded anew stand for the recording's access units, time for time"
PACKED = "pictures encoded anew are packed so that nothing else fits in"
SHOW = "pictures encoded anew show what the recording shows"
GIVEN = "the recordings given are those of the record"
UNIT_FOR_UNIT = "originals are in the recordings given, unit for unit"
COMMITTED = "the commitment is that of the whole recordings given"
START = "starts are read from what was committed to"
MISSING = "what the record says is missing is so in the recordings given"
SAID = "the record says what is in the recordings given"

# Of lies that the pages leave to be believed: no check names them, and a bundle that tells one holds.
BELIEVED = None

LIES = {}


class Lie:
    def __init__(self, name, about, check, tell, grants=EVENING, source=False, uncaught=None):
        self.name, self.about, self.check, self.tell = name, about, check, tell
        self.grants, self.source, self.uncaught = grants, source, uncaught


def lie(about, check, uncaught=None, **more):
    """A lie that `check` must name. More is `grants`, the story it is told of; `source`, where it takes the recordings
    to find it; and `uncaught`, why no check names it yet."""
    def noted(tell):
        name = tell.__name__.strip("_").replace("_", "-")
        lies(about, check, {name: tell}, uncaught={name: uncaught}, **more)
        return tell
    return noted


def lies(about, check, table, uncaught=None, **more):
    """One lie for each row of a table, whose values are the altering functions; `uncaught` is by name."""
    for name, tell in table.items():
        assert name not in LIES, name
        LIES[name] = Lie(name, about, check, tell, uncaught=(uncaught or {}).get(name), **more)
