import Foundation
import Peers
import Testing

/// The ways in which people and programs pack a bundle anew: each is a line of shell in a folder with the bundle `bundle.tar`, its
/// id `$ID`, the folder `proffer-$ID` it was unpacked into, and Python as `$PYTHON`; the last word is what it makes.
struct PackedWay: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let command: String
    /// What is made, in the same folder.
    let result: String

    init(_ name: String, _ command: String, makes result: String) {
        testDescription = name
        self.command = command
        self.result = result
    }

    /// Packs a sample, and returns where.
    func pack(_ sample: SampleBundle) throws -> String {
        _ = try sample.unpacked()
        let script = "set -e; ID=\(sample.id); PYTHON='\(try Peer.python().path)'; \(command)"
        let outcome = try Peer.run(try Peer.program("sh"), ["-c", script], in: sample.folder)
        try #require(outcome.status == 0, "\(testDescription): \(outcome.errors)")
        return sample.folder.path(result.replacing("$ID", with: sample.id))
    }

    static let all = [
        PackedWay("gzip", "gzip -k bundle.tar", makes: "bundle.tar.gz"),
        PackedWay("xz", "xz -k bundle.tar", makes: "bundle.tar.xz"),
        PackedWay("bzip2", "bzip2 -k bundle.tar", makes: "bundle.tar.bz2"),
        PackedWay("Zstandard", "zstd -q bundle.tar", makes: "bundle.tar.zst"),
        PackedWay("gzip twice", "gzip -c bundle.tar | gzip -c > x", makes: "x"),
        PackedWay("filled up to a record", "cp bundle.tar x.tar; truncate -s %10240 x.tar", makes: "x.tar"),
        PackedWay("GNU tar", "tar cf x.tar proffer-$ID", makes: "x.tar"),
        PackedWay("GNU tar, old", "tar --format=oldgnu -cf x.tar proffer-$ID", makes: "x.tar"),
        PackedWay("GNU tar, v7", "tar --format=v7 -cf x.tar proffer-$ID", makes: "x.tar"),
        PackedWay("GNU tar, ustar", "tar --format=ustar -cf x.tar proffer-$ID", makes: "x.tar"),
        PackedWay("GNU tar, pax", "tar --format=pax -cf x.tar proffer-$ID", makes: "x.tar"),
        PackedWay(
            "GNU tar, owner, time and mode",
            "tar --owner=ruth:1000 --mtime=2026-01-02 --mode=600 -cf x.tar proffer-$ID",
            makes: "x.tar"),
        PackedWay("GNU tar of a path", "tar -P -cf x.tar \"$PWD/proffer-$ID\"", makes: "x.tar"),
        PackedWay("GNU tar from inside", "tar cf x.tar -C proffer-$ID .", makes: "x.tar"),
        PackedWay("GNU tar, gzip", "tar czf x.tgz ./proffer-$ID", makes: "x.tgz"),
        PackedWay(
            "Python, backwards, with extended headers",
            """
            "$PYTHON" -c '
            import sys, tarfile
            old = tarfile.open("bundle.tar")
            with tarfile.open("x.tar", "w", format=tarfile.PAX_FORMAT) as new:
                for entry in reversed(old.getmembers()):
                    entry.mtime, entry.uname, entry.uid = 1783200000.25, "Rüth", 3000000
                    new.addfile(entry, old.extractfile(entry))'
            """, makes: "x.tar"),
        PackedWay("zip", "zip -qr x.zip proffer-$ID", makes: "x.zip"),
        PackedWay("zip, stored", "zip -q0r x.zip proffer-$ID", makes: "x.zip"),
        PackedWay("zip through a pipe", "zip -qr - proffer-$ID | cat > x.zip", makes: "x.zip"),
        PackedWay("zip from inside", "cd proffer-$ID; zip -qr ../x.zip .", makes: "x.zip"),
        PackedWay("the tar in a zip", "zip -q x.zip bundle.tar", makes: "x.zip"),
        PackedWay("a gzipped tar in a zip", "tar czf x.tgz proffer-$ID; zip -q x.zip x.tgz", makes: "x.zip"),
        PackedWay("a zip in a zip", "zip -qr i.zip proffer-$ID; zip -q x.zip i.zip", makes: "x.zip"),
        PackedWay("a tar in a gzipped tar", "tar czf x.tgz bundle.tar", makes: "x.tgz"),
        PackedWay("its folder", "true", makes: "proffer-$ID"),
        PackedWay("the folder around it", "mkdir x; mv proffer-$ID x", makes: "x"),
        PackedWay("its folder under another name", "mv proffer-$ID 'Case 17'", makes: "Case 17"),
        PackedWay(
            "a folder that a Macintosh was at",
            "touch proffer-$ID/.DS_Store proffer-$ID/data/._0001.age; tar cf x.tar proffer-$ID",
            makes: "x.tar"),
    ]
}
