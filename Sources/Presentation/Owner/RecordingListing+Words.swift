import Outcomes
import Records
import Starts
import Statements

extension RecordingListing {
    /// What a person is told of the recording.
    package var labelled: [LabelledText] {
        let facts: [LabelledText?] = [
            .init("Camera", camera),
            .init("Made by", recorder.listed),
            .init("From", window.from.inWords),
            .init("To", window.to.inWords),
            .init("Known by", start.inWords + (zone.map { ", zone \($0)" } ?? "")),
            .init("But", doubts.map(\.words).joined(separator: "\n")),
            .init("Holds", tracks.joined(separator: ", ")),
            .init("File", file),
            .init("Reached by", link.map { "\($0), which is a link or leads through one" }),
        ]
        return (facts + provenance.map { .init("Proof of origin", $0.words) }).compactMap(\.self)
    }
}
