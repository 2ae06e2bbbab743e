import Starts
import Testing

@Suite("The table of layouts is entered by the form of a path")
struct LayoutEntriesTests {
    /// What the rows say one after the other, each by itself.
    private static func byEveryRow(_ path: String) -> NameReading? {
        let parts = PathParts(path)
        for row in LayoutTable.rows {
            if let reading = row.read(parts) { return reading }
        }
        return nil
    }

    /// A path changed at one place or two: a byte of another kind, one more, one less, two parts joined.
    private static func mutated(_ path: String, _ dice: inout some RandomNumberGenerator) -> String {
        var bytes = Array(path.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &dice)
            let byte = "0123456789-_. TZ:/+aFpm".utf8.randomElement(using: &dice) ?? 0x30
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: bytes[place] = byte
            case 1: bytes.insert(byte, at: place)
            case 2: bytes.remove(at: place)
            default: bytes.insert(bytes[place], at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("every example is read as by every row in turn")
    func examples() {
        for example in LayoutExample.all {
            #expect(LayoutTable.read(path: example.path) == Self.byEveryRow(example.path), "\(example.path)")
        }
    }

    @Test("and so are eight thousand paths that are nearly one of them")
    func mutations() {
        var dice = SystemRandomNumberGenerator()
        let examples = LayoutExample.all.map(\.path)
        var (read, different) = (0, Set<String>())
        for number in 0..<8_000 {
            let path = Self.mutated(examples[number % examples.count], &dice)
            let reading = LayoutTable.read(path: path)
            if reading != Self.byEveryRow(path) { different.insert(path) }
            if reading != nil { read += 1 }
        }
        #expect(different.isEmpty, "\(different.prefix(5))")
        // Both sides of the comparison have to be there.
        #expect((800..<7_800).contains(read), "\(read)")
    }
}
