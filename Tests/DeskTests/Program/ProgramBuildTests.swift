import CustodyDesk
import Foundation
import Peers
import Sealing
import Testing

@Suite("Which build it is")
struct ProgramBuildTests {
    @Test("the digest is that of the file this process runs, as sha256sum has it")
    func digest() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let peer = try Peer.run(try Peer.program("sha256sum"), [own], in: try ScratchFolder())
        #expect(ProgramBuild.digest == String(peer.text.prefix(64)))
    }

    @Test("a commit is a commit, or is not known")
    func commit() {
        guard let commit = ProgramBuild.commit else { return }
        let digits = commit.hasSuffix("-changed") ? String(commit.dropLast(8)) : commit
        #expect([40, 64].contains(digits.count) && digits.allSatisfy(\.isHexDigit))
    }
}
