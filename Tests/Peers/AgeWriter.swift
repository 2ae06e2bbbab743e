/// Writes and reads age files in Python, from C2SP age.md and docs/spec/age.md alone: honest headers, and those that a
/// liar would write.
package enum AgeWriter {
    /// How a liar departs from what docs/spec/age.md asks for.
    package struct Lie {
        /// The file key; nil draws one.
        package var fileKey: [UInt8]?
        /// A stanza put before the MAC line, whole lines; empty for none.
        package var stanza = ""
        /// Whether the shares are random, as age makes them.
        package var drawsShares = false
        /// Which recipients stand there, by their places; nil for all in order.
        package var places: [Int]?

        package init(
            fileKey: [UInt8]? = nil, stanza: String = "", drawsShares: Bool = false, places: [Int]? = nil
        ) {
            (self.fileKey, self.stanza) = (fileKey, stanza)
            (self.drawsShares, self.places) = (drawsShares, places)
        }
    }

    /// Encrypts to X25519 public keys.
    package static func encrypt(
        _ plaintext: [UInt8], to keys: [[UInt8]], _ lie: Lie = Lie(), in folder: ScratchFolder
    ) throws -> [UInt8] {
        func hex(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let places = (lie.places ?? Array(keys.indices)).map(String.init).joined(separator: ",")
        return try Peer.python(
            source + """
                key, places, draws, stanza = sys.argv[1:5]
                keys = [bytes.fromhex(k) for k in sys.argv[5:]]
                fk = bytes.fromhex(key) if key else os.urandom(16)
                stanzas = [x25519_stanza(fk, keys[int(p)], draws == 'yes') for p in places.split(',') if p]
                sys.stdout.buffer.write(write(fk, stanzas + ([stanza] if stanza else []), sys.stdin.buffer.read()))
                """,
            [lie.fileKey.map(hex) ?? "", places, lie.drawsShares ? "yes" : "no", lie.stanza]
                + keys.map(hex), input: plaintext, in: folder
        ).output
    }

    /// The header that a file of these recipients has to have, made again from the file key that a secret key finds in it.
    ///
    /// - Parameter isHybrid: whether the keys are of the type mlkem768x25519; the secret is its seed then.
    /// - Returns: whether that is the header the file has, byte for byte.
    package static func makesAgain(
        headerOf file: [UInt8], secret: [UInt8], recipients: [[UInt8]], isHybrid: Bool,
        in folder: ScratchFolder
    ) throws -> Bool {
        try folder.write(secret, as: "peer.secret")
        try folder.write(recipients.flatMap(\.self), as: "peer.recipients")
        return try Peer.python(
            source + """
                kind = sys.argv[1]
                secret, all = open('peer.secret', 'rb').read(), open('peer.recipients', 'rb').read()
                size = 32 if kind == 'X25519' else 1216
                keys = [all[i:i + size] for i in range(0, len(all), size)]
                file = sys.stdin.buffer.read()
                end = file.index(b'\\n---') + 1
                stanzas = read(file[:end].decode())
                if kind == 'X25519':
                    fk = next(filter(None, (x25519_open(s, secret) for s in stanzas)))
                    made = [x25519_stanza(fk, k, False) for k in keys]
                else:
                    fk = next(filter(None, (hybrid_open(s, secret) for s in stanzas)))
                    assert all_derived(fk, stanzas, keys, secret)
                    made = [text(*s) for s in stanzas]
                print(header(fk, made) == file[:file.index(b'\\n', end) + 1])
                """, [isHybrid ? "mlkem768x25519" : "X25519"], input: file, in: folder
        ).text == "True\n"
    }

    private static let source = """
        import base64, hashlib, hmac, os, sys
        from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        def b64(b): return base64.b64encode(b).decode().rstrip('=')
        def unb64(t): return base64.b64decode(t + '=' * (-len(t) % 4))
        def extract(salt, ikm): return hmac.digest(salt or bytes(32), ikm, 'sha256')
        def expand(prk, info, n):
            out, block, i = b'', b'', 1
            while len(out) < n:
                block = hmac.digest(prk, block + info + bytes([i]), 'sha256'); out += block; i += 1
            return out[:n]
        def hkdf(ikm, salt, info, n=32): return expand(extract(salt, ikm), info, n)
        def public(secret): return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
        def shared(secret, share): return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(share))
        def text(args, body):
            b = b64(body)
            lines = [b[i:i + 64] for i in range(0, len(b), 64)]
            if len(b) % 64 == 0: lines.append('')
            return '-> ' + ' '.join(args) + '\\n' + ''.join(l + '\\n' for l in lines)
        def read(header):
            stanzas, lines = [], header.split('\\n')[1:]
            for line in lines:
                if line.startswith('-> '): stanzas.append([line[3:].split(' '), ''])
                elif line: stanzas[-1][1] += line
            return [(args, unb64(body)) for args, body in stanzas]

        def x25519_stanza(fk, R, draws):
            e = os.urandom(32) if draws else hkdf(fk, R, b'proffer-age-v1 X25519')
            share = public(e)
            wrap = hkdf(shared(e, R), share + R, b'age-encryption.org/v1/X25519')
            return text(['X25519', b64(share)], ChaCha20Poly1305(wrap).encrypt(bytes(12), fk, None))
        def x25519_open(stanza, secret):
            (kind, share), body = stanza
            share = unb64(share)
            wrap = hkdf(shared(secret, share), share + public(secret), b'age-encryption.org/v1/X25519')
            try: return ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
            except Exception: return None

        SUITE = b'HPKE' + bytes([0x64, 0x7a, 0, 1, 0, 3])
        def labeled_extract(salt, label, ikm): return extract(salt, b'HPKE-v1' + SUITE + label + ikm)
        def labeled_expand(prk, label, info, n): return expand(prk, n.to_bytes(2, 'big') + b'HPKE-v1' + SUITE + label + info, n)
        def hybrid_keys(seed):
            long = hashlib.shake_256(seed).digest(96)
            return MLKEM768PrivateKey.from_seed_bytes(long[:64]), long[64:]
        def hybrid_open(stanza, seed):
            (kind, enc), body = stanza
            enc = unb64(enc)
            lattice, curve = hybrid_keys(seed)
            secret = hashlib.sha3_256(lattice.decapsulate(enc[:1088]) + shared(curve, enc[1088:]) + enc[1088:]
                + public(curve) + b'\\\\.//^\\\\').digest()
            context = b'\\0' + labeled_extract(b'', b'psk_id_hash', b'') + labeled_extract(b'', b'info_hash', b'age-encryption.org/mlkem768x25519')
            prk = labeled_extract(secret, b'secret', b'')
            try: return ChaCha20Poly1305(labeled_expand(prk, b'key', context, 32)).decrypt(labeled_expand(prk, b'base_nonce', context, 12), body, None)
            except Exception: return None
        def all_derived(fk, stanzas, keys, seed):
            # OpenSSL has no encapsulation with given coins, so they are shown by what comes of them: the X25519 share of each
            # stanza, and of our own the secret that FIPS 203 makes from m and the key.
            lattice, curve = hybrid_keys(seed)
            own = lattice.public_key().public_bytes_raw() + public(curve)
            for (args, body), key in zip(stanzas, keys, strict=True):
                enc, eseed = unb64(args[1]), hkdf(fk, key, b'proffer-age-v1 mlkem768x25519', 64)
                if args[0] != 'mlkem768x25519' or enc[1088:] != public(eseed[32:]): return False
                if key == own:
                    K = hashlib.sha3_512(eseed[:32] + hashlib.sha3_256(key[:1184]).digest()).digest()[:32]
                    if lattice.decapsulate(enc[:1088]) != K: return False
            return True

        def header(fk, stanzas):
            h = 'age-encryption.org/v1\\n' + ''.join(stanzas) + '---'
            return (h + ' ' + b64(hmac.digest(hkdf(fk, b'', b'header'), h.encode(), 'sha256')) + '\\n').encode()
        def write(fk, stanzas, plaintext):
            nonce = os.urandom(16)
            cipher, out = ChaCha20Poly1305(hkdf(fk, nonce, b'payload')), [header(fk, stanzas), nonce]
            chunks = [plaintext[i:i + 65536] for i in range(0, len(plaintext), 65536)] or [b'']
            for i, chunk in enumerate(chunks):
                out.append(cipher.encrypt(i.to_bytes(11, 'big') + bytes([i == len(chunks) - 1]), chunk, None))
            return b''.join(out)


        """
}
