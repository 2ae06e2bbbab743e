"""Lies in what the facts say of an object: docs/spec/record.md, Object."""

from altering import fact, of_track
from table import FILE, TIMES, lie, lies

def increase(name):
    return fact(lambda facts: facts["tracks"][0].update({name: facts["tracks"][0][name] + 1}))


lies("the file is not the one that is described", FILE, {
    "digest-of-file": fact(lambda facts: facts.update(sha256="0" * 64)),
    "size-of-file": fact(lambda facts: facts.update(size=facts["size"] + 1)),
})

lies("a number of the track is not that of its samples", TIMES, {
    **{f"wrong-{name.replace('_', '-')}": increase(name) for name in (
        "access_units", "first_pts", "last_pts", "last_end", "key_frames", "source_first_dts", "last_duration")},
    "wrong-times-sha256": of_track(times_sha256="0" * 64),
    "wrong-padding": fact(lambda facts: facts.update(padding=facts["padding"] + 1)),
    "wrong-container": fact(lambda facts: facts.update(container="mov", name=facts["name"][:-3] + "mov")),
    "wrong-track-id": of_track(id=2),
    "wrong-codec": of_track(codec="hevc"),
    "exact-of-pictures": of_track(first_exact=0, last_exact=1),
})


@lie("sound is said to be exact where it is not", TIMES)
def wrong_first_exact(bundle):
    def altered(facts):
        facts["tracks"][1]["first_exact"] -= 1
        return facts
    bundle.parts[1].alter_facts = altered


@lie("a private message is in the packets and not among what is no picture", TIMES)
def message_not_counted(bundle):
    of_track(other=[])(bundle)


@lie("more is said to be no picture than is", TIMES)
def message_counted_twice(bundle):
    fact(lambda facts: facts["tracks"][0]["other"][0].update(count=2))(bundle)
