import Records
import Statements

/// Why several bundles are not shown side by side.
package enum CaseRefusal: Error, Sendable, Hashable {
    /// One bundle was given twice, under whatever names.
    case twice(path: String, first: String)
    /// Two requests name two cases, and nobody said that this is meant.
    case otherCase(path: String, number: String, first: String, firstNumber: String)
}

extension CaseRefusal: CustomStringConvertible {
    /// One line: what is wrong, and why it matters.
    package var description: String {
        switch self {
        case .twice(let path, let first):
            "“\(path.harmless)” and “\(first.harmless)” are one bundle: what is in it would be shown as if it were there twice"
        case .otherCase(let path, let number, let first, let firstNumber):
            "“\(path.harmless)” was asked for in case \(number.quoted), “\(first.harmless)” in case \(firstNumber.quoted): "
                + "one page or film over both would show them as one"
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
        /// The case that its request names; nil where the request's signature does not hold.
        package let caseNumber: String?

        package init(path: String, id: String, record: Record) {
            self.path = path
            self.id = id
            caseNumber = (try? Request(verifying: record.request))?.caseNumber
        }
    }

    /// Checks that bundles may be shown as those of one case.
    ///
    /// - Parameter severalCases: whether somebody said that they are of several.
    package static func check(_ members: [Member], severalCases: Bool) throws(CaseRefusal) {
        var seen: [String: String] = [:]
        var named: (number: String, path: String)?
        for member in members {
            if let first = seen.updateValue(member.path, forKey: member.id) {
                throw .twice(path: member.path, first: first)
            }
            guard let number = member.caseNumber, !severalCases else { continue }
            if let named, named.number != number {
                throw .otherCase(
                    path: member.path, number: number, first: named.path, firstNumber: named.number)
            }
            named = named ?? (number, member.path)
        }
    }

    /// What a bundle is called: `A` to `Z`, then `A2`.
    package static func mark(_ place: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let round = place / letters.count
        return String(letters[place % letters.count]) + (round > 0 ? "\(round + 1)" : "")
    }
}
