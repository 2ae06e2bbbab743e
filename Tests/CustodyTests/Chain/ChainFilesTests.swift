import Records
import Sealing
import Statements
import Testing

@Suite("A chain says of which file it is, and which copies were damaged")
struct ChainFilesTests {
    private let sample: SampleChain
    private let damaged: CheckSummary
    private let other: ArchiveFacts
    private let third: ArchiveFacts
    init() throws {
        sample = try SampleChain()
        damaged = CheckSummary(
            VerificationReport(checks: [
                Check(.archiveWellFormed, .ok),
                Check(.payloadMatchesManifest, .failed(reason: "data/0001.age")),
            ]))
        other = ArchiveFacts(sha256: try SHA256Digest.of([1]), size: sample.archive.size)
        third = ArchiveFacts(sha256: try SHA256Digest.of([2]), size: sample.archive.size)
    }

    private func received(_ archive: ArchiveFacts, _ checks: CheckSummary) -> CustodyAction {
        .received(.init(from: nil, how: "by hand", archive: archive, checks: checks))
    }

    private func files(_ actions: [CustodyAction]) throws -> ChainFiles {
        let chain = try actions.reduce(CustodyChain(of: sample.seal, digest: sample.digest)) {
            chain, action in
            try chain.adding(action, by: sample.custodian)
        }
        return chain.files
    }

    @Test("a whole copy that was received after a damaged one is the file, and the damaged one is not")
    func wholeAfterDamaged() throws {
        let files = try files([received(other, damaged), received(sample.archive, sample.checks)])
        #expect(files.whole?.archive == sample.archive && files.damaged.map(\.archive) == [other])
        #expect(files.objection(to: sample.archive) == nil)
        #expect(files.objection(to: other)?.hasPrefix("entry 2 is about") == true)
        #expect(files.objection(to: third)?.hasPrefix("entry 2 is about") == true)
    }

    @Test("a whole copy under a chain that knows damaged ones alone is not the file before it was received")
    func notReceived() throws {
        let files = try files([received(other, damaged), .verified(damaged)])
        #expect(files.areDamagedOnly && files.objection(to: other) == nil)
        #expect(files.objection(to: sample.archive)?.hasSuffix("received whole") == true)
        #expect(try !self.files([received(sample.archive, sample.checks)]).areDamagedOnly)
    }

    @Test("of two files that are both said to be whole neither is the one that was received")
    func twoWhole() throws {
        let files = try files([received(sample.archive, sample.checks), received(other, sample.checks)])
        #expect(files.objection(to: sample.archive) != nil && files.objection(to: other) != nil)
    }

    @Test(
        "a file that was whole when it was received is not made a damaged copy by a word of it later",
        arguments: [true, false])
    func damagedLater(isVerifiedFirst: Bool) throws {
        let first = [received(sample.archive, sample.checks)]
        let files = try files(
            first + (isVerifiedFirst ? [.verified(damaged)] : []) + [received(other, damaged)]
                + [received(third, sample.checks)])
        #expect(files.whole?.archive == sample.archive && files.damaged.map(\.archive) == [other])
        for archive in [sample.archive, other, third] { #expect(files.objection(to: archive) != nil) }
    }

    @Test("a copy, or what is handed over, is another file only where the chain says that it is damaged")
    func copies() throws {
        let copied = CustodyAction.copied(.init(to: "the second store", copy: other))
        let sound = try files([received(sample.archive, sample.checks), copied])
        #expect(sound.objection(to: sample.archive)?.hasPrefix("entry 2") == true)
        let told = try files([received(sample.archive, sample.checks), .verified(damaged), copied])
        #expect(told.objection(to: sample.archive) == nil && told.damaged.map(\.archive) == [other])
    }
}
