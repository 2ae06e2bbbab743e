import Sealing

/// What lies beside identities of a journal's newest link.
struct JournalHeads {
    /// The heads that were found, with their files.
    private(set) var found: [(path: String, head: SignedCheckpoint)] = []
    /// Those that were looked for in vain, in words.
    private(set) var absent: [String] = []
    /// Those that are spoiled, in words.
    private(set) var spoiled: [String] = []

    /// Whether a key is the owner's: one of the heads is signed with it. Nil where there are none.
    func isOwn(_ key: VerifyingKey) -> Bool? {
        found.isEmpty ? nil : found.contains { $0.head.isSigned(by: key) }
    }

    /// Reads the heads at some places.
    init(of origin: String, _ places: [HeadPlace]) {
        for place in places {
            do {
                let path = try place.path(of: origin)
                do {
                    if let head = try place.head(of: origin, signedBy: nil) {
                        found.append((path, head))
                    } else {
                        absent.append(path)
                    }
                } catch let error as HeadPlace.Spoiled {
                    spoiled.append("\(error)")
                } catch {
                    absent.append("\(error)")
                }
            } catch { spoiled.append("\(error)") }
        }
    }
}
