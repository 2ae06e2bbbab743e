import Cutting
import Records
import Catalog
import Foundation
import Peers
import Sealing
import Testing

@Suite("What is believed from a store of commitments is checked when it is used")
struct StoreTamperTests {
    /// A stamped store of three recordings.
    private struct Stamped {
        let folder = try? ScratchFolder()
        let clips: [String]

        init() throws {
            let folder = try #require(folder)
            for number in 0..<3 {
                let made = try Peer.run(
                    try Peer.program("ffmpeg"),
                    [
                        "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=10",
                        "-frames:v", String(300 + number), "-c:v", "libx264", "-preset", "ultrafast",
                        "-pix_fmt",
                        "yuv420p", "clip-\(number).mp4",
                    ], in: folder)
                try #require(made.status == 0, "\(made.errors)")
            }
            clips = (0..<3).map { folder.path("clip-\($0).mp4") }
            let authority = try TimestampAuthority()
            let store = try CommitmentStore(path: folder.path("store"))
            _ = try CommitmentRun(clips, into: store, quietNanoseconds: 0)
            _ = try store.stampNew { digest in
                let request = try TimeStampRequest(of: digest)
                return try request.token(in: try authority.answer(request.der))
            }
        }

        /// What the store says of a recording after somebody changed it.
        func said(of clip: Int, after change: String) throws -> (kept: Precommitment?, notes: [String]) {
            let folder = try #require(folder)
            try Peer.python(
                """
                import sqlite3, sys, struct, os, shutil
                shutil.rmtree("changed", ignore_errors=True); shutil.copytree("store", "changed")
                db = sqlite3.connect("changed/commitments.sqlite")
                exec(sys.argv[1])
                db.commit()
                """, [change], in: folder)
            let found = try CommitmentStore(path: folder.path("changed")).commitments(to: clips[clip])
            return (found.kept.first, found.notes)
        }
    }

    private static let recording = "where id = (select id from recording where path like '%clip-1.mp4')"
    private static func update(_ assignment: String) -> String {
        #"db.execute("update recording set \#(assignment) \#(recording)")"#
    }
    private static func track(_ assignment: String) -> String {
        #"db.execute("update track set \#(assignment)")"#
    }

    @Test("a row that is not what was written is not used, and is named")
    func rows() throws {
        let stamped = try Stamped()
        let honest = try stamped.said(of: 1, after: "")
        #expect(honest.kept?.batch != nil)
        #expect(honest.notes.isEmpty)
        for change in [
            // Digests, secrets, times.
            Self.update("sha256 = zeroblob(3)"), Self.update("ends = zeroblob(3)"),
            Self.update("secret = zeroblob(5)"),
            Self.update("key_id = 'x'"),
            Self.update("root = zeroblob(32)"), Self.update("committed = 9223372036854775807"),
            Self.update("committed = -9223372036854775808"), Self.update("committed = 1577836800000000000"),
            Self.update("committed = changed - 1"),
            // Nodes, marks and counts that do not go together.
            Self.track("nodes = x''"), Self.track("nodes = substr(nodes, 1, 31)"),
            Self.track("nodes = zeroblob(length(nodes))"),
            Self.track("nodes = cast(nodes || zeroblob(160000) as blob)"),
            Self.track("tail = zeroblob(2048)"), Self.track("tail = zeroblob(length(tail))"),
            Self.track("marks = cast(marks || marks as blob)"), Self.track("marks = zeroblob(1)"),
            Self.track("facts = x'7b7d'"), Self.track("committed = x'5b5d'"),
            Self.track("facts = zeroblob(70000)"),
            Self.track("sets = x'7b7d'"), Self.track("sets = zeroblob(20000000)"),
            Self.update("evidence = x'7b7d'"), Self.update("evidence = zeroblob(2000000)"),
            Self.update(
                "evidence = cast(replace(cast(evidence as text), 'clip-1', 'clip-2') as blob)"),
            #"db.execute("delete from track")"#,
            #"db.execute("update track set number = number + 1; ".rstrip("; "))"# + "\n"
                + #"db.execute("insert into track select recording, number + 1, facts, committed, nodes, tail, marks, sets from track")"#,
        ] {
            let said = try stamped.said(of: 1, after: change)
            #expect(said.kept == nil, "\(change)")
            #expect(said.notes.count == 1, "\(change)")
            #expect(said.notes.allSatisfy { !$0.contains("\n") })
        }
    }

