"""Lies about whom a bundle is encrypted to: docs/spec/age.md."""

import os

import age
import record
from altering import LAST_FACTS
from table import FILE, READERS, lie, lies

STRANGER = age.bech32_text("age", age.public_of(bytes(range(32))))


def stanzas(change, only=None):
    """Other stanzas in every file, or in one."""
    def tell(bundle):
        def encrypt(name, plaintext, keys):
            if only and name != only:
                return age.encrypt(plaintext, keys)
            return age.encrypt(plaintext, keys, stanzas=lambda file_key: change(
                [age.x25519_stanza(file_key, key) for key in keys], file_key, keys))
        bundle.encrypt = encrypt
    return tell


def random_share(given, file_key, keys):
    return [age.x25519_stanza(file_key, keys[0], os.urandom(32)), *given[1:]]


def another_file_key(given, file_key, keys):
    """The stanza has the right share, and wraps a key that does not open the file: its holder is locked out."""
    point = age.bech32_bytes(keys[1])[1]
    scalar = age.hkdf(file_key, point, b"proffer-age-v1 X25519")
    return [given[0], age.x25519_stanza(os.urandom(16), keys[1], scalar), *given[2:]]


def one_argument_more(given, _, __):
    head, rest = given[1].split("\n", 1)
    return [given[0], f"{head} film\n{rest}", *given[2:]]


lies("a file is not encrypted to the named cards, or not to them alone", READERS, {
    "stranger-let-in": stanzas(lambda given, key, _: given + [age.x25519_stanza(key, STRANGER)]),
    "stranger-let-in-by-a-share-of-his-own": stanzas(
        lambda given, key, _: given + [age.x25519_stanza(key, STRANGER, os.urandom(32))]),
    "stranger-let-in-to-one-object": stanzas(
        lambda given, key, _: given + [age.x25519_stanza(key, STRANGER)], only="data/0004.age"),
    "stranger-in-the-place-of-a-reader": stanzas(
        lambda given, key, _: [given[0], age.x25519_stanza(key, STRANGER), *given[2:]]),
    "reader-locked-out": stanzas(lambda given, _, __: [given[0], *given[2:]]),
    "reader-locked-out-of-one-object": stanzas(lambda given, _, __: [given[0], *given[2:]], only="data/0004.age"),
    "reader-locked-out-of-facts": stanzas(lambda given, _, __: [given[0], *given[2:]], only=LAST_FACTS),
    "reader-locked-out-by-another-file-key": stanzas(another_file_key, only="data/0004.age"),
    "owner-locked-out": stanzas(lambda given, _, __: given[:-1]),
    "share-not-made-from-the-file-key": stanzas(random_share, only="data/0004.age"),
    "stanza-of-another-type": stanzas(
        lambda given, _, __: given + [age.stanza(["grease", "film"], b"a film")], only="data/0004.age"),
    "stanza-of-another-type-in-the-record": stanzas(
        lambda given, _, __: given + [age.stanza(["grease", "film"], b"a film")], only="data/record.age"),
    "stanza-twice": stanzas(lambda given, _, __: [given[0], *given], only="data/0004.age"),
    "stanzas-in-another-order": stanzas(lambda given, _, __: [given[1], given[0], *given[2:]], only="data/0004.age"),
    "argument-more": stanzas(one_argument_more, only="data/0004.age"),
})


@lie("two files have one file key", READERS)
def one_file_key_twice(bundle):
    same = os.urandom(16)
    bundle.encrypt = lambda name, plaintext, keys: age.encrypt(
        plaintext, keys, same if name in ("data/0004.age", LAST_FACTS) else None)


@lie("a file ends with a chunk of nothing", FILE)
def chunk_of_nothing(bundle):
    part = bundle.parts[-1]
    part.padding = 0
    # Padding up to whole chunks, so that nothing but the empty one behind them is wrong.
    part.padding = -len(record.made(part)[0]) % age.CHUNK
    bundle.encrypt = lambda name, plaintext, keys: age.encrypt(plaintext, keys, empty_end=name == "data/0004.age")
