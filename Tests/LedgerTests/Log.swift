import Statements
import Ledger
import Peers
import Sealing

/// A ledger in a folder of its own, and who keeps it.
struct Log {
    let folder: ScratchFolder
    let keeper: Identity
    let ledger: Ledger

    init(entries: Int = 0) throws {
        folder = try ScratchFolder()
        keeper = try Identity.generate(name: "Ruth Adeyemi", role: .custodian)
        ledger = try Ledger.create(at: folder.path("ledger.sqlite"), by: keeper)
        if entries > 0 {
            try ledger.append(try (0..<entries).map(entry))
            try ledger.checkpoint(signedBy: keeper)
        }
    }

    /// A signed statement like no other.
    func entry(_ number: Int) throws -> [UInt8] {
        try DSSEEnvelope.signing(
            payload: Array(#"{"number":\#(number)}"#.utf8), payloadType: "application/vnd.proffer.test+json",
            key: keeper.signingKey, keyID: keeper.card.fingerprint.hex
        ).json()
    }

    var keys: [(name: String, key: VerifyingKey)] { [(keeper.name, keeper.signingKey.verifyingKey)] }

    /// The ledger opened anew and held against what was signed.
    func verification(kept: [SignedCheckpoint] = []) throws -> LedgerVerification {
        try Ledger(path: ledger.path).verify(keys: keys, kept: kept)
    }

    /// What somebody who can write the file does to it: Python that changes the database `db`. `alter(place)`
    /// changes a bit of an entry, and `rebuild()` makes the hashes and the tree fit the entries again.
    func tamper(_ change: String) throws {
        try Peer.python(
            """
            import hashlib, sqlite3, sys
            db = sqlite3.connect("ledger.sqlite")
            triggers = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
            for name, _ in triggers: db.execute("drop trigger " + name)
            sha = lambda data: hashlib.sha256(data).digest()
            def rebuild():
                rows = db.execute("select place, entry from entries order by place").fetchall()
                level = [sha(b"\\0" + entry) for _, entry in rows]
                for (place, _), leaf in zip(rows, level):
                    db.execute("update entries set leaf = ? where place = ?", (leaf, place))
                db.execute("delete from nodes")
                height = 0
                while len(level) > 1:
                    height += 1
                    level = [sha(b"\\1" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
                    for place, hash in enumerate(level):
                        db.execute("insert into nodes values (?, ?, ?)", (height, place, hash))
            def alter(place):
                entry = bytearray(db.execute("select entry from entries where place = ?", (place,)).fetchone()[0])
                entry[20] ^= 1
                db.execute("update entries set entry = ? where place = ?", (bytes(entry), place))
            exec(sys.argv[1])
            for _, sql in triggers: db.execute(sql)
            db.commit()
            """, [change], in: folder)
    }
}
