import Statements
import Sealing
import Testing

@Suite("A name that looks like a trusted one, with another key, is told")
struct LookAlikeTests {
    private let story: Story
    private let trust: Trust
    init() throws {
        story = try Story()
        trust = Trust([story.agency.card])
    }

    static let alike = [
        "Sgt. Maria Keller", "sgt maria keller", "SGT. MARIA KELLER", "Sgt.  Maria  Keller",
        "Sgt. Mar\u{ED}a Keller",
        // Cyrillic а and е, Greek ο is in none of them; full width; a capital I and a digit for l.
        "Sgt. M\u{0430}ria K\u{0435}ller", "Ｓｇｔ. Ｍａｒｉａ Ｋｅｌｌｅｒ", "Sgt. Maria KeIIer", "Sgt. Maria Ke11er",
        // The organisation's name as a person's.
        "Elm Springs Police", "Elm Springs P\u{043E}lice", "ELM-SPRINGS-POLICE",
    ]

    @Test(
        "case, width, accents, spaces and letters of other alphabets do not make another name",
        arguments: alike)
    func looksAlike(name: String) throws {
        let card = try Story.person("another key", name, .agency, "Elm Springs Police").card
        #expect(trust.lookAlike(of: card) == story.agency.card)
        guard case .unknown(let note?) = trust.standing(of: card, signed: story.sealing) else {
            Issue.record("no note")
            return
        }
        let said =
            name == story.agency.card.name
            ? "you trust another card of this name"
            : "looks like that of “Sgt. Maria Keller” of “Elm Springs Police”"
        #expect(note.text.contains(said), "\(note)")
        #expect(note.text.contains(story.agency.card.fingerprint.grouped), "\(note)")
    }

    @Test(
        "other names are not, nor what cannot be compared",
        arguments: ["Sgt. Mario Keller", "Maria Keller", "…", "Elm St"])
    func other(name: String) throws {
        #expect(trust.lookAlike(of: try Story.person("another key", name, .agency).card) == nil)
    }

    @Test("a person's next card is no look-alike, and neither is the same key")
    func next() throws {
        let trust = Trust([story.owner.card])
        #expect(trust.lookAlike(of: try story.rotated.card) == nil)
        let same = try Identity(
            name: "Dana  Whitfield", role: .owner, created: story.owner.created,
            signingKey: story.owner.signingKey,
            ageIdentity: story.owner.ageIdentity)
        #expect(trust.lookAlike(of: same.card) == nil)
    }
}
