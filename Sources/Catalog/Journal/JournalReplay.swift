import Statements
import Sealing

/// The rows of a journal, put together again as statements and bundles. Nothing in them has been checked but the chain.
struct JournalReplay {
    private(set) var statements: [StoredStatement] = []
    private(set) var sealings: [StoredSealing] = []
    /// What does not belong there, in words.
    private(set) var faults: [String] = []

    private struct Key: Hashable {
        var digest: [UInt8]
        var kind: String
    }
    private var places: [Key: Int] = [:]
    private var bundles: [UInt64: Int] = [:]

    /// Takes the next row.
    mutating func add(_ row: JournalRow) {
        guard let event = JournalRow.Event(rawValue: row.kind) else { return add(statement: row) }
        let isOfStatement = event == .again
        guard row.digest.isEmpty || isOfStatement, row.about.isEmpty || event == .sealed else {
            faults.append("row \(row.number), \(row.kind), names a statement, and such a row is about none")
            return
        }
        switch event {
        case .again:
            let kind = String(decoding: row.content, as: UTF8.self)
            guard let place = places[Key(digest: row.digest, kind: kind)] else {
                faults.append("row \(row.number) says that something was seen again that is not here")
                return
            }
            statements[place].last = max(statements[place].last, row.noted)
        case .begun:
            guard let note = read(BegunNote.self, row) else { return }
            bundles[row.number] = sealings.count
            sealings.append(
                StoredSealing(
                    row: row.number, request: note.request, consent: note.consent, file: note.file,
                    begun: row.noted))
        case .sealed:
            guard let begun = Self.number(row.about), let place = bundles[begun] else {
                faults.append("row \(row.number) says that a bundle was made whose beginning is not here")
                return
            }
            sealings[place].ended = row.noted
            sealings[place].signed = row.content
        case .abandoned:
            guard let note = read(AbandonedNote.self, row) else { return }
            guard let place = bundles[note.begun], sealings[place].ended == nil else {
                faults.append(
                    "row \(row.number) says that a bundle was not made which is not here, or was made")
                return
            }
            sealings[place].isAbandoned = true
        case .missing:
            guard let note = read(MissingNote.self, row) else { return }
            faults.append(
                "on \(row.noted.toTheSecond), \(note.head) knew of \(note.rows) rows that were not here as it knew them: an "
                    + "older copy had been put in the place of the journal, or somebody had changed it")
        }
    }

    private mutating func add(statement row: JournalRow) {
        let key = Key(digest: row.digest, kind: row.kind)
        if places[key] == nil { places[key] = statements.count }
        statements.append(
            StoredStatement(
                number: row.number, digest: row.digest, kind: row.kind, envelope: row.content,
                about: row.about,
                first: row.noted, last: row.noted))
    }

    private mutating func read<Note: Decodable>(_ type: Note.Type, _ row: JournalRow) -> Note? {
        let note = try? StrictJSON.decode(type, from: row.content, maximumBytes: Journal.maximumFactBytes)
        if note == nil { faults.append("row \(row.number), \(row.kind), cannot be read") }
        return note
    }

    /// The number of a row as another row refers to it: eight bytes, big-endian.
    static func number(_ bytes: [UInt8]) -> UInt64? {
        bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    /// The bytes by which a row refers to another.
    static func bytes(_ number: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

/// A statement that was noted; nothing in it has been checked.
struct StoredStatement {
    /// The number of the row that notes it first.
    var number: UInt64
    /// The payload digest that the row has for it: a copy, which is held against the envelope.
    var digest: [UInt8]
    var kind: String
    var envelope: [UInt8]
    /// The payload digest that the row has for what it is about: a copy as well.
    var about: [UInt8]
    var first: WallTime
    var last: WallTime
}

/// A bundle that was begun; nothing of it has been checked.
struct StoredSealing {
    /// The number of the row that says so.
    var row: UInt64
    var request: SHA256Digest
    var consent: SHA256Digest
    var file: String
    var begun: WallTime
    var ended: WallTime?
    /// What left, as the owner signed it.
    var signed: [UInt8]?
    var isAbandoned = false
}
