import Records
import Statements

extension [ListedFile] {
    /// What whoever opened made beside the clips, by the file's name: stills, and sums of pictures.
    package var madeInWords: [LabelledText] {
        compactMap { file in
            if let still = file.still { return LabelledText(file.name, still.inWords) }
            return file.frames.flatMap { LabelledText(file.name, $0.inWords) }
        }
    }

    /// That references count for one opening; nil where no file has one.
    ///
    /// - Parameter opened: when the bundle was opened.
    package func exhibitsCount(forOpening opened: WallTime) -> String? {
        guard contains(where: { $0.exhibit != nil }) else { return nil }
        return
            "These references count for this opening, of \(opened.toTheSecond.inWords): another opening of the bundle may give them to "
            + "other things, and the custody chain does not say to which. Whoever cites one names this moment, or the SHA-256."
    }

    /// The exhibits: each reference, and the file it is of with its SHA-256.
    package var exhibitsInWords: [LabelledText] {
        compactMap { file in
            file.exhibit.flatMap { LabelledText($0.text, "\(file.name), SHA-256 \(file.sums.sha256.hex)") }
        }
    }
}

extension RecipientsStill {
    /// What it shows, and whose it is.
    fileprivate var inWords: String {
        let rests =
            switch start.how {
            case .given: "by the owner's word"
            case .fileName: "by the name of the recording's file"
            case .container: "by what the recording's container says"
            case .fileTime: "only by the date of the recording's file"
            }
        return
            "a picture that whoever opened the bundle took out of \(object), not the owner's: shown at \(shown.rfc3339), "
            + "asked for \(asked.rfc3339); when the recording starts is known \(rests)"
            + (clockError == nil
                ? "; nobody says whether its clock was right" : "; the error of its clock is counted in")
            + (isDamaged ? "; the decoder calls it damaged" : "")
    }
}

extension FrameSumsFacts {
    /// Of what, how many, and by which decoder.
    fileprivate var inWords: String {
        "the MD5 of each of the \(counted(pictures, "decoded picture")) of \(object), by \(decoder)"
            + (damaged > 0 ? "; the decoder calls \(damaged) of them damaged" : "")
    }
}
