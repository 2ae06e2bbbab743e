import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Testing

@Suite("A file that a front made, when it is given to it again")
struct OwnFileTests {
    private let owner: CaseOwner

    init() throws { owner = try CaseOwner() }

    private func own(_ path: String) throws -> OwnFile? {
        owner.cases.find(own: try RecognisedFile(path))
    }

    /// A copy elsewhere, under a name that tells nothing.
    private func copy(_ path: String, bytes count: Int? = nil) throws -> String {
        let content = try Data(contentsOf: URL(fileURLWithPath: path))
        return try owner.owner.folder.write(Array(content.prefix(count ?? content.count)), as: "x").path
    }

    @Test("a yes, what takes it back, and a bundle lead to their case")
    func own() throws {
        try owner.agree()
        try owner.seal()
        let bundle = try #require(owner.found.bundles.first)
        #expect(try own(copy(owner.found.consent))?.kind == .consent)
        let given = try #require(try own(copy(bundle.path)))
        #expect(given.kind == .bundle && given.isLatest && given.found == owner.found)
        _ = try OwnersAnswer(
            by: owner.identity, to: OutputFile(owner.found.revocation, replaces: false),
            journal: owner.asked.journal, noting: owner.asked.note
        ).revoke(owner.found.consent, reason: nil)
        #expect(try own(copy(owner.found.revocation))?.kind == .revocation)
    }

    @Test("those of somebody else lead nowhere")
    func strangers() throws {
        let other = try CaseOwner()
        try other.agree()
        try other.seal()
        #expect(try own(other.found.consent) == nil)
        #expect(try own(try #require(other.found.bundles.first).path) == nil)
    }

    @Test("a bundle whose end is missing is told from a whole one", arguments: [5000, 5120])
    func cut(_ count: Int) throws {
        try owner.agree()
        try owner.seal()
        let bundle = try #require(owner.found.bundles.first)
        #expect(!(try RecognisedFile(bundle.path).lacksItsEnd))
        let cut = try RecognisedFile(copy(bundle.path, bytes: count))
        #expect(cut.nature == .bundle && cut.lacksItsEnd)
    }
}