    @Test("a count that another root is made to fit does not reach the stamped root")
    func counts() throws {
        let stamped = try Stamped()
        let said = try stamped.said(
            of: 1,
            after: """
                import json, hashlib
                H = lambda *p: hashlib.sha256(b"".join(p)).digest()
                row, = db.execute("select id from recording where path like '%clip-1.mp4'").fetchone()
                facts = json.loads(db.execute("select committed from track where recording = ?", (row,)).fetchone()[0])
                facts["count"] = 0
                facts["root"] = H().hex()
                db.execute("update track set committed = ?, nodes = x'', tail = x'', marks = x'' where recording = ?",
                    (json.dumps(facts).encode(), row))
                leaf = H(b"\\0", struct.pack(">IQ", facts["index"], 0), H(), bytes.fromhex(facts["times_digest"]),
                    bytes.fromhex(facts["description_digest"]))
                evidence = json.loads(db.execute("select evidence from recording where id = ?", (row,)).fetchone()[0])
                salt = bytes.fromhex(evidence.pop("salt"))
                start = H(b"\\0", H(salt, json.dumps(evidence, sort_keys=True, separators=(",", ":")).encode()))
                db.execute("update recording set root = ? where id = ?", (H(b"\\1", leaf, start), row))
                """)
        #expect(said.kept?.batch == nil)
        #expect(said.notes.contains { $0.contains("timestamp is not used") })
    }

    @Test("a recording keeps its own way to the stamped root, whatever becomes of the others' rows")
    func others() throws {
        let stamped = try Stamped()
        for change in [
            #"db.execute("delete from membership where recording = 1"); db.execute("delete from track where recording = 1"); db.execute("delete from recording where id = 1")"#,
            #"db.execute("update recording set root = zeroblob(32) where id = 1")"#,
            #"db.execute("update recording set batch = null where id <> 2")"#,
        ] {
            let said = try stamped.said(of: 1, after: change)
            #expect(said.notes.isEmpty, "\(change): \(said.notes)")
            let kept = try #require(said.kept)
            #expect(throws: Never.self) { try kept.batch?.token(of: kept.commitment.root) }
            #expect(kept.batch != nil)
        }
    }

    @Test("a timestamp that is not over the recording's commitment stays out, and is named")
    func stamps() throws {
        let stamped = try Stamped()
        for change in [
            #"db.execute("update batch set token = zeroblob(100)")"#,
            #"db.execute("update batch set token = x''")"#,
            #"db.execute("update batch set root = zeroblob(32)")"#,
            #"db.execute("update batch set root = zeroblob(7)")"#,
            #"db.execute("update membership set place = place + 1")"#,
            #"db.execute("update membership set place = -1")"#,
            #"db.execute("update membership set count = 9223372036854775807")"#,
            #"db.execute("update membership set path = zeroblob(32 * 70)")"#,
            #"db.execute("update membership set path = zeroblob(33)")"#,
            #"db.execute("delete from membership")"#,
            #"db.execute("pragma foreign_keys = off"); db.execute("update recording set batch = 7")"#,
            // A signature that is not the authority's.
            """
            token = bytearray(db.execute("select token from batch").fetchone()[0])
            token[-1] ^= 1
            db.execute("update batch set token = ?", (bytes(token),))
            """,
        ] {
            let said = try stamped.said(of: 1, after: change)
            #expect(said.kept != nil, "\(change): \(said.notes)")
            #expect(said.kept?.batch == nil, "\(change)")
            #expect(said.notes.count == 1, "\(change): \(said.notes)")
        }
    }

    @Test(
        "tables that are not exactly a store's are refused before anything is read",
        arguments: [
            "create trigger t after insert on recording begin delete from recording where id = new.id; end",
            "create view v as with recursive n(i) as (select 1 union all select i + 1 from n) select i from n",
            "create table more (x)", "create index more on recording (sha256)", "drop index recording_path",
            "alter table recording add column more text",
        ])
    func foreignSchema(change: String) throws {
        let folder = try ScratchFolder()
        _ = try CommitmentStore(path: folder.path("store"))
        try Peer.python(
            """
            import sqlite3, sys
            db = sqlite3.connect("store/commitments.sqlite"); db.execute(sys.argv[1]); db.commit()
            """, [change], in: folder)
        let error = #expect(throws: CatalogError.self) { try CommitmentStore(path: folder.path("store")) }
        #expect(error?.description.contains("somebody has changed it") == true, "\(error?.description ?? "")")
    }

    @Test("a store of an earlier layout, which bound less, is refused in a sentence that says what to do")
    func earlier() throws {
        let folder = try ScratchFolder()
        _ = try CommitmentStore(path: folder.path("store"))
        try Peer.python(
            """
            import sqlite3
            db = sqlite3.connect("store/commitments.sqlite"); db.execute("pragma user_version = 2"); db.commit()
            """, [], in: folder)
        let error = #expect(throws: CatalogError.self) { try CommitmentStore(path: folder.path("store")) }
        let words = error?.description ?? ""
        #expect(words.contains("earlier version") && words.contains("move it away"), "\(words)")
    }
}
