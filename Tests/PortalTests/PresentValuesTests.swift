import Portal
import Testing

@Suite("What a template is filled with")
struct PresentValuesTests {
    @Test("what is nil is not there, at any depth: as a value of any type it would be shown as the word nil")
    func absent() throws {
        let absent: String? = nil
        let values = Pages.present([
            "banner": absent as Any, "facts": [["label": "Who", "number": absent as Any] as [String: Any]],
            "compare": ["number": absent as Any], "lines": [absent as Any, "one"],
        ])
        #expect(Set(values.keys) == ["facts", "compare", "lines"])
        let fact = try #require((values["facts"] as? [[String: Any]])?.first)
        #expect(Set(fact.keys) == ["label"])
        #expect((values["compare"] as? [String: Any])?.isEmpty == true)
        #expect((values["lines"] as? [String]) == ["one"])
    }

    @Test("what is there stays as it is")
    func there() {
        let there: String? = "now"
        let values = Pages.present(["banner": there as Any, "isHere": false, "count": ["of": "2"]])
        #expect(values["banner"] as? String == "now")
        #expect(values["isHere"] as? Bool == false)
        #expect(values["count"] as? [String: String] == ["of": "2"])
    }
}
