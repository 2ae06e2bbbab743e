import Statements
import Testing

@Suite("The names somebody may have meant")
struct NearNamesTests {
    static let there = [
        "front-door", "driveway", "garden", "Einfahrt Süd", "Back Yard Left", "cam1", "cam2", "ch12",
        "Door - porch",
    ]
    static let cases: [(String, [String])] = [
        ("drivewy", ["driveway"]), ("Driveway", ["driveway"]), ("drvieway", ["driveway"]),
        ("frontdoor", ["front-door"]), ("Front Door", ["front-door", "Door - porch"]),
        ("front", ["front-door"]), ("yard", ["Back Yard Left"]), ("back yard", ["Back Yard Left"]),
        ("einfahrt", ["Einfahrt Süd"]), ("einfahrt-sud", ["Einfahrt Süd"]),
        ("cam3", ["cam1", "cam2"]), ("gardne", ["garden"]), ("attic", []), ("", []), ("---", []),
    ]

    @Test("by slips of letters, by case and separators, and by parts of names", arguments: cases)
    func near(text: String, names: [String]) {
        let found = NearNames.of(text, among: Self.there)
        #expect(Array(found.prefix(names.count)) == names)
        if names.isEmpty { #expect(found.isEmpty) }
    }

    @Test("the distance counts letters changed, added, taken out and exchanged with the next")
    func distance() {
        func distance(_ one: String, _ other: String) -> Int {
            NearNames.distance(Array(one.utf8), Array(other.utf8))
        }
        #expect(distance("", "") == 0)
        #expect(distance("door", "") == 4)
        #expect(distance("door", "doors") == 1)
        #expect(distance("door", "odor") == 1)
        #expect(distance("kitten", "sitting") == 3)
    }

    @Test("long names of others cost little")
    func long() {
        let long = String(repeating: "a", count: 100_000)
        #expect(NearNames.of(long, among: [long]) == [long])
        #expect(NearNames.of(long, among: [long + "b"]).count <= 1)
    }
}
