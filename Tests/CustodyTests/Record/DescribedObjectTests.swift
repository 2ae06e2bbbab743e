import Records
import Foundation
import Sealing
import Testing

/// docs/spec/bundle.md, Facts.
@Suite("The facts of an object are of this bundle, this object and a recording of the record, in one form")
struct DescribedObjectTests {
    private let story: Story
    private let record: Record
    private let texts: Record.FactsText

    init() throws {
        story = try Story()
        record = try story.record
        texts = Record.FactsText(record)
    }

    private func text(_ place: Int) throws -> String {
        var texts = texts
        return String(decoding: try texts.json(of: record.objects[place]), as: UTF8.self)
    }

    private func read(_ text: String, _ file: String) throws -> ObjectFacts {
        var texts = texts
        return try texts.object(from: Array(text.utf8), of: file)
    }

    @Test("what is written reads back, and is canonical JSON of four fields")
    func roundTrip() throws {
        for (place, object) in record.objects.enumerated() {
            let text = try text(place)
            #expect(try read(text, object.file) == object)
            let whole = DescribedObject(
                bundle: record.bundle, object: object, recording: record.recordings[0])
            #expect(try whole.json() == Array(text.utf8))
            let fields = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            #expect(fields.map { Set($0.keys) } == ["bundle", "object", "recording", "type"])
        }
    }

    /// A change, and what is said of it.
    static let lies: [(String, String, String, String)] = [
        ("another bundle", #"{"bundle":"3f"#, #"{"bundle":"3e"#, "another bundle"),
        (
            "another object", #""file":"data/0001.age""#, #""file":"data/0002.age""#,
            "they are of “data/0002.age”"
        ),
        ("another format", ":v1", ":v2", "another format"),
        ("another recording", #""recording":"r1""#, #""recording":"r2""#, "no recording"),
        ("another start of the recording", "21:38:00", "21:38:01", "not what the record says"),
        (
            "a field more in the recording", #","recording":{"#, #","recording":{"a":1,"#,
            "not what the record says"
        ),
        ("a field more", #","type""#, #","t":1,"type""#, "not what the record says"),
        ("a field more in the object", #""padding":"#, #""pad":1,"padding":"#, "canonical"),
        ("white space", #""padding":"#, #""padding": "#, "canonical"),
        ("another order", #"{"container":"mp4","#, #"{"zz":1,"container":"mp4","#, "canonical"),
        ("a null", #""padding":"#, #""pad":null,"padding":"#, "canonical"),
        (
            "a time beyond all media", #""shift":150000"#, #""shift":1152921504606846976"#,
            "beyond what media can count"
        ),
        (
            "a time below all media", #""first_pts":0"#, #""first_pts":-9223372036854775808"#,
            "beyond what media can count"
        ),
        ("a role there is not", #""role":"lead_in""#, #""role":"original""#, ""),
        ("a count below zero", #""access_units":1"#, #""access_units":-1"#, ""),
        (
            "a window before all time", #""from":"2026-07-04T21:40:30+02:00""#,
            #""from":"1678-01-01T00:00:00Z""#, ""
        ),
        (
            "a window behind all time", #""to":"2026-07-04T21:40:30.2+02:00""#,
            #""to":"2261-12-31T23:59:59Z""#, ""
        ),
        (
            "a window that ends before it begins", #""window":{"from":"2026-07-04T21:40:30"#,
            #""window":{"from":"2026-07-04T21:40:32"#, ""
        ),
    ]

    @Test("each lie is named", arguments: lies.indices)
    func lie(index: Int) throws {
        let (what, part, replacement, words) = Self.lies[index]
        let text = try text(0)
        let place = try #require(text.range(of: part), "\(what)")
        let changed = text.replacingCharacters(in: place, with: replacement)
        let error = #expect(throws: SealingError.self, "\(what)") { try read(changed, "data/0001.age") }
        let said = error?.description ?? ""
        let isNamed = words.isEmpty || said.contains(words)
        #expect(isNamed, "\(what): \(said)")
    }

    @Test("facts of another object of the same recording are not those of this one")
    func exchanged() throws {
        #expect(throws: SealingError.self) { try read(try text(1), "data/0001.age") }
    }
}
