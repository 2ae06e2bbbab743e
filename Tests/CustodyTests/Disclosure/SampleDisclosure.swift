import Records
import Sealing
import Statements

/// One object of the bundle of the story, disclosed by its reader to the defence.
struct SampleDisclosure {
    let story: Story
    let defence: Identity
    let record: Record
    let seal: SHA256Digest
    var terms: DisclosureTerms
    var keys: DisclosedKeys

    init() throws {
        let story = try Story()
        self.story = story
        defence = try Story.person("defence", "Ada Stein", .defence, "Stein & Partners")
        let (request, consent) = try story.envelopes()
        let seal = try story.seal
        record = Record(
            bundle: seal.bundle, request: request, consent: consent, sealed: story.sealing, recordings: [],
            objects: [],
            tool: ToolFacts(name: "proffer", version: "0", operatingSystem: "", libraries: [:]), log: [])
        self.seal = try seal.signed(by: story.owner).payloadDigest
        terms = try DisclosureTerms(
            record, to: defence.card, objects: [2], reason: "Requested by the defence on 4 August",
            permittedBy: "Order of the county court of 3 August")
        let recipients = ReaderKeys(of: defence.card).keys
        keys = DisclosedKeys(
            bundle: seal.bundle,
            files: try DisclosedKeys.names(ofObjects: [2]).map { name in
                let file = try Age.encrypt(
                    Array(name.utf8), to: ReaderKeys(of: [story.investigator.card, story.owner.card]).keys,
                    armored: false)
                let header = try Age.opened(file, with: story.investigator.ageIdentities).header
                return DisclosedKeys.File(
                    name: name, header: String(decoding: try header.wrapped(for: recipients), as: UTF8.self))
            })
    }

    func disclosure() throws -> Disclosure {
        try Disclosure(
            terms, keys, seal: seal, time: try time("2026-08-05T09:30:00Z"),
            discloser: story.investigator.card)
    }

    func envelope() throws -> DSSEEnvelope { try disclosure().signed(by: story.investigator) }
}
