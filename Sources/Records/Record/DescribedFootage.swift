import Sealing
import Statements

/// Objects and the recordings they are of: all of them, by a record, or those that were disclosed, by their facts alone.
package struct DescribedFootage: Sendable {
    /// The source files.
    package let recordings: [RecordingFacts]
    /// The files of the payload, in order.
    package let objects: [ObjectFacts]

    /// The two together.
    package init(recordings: [RecordingFacts], objects: [ObjectFacts]) {
        self.recordings = recordings
        self.objects = objects
    }

    /// The tracks that objects come from, by the recording's id. What was encoded anew counts too: by the unit and the
    /// times of its track its pictures are placed.
    package var tracksOfObjects: [String: Set<Int>] {
        var tracks: [String: Set<Int>] = [:]
        for object in objects {
            tracks[object.recording, default: []].formUnion(object.tracks.map(\.sourceTrack))
        }
        return tracks
    }
}

extension Record {
    /// What it describes.
    package var footage: DescribedFootage { DescribedFootage(recordings: recordings, objects: objects) }
}

extension DescribedFootage {
    /// What facts describe that were read one by one.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)`` where two of them say different things of one recording.
    package init(_ facts: [DescribedObject]) throws(SealingError) {
        var recordings: [RecordingFacts] = []
        var places: [String: Int] = [:]
        for each in facts {
            guard let place = places[each.recording.id] else {
                places[each.recording.id] = recordings.count
                recordings.append(each.recording)
                continue
            }
            guard recordings[place] == each.recording else {
                throw .json(
                    reason: "the facts of its objects say different things of \(each.recording.id)", byte: nil
                )
            }
        }
        self.init(recordings: recordings, objects: facts.map(\.object))
    }

    /// Why nothing of it is to be followed, as of a record: a number, a name or a secret that cannot be, more than may be
    /// described, or more than checking may cost; nil where all is in bounds.
    ///
    /// - Parameters:
    ///   - owner: whom secrets in it are for.
    ///   - payloadBytes: how many bytes the encrypted objects have.
    package func flaw(owner: Card, payloadBytes: UInt64) -> String? {
        if let name = recordings.lazy.compactMap(\.impossibleName).first {
            return "\(name) is no name of a format"
        }
        if let id = recordings.lazy.map(\.id).first(where: { RecordingFacts.number(ofID: $0) == nil }) {
            return "\(id.quoted) is no id of a recording"
        }
        return numberFlaw ?? recordings.secretFlaw(owner: owner) ?? beyondLimits
            ?? costFlaw(payloadBytes: payloadBytes)
    }
}

extension RecordingFacts {
    /// The number in the id of a recording, `r` and digits; nil where it is no such id.
    static func number(ofID id: String) -> Int? {
        guard let number = Int(id.dropFirst()), (1...RecordNumbers.recording).contains(number),
            id == "r\(number)"
        else { return nil }
        return number
    }

    /// The first name of its container or codecs that cannot be one, so that whoever is shown it reads no sentence.
    var impossibleName: String? {
        let formats = container.split(separator: ",", omittingEmptySubsequences: false)
        if !formats.allSatisfy({ DerivativeSettings.isFormat(String($0)) }) {
            return "the container \(container.quoted)"
        }
        return tracks.first { !DerivativeSettings.isFormat($0.codec) }.map { "the codec \($0.codec.quoted)" }
    }
}
