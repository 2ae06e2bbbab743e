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

    @Test("a commit is a commit, and known where the build was told")
    func commit() throws {
        let told = ProcessInfo.processInfo.environment["PROFFER_COMMIT"].map { !$0.isEmpty } ?? false
        guard let commit = ProgramBuild.commit else {
            #expect(!told, "the build was told its commit")
            return
        }
        let digits = commit.hasSuffix("-changed") ? String(commit.dropLast(8)) : commit
        #expect([40, 64].contains(digits.count) && digits.allSatisfy(\.isHexDigit))
    }
}
