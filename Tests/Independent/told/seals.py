"""Lies in the seal and the files around it: docs/spec/bundle.md, docs/spec/seal.md."""

import json

import canonical
import dsse
import sealer
import story
import tar
from altering import LAST_FACTS, changed
from table import BAG, COVERS, FORM, ID, LISTED, MEMBERS, PAYLOAD, SEAL, TAGS, lie, lies

def statement(change):
    def tell(bundle):
        bundle.alter_statement = changed(change)
    return tell


def envelope(change):
    def tell(bundle):
        bundle.alter_seal = lambda data: change(json.loads(data))
    return tell


def written(fields):
    return canonical.dump(fields) + b"\n"


lies("the seal is not in its one form", SEAL, {
    "seal-with-a-field-more": statement(lambda s: s.update(film="a film")),
    "seal-with-a-field-more-in-the-predicate": statement(lambda s: s["predicate"].update(film="a film")),
    "seal-with-another-digest-more": statement(lambda s: s["subject"][0]["digest"].update(sha512="0" * 128)),
    "seal-with-an-offset": statement(lambda s: s["predicate"].update(
        sealed=str(canonical.Moment(canonical.Moment.read(s["predicate"]["sealed"]).ns, 120)))),
    "seal-of-another-card": statement(lambda s: s["predicate"].update(signer_card="0" * 64)),
    "seal-without-timestamped": statement(lambda s: s["predicate"].pop("timestamped")),
    "envelope-with-a-field-more": envelope(lambda e: written(e | {"film": "a film"})),
    "envelope-signed-twice": envelope(lambda e: written(e | {"signatures": e["signatures"] * 2})),
    "envelope-signed-by-another-too": envelope(lambda e: written(e | {"signatures": e["signatures"] + story.person(
        "custodian").sign(dsse.IN_TOTO, dsse.payload(e))["signatures"]})),
    "envelope-with-certificates": envelope(lambda e: written(e | {"signatures": [e["signatures"][0] | {"x5c": []}]})),
    "envelope-with-another-keyid": envelope(lambda e: written(e | {"signatures": [e["signatures"][0] | {"keyid": "film"}]})),
    "envelope-in-another-order": envelope(lambda e: json.dumps(
        dict(reversed(e.items())), separators=(",", ":")).encode() + b"\n"),
    "envelope-with-spaces": envelope(lambda e: json.dumps(e).encode() + b"\n"),
    "envelope-without-a-line-feed": envelope(canonical.dump),
    "envelope-with-two-line-feeds": envelope(lambda e: written(e) + b"\n"),
    "envelope-without-padding": envelope(lambda e: written(e | {"signatures": [
        e["signatures"][0] | {"sig": e["signatures"][0]["sig"].rstrip("=")}]})),
})


def subjects(change):
    return statement(lambda s: s.update(subject=change(s["subject"])))


lies("the seal does not name the files a bundle has, in their order", SEAL, {
    "seal-without-the-readme": subjects(lambda s: [row for row in s if row["name"] != "README.txt"]),
    "seal-without-an-object": subjects(lambda s: [row for row in s if row["name"] != "data/0004.age"]),
    "seal-without-facts": subjects(lambda s: [row for row in s if row["name"] != LAST_FACTS]),
    "seal-in-another-order": subjects(lambda s: s[::-1]),
})


lies("the seal is over other files", COVERS, {
    "seal-of-another-file": subjects(lambda s: [s[0] | {"digest": {"sha256": "0" * 64}}, *s[1:]]),
    "seal-of-an-object-less": subjects(
        lambda s: [row for row in s if not row["name"].startswith("data/0004.")]),
})


@lie("the seal is of another bundle", ID)
def seal_of_another_bundle(bundle):
    statement(lambda s: s["predicate"].update(bundle="0" * 32))(bundle)


@lie("bag-info.txt tells another day", ID)
def day_of_bag_info(bundle):
    bundle.alter_tag = lambda data, name: data.replace(
        b"Bagging-Date: 2", b"Bagging-Date: 1") if name == "bag-info.txt" else data


def tag(of, change):
    def tell(bundle):
        bundle.alter_tag = lambda data, name: change(data) if name == of else data
    return tell


lies("a tag file is not as it must be", BAG, {
    "declaration": tag("bagit.txt", lambda data: data.replace(b"1.0", b"0.9")),
    "size-of-payload": tag("bag-info.txt", lambda data: data.replace(b"Oxum: ", b"Oxum: 1")),
    "line-more-in-bag-info": tag("bag-info.txt", lambda data: data + b"Contact-Name: film\n"),
})

lies("the manifest does not list the payload", LISTED, {
    "manifest-in-another-order": tag("manifest-sha256.txt", lambda data: b"".join(data.splitlines(True)[::-1])),
    "manifest-without-a-line": tag("manifest-sha256.txt", lambda data: b"".join(data.splitlines(True)[1:])),
})


def carried(change, again=False):
    """A carrier changes members after the seal; `again` writes the tag manifest anew."""
    def tell(bundle):
        def altered(members):
            members = [(name, data) for name, data in change(dict(members)).items()]
            if again:
                tags = {n: d for n, d in members if not n.startswith("data/") and not n.startswith("tag")}
                members = [(n, sealer.manifest(tags).encode() if n.startswith("tag") else d) for n, d in members]
            return members
        bundle.alter_members = altered
    return tell


def member(name, change):
    return lambda members: members | {name: change(members[name])}


FALSE_ADVICE = member("README.txt", lambda data: data.replace(b"elsewhere", b"our letter"))
lies("a carrier changes a tag file", TAGS, {
    "readme-by-a-carrier": carried(FALSE_ADVICE),
})
lies("a carrier changes a tag file and its line", COVERS, {
    "readme-and-its-line-by-a-carrier": carried(FALSE_ADVICE, again=True),
    "agent-by-a-carrier": carried(member("bag-info.txt", lambda data: data.replace(b"Proffer", b"Forgery")), again=True),
})
lies("a carrier changes the declaration and its line", BAG, {
    "declaration-by-a-carrier": carried(member("bagit.txt", lambda data: data.replace(b"1.0", b"0.9")), again=True),
})
lies("a carrier changes a byte of the payload", PAYLOAD, {
    "payload-by-a-carrier": carried(member("data/0004.age", lambda data: data[:-1] + bytes([data[-1] ^ 1]))),
})
lies("a carrier takes away or adds a member", MEMBERS, {
    "object-taken-away": carried(lambda members: {n: d for n, d in members.items() if n != "data/0004.age"}),
    "member-added": carried(lambda members: members | {"film.mp4": b"a film"}),
    "members-in-another-order": carried(lambda members: dict(sorted(members.items()))),
    "member-twice": lambda bundle: setattr(bundle, "alter_members", lambda members: members + members[-1:]),
})


@lie("the archive goes on behind its end", FORM)
def archive_that_goes_on(bundle):
    archive = bundle.archive
    bundle.archive = lambda: archive() + bytes(512)


@lie("a header names the person who packed it", FORM)
def header_of_the_archive(bundle):
    archive = bundle.archive

    def altered():
        data = bytearray(archive())
        data[265:269] = b"dana"
        data[148:156] = b" " * 8
        data[148:156] = b"%06o\0 " % sum(data[:512])
        return bytes(data)
    bundle.archive = altered


@lie("a small member has an extended header", FORM)
def extended_header_without_need(bundle):
    archive = bundle.archive

    def altered():
        data, name = archive(), f"proffer-{bundle.id}/PaxHeader/bagit.txt"
        return tar.header(name, 11, b"x") + tar.filled(b"11 size=54\n") + data
    bundle.archive = altered
