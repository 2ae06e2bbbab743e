import Statements
import Peers
import Sealing
import Testing

@Suite("Spoiled timestamps and proofs from a log are read without harm")
struct ProofFuzz {
    @Test("timestamps: a token that was spoiled anywhere does not hold")
    func timestamps() throws {
        let settings = FuzzSettings(slice: 3000)
        let authority = try TimestampAuthority()
        let digest = try SHA256Digest.of(Array("a seal".utf8))
        let answer = try authority.answerWithoutNonce(digest: digest.hex)
        let token = try TimeStampResponse(der: answer).token
        // Where its times stand: GeneralizedTime and UTCTime are text in DER.
        let times = answer.indices.dropLast(16).filter {
            [0x17, 0x18].contains(answer[$0]) && answer[$0 + 2] == 0x32
        }
        let mutation = Mutation(headers: times, others: [answer, token.der])
        let watch = Watch("timestamps", settings)
        var (read, holding, refused) = (0, 0, 0)
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x7135_7A00, run: run)
            var bytes = dice.oneIn(30) ? answer : mutation.apply(to: answer, &dice)
            if dice.oneIn(4), let place = times.randomElement(using: &dice) {
                for offset in 2..<16 where place + offset < bytes.count && dice.oneIn(3) {
                    bytes[place + offset] = dice.one(of: Array("0129.Z-".utf8))
                }
            }
            watch.begin(run)
            do {
                let found = try TimeStampResponse(der: bytes).token
                read += 1
                _ = [
                    WallTime(nanoseconds: found.unixNanoseconds.addingClamped(found.accuracyNanoseconds ?? 0))
                        .inWords,
                    found.authority.harmless,
                ]
                try found.verify(digest: digest, trusting: .itsOwnCertificate)
                holding += 1
                #expect(
                    found.unixNanoseconds == token.unixNanoseconds && found.digest == token.digest,
                    "run \(run): another time holds; \(settings.replay(run))")
            } catch {
                refused += 1
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run): \(flaw); \(settings.replay(run))")
                }
            }
        }
        _ = watch.finish()
        Report.line(
            "fuzzed \(settings.runs.count) timestamps: \(read) read, \(holding) hold, \(refused) refused")
        if settings.runs.count > 1000 {
            #expect(read > holding && holding > 20 && refused > settings.runs.count / 3)
        }
    }

    @Test("notes, checkpoints and proofs of any size: nothing but what was signed is proven")
    func proofs() throws {
        let settings = FuzzSettings(slice: 4000)
        let keeper = try Identity.generate(name: "Keeper", role: .custodian)
        let hasher = try MerkleHasher()
        let entries = (0..<7).map { Array("entry \($0)".utf8) }
        let tree = try MerkleTree(leaves: entries.map { try hasher.leaf($0) })
        let checkpoint = try SignedCheckpoint.signing(
            Checkpoint(origin: "log", size: 7, root: tree.root), with: keeper.signingKey)
        let path = try #require(tree.proof(of: 3)).path
        let proof = TransparencyLogProof(index: 3, path: path, checkpoint: checkpoint).bytes
        let growth = GrowthProof(since: 4, path: path, checkpoint: checkpoint).bytes
        let texts = [proof, growth, checkpoint.bytes]
        let sizes: [UInt64] = [0, 1, 3, 6, 7, 8, 1 << 32, 1 << 62, (1 << 63) - 1, 1 << 63, .max - 1, .max]
        let watch = Watch("proofs", settings)
        var (held, refused) = (0, 0)
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x9200_F500, run: run)
            var bytes = dice.one(of: texts)
            var isTrue = bytes == proof
            if !dice.oneIn(20) {
                bytes = Mutation(headers: [], others: texts).apply(to: bytes, &dice)
                isTrue = false
            }
            watch.begin(run)
            do {
                switch dice.below(4) {
                case 0:
                    // A keeper that signs for any size.
                    let size = dice.one(of: sizes)
                    let signed = try SignedCheckpoint.signing(
                        Checkpoint(origin: "log", size: size, root: tree.root), with: keeper.signingKey)
                    let index = dice.one(of: sizes)
                    let count = dice.below(66)
                    let way = (0..<count).map { path[$0 % path.count] }
                    let claimed = TransparencyLogProof(index: index, path: way, checkpoint: signed)
                    let holds = try claimed.holds(of: entries[3], by: keeper.signingKey.verifyingKey)
                    // The way to the root is the same in a tree of eight: which of the two it is, the keeper signs for.
                    let isTrue = index == 3 && (7...8).contains(size)
                    #expect(!holds || isTrue, "run \(run); \(settings.replay(run))")
                    _ = try GrowthProof(since: index, path: way, checkpoint: signed).holds(
                        since: checkpoint, by: keeper.signingKey.verifyingKey)
                    _ = try ConsistencyProof(from: index, to: size, path: way).holds(
                        from: tree.root, to: tree.root, with: hasher)
                case 1: _ = try SignedCheckpoint(bytes)
                case 2:
                    _ = try GrowthProof(bytes).holds(since: checkpoint, by: keeper.signingKey.verifyingKey)
                default:
                    let holds = try TransparencyLogProof(bytes).holds(
                        of: entries[3], by: keeper.signingKey.verifyingKey)
                    if isTrue { #expect(holds) }
                    if holds { held += 1 }
                }
            } catch {
                refused += 1
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run): \(flaw); \(settings.replay(run))")
                }
            }
        }
        _ = watch.finish()
        Report.line("fuzzed \(settings.runs.count) proofs: \(held) hold, \(refused) refused")
        if settings.runs.count > 1000 { #expect(held > 5 && refused > settings.runs.count / 4) }
    }
}
