import Statements
import Sealing

extension JournalHistory {
    /// What a name could mean among the requests of a journal. Others choose ids and numbers of cases, so one name can be
    /// several requests: what could be two things is asked about.
    package enum Meant: Equatable {
        case nothing
        /// One request, or all of one case.
        case these(Set<SHA256Digest>)
        /// More than one thing, in the order of the journal.
        case oneOf([SHA256Digest])
    }

    /// What somebody means by a request's id, the number of its case, or at least four first digits of its SHA-256.
    package func meant(by name: String) -> Meant {
        var digests: [[SHA256Digest]] = []
        for way in RequestHistory.Way.allCases {
            let found = requests.filter { $0.isCalled(name, way) }.map(\.digest)
            // Several requests of one case are one answer; several of one id or of one digest are not.
            if way == .caseNumber, !found.isEmpty {
                digests.append(found)
            } else {
                digests += found.map { [$0] }
            }
        }
        guard let first = digests.first else { return .nothing }
        guard digests.allSatisfy({ $0 == first }) else {
            let meant = Set(digests.joined())
            return .oneOf(requests.map(\.digest).filter(meant.contains))
        }
        return .these(Set(first))
    }
}

extension JournalHistory.RequestHistory {
    /// How a request can be named.
    fileprivate enum Way: CaseIterable {
        case id, caseNumber, digest
    }

    /// Whether a name is this request's, of one way of naming.
    fileprivate func isCalled(_ name: String, _ way: Way) -> Bool {
        switch way {
        case .id: request?.statement.id.lowercased() == name.lowercased()
        case .caseNumber: request?.statement.caseNumber == name
        case .digest: name.count >= 4 && digest.hex.hasPrefix(name.lowercased())
        }
    }

    /// The request, for a person to tell it from another.
    package var nameInWords: String {
        let digest = "SHA-256 \(digest.hex.prefix(16))…"
        guard let request = request?.statement else { return digest }
        return "\(digest) by \(request.agency.inWords), case \(request.caseNumber.prefix(40).quoted)"
    }
}
