import Statements
import Sealing

/// Reads the lines of a chain and finds those that were changed, removed, moved, repeated or put beside others.
///
/// The links are looked at as what they are, references by digest, and not as neighbours in the file: so a line that was
/// moved is told from one that was removed, and one finding does not bring ten others with it.
struct ChainReading {
    private let bundle: String
    private let seal: SHA256Digest

    private(set) var links: [CustodyChain.Link] = []
    private(set) var flaws: [CustodyFlaw] = []
    /// How the file is written otherwise than the format has it, in words: what editors and mail programs do to text.
    private(set) var formNotes: [String] = []

    /// Every payload digest that is there, also of what is not signed as it should be.
    private var lineOfDigest: [SHA256Digest: Int] = [:]
    /// Lines that hold no entry as it was signed: each may once have been one.
    private var altered: Set<Int> = []
    private var entryOnLine: [Int: CustodyEntry] = [:]
    /// The numbers of all entries, in ascending order.
    private var sequences: [UInt64] = []

    init(bundle: String, seal: SHA256Digest) {
        self.bundle = bundle
        self.seal = seal
    }

    mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= CustodyChain.maximumBytes else {
            flaws.append(.notAnEntry(line: 1, reason: "the file is larger than any custody chain can be"))
            return
        }
        let text = ChainText(bytes)
        formNotes = text.notes
        let lines = text.lines
        guard lines.count <= CustodyChain.maximumEntries else {
            flaws.append(
                .notAnEntry(line: lines.count, reason: "there are more entries than a chain can have"))
            return
        }
        for line in lines { read(Array(line.bytes), line: line.number) }
        findRepeated()
        findForked()
        for link in links { entryOnLine[link.line] = link.entry }
        sequences = links.map(\.entry.sequence).sorted()
        for link in links { checkPlace(of: link) }
    }

    private mutating func read(_ json: [UInt8], line: Int) {
        let envelope: DSSEEnvelope
        do {
            envelope = try DSSEEnvelope(json: json)
        } catch {
            altered.insert(line)
            flaws.append(.notAnEntry(line: line, reason: "it is no signed statement: \(error)"))
            return
        }
        if lineOfDigest[envelope.payloadDigest] == nil { lineOfDigest[envelope.payloadDigest] = line }
        do {
            let entry = try CustodyEntry(verifying: envelope)
            guard entry.seal == seal, entry.bundle == bundle else {
                flaws.append(.foreign(line: line, bundle: entry.bundle))
                return
            }
            if try envelope.json() != json { flaws.append(.notInForm(line: line)) }
            links.append(try CustodyChain.Link(line: line, json: json, envelope: envelope, entry: entry))
        } catch {
            altered.insert(line)
            flaws.append(.notAnEntry(line: line, reason: "\(error)"))
        }
    }

    private mutating func findRepeated() {
        var linesByDigest: [SHA256Digest: [Int]] = [:]
        for link in links { linesByDigest[link.envelope.payloadDigest, default: []].append(link.line) }
        var seen: Set<SHA256Digest> = []
        links = links.filter { link in
            let digest = link.envelope.payloadDigest
            guard seen.insert(digest).inserted else { return false }
            if let lines = linesByDigest[digest], lines.count > 1 {
                flaws.append(.repeated(entry: link.entry.sequence, lines: lines))
            }
            return true
        }
    }

    private mutating func findForked() {
        let siblings = Dictionary(grouping: links, by: \.entry.previous).values.filter { $0.count > 1 }
        for branches in siblings.sorted(by: { $0[0].line < $1[0].line }) {
            flaws.append(
                .forked(
                    after: branches[0].entry.sequence - 1, lines: branches.map(\.line),
                    what: branches.map(\.inWords)))
        }
    }

    private mutating func checkPlace(of link: CustodyChain.Link) {
        let entry = link.entry
        guard entry.previous != seal else { return }
        guard let predecessorLine = lineOfDigest[entry.previous] else {
            // What stands just before and was changed is the very entry this one misses.
            guard !altered.contains(link.line - 1) else { return }
            let before = lastSequence(below: entry.sequence)
            flaws.append(
                .removed(
                    before: entry.sequence, line: link.line,
                    missing: before + 1 < entry.sequence ? (before + 1)...(entry.sequence - 1) : nil))
            return
        }
        if predecessorLine > link.line {
            flaws.append(
                .reordered(entry: entry.sequence, line: link.line, predecessorLine: predecessorLine))
        }
        if let predecessor = entryOnLine[predecessorLine], predecessor.sequence + 1 != entry.sequence {
            flaws.append(
                .misnumbered(
                    entry: entry.sequence, line: link.line, expected: predecessor.sequence + 1))
        }
    }

    /// The highest number of an entry that is there and below another; 0 where there is none.
    private func lastSequence(below limit: UInt64) -> UInt64 {
        var (low, high) = (0, sequences.count)
        while low < high {
            let middle = (low + high) / 2
            if sequences[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? sequences[low - 1] : 0
    }
}

extension CustodyChain.Link {
    /// `copied by Tom Okafor`.
    var inWords: String { entry.inWords }
}
