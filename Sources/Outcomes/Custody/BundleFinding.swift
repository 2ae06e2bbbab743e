import Sealing
import Statements

/// What is found when a bundle is held against what this machine knows of others: that it is one that is there already, or
/// is accounted for twice.
package enum BundleFinding: Equatable, Sendable {
    /// The same bundle, byte for byte, lies in another file too.
    case sameBundle(file: String)
    /// A bundle with the same seal lies in another file, which has other bytes, and which of the two is damaged; nil where that is not
    /// known: then one of them is, or has another timestamp.
    case otherBytes(file: String, damaged: DamagedFile? = nil)
    /// A bundle with the same seal and another timestamp lies in another file, or, nil, is the one that the custody chain names. That
    /// is no damage.
    case otherTimestamp(file: String?)
    /// A file with the same seal and of the same size lies there too; their bytes were not compared.
    case sameSeal(file: String)
    /// It has a custody chain already, in that file, and none where it lies now.
    case chainElsewhere(file: String)
    /// The chain beside it lacks the entry that was its last when this machine saw it.
    case chainLacksEntry(digest: String)
    /// Another chain of the same bundle tells other things from some entry on.
    case forkedChain(file: String)
    /// Another chain of the same bundle tells other things from some entry on, and takes all of that back.
    case forkTakenBack(file: String)
    /// Another chain of the same bundle has entries that this one lacks.
    case longerChain(file: String)
    /// It is whole, and a copy that came before was damaged: where that lies, as far as it is known, and its digest.
    case wholeAfterDamaged(file: String?, sha256: String)
    /// A receipt of it was signed before.
    case receiptBefore(WallTime)
    /// It was disposed of, by a chain that this machine saw.
    case disposedBefore(WallTime)
    /// Another bundle has the same id, under another seal; where one lies, nil where none is known.
    case idOfAnother(file: String?)
    /// The same encrypted record lies under another seal too: somebody sealed these files anew.
    case sealedTwice(file: String?)
    /// What is written now is dated before the seal: one of two clocks is wrong.
    case datedBeforeSeal(sealed: WallTime)
    /// The day on which it was due for disposal is past.
    case duePassed(day: String)
    /// It is too damaged to have a custody chain; at which place the ledger holds its receipt, nil where nothing is logged.
    case tooDamagedForChain(logged: UInt64?)
    /// A custody chain lies there, and its bundle does not.
    case chainWithoutBundle
    /// The file is not there any more.
    case fileGone
    /// The file is not there any more; the very file, as this machine saw it last, lies there.
    case liesElsewhere(file: String)
    /// The file is not there any more, and another lies in its place.
    case anotherInItsPlace
    /// The seal in the file cannot be used: that the chain beside it is of this bundle is the chain's word alone.
    case sealNotRead
    /// The file is of another size than every file of this bundle that its chain names: it was cut short, or something was added.
    case sizeDiffers(size: UInt64, named: UInt64)
    /// When this machine saw the very file last, it was damaged: its seal could not be used, or it had other bytes than the bundle.
    case seenDamaged
    /// The file, of that size, has not the shape of a whole bundle, by its headers.
    case notWhole(size: UInt64)
    /// It begins as a bundle, its seal cannot be used, and no custody chain lies beside it.
    case sealUnusable
    /// The key that sealed it was replaced or revoked, or is not that of the card that the seal names.
    case sealerDoubted(reason: String)
    /// Somebody in its chain is not known, or, `isDoubted`, their key was replaced or revoked, or is another than that of the trusted
    /// card with the same name.
    case personNotReliedOn(name: String, Fingerprint, isDoubted: Bool, reason: String)
    /// A time in its chain cannot be when it was done.
    case timeDoubted(reason: String)
    /// What the register has of it, by these columns, is not what its seal and its chain say: somebody changed the register, or
    /// it is damaged.
    case registerDiffers(columns: [String])
    /// It is a bundle that was packed anew, or unpacked: nothing is known of it before it is put back.
    case packedAnew
    /// The chain beside it does not hold, or cannot be read.
    case chainDoesNotHold(reason: String)
    /// The chain beside it is of another bundle than its file says it is.
    case chainOfAnother(bundle: String)

    /// What a program acts on; it never changes.
    package var code: String {
        switch self {
        case .sameBundle: "same_bundle"
        case .otherBytes: "same_seal_other_bytes"
        case .otherTimestamp: "other_timestamp"
        case .sameSeal: "same_seal"
        case .chainElsewhere: "chain_elsewhere"
        case .chainLacksEntry: "chain_lacks_entry"
        case .forkedChain: "forked_chain"
        case .forkTakenBack: "fork_taken_back"
        case .longerChain: "longer_chain"
        case .wholeAfterDamaged: "whole_after_damaged"
        case .receiptBefore: "receipt_before"
        case .disposedBefore: "disposed_before"
        case .idOfAnother: "id_of_another"
        case .sealedTwice: "sealed_twice"
        case .datedBeforeSeal: "dated_before_seal"
        case .duePassed: "due_passed"
        case .tooDamagedForChain: "too_damaged_for_chain"
        case .chainWithoutBundle: "chain_without_bundle"
        case .fileGone: "file_gone"
        case .liesElsewhere: "lies_elsewhere"
        case .anotherInItsPlace: "another_in_its_place"
        case .sealNotRead: "seal_not_read"
        case .sizeDiffers: "size_differs"
        case .seenDamaged: "seen_damaged"
        case .notWhole: "not_whole"
        case .sealUnusable: "seal_unusable"
        case .sealerDoubted: "sealer_doubted"
        case .personNotReliedOn(_, _, let isDoubted, _): isDoubted ? "person_doubted" : "person_not_known"
        case .timeDoubted: "time_doubted"
        case .packedAnew: "packed_anew"
        case .registerDiffers: "register_differs"
        case .chainDoesNotHold: "chain_does_not_hold"
        case .chainOfAnother: "chain_of_another"
        }
    }

    /// Whether it is about somebody in the custody chain who is not relied on.
    package var isOfPerson: Bool { if case .personNotReliedOn = self { true } else { false } }

    /// Whether it is about somebody in the custody chain of whom more is known than nothing: a key that was withdrawn, or a card that
    /// contradicts another.
    package var isOfDoubted: Bool {
        if case .personNotReliedOn(_, _, let isDoubted, _) = self { isDoubted } else { false }
    }

    /// Whether it says that an account does not hold, and not only that something is to be known.
    package var isFault: Bool {
        switch self {
        case .chainLacksEntry, .forkedChain, .chainDoesNotHold, .chainOfAnother: true
        default: false
        }
    }
}

