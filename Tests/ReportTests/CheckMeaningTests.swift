import Report
import Testing

@Suite("What checks show and do not show")
struct CheckMeaningTests {
    @Test("every check is explained once, and none says that it shows what another line denies")
    func once() {
        let names = CheckMeaning.all.map(\.check)
        #expect(Set(names).count == names.count)
        #expect(CheckMeaning.all.allSatisfy { $0.shows.hasSuffix(".") && $0.doesNotShow.hasSuffix(".") })
    }
}
