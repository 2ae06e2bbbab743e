import Starts
import Objects
import Recordings
import Statements
import Foundation
import Glibc
import Peers
import Testing

@Suite("A link is not a recording: what it leads to is, by its own name, and only where that was asked for")
struct LinkTests {
    private let folder: ScratchFolder
    private let garden = "private/garden_2026-07-04T21-41-00Z.mp4"

    init() throws {
        folder = try ScratchFolder()
        for place in ["in", "private", "tree/a", "tree/garden"] {
            try FileManager.default.createDirectory(
                atPath: folder.path(place), withIntermediateDirectories: true)
        }
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=5:duration=2", "-c:v", "libx264", "-pix_fmt",
                "yuv420p",
            ],
            to: folder.path("in/gate_2026-07-04T21-40-00Z.mp4"))
        try folder.write(try folder.read("in/gate_2026-07-04T21-40-00Z.mp4"), as: garden)
        // A recording of the same time under the name of another camera.
        #expect(symlink(folder.path(garden), folder.path("in/front-door_2026-07-04T21-41-00Z.mp4")) == 0)
    }

    private func list(_ paths: [String], follow: Bool = false) throws -> (
        found: [FoundFile], links: FootageLinks
    ) {
        var found: [FoundFile] = []
        var listing = FootageListing(
            clocks: RecordingClocks(zone: try RecordingZone("UTC")), followsLinks: follow)
        try listing.forEach(in: paths) { entry in
            if case .file(let file) = entry { found.append(file) }
        }
        return (found, listing.links)
    }

    private func search(_ paths: [String], follow: Bool = false) throws -> FootageSearch {
        try FootageSearch(
            paths, clocks: RecordingClocks(zone: RecordingZone("UTC")), followsLinks: follow)
    }

    @Test("in a folder it is counted and named with where it leads, and nothing of it is taken")
    func notFollowed() throws {
        #expect(symlink(folder.path("private"), folder.path("in/more")) == 0)
        let listed = try list([folder.path("in")])
        #expect(listed.found.map(\.camera) == ["gate"])
        #expect(listed.links.notFollowed.count == 2)
        #expect(
            listed.links.notFollowed.first.map(\.target) == [folder.path(garden), folder.path("private")])
        let search = try search([folder.path("in")])
        #expect(search.cameras == ["gate"] && search.links.notFollowed.count == 2)
    }

    @Test("followed, it is called by the path of what it leads to, and told of")
    func followed() throws {
        let listed = try list([folder.path("in")], follow: true)
        #expect(listed.found.map(\.camera) == ["gate", "garden"])
        let found = try #require(listed.found.last)
        #expect(found.path == folder.path(garden))
        #expect(found.link?.path == folder.path("in/front-door_2026-07-04T21-41-00Z.mp4"))
        let search = try search([folder.path("in")], follow: true)
        #expect(search.cameras == ["garden", "gate"])
        #expect(search.reached[folder.path(garden)]?.target == folder.path(garden))
    }

    @Test("the true recording does not vanish behind a link that the walk comes to first")
    func besideTheTrueOne() throws {
        let own = "tree/garden/garden_2026-07-04T21-41-00Z.mp4"
        try folder.write(try folder.read(garden), as: own)
        #expect(
            symlink(
                "../garden/garden_2026-07-04T21-41-00Z.mp4",
                folder.path("tree/a/front-door_2026-07-04T21-41-00Z.mp4"))
                == 0)
        for follow in [false, true] {
            #expect(try list([folder.path("tree")], follow: follow).found.map(\.path) == [folder.path(own)])
        }
    }

    /// Ways in which somebody could make a link look like something else.
    private static let variations: [(what: String, make: @Sendable (ScratchFolder) -> Int32)] = [
        (
            "a link to a link",
            { folder in
                symlink(
                    "front-door_2026-07-04T21-41-00Z.mp4", folder.path("in/barn_2026-07-04T21-41-00Z.mp4"))
            }
        ),
        (
            "a folder whose name ends like a recording's",
            { folder in symlink("../private", folder.path("in/folder_2026-07-04T21-41-00Z.mp4")) }
        ),
        (
            "through a folder that leads up and down again",
            { folder in
                symlink("../in/../private/./garden_2026-07-04T21-41-00Z.mp4", folder.path("in/x.mp4"))
            }
        ),
        ("by an open file's number", { folder in symlink("/proc/self/cwd", folder.path("in/here")) }),
        ("in a circle", { folder in symlink("..", folder.path("in/up")) }),
    ]

    @Test(
        "however it is made, it is not followed unasked, and never called by its own name", arguments: 0..<5)
    func variation(_ number: Int) throws {
        let (what, make) = Self.variations[number]
        #expect(make(folder) == 0)
        let listed = try list([folder.path("in")])
        #expect(listed.found.map(\.camera) == ["gate"], "\(what)")
        #expect(listed.links.notFollowed.count == 2, "\(what)")
        if number < 3 || number == 4 {
            #expect(
                try Set(list([folder.path("in")], follow: true).found.map(\.camera)) == ["gate", "garden"],
                "\(what)")
        }
    }

    @Test(
        "named by a person, it is taken by what it leads to; a name that tells another camera or time is asked about"
    )
    func named() throws {
        #expect(symlink(folder.path(garden), folder.path("in/latest.mp4")) == 0)
        let found = try #require(try list([folder.path("in/latest.mp4")]).found.first)
        #expect(found.path == folder.path(garden) && found.camera == "garden")
        #expect(found.link?.path == folder.path("in/latest.mp4"))

        #expect(symlink(folder.path(garden), folder.path("in/garden_2026-07-04T21-50-00Z.mp4")) == 0)
        for name in ["in/front-door_2026-07-04T21-41-00Z.mp4", "in/garden_2026-07-04T21-50-00Z.mp4"] {
            let error = #expect(throws: FootageError.self) { try list([folder.path(name)]) }
            guard case .linkReadsOtherwise(folder.path(name), _, folder.path(garden), _)? = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(try list([folder.path(name)], follow: true).found.map(\.camera) == ["garden"])
            #expect(throws: FootageError.self) { try NamedRecording(folder.path(name), followsLinks: false) }
        }
    }

    @Test(
        "a folder that was named may lie behind a link, unless its recordings are then called another camera's"
    )
    func namedFolder() throws {
        #expect(symlink("private", folder.path("alias")) == 0)
        let listed = try list([folder.path("alias")])
        #expect(listed.found.map(\.path) == [folder.path(garden)] && listed.links.followed.count == 1)
        let through = try list([folder.path("alias/garden_2026-07-04T21-41-00Z.mp4")])
        #expect(through.found.map(\.path) == [folder.path(garden)])
        #expect(through.links.followed.first.first?.isLink == false)

        // A damaged file in it hides nothing, as in any folder.
        try folder.write(
            Array(try folder.read(garden).prefix(2000)), as: "private/half_2026-07-04T21-41-00Z.mp4")
        #expect(try search([folder.path("alias")]).recordings.map(\.camera) == ["garden"])

        // Here the folder's name is the camera's.
        try folder.write(try folder.read(garden), as: "private/2026-07-04T21-45-00Z.mp4")
        #expect(symlink("private", folder.path("front-door")) == 0)
        let error = #expect(throws: FootageError.self) { try list([folder.path("front-door")]) }
        guard case .linkReadsOtherwise? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            try Set(list([folder.path("front-door")], follow: true).found.map(\.camera)) == [
                "private", "garden",
            ])
    }

    @Test("two names of one file count once; where they tell different cameras, who seals is asked")
    func hardLinks() throws {
        #expect(link(folder.path(garden), folder.path("private/again_2026-07-04T21-41-00Z.mp4")) == 0)
        let listed = try list([folder.path("private")])
        #expect(listed.found.count == 1 && listed.links.secondNames.count == 1)
        let error = #expect(throws: FootageError.self) { try search([folder.path("private")]) }
        guard case .twoNames? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        // What lies outside the time asked for is nobody's question, and what was named itself is answered.
        let elsewhere = try Window(
            from: WallTime(rfc3339: "2026-07-05T00:00:00Z"), to: WallTime(rfc3339: "2026-07-05T01:00:00Z"))
        #expect(throws: Never.self) {
            try FootageSearch(
                [folder.path("private")], clocks: RecordingClocks(zone: RecordingZone("UTC")),
                within: [elsewhere])
        }
        #expect(try search([folder.path(garden), folder.path("private")]).cameras == ["garden"])
    }

    @Test("a link put in a file's or a folder's place after it was looked at is not followed")
    func swapped() throws {
        let own = folder.path("in/gate_2026-07-04T21-40-00Z.mp4")
        let found = try #require(try list([own]).found.first)
        #expect(rename(own, folder.path("in/old")) == 0)
        #expect(symlink(folder.path(garden), own) == 0)
        let error = #expect(throws: FootageError.self) {
            try Recording.probe(found, clocks: RecordingClocks(zone: RecordingZone("UTC")))
        }
        #expect("\(String(describing: error))".contains("taken its place"))

        // More folders than are open at a time, so that the last are come to after the first were told of.
        for number in 100..<180 {
            try FileManager.default.createDirectory(
                atPath: folder.path("many/\(number)"), withIntermediateDirectories: true)
            try folder.write(
                try folder.read(garden), as: "many/\(number)/cam_2026-07-04T21-41-00Z.mp4")
        }
        var cameras: Set<String> = []
        var isFirst = true
        var listing = FootageListing(clocks: RecordingClocks(zone: try RecordingZone("UTC")))
        try listing.forEach(in: [folder.path("many")]) { entry in
            if isFirst {
                isFirst = false
                #expect(rename(folder.path("many/179"), folder.path("many/.179")) == 0)
                #expect(symlink("../private", folder.path("many/179")) == 0)
            }
            if case .file(let file) = entry { cameras.insert(file.camera) }
        }
        #expect(cameras == ["cam"])
    }

    @Test("a tree deeper than may be open at once is told of, and the rest is found")
    func deep() throws {
        let deep = Array(repeating: "d", count: 140).joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: folder.path("in/\(deep)"), withIntermediateDirectories: true)
        var refused = 0
        var listing = FootageListing(clocks: RecordingClocks(zone: try RecordingZone("UTC")))
        var found = 0
        try listing.forEach(in: [folder.path("in")]) { entry in
            switch entry {
            case .file: found += 1
            case .unreadable(_, let error):
                refused += 1
                #expect("\(error)".contains("more than 128 folders"))
            }
        }
        #expect(found == 1 && refused == 1)
    }
}
