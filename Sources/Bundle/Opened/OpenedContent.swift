import Records
import Sealing
import Statements

/// What lies in a bundle, or in what was disclosed of it, as far as an opened folder is held against it.
struct OpenedContent {
    /// What a file in an opened folder is due to be.
    struct Due {
        var sha256: SHA256Digest
        var kind: ListedFile.Kind
    }

    /// What each file is due to be, by its name.
    let due: [String: Due]
    /// The clips, and the recordings they are of.
    let footage: DescribedFootage
    /// Decrypts a clip from its start on.
    let reader: (ObjectFacts) throws -> DerivativeChecks.Reader

    init(
        _ footage: DescribedFootage, texts: [OpenedText.Digest],
        reader: @escaping (ObjectFacts) throws -> DerivativeChecks.Reader
    ) {
        let all =
            texts.map { ($0.name, Due(sha256: $0.sha256, kind: $0.kind)) }
            + footage.objects.map { ($0.name, Due(sha256: $0.sha256, kind: ListedFile.Kind($0.role))) }
        due = Dictionary(all) { first, _ in first }
        self.footage = footage
        self.reader = reader
    }

    /// A bundle that could not be read has nothing.
    static var nothing: OpenedContent {
        OpenedContent(DescribedFootage(recordings: [], objects: []), texts: []) { object in
            throw SealingError.misuse("\(object.file) was read of a bundle that could not be")
        }
    }
}

extension OpenedChecks {
    /// Takes each still that whoever opened the bundle made again, out of the bundle's clip, and holds it against the one that is listed.
    /// That the file in the folder is the one that is listed is another check's.
    ///
    /// - Parameters:
    ///   - ofRecord: whether what is listed is of the bundle.
    ///   - content: what lies in the bundle; nil where that could not be read.
    ///   - media: what takes a still; nil in a program that has no media library.
    static func stills(
        of list: OpenedList, _ ofRecord: Verdict, _ content: OpenedContent?, media: (any MediaChecks)?
    ) throws -> Verdict {
        let stills = list.files.filter { $0.kind == .recipientsStill }
        guard !stills.isEmpty else { return .ok }
        guard let content, ofRecord == .ok else {
            if case .notChecked = ofRecord { return ofRecord }
            return .notChecked(reason: "what is listed is not what the bundle has")
        }
        guard let media else {
            return .notChecked(reason: "this program has no media library, and does not decode pictures")
        }
        let index = RecordIndex(content.footage)
        var notTaken: String?
        for file in stills {
            guard let still = file.still,
                let object = content.footage.objects.first(where: { $0.name == still.object }),
                object.sha256 == still.objectSHA256, let recording = index.recording(object.recording)?.facts
            else {
                return .failed(
                    reason: "\(file.name.quoted) is listed as a still of a clip that the bundle does not have"
                )
            }
            let verdict = try media.still(
                still, sha256: file.sums.sha256, of: object, in: recording,
                opening: { try content.reader(object) })
            switch verdict {
            case .ok: break
            case .failed(let reason): return .failed(reason: "\(file.name.quoted): \(reason)")
            case .notChecked(let reason, _): notTaken = notTaken ?? "\(file.name.quoted): \(reason)"
            }
        }
        return notTaken.map { .notChecked(reason: $0) } ?? .ok
    }
}
