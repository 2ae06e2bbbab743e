import Records
import Statements

/// Why several bundles are not shown side by side.
package enum CaseRefusal: Error, Sendable, Hashable {
    /// One bundle was given twice, under whatever names.
    case twice(path: String, first: String)
    /// Two requests name two cases, or are by two who ask, whose numbers may be alike by chance; and nobody said that this is
    /// meant.
    case otherCase(path: String, first: String)
    /// Clips of two bundles would have one reference as exhibits.
    case oneExhibit(path: String, first: String, reference: String)
}

extension CaseRefusal: CustomStringConvertible {
    /// One line: what is wrong, and why it matters.
    package var description: String {
        switch self {
        case .twice(let path, let first):
            "“\(path.harmless)” and “\(first.harmless)” are one bundle: what is in it would be shown as if it were there twice"
        case .otherCase(let path, let first):
            "“\(path.harmless)” and “\(first.harmless)” were asked for in two cases, or by two who ask: one page or film over both "
                + "would show them as one"
        case .oneExhibit(let path, let first, let reference):
            "clips of “\(first.harmless)” and of “\(path.harmless)” would both be the exhibit \(reference): whoever cites it would not "
                + "know which"
        }
    }
}

/// The bundles of one case, side by side, each with the mark by which pages and films call it.
package enum OneCase {
    /// What is to be known of a bundle.
    package struct Member: Sendable {
        /// Where it lies.
        package let path: String
        /// Its random id.
        package let id: String
        /// The case that its request names, and who asks; nil where the request's signature does not hold.
        package let asked: Asked?

        /// Which case it is: a number is one within an agency, by whatever key of it.
        package struct Asked: Sendable, Hashable {
            let number: String
            /// The organisation on the card; where there is none, the card.
            let agency: String
        }

        package init(path: String, id: String, record: Record) {
            self.path = path
            self.id = id
            asked = (try? Request(verifying: record.request)).map {
                Asked(
                    number: $0.caseNumber,
                    agency: $0.agency.organization ?? $0.agency.fingerprint.hex)
            }
        }
    }

    /// How many cases bundles are of, each request that cannot be read one of its own.
    package static func count(_ records: [Record]) -> Int {
        let asked = records.map { Member(path: "", id: "", record: $0).asked }
        return Set(asked.compactMap(\.self)).count + asked.count { $0 == nil }
    }

    /// Checks that bundles may be shown as those of one case.
    ///
    /// - Parameter severalCases: whether somebody said that they are of several.
    package static func check(_ members: [Member], severalCases: Bool) throws(CaseRefusal) {
        var seen: [String: String] = [:]
        var named: (asked: Member.Asked, path: String)?
        for member in members {
            if let first = seen.updateValue(member.path, forKey: member.id) {
                throw .twice(path: member.path, first: first)
            }
            guard let asked = member.asked, !severalCases else { continue }
            if let named, named.asked != asked { throw .otherCase(path: member.path, first: named.path) }
            named = named ?? (asked, member.path)
        }
    }

    /// What a bundle is called: `A` to `Z`, then `A2`.
    package static func mark(_ place: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let round = place / letters.count
        return String(letters[place % letters.count]) + (round > 0 ? "\(round + 1)" : "")
    }
}
