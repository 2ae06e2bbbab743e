import Records
import Statements

/// What makes a start weak though it was decided: it is known by the file's date only, or something contradicts it.
///
/// It is said wherever the start counts, and whose word it is.
package struct WeakStart: Sendable, Hashable {
    /// What is the matter.
    package enum Reason: Sendable, Hashable {
        /// Nothing tells it but the file's time of last change.
        case fileDate
        /// Something tells another time.
        case contradicted(StartConflict)
    }

    package let reason: Reason
    /// The matter, as a sentence about the recording goes on.
    package let words: String

    /// All there are of a start.
    ///
    /// - Parameters:
    ///   - zone: what the zone of the recording's clock is called; nil where its evidence carries its own.
    ///   - conflicts: what contradicts it.
    package static func all(
        _ start: StartEvidence, zone: String?, conflicts: [StartConflict]
    ) -> [WeakStart] {
        let date =
            start.how == .fileTime
            ? [
                WeakStart(
                    reason: .fileDate,
                    words:
                        "its start, \(start.time), is known only by the file's date, which copying changes "
                        + "(\(start.detail))")
            ] : []
        return date
            + conflicts.map {
                let words = $0.inWords(start, zone: zone)
                let word = start.isOwnersChoice ? ", and the owner said which is right" : ""
                return WeakStart(
                    reason: .contradicted($0), words: words + ($0.needsAnswer || $0.isOfName ? word : ""))
            }
    }
}

extension StartEvidence {
    /// Whether its owner was asked about it, and it is their word that it is right.
    package var isOwnersChoice: Bool {
        how == .given
            || StartAnswer.allCases.contains {
                let word = NameDecision(answer: $0, by: .owner).detail
                return detail.hasSuffix(word) || detail.hasSuffix(word + RepeatedHour.detail)
            }
    }
}

extension RecordingFacts {
    /// What makes its start weak.
    package var weakStarts: [WeakStart] { WeakStart.all(start, zone: zone, conflicts: conflicts) }
}

extension Record {
    /// What makes the starts of its recordings weak, a sentence each camera and kind, with the recording it is seen in first.
    package var weakStartsInWords: [String] {
        WeakStart.byCamera(recordings.map { ($0.camera, $0.name.quoted, $0.weakStarts) }).map(\.sentence)
    }
}

extension WeakStart {
    /// One kind of weakness of a camera's recordings.
    package struct OfCamera: Sendable, Hashable {
        package let reason: Reason
        package let camera: String
        /// What the first of the recordings is called.
        package let name: String
        /// How many recordings there are of it.
        package let count: Int
        package let sentence: String
    }

    /// Each camera and kind of weakness once: a folder may have thousands of such recordings.
    ///
    /// - Parameter recordings: of each its camera, what it is called, and what makes its start weak.
    package static func byCamera(
        _ recordings: [(camera: String, name: String, weak: [WeakStart])]
    ) -> [OfCamera] {
        struct Key: Hashable {
            var camera: String
            var kind: String
        }
        var first: [(key: Key, name: String, start: WeakStart)] = []
        var counts: [Key: Int] = [:]
        for (camera, name, weak) in recordings {
            for start in weak {
                let key = Key(camera: camera, kind: start.kind)
                counts[key, default: 0] += 1
                if counts[key] == 1 { first.append((key, name, start)) }
            }
        }
        return first.map { key, name, start in
            let count = counts[key] ?? 1
            return OfCamera(
                reason: start.reason, camera: key.camera, name: name, count: count,
                sentence: "\(name): \(start.words)"
                    + (count > 1 ? "; and so with \(count - 1) more of the camera \(key.camera.quoted)" : ""))
        }
    }

    private var kind: String {
        switch reason {
        case .fileDate: "file_date"
        case .contradicted(let conflict): conflict.code.rawValue
        }
    }
}
