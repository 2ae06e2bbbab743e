import Cutting
import Objects
import Recordings
import Records
import Sealing

/// One object of a seal: cut, checked and encrypted, straight into the bundle or ahead of its turn.
struct CutJob: Sendable {
    let cut: CutPlan
    let object: PlannedObject
    /// The place of its recording in the plan.
    let place: Int
    /// Whether its size is padded, so that it tells little.
    let padsSizes: Bool
    let meter: SealMeter
    /// Is asked at every piece and picture whether the seal goes on.
    let sealGoesOn: @Sendable () -> Bool

    /// An object that was encrypted ahead, and what is in it.
    struct Prepared: Sendable {
        let file: PreparedObject
        let cut: WrittenCut
    }

    /// Only small originals are put aside; a large one would be written twice for nothing.
    private static let largestAhead: UInt64 = 64 << 20

    /// How it may be scheduled.
    var schedule: ObjectsAhead<Prepared>.Job {
        ObjectsAhead.Job(
            canWait: object.role.isDerivative || (object.maximumSize ?? .max) <= Self.largestAhead,
            isDerivative: object.role.isDerivative)
    }

    /// Encrypts the object ahead of its turn.
    ///
    /// - Parameter goOn: is asked at every piece and picture whether to go on.
    /// - Throws: among others `CancellationError` when it was told to give up.
    func prepare(
        beside path: String, recipients: [AgeRecipient], goOn: @escaping () -> Bool = { true }
    ) throws -> Prepared {
        var written: WrittenCut?
        let file = try PreparedObject(beside: path, recipients: recipients) { sink in
            written = try write(to: sink, goOn: goOn)
        } check: { reader in
            written = try written.map { try check($0, in: reader, goOn: goOn) }
        }
        return Prepared(file: file, cut: try whole(written, size: file.outcome.size))
    }

    /// Writes the object into the bundle: an original of known size directly.
    func write(
        into writer: BundleWriter, beside path: String, recipients: [AgeRecipient]
    ) throws -> (file: WrittenObject, cut: WrittenCut) {
        guard let size = announcedSize else {
            let prepared = try prepare(beside: path, recipients: recipients)
            return (try writer.add(prepared.file), prepared.cut)
        }
        var written: WrittenCut?
        let file = try writer.addObject(size: size) {
            written = try write(to: $0)
        } check: { reader in
            written = try written.map { try check($0, in: reader) }
        }
        return (file, try whole(written, size: file.size))
    }

    /// Decodes what was encrypted again and compares it with the recording.
    private func check(
        _ written: WrittenCut, in reader: AgeRandomAccessDecryptor, goOn: () -> Bool = { true }
    ) throws -> WrittenCut {
        try withoutActuallyEscaping(goOn) { goOn in
            try cut.check(object, written) {
                guard goOn(), sealGoesOn() else { throw CancellationError() }
                return try reader.read(at: $1, into: $0)
            }
        }
    }

    /// Its size where that is known before it is written.
    var announcedSize: UInt64? { object.announcedSize(padsSizes: padsSizes) }

    private func write(
        to sink: (UnsafeRawBufferPointer) throws -> Void, goOn: () -> Bool = { true }
    ) throws -> WrittenCut {
        try cut.write(
            object, size: { object.sealedSize(written: $0, padsSizes: padsSizes) },
            to: { bytes in
                guard goOn(), sealGoesOn() else { throw CancellationError() }
                try sink(bytes)
                if !object.role.isDerivative { meter.wrote(bytes: bytes.count, of: place) }
            },
            pictureDone: {
                guard goOn(), sealGoesOn() else { throw CancellationError() }
                meter.encodedPicture(of: cut.recording, place)
            })
    }

    private func whole(_ written: WrittenCut?, size: UInt64) throws -> WrittenCut {
        guard let written, written.size == size else {
            throw FootageError.incomplete(
                path: cut.recording.path, reason: "an object was not written to its end")
        }
        return written
    }
}
