/// The files that a seal covers: the names and the order they have in every bundle (docs/spec/bundle.md, Members).
extension Seal {
    /// What the bag says it is.
    package static let declarationName = "bagit.txt"
    /// How to check and open the bundle, for people.
    package static let readMeName = "README.txt"
    /// The record, which every bundle has.
    package static let recordName = "data/record.age"
    /// Date, size and id of the bag.
    package static let informationName = "bag-info.txt"
    /// The hashes of the payload.
    package static let manifestName = "manifest-sha256.txt"

    /// How many objects a bundle may hold; they are numbered with four digits.
    package static let maximumObjects = 9_999

    /// `data/0001.age` for the first object, number 1.
    package static func objectName(_ number: Int) -> String { "data/\(digits(of: number)).age" }

    /// `data/0001.facts.age` for the facts of the first object, number 1.
    package static func factsName(_ number: Int) -> String { "data/\(digits(of: number)).facts.age" }

    /// The names of what a seal covers, in order.
    ///
    /// - Parameter count: the number of objects, 0 to ``maximumObjects``.
    package static func subjectNames(ofObjects count: Int) -> [String] {
        let numbers = count > 0 ? Array(1...count) : []
        return [declarationName, readMeName] + numbers.map(objectName) + numbers.map(factsName)
            + [recordName, informationName, manifestName]
    }

    /// How many objects there are where a seal has so many subjects; of a number none can have, the nearest below.
    static func numberOfObjects(subjects count: Int) -> Int {
        max(0, min(maximumObjects, (count - 5) / 2))
    }

    /// How many objects the bundle has.
    package var numberOfObjects: Int { Self.numberOfObjects(subjects: subjects.count) }

    /// The number of the object a name is of, or nil: `data/`, four digits that are not all zero, `.age`.
    package static func objectNumber(_ name: String) -> Int? { number(in: name, ending: ".age") }

    /// The number of the object a name is the facts of, or nil.
    package static func factsNumber(_ name: String) -> Int? { number(in: name, ending: ".facts.age") }

    private static func number(in name: String, ending: String) -> Int? {
        let bytes = Array(name.utf8)
        guard bytes.starts(with: "data/".utf8), bytes.count == 9 + ending.utf8.count,
            bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        else { return nil }
        let digits = bytes[5..<9]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number > 0 ? number : nil
    }

    private static func digits(of number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
