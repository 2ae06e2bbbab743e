"""Makes the age vectors of Tests/SealingTests/Age/Vectors anew: `age_vectors.py FOLDER`; `age` must be installed.

In the form of the C2SP test vectors: lines that say what must come out, an empty line, the file. What can be opened is
written by `age` where it can write it, and otherwise by the rules of https://c2sp.org/age as age.py has them. What cannot
is one of those files with one thing wrong. The keys are the SHA-256 of public sentences and protect nothing.
"""

import hashlib
import pathlib
import subprocess
import sys

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

import age

FOLDER = pathlib.Path(sys.argv[1])


def key(label, prefix="AGE-SECRET-KEY-"):
    data = hashlib.sha256(f"worthless key of an age vector: {label}".encode()).digest()
    return age.bech32_text(prefix.lower(), data).upper()


OWN, OTHER, HYBRID = key("own"), key("other"), key("hybrid", "AGE-SECRET-KEY-PQ-")
PASSPHRASE = "worthless passphrase"
FILE_KEY = b"YELLOW SUBMARINE"
TEXT = b"What leaves is what was agreed.\n"
CHUNK = bytes(number % 251 for number in range(age.CHUNK))


def by_age(plaintext, *options, keys=(OWN,)):
    recipients = [word for one in keys for word in ("-r", age.recipient(one))]
    return subprocess.run(["age", *options, *recipients], input=plaintext, stdout=subprocess.PIPE, check=True).stdout


def scrypt_stanza(logarithm=10):
    salt = hashlib.sha256(b"salt").digest()[:16]
    wrap = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << logarithm, r=8, p=1)
    body = ChaCha20Poly1305(wrap.derive(PASSPHRASE.encode())).encrypt(bytes(12), FILE_KEY, None)
    return age.stanza(["scrypt", age.unpadded(salt), str(logarithm)], body)


def with_stanzas(*stanzas, text=TEXT):
    return age.header(FILE_KEY, stanzas) + age.payload(FILE_KEY, text)


def vector(name, expect, data, released=None, identity=OWN, passphrase=None, armored=False):
    lines = [f"expect: {expect}"]
    if released is not None:
        lines.append(f"payload: {hashlib.sha256(released).hexdigest()}")
    lines += [f"passphrase: {passphrase}"] if passphrase else [f"identity: {identity}"]
    lines += ["armored: yes"] * armored
    (FOLDER / name).write_bytes("\n".join(lines).encode() + b"\n\n" + data)


FOLDER.mkdir(parents=True, exist_ok=True)
short, armor, chunk = by_age(TEXT), by_age(TEXT, "-a"), by_age(CHUNK)
x25519 = age.x25519_stanza(FILE_KEY, age.recipient(OWN))
mac = short.index(b"\n--- ") + 5

vector("x25519", "success", short, TEXT)
vector("x25519_two_recipients", "success", by_age(TEXT, keys=(OTHER, OWN)), TEXT)
vector("x25519_armored", "success", armor, TEXT, armored=True)
vector("nothing", "success", by_age(b""), b"")
vector("one_full_chunk", "success", chunk, CHUNK)
vector("scrypt", "success", with_stanzas(scrypt_stanza()), TEXT, passphrase=PASSPHRASE)
vector("hybrid", "success", with_stanzas(age.hybrid_stanza(FILE_KEY, age.recipient(HYBRID))), TEXT, identity=HYBRID)
vector("unknown_stanza", "success", with_stanzas(age.stanza(["grease", "!"], b"whatever"), x25519), TEXT)

vector("x25519_of_another", "no match", short, identity=OTHER)
vector("scrypt_other_passphrase", "no match", with_stanzas(scrypt_stanza()), passphrase="another")

vector("mac_changed", "HMAC failure", short[:mac] + (b"B" if short[mac:mac + 1] == b"A" else b"A") + short[mac + 1:])
vector("stanza_added", "HMAC failure", short.replace(b"\n-> ", b"\n-> added\n\n-> ", 1))

vector("version_2", "header failure", short.replace(b"/v1", b"/v2", 1))
vector("mac_missing", "header failure", short[:mac - 1] + short[short.index(b"\n", mac):])
vector("scrypt_beside_x25519", "header failure", with_stanzas(scrypt_stanza(), x25519), passphrase=PASSPHRASE)
vector("share_of_low_order", "header failure",
       with_stanzas(age.stanza(["X25519", age.unpadded(bytes(32))], bytes(32))))
vector("share_too_short", "header failure", with_stanzas(age.stanza(["X25519", age.unpadded(bytes(31))], bytes(32))))
vector("line_ends_of_windows", "header failure", short[:mac].replace(b"\n", b"\r\n") + short[mac:])

vector("payload_changed", "payload failure", short[:-1] + bytes([short[-1] ^ 1]))
vector("payload_cut_off", "payload failure", short[:-1])
vector("last_chunk_missing", "payload failure", by_age(CHUNK + TEXT)[:len(chunk)], CHUNK)
vector("last_chunk_empty", "payload failure", age.encrypt(CHUNK, [age.recipient(OWN)], empty_end=True), CHUNK)

vector("armor_without_end", "armor failure", armor[:armor.index(b"-----END")], armored=True)
first, second, *rest = armor.split(b"\n")
vector("armor_line_too_long", "armor failure", b"\n".join([first, second + rest[0], *rest[1:]]), armored=True)
