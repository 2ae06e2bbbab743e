/// A packer of stills in another language, written from docs/spec/derivatives.md: the same samples give the same file.
package enum StillPeer {
    /// Python with a function `still(width, height, depth, samples, padding)`.
    package static let python = """
        import struct, zlib
        def rows(width, height, depth, samples):
            bpp, out, above = 3 * depth // 8, bytearray(), None
            size = width * bpp
            for y in range(height):
                row = samples[y * size:(y + 1) * size]
                out.append(4)
                for x in range(size):
                    a = row[x - bpp] if x >= bpp else 0
                    b = above[x] if above else 0
                    c = above[x - bpp] if above and x >= bpp else 0
                    p = a + b - c
                    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
                    out.append((row[x] - (a if pa <= pb and pa <= pc else b if pb <= pc else c)) & 255)
                above = row
            return bytes(out)
        BASE = [3,4,5,6,7,8,9,10,11,13,15,17,19,23,27,31,35,43,51,59,67,83,99,115,131,163,195,227,258]
        EXTRA = [0]*8 + [n // 4 - 1 for n in range(8, 28)] + [0]
        def symbols(data, start, end):
            at = start
            while at < end:
                n = 0
                if at > 0:
                    while n < 258 and at + n < end and data[at + n] == data[at - 1]: n += 1
                if n >= 3:
                    code = max(c for c in range(29) if BASE[c] <= n and not (c == 27 and n == 258))
                    yield 257 + code, n - BASE[code], EXTRA[code]
                    at += n
                else:
                    yield data[at], 0, 0
                    at += 1
            yield 256, 0, 0
        def lengths(counts):
            counts = list(counts)
            while True:
                leaves = sorted((c, s) for s, c in enumerate(counts) if c)
                leaves = [(c, [s]) for c, s in leaves]
                nodes, found = [], [0] * len(counts)
                def take():
                    if nodes and (not leaves or nodes[0][0] < leaves[0][0]): return nodes.pop(0)
                    return leaves.pop(0)
                while len(leaves) + len(nodes) > 1:
                    one, two = take(), take()
                    for s in one[1] + two[1]: found[s] += 1
                    nodes.append((one[0] + two[0], one[1] + two[1]))
                if max(found) <= 15: return found
                counts = [(c + 1) // 2 if c else 0 for c in counts]
        def stream(data):
            value, place, out = 0, 0, bytearray(b"\\x78\\x01")
            def put(number, count):
                nonlocal value, place
                value |= number << place; place += count
                while place >= 8: out.append(value & 255); value >>= 8; place -= 8
            for start in range(0, len(data), 65536):
                end = min(len(data), start + 65536)
                told = list(symbols(data, start, end))
                counts = [0] * 286
                for s, _, _ in told: counts[s] += 1
                sizes = lengths(counts)
                put(end == len(data), 1); put(2, 2); put(29, 5); put(0, 5); put(15, 4)
                for n in [0] * 3 + [4] * 16: put(n, 3)
                back = lambda v, n: int(format(v, "0%db" % n)[::-1], 2)
                for n in sizes + [1]: put(back(n, 4), 4)
                codes, code = {}, 0
                for n in range(1, 16):
                    code <<= 1
                    for s in range(286):
                        if sizes[s] == n: codes[s] = back(code, n); code += 1
                for s, extra, count in told:
                    put(codes[s], sizes[s])
                    if s > 256: put(extra, count); put(0, 1)
            if place: out.append(value & 255)
            return bytes(out) + struct.pack(">I", zlib.adler32(data))
        def chunk(name, body=b""): return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        def still(width, height, depth, samples, padding=0):
            s = stream(rows(width, height, depth, samples))
            return (b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0))
                + b"".join(chunk(b"IDAT", s[i:i + 65536]) for i in range(0, len(s), 65536))
                + (chunk(b"paDd", bytes(padding - 12)) if padding else b"") + chunk(b"IEND"))

        """
}