/// Which of two files with the same seal is damaged.
package enum DamagedFile: String, Encodable, Sendable {
    /// The one that the finding is about; of the other nothing is said.
    case this
    /// The other one.
    case other
    case both
}

extension BundleFinding {
    /// What is said of another file with the same seal and other bytes. A seal fixes every byte of a whole bundle but those of its
    /// timestamp: two whole ones differ in that.
    ///
    /// - Parameters:
    ///   - file: the other one.
    ///   - isDamaged: whether the file that the finding is about is known to be damaged, and whether the other is.
    ///   - timestampsDiffer: whether they are known to have different timestamps.
    package static func otherBytes(
        in file: String, isDamaged: (this: Bool, other: Bool), timestampsDiffer: Bool
    ) -> BundleFinding {
        switch isDamaged {
        case (true, true): .otherBytes(file: file, damaged: .both)
        case (true, false): .otherBytes(file: file, damaged: .this)
        case (false, true): .otherBytes(file: file, damaged: .other)
        case (false, false): timestampsDiffer ? .otherTimestamp(file: file) : .otherBytes(file: file)
        }
    }
}

extension BundleFinding: Encodable {
    private enum CodingKeys: String, CodingKey {
        case code, file, time, digest, place, reason, bundle, columns, sha256, day, name, fingerprint,
            size, named, damaged, logged
    }

    /// Writes `{"code"}` and what belongs to it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        switch self {
        case .otherBytes(let file, let damaged):
            try container.encode(file, forKey: .file)
            try container.encodeIfPresent(damaged, forKey: .damaged)
        case .sameBundle(let file), .sameSeal(let file), .chainElsewhere(let file),
            .forkedChain(let file), .forkTakenBack(let file), .longerChain(let file),
            .liesElsewhere(let file):
            try container.encode(file, forKey: .file)
        case .idOfAnother(let file), .sealedTwice(let file), .otherTimestamp(let file):
            try container.encodeIfPresent(file, forKey: .file)
        case .wholeAfterDamaged(let file, let sha256):
            try container.encodeIfPresent(file, forKey: .file)
            try container.encode(sha256, forKey: .sha256)
        case .receiptBefore(let time), .disposedBefore(let time), .datedBeforeSeal(let time):
            try container.encode(time, forKey: .time)
        case .chainLacksEntry(let digest): try container.encode(digest, forKey: .digest)
        case .duePassed(let day): try container.encode(day, forKey: .day)
        case .tooDamagedForChain(let place):
            try container.encode(place != nil, forKey: .logged)
            try container.encodeIfPresent(place, forKey: .place)
        case .chainDoesNotHold(let reason), .sealerDoubted(let reason), .timeDoubted(let reason):
            try container.encode(reason, forKey: .reason)
        case .personNotReliedOn(let name, let fingerprint, _, let reason):
            try container.encode(name, forKey: .name)
            try container.encode(fingerprint.hex, forKey: .fingerprint)
            try container.encode(reason, forKey: .reason)
        case .chainOfAnother(let bundle): try container.encode(bundle, forKey: .bundle)
        case .registerDiffers(let columns): try container.encode(columns, forKey: .columns)
        case .sizeDiffers(let size, let named):
            try container.encode(size, forKey: .size)
            try container.encode(named, forKey: .named)
        case .notWhole(let size): try container.encode(size, forKey: .size)
        case .chainWithoutBundle, .fileGone, .anotherInItsPlace, .sealNotRead, .seenDamaged, .sealUnusable,
            .packedAnew:
            break
        }
    }
}
