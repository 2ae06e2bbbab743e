import Custody
import Footage
import Foundation
import GRDB
import Sealing

/// The tables of a store of commitments: a row a recording as it once was, a row a track of it, a row a timestamp.
enum CommitmentTables {
    /// `PFRC` in SQLite's header says whose database it is; `user_version` says which layout it has.
    private static let application = 0x5046_5243
    private static let version = 1

    /// How many bytes the facts of one track may have.
    private static let maximumFactBytes = 1 << 16

    struct Foreign: Error {}

    private static let schema = """
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        CREATE TABLE batch (
            id INTEGER PRIMARY KEY, root BLOB NOT NULL, token BLOB NOT NULL
        ) STRICT;
        CREATE TABLE recording (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
            sha256 BLOB NOT NULL, root BLOB NOT NULL,
            key_id TEXT NOT NULL, secret BLOB NOT NULL,
            committed INTEGER NOT NULL,
            batch INTEGER REFERENCES batch (id)
        ) STRICT;
        CREATE INDEX recording_path ON recording (path);
        CREATE INDEX recording_unstamped ON recording (id) WHERE batch IS NULL;
        CREATE INDEX recording_batch ON recording (batch, id);
        CREATE TABLE track (
            recording INTEGER NOT NULL REFERENCES recording (id),
            number INTEGER NOT NULL,
            facts BLOB NOT NULL, committed BLOB NOT NULL,
            nodes BLOB NOT NULL, tail BLOB NOT NULL, marks BLOB NOT NULL,
            PRIMARY KEY (recording, number)
        ) STRICT, WITHOUT ROWID;
        """

    /// Makes the tables in a new database, and refuses one that is not ours.
    static func prepare(_ database: Database) throws {
        if try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 {
            try database.execute(sql: schema)
        }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application,
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version
        else { throw Foreign() }
    }

    // MARK: - Recordings

    private static let asItIs = "path = ? AND size = ? AND modified = ? AND changed = ? AND inode = ?"

    private static func arguments(_ path: StoredPath, _ stamp: FileStamp) -> StatementArguments {
        [path.text, stamp.size, stamp.modified, stamp.changed, Int64(bitPattern: stamp.inode)]
    }

    static func holds(_ path: StoredPath, _ stamp: FileStamp, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM recording WHERE \(asItIs)")
        return try Int.fetchOne(statement, arguments: arguments(path, stamp)) != nil
    }

    static func knows(_ path: StoredPath, in database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM recording WHERE path = ?", arguments: [path.text])
            != nil
    }

    static func counts(in database: Database) throws -> (Int, Int) {
        (
            try Int.fetchOne(database, sql: "SELECT count(*) FROM recording") ?? 0,
            try Int.fetchOne(database, sql: "SELECT count(*) FROM recording WHERE batch IS NULL") ?? 0
        )
    }

