import Files
import Foundation
import Peers
import Testing

@Suite("Who else may read and change what is one person's own")
struct FileExposureTests {
    private typealias Status = FileExposure.Status

    private static func findings(
        _ facts: FileExposure.Status, _ use: FileExposure.Use, in folder: FileExposure.Status? = nil
    ) -> [FileExposure.Finding] {
        FileExposure("x", use, facts, in: folder, named: "folder", runBy: 1000)?.findings ?? []
    }

    @Test(
        "is told by the rights of others and of the group, of the file and of its folder, and by whose it is")
    func rules() {
        for (facts, use, folder, expected) in [
            (Status(mode: 0o600, user: 1000), .secret, Status(mode: 0o755, user: 0), []),
            (Status(mode: 0o644, user: 1000), .secret, nil, [.readable]),
            (Status(mode: 0o640, user: 1000), .secret, nil, [.readable]),
            (Status(mode: 0o622, user: 1000), .secret, nil, [.writable]),
            (Status(mode: 0o666, user: 1000), .secret, nil, [.readable, .writable]),
            (Status(mode: 0o600, user: 1001), .secret, nil, [.foreign(user: 1001)]),
            (Status(mode: 0o600, user: 0), .secret, nil, []),
            (Status(mode: 0o755, user: 1000, isFolder: true), .trusted, nil, []),
            (Status(mode: 0o775, user: 1000, isFolder: true), .trusted, nil, [.writable]),
            (Status(mode: 0o777, user: 1000, isFolder: true), .trusted, nil, [.writable]),
            // A group of one's own, as many systems give each user, is nobody else.
            (Status(mode: 0o775, user: 1000, isOwnGroup: true, isFolder: true), .trusted, nil, []),
            (Status(mode: 0o660, user: 1000, isOwnGroup: true), .secret, nil, []),
            (Status(mode: 0o662, user: 1000, isOwnGroup: true), .secret, nil, [.writable]),
            // Who may change a folder may put another file in its place, unless it is like /tmp.
            (
                Status(mode: 0o600, user: 1000), .secret, Status(mode: 0o777, user: 0),
                [.replaceable(folder: "folder")]
            ),
            (Status(mode: 0o600, user: 1000), .secret, Status(mode: 0o1777, user: 0), []),
            // Where no rights are kept, all the others mean nothing.
            (Status(mode: 0o777, user: 1001, keepsRights: false), .secret, nil, [.noRights]),
        ] as [(Status, FileExposure.Use, Status?, [FileExposure.Finding])] {
            #expect(Self.findings(facts, use, in: folder) == expected, "\(facts) \(use)")
        }
    }

    @Test(
        "of a real file is what chmod made it, and the remedy is what undoes it; a pipe is nobody's concern")
    func real() throws {
        let folder = try ScratchFolder()
        try folder.write("x", as: "secret")
        chmod(folder.path("secret"), 0o600)
        #expect(FileExposure(of: folder.path("secret"), .secret) == nil)
        chmod(folder.path("secret"), 0o666)
        let exposure = try #require(FileExposure(of: folder.path("secret"), .secret))
        #expect(exposure.remedies == [["chmod", "600", folder.path("secret")]])
        let outcome = try Peer.run(
            try Peer.program("chmod"), Array(try #require(exposure.remedies.first).dropFirst()), in: folder)
        #expect(outcome.status == 0)
        #expect(FileExposure(of: folder.path("secret"), .secret) == nil)
        #expect(FileExposure(of: folder.path("missing"), .secret) == nil)
        mkfifo(folder.path("pipe"), 0o666)
        #expect(FileExposure(of: folder.path("pipe"), .secret) == nil)
    }
}
