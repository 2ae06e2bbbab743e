import Cutting
import Recordings
import Records
import Statements
import Databases
import Foundation
import GRDB
import Sealing

/// The tables of a store of commitments: a row a recording as it once was, a row a track of it, a row a timestamp.
enum CommitmentTables {
    /// How many bytes the facts of one track may have.
    private static let maximumFactBytes = 1 << 20
    /// How many bytes the parameter sets of one track may have: an entry for each time that they change.
    private static let maximumSetsBytes = 16 << 20
    /// How many tracks a recording may have; libavformat stops at a thousand.
    private static let maximumTracks = 1000

    /// `PFRC` in SQLite's header says whose database it is. What was committed to by an earlier layout bound less: it is
    /// refused, and the recordings are committed to anew.
    static let layout = DatabaseLayout(
        application: 0x5046_5243, version: 4,
        statements: [
            """
            CREATE TABLE batch (
                id INTEGER PRIMARY KEY, root BLOB NOT NULL, token BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE recording (
                id INTEGER PRIMARY KEY,
                path TEXT NOT NULL,
                size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
                sha256 BLOB NOT NULL, ends BLOB NOT NULL, root BLOB NOT NULL,
                key_id TEXT NOT NULL, secret BLOB NOT NULL, evidence BLOB NOT NULL,
                committed INTEGER NOT NULL,
                batch INTEGER REFERENCES batch (id)
            ) STRICT
            """,
            "CREATE INDEX recording_path ON recording (path)",
            "CREATE INDEX recording_content ON recording (size, ends, sha256)",
            "CREATE INDEX recording_unstamped ON recording (id) WHERE batch IS NULL",
            "CREATE INDEX recording_batch ON recording (batch, id)",
            """
            CREATE TABLE track (
                recording INTEGER NOT NULL REFERENCES recording (id),
                number INTEGER NOT NULL,
                facts BLOB NOT NULL, committed BLOB NOT NULL,
                nodes BLOB NOT NULL, tail BLOB NOT NULL, marks BLOB NOT NULL, sets BLOB NOT NULL,
                PRIMARY KEY (recording, number)
            ) STRICT, WITHOUT ROWID
            """,
            // The folders that were committed to as such: of a file in one that has no row it can be said that it has none.
            "CREATE TABLE folder (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            // Of each stamped recording its own way to the root that was stamped, so that none depends on another's row.
            """
            CREATE TABLE membership (
                recording INTEGER PRIMARY KEY REFERENCES recording (id),
                place INTEGER NOT NULL, count INTEGER NOT NULL, path BLOB NOT NULL
            ) STRICT
            """,
        ])

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
                (path, size, modified, changed, inode, sha256, ends, root, key_id, secret, evidence, committed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: arguments(path, commitment.stamp) + [
                Data(commitment.sha256.bytes), Data(commitment.ends.bytes),
                Data(commitment.commitment.root.bytes), commitment.key.id,
                commitment.key.withSecret { Data($0) },
                Data(try StrictJSON.encode(commitment.commitment.evidence)), commitment.committed.nanoseconds,
            ])
        let recording = database.lastInsertedRowID
        let tracks = try database.cachedStatement(
            sql: """
                INSERT INTO track (recording, number, facts, committed, nodes, tail, marks, sets)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (number, track) in commitment.commitment.tracks.enumerated() {
            guard let facts = commitment.tracks.first(where: { $0.index == track.index }),
                let blocks = commitment.blocks[track.index]
            else { continue }
            try tracks.execute(
                arguments: [
                    recording, number, Data(try StrictJSON.encode(facts)), Data(try StrictJSON.encode(track)),
                    BlockBytes.of(blocks.nodes), BlockBytes.of(blocks.tail), BlockBytes.of(blocks.marks),
                    Data(try StrictJSON.encode(blocks.sets)),
                ])
        }
    }

    /// What a file is found by: the SHA-256 of its ends, and that of the whole of it.
    struct Content {
        let ends: SHA256Digest
        let sha256: SHA256Digest

        fileprivate init?(_ row: Row) throws {
            guard let ends = SHA256Digest(bytes: Array(try row.value("ends") as Data)),
                let sha256 = SHA256Digest(bytes: Array(try row.value("sha256") as Data))
            else { return nil }
            (self.ends, self.sha256) = (ends, sha256)
        }
    }

    /// The content that a file had when it was committed to, by its row; none where it has no row as it is now.
    ///
    /// - Throws: `NotBelieved` where the row's digests are cut short.
    static func content(of path: StoredPath, _ stamp: FileStamp, in database: Database) throws -> Content? {
        let row = try Row.fetchOne(
            database, sql: "SELECT ends, sha256 FROM recording WHERE \(asItIs) ORDER BY id LIMIT 1",
            arguments: arguments(path, stamp))
        return try row.map { row in
            guard let content = try Content(row) else {
                throw NotBelieved(description: "its digest is cut short")
            }
            return content
        }
    }

    /// The contents that were committed to of files with that size and those ends, each once: those with a timestamp first,
    /// and the oldest of them.
    static func contents(
        size: Int64, ends: SHA256Digest, in database: Database
    ) throws -> [Content] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT ends, sha256 FROM recording WHERE size = ? AND ends = ?
                GROUP BY sha256 ORDER BY min(batch IS NULL), min(id) LIMIT 16
                """, arguments: [size, Data(ends.bytes)]
        ).compactMap(Content.init)
    }

    /// Keeps that folders were committed to as such.
    static func insert(folders: [StoredPath], in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO folder (path) VALUES (?) ON CONFLICT DO NOTHING")
        for folder in folders { try statement.execute(arguments: [folder.text]) }
    }

    /// Whether a file lies in a folder that was committed to, or in one with a recording in it that was.
    static func holdsFolder(of file: StoredPath, in database: Database) throws -> Bool {
        let parts = file.text.split(separator: "/").dropLast()
        let around = parts.indices.map { "/" + parts[...$0].joined(separator: "/") } + ["/"]
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM folder WHERE path = ?")
        for folder in around where try Int.fetchOne(statement, arguments: [folder]) != nil { return true }
        // What begins with `folder/` lies between it and `folder0`, as 0 is the character behind the slash.
        let own = parts.isEmpty ? "" : "/" + parts.joined(separator: "/")
        return try Int.fetchOne(
            database,
            sql: """
                SELECT 1 FROM recording
                WHERE path > ? AND path < ? AND instr(substr(path, length(?) + 1), '/') = 0 LIMIT 1
                """, arguments: [own + "/", own + "0", own + "/"]) != nil
    }

    /// Whether any file of that size was committed to.
    static func knows(size: Int64, in database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM recording WHERE size = ? LIMIT 1", arguments: [size])
            != nil
    }

    /// The commitment to a file of a size and content, by the oldest row that holds; what is wrong with others is told.
    ///
    /// - Parameter isFoundByContent: whether the file was found by its ends: then it may have had another name, place and
    ///   times when it was committed to, or may be another file between its ends.
    /// - Returns: the commitment, nil where there is none; and of rows that were not believed, why.
    static func commitment(
        to content: Content, _ stamp: FileStamp, isFoundByContent: Bool, at moment: WallTime,
        in database: Database
    ) throws -> (kept: Precommitment?, notes: [String]) {
        // The oldest proves the most.
        let rows = try Row.fetchAll(
            database,
            sql:
                "SELECT * FROM recording WHERE size = ? AND ends = ? AND sha256 = ? "
                + "ORDER BY batch IS NULL, id LIMIT 16",
            arguments: [stamp.size, Data(content.ends.bytes), Data(content.sha256.bytes)])
        var notes: [String] = []
        for row in rows {
            do {
                var kept = try commitment(row, stamp, in: database)
                kept.isFoundByContent = isFoundByContent
                try requireOrder(kept, changed: try row.value("changed"), at: moment)
                if let batch = try row.value("batch") as Int64? {
                    do { kept.batch = try self.stamp(of: row.value("id"), in: batch, kept, database) } catch {
                        notes.append(
                            "its timestamp is not used, as the store's row of it is not what it was: \(error)"
                        )
                    }
                }
                return (kept, notes)
            } catch let error where !(error is DatabaseError) {
                notes.append("\(error)")
            }
        }
        return (nil, notes)
    }

    /// A row that cannot be what this program wrote.
    struct NotBelieved: Error, CustomStringConvertible { var description: String }

    private static func commitment(
        _ row: Row, _ stamp: FileStamp, in database: Database
    ) throws -> Precommitment {
        let id: Int64 = try row.value("id")
        let keyID: String = try row.value("key_id")
        guard let content = try Content(row),
            let key = CommitmentKey(id: keyID, secret: Array(try row.value("secret") as Data))
        else { throw NotBelieved(description: "its digest or its secret is cut short") }
        var tracks: [SourceTrack] = []
        var committed: [CommittedTrack] = []
        var blocks: [Int: CommittedBlocks] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM track WHERE recording = ? ORDER BY number LIMIT ?",
            arguments: [id, maximumTracks])
        while let row = try rows.next() {
            let facts = try facts(SourceTrack.self, row.value("facts"))
            let track = try self.facts(CommittedTrack.self, row.value("committed"))
            guard facts.index == track.index, blocks[facts.index] == nil else {
                throw NotBelieved(description: "its tracks are not those that were committed to")
            }
            guard
                let kept = try BlockBytes.blocks(
                    nodes: row.value("nodes"), tail: row.value("tail"), marks: row.value("marks"),
                    sets: Self.facts(
                        [CommittedBlocks.Sets].self, row.value("sets"), maximumBytes: maximumSetsBytes),
                    of: track)
            else {
                throw NotBelieved(description: "what is kept of its track \(track.index) is not what was")
            }
            tracks.append(facts)
            committed.append(track)
            blocks[facts.index] = kept
        }
        let commitment = try SourceCommitment(
            id: keyID, tracks: committed, evidence: facts(CommittedEvidence.self, row.value("evidence")))
        guard commitment.root.bytes == Array(try row.value("root") as Data) else {
            throw NotBelieved(description: "its tracks do not have the root that was committed to")
        }
        return Precommitment(
            sha256: content.sha256, ends: content.ends, stamp: stamp, tracks: tracks, commitment: commitment,
            key: key, blocks: blocks,
            committed: WallTime(nanoseconds: try row.value("committed")))
    }

    private static func facts<Facts: Decodable>(
        _ type: Facts.Type, _ data: Data, maximumBytes: Int = maximumFactBytes
    ) throws -> Facts {
        do {
            return try StrictJSON.decode(type, from: Array(data), maximumBytes: maximumBytes)
        } catch { throw NotBelieved(description: "the facts of a track are damaged") }
    }

    /// Nobody commits to a recording after it is sealed, nor before its file was last changed.
    private static func requireOrder(
        _ kept: Precommitment, changed: Int64, at moment: WallTime
    ) throws {
        guard kept.committed <= moment else {
            throw NotBelieved(description: "it says that it was committed to in the future")
        }
        guard kept.committed.nanoseconds >= changed else {
            throw NotBelieved(
                description: "it says that it was committed to before the file was last changed")
        }
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
        _ rows: [Int64], _ tree: MerkleTree, _ token: TimeStampToken, in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO batch (root, token) VALUES (?, ?)",
            arguments: [Data(tree.root.bytes), Data(token.der)])
        let batch = database.lastInsertedRowID
        let statement = try database.cachedStatement(sql: "UPDATE recording SET batch = ? WHERE id = ?")
        for row in rows { try statement.execute(arguments: [batch, row]) }
        try keepWays(of: rows, in: tree, database)
    }

    private static func keepWays(of rows: [Int64], in tree: MerkleTree, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO membership (recording, place, count, path) VALUES (?, ?, ?, ?)")
        for (place, row) in rows.enumerated() {
            guard let proof = tree.proof(of: place) else { continue }
            try statement.execute(
                arguments: [row, Int64(proof.place), Int64(proof.count), BlockBytes.of(proof.path)])
        }
    }

    /// The stamp of a recording, found to be over its commitment and signed as its token says. Whether the authority is
    /// to be trusted is for whoever verifies.
    private static func stamp(
        of row: Int64, in batch: Int64, _ kept: Precommitment, _ database: Database
    ) throws -> BatchStamp {
        guard
            let stamped = try Row.fetchOne(
                database, sql: "SELECT root, token FROM batch WHERE id = ?", arguments: [batch]),
            let way = try Row.fetchOne(
                database, sql: "SELECT place, count, path FROM membership WHERE recording = ?",
                arguments: [row]),
            let root = SHA256Digest(bytes: Array(try stamped.value("root") as Data)),
            let place = UInt64(exactly: try way.value("place") as Int64),
            let count = UInt64(exactly: try way.value("count") as Int64)
        else { throw NotBelieved(description: "its batch, or its way to what was stamped, is not there") }
        let path: Data = try way.value("path")
        guard path.count <= 64 * SHA256Digest.byteCount else {
            throw NotBelieved(description: "its way to the stamped root is too long")
        }
        let token = try TimeStampToken(der: Array(try stamped.value("token") as Data))
        let stamp = BatchStamp(
            InclusionProof(place: place, count: count, path: BlockBytes.digests(path)), root: root,
            token: token)
        try stamp.token(of: kept.commitment.root).verify(digest: root, trusting: .itsOwnCertificate)
        return stamp
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

    /// What is kept of a track; nil where it is not what a track of that many access units and that root has.
    ///
    /// The sizes are looked at before anything is taken apart, and the nodes must lead to the root.
    static func blocks(
        nodes: Data, tail: Data, marks: Data, sets: [CommittedBlocks.Sets], of track: CommittedTrack
    ) throws -> CommittedBlocks? {
        guard
            CommittedBlocks.fits(
                nodes: nodes.count, tail: tail.count, each: SHA256Digest.byteCount, marks: marks.count,
                each: markByteCount, count: track.count)
        else { return nil }
        let blocks = CommittedBlocks(
            nodes: digests(nodes), tail: digests(tail), marks: self.marks(marks), sets: sets)
        return try blocks.root(of: track.count) == track.root ? blocks : nil
    }

    private static let markByteCount = 24

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
