"""The hybrid stanza of age, made from a file key: docs/spec/age.md, Stanzas of a bundle; FIPS 203; X-Wing; RFC 9180.

Written out because no library at hand takes the randomness of ML-KEM from outside. Nothing here is constant in time.
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Q, K = 3329, 3
SUITE = b"HPKE" + bytes.fromhex("647a00010003")
INFO = b"age-encryption.org/mlkem768x25519"


# ML-KEM-768 (FIPS 203).

def reversed_bits(number):
    return int(f"{number:07b}"[::-1], 2)


ZETAS = [pow(17, reversed_bits(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * reversed_bits(i) + 1, Q) for i in range(128)]


def ntt(f):
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[i] * f[j + length] % Q
                f[j], f[j + length] = (f[j] + t) % Q, (f[j] - t) % Q
            i += 1
        length //= 2
    return f


def inverse_ntt(f):
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, ZETAS[i] * (f[j + length] - t) % Q
            i -= 1
        length *= 2
    return [value * 3303 % Q for value in f]


def product(f, g):
    h = []
    for i in range(128):
        a, b, c, d = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        h += [(a * c + b * d * GAMMAS[i]) % Q, (a * d + b * c) % Q]
    return h


def total(*polynomials):
    return [sum(values) % Q for values in zip(*polynomials)]


def packed(values, bits):
    number = sum(value << bits * at for at, value in enumerate(values))
    return number.to_bytes(32 * bits, "little")


def unpacked(data, bits):
    number, mask = int.from_bytes(data, "little"), (1 << bits) - 1
    return [number >> bits * at & mask for at in range(256)]


def compressed(values, bits):
    return [((value << bits + 1) + Q) // (2 * Q) % (1 << bits) for value in values]


def uniform(seed):
    stream, found, at = hashlib.shake_128(seed).digest(1344), [], 0
    while len(found) < 256:
        first, second, third = stream[at:at + 3]
        at += 3
        found += [value for value in (first | (second & 15) << 8, second >> 4 | third << 4) if value < Q]
    return found[:256]


def small(key, number):
    """Two bits against two, as η is 2 everywhere in ML-KEM-768."""
    bits = int.from_bytes(hashlib.shake_256(key + bytes([number])).digest(128), "little")
    nibbles = [bits >> 4 * at & 15 for at in range(256)]
    return [((n & 1) + (n >> 1 & 1) - (n >> 2 & 1) - (n >> 3)) % Q for n in nibbles]


def encapsulated(public, message):
    """ML-KEM.Encaps_internal: (shared key, ciphertext)."""
    shared = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    key, coins = shared[:32], shared[32:]
    t = [unpacked(public[384 * i:384 * i + 384], 12) for i in range(K)]
    seed = public[384 * K:]
    matrix = [[uniform(seed + bytes([j, i])) for j in range(K)] for i in range(K)]
    y = [ntt(small(coins, n)) for n in range(K)]
    u = [total(inverse_ntt(total(*(product(matrix[j][i], y[j]) for j in range(K)))), small(coins, K + i))
         for i in range(K)]
    bits = [bit * 1665 for bit in unpacked(message, 1)]
    v = total(inverse_ntt(total(*(product(t[i], y[i]) for i in range(K)))), small(coins, 2 * K), bits)
    return key, b"".join(packed(compressed(f, 10), 10) for f in u) + packed(compressed(v, 4), 4)


# X-Wing (draft-connolly-cfrg-xwing-kem-06) and HPKE (RFC 9180).

def public_of(secret, x25519):
    """PrivateKeyToPublicKey of a seed of 32 bytes."""
    expanded = hashlib.shake_256(secret).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
    return lattice.public_bytes(Encoding.Raw, PublicFormat.Raw) + x25519(expanded[64:])


def combined(lattice, curve, share, point):
    return hashlib.sha3_256(lattice + curve + share + point + b"\\.//^\\").digest()


def extract(salt, label, key):
    return hmac.digest(salt, b"HPKE-v1" + SUITE + label + key, "sha256")


def expand(key, label, info, length):
    # One block of HKDF-Expand is enough for 32 bytes.
    info = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info + b"\1"
    return hmac.digest(key, info, "sha256")[:length]


def cipher(shared):
    """Key and first nonce of HPKE in base mode."""
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", INFO)
    secret = extract(shared, b"secret", b"")
    return ChaCha20Poly1305(expand(secret, b"key", context, 32)), expand(secret, b"base_nonce", context, 12)


def wrapped(file_key, public, seed, share_of, shared_of):
    """(enc, body) of a stanza; `seed` is the 64 bytes of EncapsulateDerand, the functions are those of X25519."""
    lattice, ciphertext = encapsulated(public[:-32], seed[:32])
    share = share_of(seed[32:])
    aead, nonce = cipher(combined(lattice, shared_of(seed[32:], public[-32:]), share, public[-32:]))
    return ciphertext + share, aead.encrypt(nonce, file_key, None)


def unwrapped(enc, body, secret, share_of, shared_of):
    """The file key; raises where the stanza is for somebody else."""
    expanded = hashlib.shake_256(secret).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).decapsulate(enc[:-32])
    share, own = enc[-32:], expanded[64:]
    aead, nonce = cipher(combined(lattice, shared_of(own, share), share, share_of(own)))
    return aead.decrypt(nonce, body, None)
