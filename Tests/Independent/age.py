"""The age v1 format (https://c2sp.org/age), and headers that follow from the file key: docs/spec/age.md."""

import base64
import os
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import hybrid

CHUNK = 65_536
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def hkdf(key, salt, info, length=32):
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(key)


# Bech32 (BIP 173), as age uses it: no limit of 90 characters.

def checksum(values):
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            total ^= generator if top >> bit & 1 else 0
    return total


def expanded(prefix):
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def bech32_bytes(text):
    prefix, _, data = text.lower().rpartition("1")
    values = [LETTERS.index(c) for c in data]
    if checksum(expanded(prefix) + values) != 1:
        raise ValueError("wrong checksum in a key of age")
    bits = "".join(f"{value:05b}" for value in values[:-6])
    return prefix, bytes(int(bits[at:at + 8], 2) for at in range(0, len(bits) // 8 * 8, 8))


def bech32_text(prefix, data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at:at + 5], 2) for at in range(0, len(bits), 5)]
    rest = checksum(expanded(prefix) + values + [0] * 6) ^ 1
    return prefix + "1" + "".join(LETTERS[v] for v in values + [rest >> 5 * (5 - at) & 31 for at in range(6)])


def secret(identity):
    """The 32 bytes of a secret key."""
    return bech32_bytes(identity)[1]


def public_of(scalar):
    return X25519PrivateKey.from_private_bytes(scalar).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def recipient(identity):
    """The public key of `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`."""
    if identity.upper().startswith("AGE-SECRET-KEY-PQ-1"):
        return bech32_text("age1pq", hybrid.public_of(secret(identity), public_of))
    return bech32_text("age", public_of(secret(identity)))


def shared(scalar, point):
    return X25519PrivateKey.from_private_bytes(scalar).exchange(X25519PublicKey.from_public_bytes(point))


def unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


def stanza(arguments, body):
    """A stanza as age.md writes it: lines of 64 characters and one that is shorter, maybe empty."""
    lines = unpadded(body)
    lines = [lines[at:at + 64] for at in range(0, len(lines) // 64 * 64 + 1, 64)]
    return "-> " + " ".join(arguments) + "\n" + "".join(line + "\n" for line in lines)


def x25519_stanza(file_key, key, scalar=None):
    """A stanza of a bundle, made from the file key (docs/spec/age.md, Stanzas of a bundle)."""
    point = bech32_bytes(key)[1]
    scalar = scalar or hkdf(file_key, point, b"proffer-age-v1 X25519")
    share = public_of(scalar)
    wrap = hkdf(shared(scalar, point), share + point, b"age-encryption.org/v1/X25519")
    return stanza(["X25519", unpadded(share)], ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None))


def hybrid_stanza(file_key, key):
    """The same for a post-quantum key."""
    public = bech32_bytes(key)[1]
    seed = hkdf(file_key, public, b"proffer-age-v1 mlkem768x25519", 64)
    enc, body = hybrid.wrapped(file_key, public, seed, public_of, shared)
    return stanza(["mlkem768x25519", unpadded(enc)], body)


def stanza_for(file_key, key):
    return hybrid_stanza(file_key, key) if key.startswith("age1pq1") else x25519_stanza(file_key, key)


def header(file_key, stanzas):
    body = "age-encryption.org/v1\n" + "".join(stanzas) + "---"
    mac = hmac.HMAC(hkdf(file_key, b"", b"header"), hashes.SHA256())
    mac.update(body.encode())
    return f"{body} {unpadded(mac.finalize())}\n".encode()


def payload(file_key, plaintext, empty_end=False):
    """STREAM in chunks of 64 KiB (age.md); only an empty plaintext, and a lie, has an empty last chunk."""
    nonce = os.urandom(16)
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    chunks = [plaintext[at:at + CHUNK] for at in range(0, max(1, len(plaintext)), CHUNK)]
    chunks += [b""] * empty_end
    return nonce + b"".join(
        cipher.encrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks))


def encrypt(plaintext, keys, file_key=None, stanzas=None, empty_end=False):
    """A file of a bundle: every stanza follows from the file key, in the order of the keys. A lie brings its own."""
    file_key = file_key or os.urandom(16)
    stanzas = stanzas(file_key) if stanzas else [stanza_for(file_key, key) for key in keys]
    return header(file_key, stanzas) + payload(file_key, plaintext, empty_end)


# Reading, for the examples of the pages.

def armored(text):
    lines = text.strip().splitlines()
    return base64.b64decode("".join(lines[1:-1]))


def decrypt(data, scalar=None, passphrase=None):
    end = data.index(b"\n--- ")
    body, rest = data[:end + 4], data[end + 5:]
    mac, rest = rest.split(b"\n", 1)
    for line in re.split(r"\n?-> ", body.decode()[:-4])[1:]:
        head, *lines = line.split("\n")
        kind, *arguments = head.split(" ")
        wrapped = base64.b64decode("".join(lines) + "==")
        try:
            if kind == "X25519" and scalar:
                share = base64.b64decode(arguments[0] + "==")
                wrap = hkdf(shared(scalar, share), share + public_of(scalar), b"age-encryption.org/v1/X25519")
            elif kind == "scrypt" and passphrase:
                salt = b"age-encryption.org/v1/scrypt" + base64.b64decode(arguments[0] + "==")
                wrap = Scrypt(salt=salt, length=32, n=1 << int(arguments[1]), r=8, p=1).derive(passphrase)
            else:
                continue
            file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), wrapped, None)
        except InvalidTag:
            continue
        check = hmac.HMAC(hkdf(file_key, b"", b"header"), hashes.SHA256())
        check.update(body)
        check.verify(base64.b64decode(mac + b"=="))
        cipher = ChaCha20Poly1305(hkdf(file_key, rest[:16], b"payload"))
        chunks = [rest[at:at + CHUNK + 16] for at in range(16, len(rest), CHUNK + 16)]
        return b"".join(
            cipher.decrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
            for number, chunk in enumerate(chunks))
    raise ValueError("no stanza is for this identity")
