import Bundle
import Foundation
import Peers
import Sealing
import Testing

@Suite("Spoiled archives of a bundle are put back byte for byte, or refused in one line")
struct PackedFuzz {
    /// How the bundle was packed before it was spoiled, as a line of shell that makes `packed`.
    static let packings = [
        "gzip -c bundle.tar > packed", "tar cf packed proffer-*", "tar --format=pax -cf packed proffer-*",
        "zip -q0r packed.zip proffer-*; mv packed.zip packed",
        "zip -qr packed.zip proffer-*; mv packed.zip packed",
        "gzip -c bundle.tar > x.tgz; zip -q0 packed.zip x.tgz; mv packed.zip packed",
    ]

    @Test("whatever was spoiled in it", arguments: packings)
    func packed(packing: String) throws {
        let settings = FuzzSettings(share: 5, slice: 60)
        let clip = try SealedClip()
        let folder = clip.folder
        try folder.write(clip.bytes, as: "bundle.tar")
        let made = try Peer.run(
            try Peer.program("sh"), ["-c", "set -e; tar xf bundle.tar; \(packing)"], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let original = try folder.read("packed")
        let headers = Array(stride(from: 0, to: original.count, by: TarBlocks.size)).filter {
            TarBlocks.isHeader(original, at: $0)
        }
        let mutation = Mutation(headers: [0] + headers + headers.map { $0 + 120 }, others: [original])
        let watch = Watch("packed", settings)
        var outcomes: [String: Int] = [:]
        let (input, output) = (folder.path("spoiled"), folder.path("restored"))
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x9AC4_ED00, run: run)
            let isWhole = dice.oneIn(20)
            var bytes = isWhole ? original : mutation.apply(to: original, &dice)
            if !isWhole, !headers.isEmpty, dice.oneIn(2) { TarBlocks.sum(&bytes, headers: headers) }
            try folder.write(bytes, as: "spoiled")
            watch.begin(run)
            var outcome: String
            do {
                _ = PackedBundle.isOne(input)
                _ = try PackedBundle(at: input).write(to: output, replaceExisting: true)
                outcome = "restored"
                // Every member has a digest, and the form leaves nothing to choose.
                #expect(try folder.read("restored") == clip.bytes, "run \(run); \(settings.replay(run))")
            } catch {
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run): \(flaw); \(settings.replay(run))")
                }
                outcome = refusalKind(of: error)
                #expect(!isWhole, "what was not spoiled is refused: \(outcome); \(settings.replay(run))")
            }
            outcomes[outcome, default: 0] += 1
        }
        _ = watch.finish()
        Report.table("packed", settings, outcomes)
    }
}
