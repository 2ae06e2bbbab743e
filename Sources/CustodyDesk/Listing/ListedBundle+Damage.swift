import Bundle
import Outcomes
import Records
import Sealing
import Statements

extension ListedBundle {
    /// That the file cannot be sound: by its own headers, by the size that its chain names, or as this machine found when it saw it
    /// last. What lies between the headers is not read.
    mutating func tellDamage(in read: PlaceRead, _ others: KnownBundles) {
        guard let size = read.size, !read.place.isPackedAnew, !read.isAnother else { return }
        if let named = sizeNamed, !named.all.contains(size) {
            // A later timestamp makes a file of another size, and leaves it whole.
            if let seal = read.seal, seal.hasWholeShape, named.isWhole, seal.timestamp != named.timestamp {
                facts.findings.append(.otherTimestamp(file: nil))
            } else {
                tellDamage(.sizeDiffers(size: size, named: named.expected))
            }
        } else if let seal = read.seal, !seal.hasWholeShape {
            tellDamage(.notWhole(size: size))
        } else if others.sawDamaged(read) {
            tellDamage(.seenDamaged)
        } else if read.lacksSeal {
            // Where a chain lies there, it is said that the seal was not read.
            tellDamage(chain == nil && read.anothersChain == nil ? .sealUnusable : nil)
        }
    }

    /// Says that it is damaged where this machine saw it with other bytes than the bundle has that lies beside it in the list, and
    /// with the same timestamp: whole, it would have the same ones.
    ///
    /// - Parameter whole: the file that a chain of this bundle says is whole, and the digest of its timestamp.
    mutating func tellDamage(besides whole: (archive: ArchiveFacts, timestamp: SHA256Digest?)) {
        guard let seen, let seal, seen != whole.archive, seal.timestamp == whole.timestamp, !isDamaged else {
            return
        }
        tellDamage(.seenDamaged)
    }

    /// The file that its chain says is whole, and the digest of its timestamp; nil where it says so of none.
    var wholeByChain: (archive: ArchiveFacts, timestamp: SHA256Digest?)? {
        guard let chain, chain.holds, let whole = chain.files.whole else { return nil }
        return (whole.archive, chain.timestamp(ofEntry: whole.entry))
    }

    /// Whether it is known that what lies there is not what was sealed.
    var isDamaged: Bool {
        facts.size != nil && facts.condition == "failed"
            && facts.conditionFailed.map(CheckSummary.Fault.init) ?? .damage == .damage
    }

    private mutating func tellDamage(_ finding: BundleFinding?) {
        if let finding { facts.findings.append(finding) }
        // The chain's last word may say more of what is wrong; it is not taken back.
        if facts.condition != "failed" { (facts.condition, facts.conditionFailed) = ("failed", nil) }
    }

    /// The sizes of the files that its chain names, the one that a sound file has, and the digest of that one's timestamp; nil where
    /// the chain names none.
    private var sizeNamed: SizeNamed? {
        guard let chain else { return nil }
        let files = chain.files
        let named = (files.damaged + [files.whole].compactMap(\.self))
        guard let expected = files.whole ?? named.last else { return nil }
        return SizeNamed(
            all: named.map(\.archive.size), expected: expected.archive.size, isWhole: files.whole != nil,
            timestamp: chain.timestamp(ofEntry: expected.entry))
    }
}

/// What a chain names of the size of its bundle's file.
private struct SizeNamed {
    let all: [UInt64]
    let expected: UInt64
    /// Whether that is the size of a file that was received whole.
    let isWhole: Bool
    let timestamp: SHA256Digest?
}

extension CustodyChain {
    /// The digest of the timestamp that an entry names; nil where it names none.
    fileprivate func timestamp(ofEntry number: UInt64) -> SHA256Digest? {
        links.first { $0.entry.sequence == number }?.entry.timestamp
    }
}