    static func insert(_ commitment: Precommitment, _ path: StoredPath, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO recording
                (path, size, modified, changed, inode, sha256, root, key_id, secret, committed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: arguments(path, commitment.stamp) + [
                Data(commitment.sha256.bytes), Data(commitment.commitment.root.bytes), commitment.key.id,
                commitment.key.withSecret { Data($0) }, commitment.committed.nanoseconds,
            ])
        let recording = database.lastInsertedRowID
        let tracks = try database.cachedStatement(
            sql: """
                INSERT INTO track (recording, number, facts, committed, nodes, tail, marks)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for (number, track) in commitment.commitment.tracks.enumerated() {
            guard let facts = commitment.tracks.first(where: { $0.index == track.index }),
                let blocks = commitment.blocks[track.index]
            else { continue }
            try tracks.execute(
                arguments: [
                    recording, number, Data(try StrictJSON.encode(facts)), Data(try StrictJSON.encode(track)),
                    BlockBytes.of(blocks.nodes), BlockBytes.of(blocks.tail), BlockBytes.of(blocks.marks),
                ])
        }
    }

    static func commitment(
        to path: StoredPath, _ stamp: FileStamp, in database: Database
    ) throws -> Precommitment? {
        // The oldest proves the most.
        let found = try Row.fetchOne(
            database,
            sql: "SELECT * FROM recording WHERE \(asItIs) ORDER BY batch IS NULL, id LIMIT 1",
            arguments: arguments(path, stamp))
        guard let row = found else { return nil }
        let id: Int64 = try row.value("id")
        var tracks: [SourceTrack] = []
        var committed: [CommittedTrack] = []
        var blocks: [Int: CommittedBlocks] = [:]
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM track WHERE recording = ? ORDER BY number", arguments: [id])
        for row in rows {
            let facts = try StrictJSON.decode(
                SourceTrack.self, from: Array(row.value("facts") as Data), maximumBytes: Self.maximumFactBytes
            )
            tracks.append(facts)
            committed.append(
                try StrictJSON.decode(
                    CommittedTrack.self, from: Array(row.value("committed") as Data),
                    maximumBytes: Self.maximumFactBytes))
            blocks[facts.index] = try CommittedBlocks(
                nodes: BlockBytes.digests(row.value("nodes")), tail: BlockBytes.digests(row.value("tail")),
                marks: BlockBytes.marks(row.value("marks")))
        }
        let keyID: String = try row.value("key_id")
        guard let sha256 = SHA256Digest(bytes: Array(try row.value("sha256") as Data)),
            let key = CommitmentKey(id: keyID, secret: Array(try row.value("secret") as Data))
        else { return nil }
        let commitment = try SourceCommitment(id: keyID, tracks: committed)
        guard commitment.root.bytes == Array(try row.value("root") as Data) else { return nil }
        var kept = try Precommitment(
            sha256: sha256, stamp: stamp, tracks: tracks, commitment: commitment, key: key, blocks: blocks,
            committed: WallTime(nanoseconds: row.value("committed")))
        if let batch = try row.value("batch") as Int64? {
            kept.batch = try self.stamp(of: id, in: batch, database)
        }
        return kept
    }

    // MARK: - Batches

    static func unstamped(in database: Database) throws -> [(row: Int64, root: SHA256Digest)] {
        try roots(database, where: "batch IS NULL", [])
    }

    private static func roots(
        _ database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [(row: Int64, root: SHA256Digest)] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, root FROM recording WHERE \(condition) ORDER BY id",
            arguments: arguments)
        var roots: [(Int64, SHA256Digest)] = []
        while let row = try rows.next() {
            guard let root = SHA256Digest(bytes: Array(try row.value("root") as Data)) else { continue }
            roots.append((try row.value("id"), root))
        }
        return roots
    }

    static func stamp(
        _ rows: [Int64], root: SHA256Digest, _ token: TimeStampToken, in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO batch (root, token) VALUES (?, ?)",
            arguments: [Data(root.bytes), Data(token.der)])
        let batch = database.lastInsertedRowID
        let statement = try database.cachedStatement(sql: "UPDATE recording SET batch = ? WHERE id = ?")
        for row in rows { try statement.execute(arguments: [batch, row]) }
    }

    private static func stamp(of row: Int64, in batch: Int64, _ database: Database) throws -> BatchStamp? {
        let leaves = try roots(database, where: "batch = ?", [batch])
        let hasher = try MerkleHasher()
        let tree = try MerkleTree(leaves: try leaves.map { try BatchStamp.leaf($0.root, hasher) })
        guard let place = leaves.firstIndex(where: { $0.row == row }), let proof = tree.proof(of: place),
            let token = try Data.fetchOne(
                database, sql: "SELECT token FROM batch WHERE id = ?", arguments: [batch])
        else { return nil }
        return BatchStamp(proof, root: tree.root, token: try TimeStampToken(der: Array(token)))
    }
}

/// Hashes and marks as bytes one behind the other: a day has thousands of them.
private enum BlockBytes {
    static func of(_ digests: [SHA256Digest]) -> Data {
        var data = Data(capacity: digests.count * SHA256Digest.byteCount)
        for digest in digests { data.append(contentsOf: digest.bytes) }
        return data
    }

    static func digests(_ data: Data) -> [SHA256Digest] {
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count, by: SHA256Digest.byteCount).compactMap {
            SHA256Digest(bytes: Array(bytes[$0..<min($0 + SHA256Digest.byteCount, bytes.count)]))
        }
    }

    static func of(_ marks: [CommittedBlocks.Mark]) -> Data {
        var data = Data(capacity: marks.count * 24)
        for mark in marks {
            for value in [mark.dts, mark.pts, mark.position] {
                withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        return data
    }

    static func marks(_ data: Data) -> [CommittedBlocks.Mark] {
        let bytes = [UInt8](data)
        return bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - bytes.count % 24, by: 24).map { place in
                func value(_ offset: Int) -> Int64 {
                    Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + offset, as: Int64.self))
                }
                return CommittedBlocks.Mark(dts: value(0), pts: value(8), position: value(16))
            }
        }
    }
}
