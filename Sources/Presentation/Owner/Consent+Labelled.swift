import Statements

extension Consent {
    /// What a consent lets go, and on which conditions.
    ///
    /// - Parameter isOwn: whether who reads it just wrote it; other people's words are marked.
    package func labelled(isOwn: Bool = false) -> [LabelledText] {
        func words(_ text: String) -> String { isOwn ? text : text.theirs }
        let lines: [LabelledText?] =
            switch decision {
            case .declined:
                [
                    .init("Answer", "declined: nothing may leave"),
                    .init("Reason", reason.map(words)),
                ]
            case .granted:
                granted + [
                    .init("Conditions", conditions.map(words).joined(separator: "\n")),
                    .init("Seal by", shown.expires.inWords),
                ]
            }
        return lines.compactMap(\.self)
    }

    /// The grants; the cameras of one and the same grant belong together on a screen.
    private var granted: [LabelledText?] {
        var groups: [(grant: Grant, cameras: [String?])] = []
        for grant in shown.grants {
            let place = groups.firstIndex {
                $0.grant.window == grant.window && $0.grant.contentInWords == grant.contentInWords
            }
            if let place {
                groups[place].cameras.append(grant.camera)
            } else {
                groups.append((grant, [grant.camera]))
            }
        }
        return groups.flatMap { group, cameras in
            [
                .init("Cameras", listInWords(cameras.map { $0?.quoted ?? "every camera" })),
                .init("From", group.window.from.inWords),
                .init("To", "\(group.window.to.inWords) (\(group.window.lengthInWords))"),
                .init("Granted", group.contentInWords),
            ]
        }
    }
}
