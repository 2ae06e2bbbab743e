"""The archive: docs/spec/bundle.md, Headers."""


def header(path, size, kind=b"0", size_field=None):
    block = bytearray(512)

    def put(at, data):
        block[at:at + len(data)] = data

    put(0, path.encode())
    put(100, b"000644 \0")
    put(108, b"000000 \0")
    put(116, b"000000 \0")
    put(124, size_field or b"%011o " % size)
    put(136, b"00000000000 ")
    put(148, b" " * 8)
    put(156, kind)
    put(257, b"ustar\x0000")
    put(329, b"000000 \0")
    put(337, b"000000 \0")
    put(148, b"%06o\0 " % sum(block))
    return bytes(block)


def member(path, data):
    size = len(data)
    before = b""
    if size >= 1 << 33:
        # Eleven octal digits end at 2^33; a pax record says larger sizes, and counts its own length.
        record = f" size={size}\n"
        length = len(record) + 2
        record = f"{length}{record}".encode()
        folder, _, name = path.rpartition("/")
        before = header(f"{folder}/PaxHeader/{name}", len(record), b"x") + filled(record)
        return before + header(path, size, size_field=b"%012o" % size) + filled(data)
    return header(path, size) + filled(data)


def filled(data):
    return data + bytes(-len(data) % 512)


def archive(members):
    """Members as (path, bytes), then two blocks of zeros and nothing else."""
    return b"".join(member(path, data) for path, data in members) + bytes(1024)
