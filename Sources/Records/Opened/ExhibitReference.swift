/// A reference by which a thing is produced as an exhibit: the initials of who produces it, and a number, as `ABC/1`.
///
/// The police of England and Wales, and others after them, write it so; of `ABC/1`, `ABC-01` and `ABC 1` each is one and
/// counts on in the same form.
package struct ExhibitReference: Sendable, Hashable {
    /// What stands before the number: the initials and what divides them from it.
    private let stem: String
    private let number: Int
    /// How many digits the number has at least.
    private let digits: Int

    /// What it looks like, in words, for whoever wrote another.
    package static let form =
        "one to eight capital letters, then “/”, “-”, a space or nothing, then a number of at most six digits, such as ABC/1"

    /// Reads a reference that a person gives; nil where it is none.
    package init?(_ text: String) { self.init(text, mostDigits: 6) }

    private init?(_ text: String, mostDigits: Int) {
        let letters = text.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let rest = text.utf8.dropFirst(letters.count)
        let divider = rest.prefix(1).filter { "/- ".utf8.contains($0) }
        let digits = rest.dropFirst(divider.count)
        guard (1...8).contains(letters.count), (1...mostDigits).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(String(decoding: digits, as: UTF8.self)), number >= 1
        else { return nil }
        stem = String(decoding: Array(letters) + divider, as: UTF8.self)
        self.number = number
        self.digits = digits.count
    }

    private init(_ stem: String, _ number: Int, _ digits: Int) {
        (self.stem, self.number, self.digits) = (stem, number, digits)
    }

    /// The reference: `ABC/1`.
    package var text: String {
        let number = String(number)
        return stem + String(repeating: "0", count: max(0, digits - number.count)) + number
    }

    /// The reference so many numbers on.
    package func next(_ count: Int = 1) -> ExhibitReference {
        ExhibitReference(stem, number + count, digits)
    }
}

extension ExhibitReference {
    /// The references of files that are produced together, whoever writes them down: the clips and the owner's stills in their order
    /// from this one on, and behind them the stills by who opened the bundle. Nil for what is no exhibit.
    package func numbering(_ files: [ListedFile.Kind]) -> [ExhibitReference?] {
        var references = [ExhibitReference?](repeating: nil, count: files.count)
        let produced =
            files.indices.filter { files[$0].isObject }
            + files.indices.filter { files[$0] == .recipientsStill }
        for (count, place) in produced.enumerated() { references[place] = next(count) }
        return references
    }
}

extension ExhibitReference {
    /// The first reference that two runs of them would both give; nil where there is none. References that differ in what divides
    /// letters and number alone, or in zeros before it, are one: so they are read out.
    ///
    /// - Parameter runs: the first of each run, and how many there are.
    /// - Returns: which two runs, by their places, and the reference as the later one writes it.
    package static func clash(
        _ runs: [(first: ExhibitReference, count: Int)]
    ) -> (one: Int, other: Int, reference: ExhibitReference)? {
        for (place, run) in runs.enumerated() where run.count > 0 {
            for (before, earlier) in runs[..<place].enumerated()
            where earlier.count > 0 && earlier.first.letters == run.first.letters {
                let from = max(run.first.number, earlier.first.number)
                let to = min(run.first.number + run.count, earlier.first.number + earlier.count)
                if from < to { return (before, place, run.first.next(from - run.first.number)) }
            }
        }
        return nil
    }

    private var letters: Substring { stem.prefix { $0.isLetter } }
}

extension ExhibitReference: Codable {
    /// Reads the text.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        // What was counted on from a number of six digits may have one more.
        guard let reference = ExhibitReference(text, mostDigits: 7) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text.prefix(40))” is no reference of an exhibit")
        }
        self = reference
    }

    /// Writes the text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
