import Statements
import Testing

/// What the word lists find and what they do not: they are lists, not understanding.
@Suite("Word lists of the linter")
struct WordListTests {
    private static func rules(_ purpose: String) throws -> [String] {
        var attempt = try RequestLinterTests.Attempt()
        attempt.story.request.purpose = purpose
        return try attempt.findings().map(\.rule)
    }

    @Test(
        "pressure is found in three languages",
        arguments: [
            "Stolen bicycle. You must hand over everything",
            "Stolen bicycle. If you don't, charges may follow",
            "Stolen bicycle. If you don’t, charges may follow", "Stolen bicycle; answer within 24 hours",
            "Stolen bicycle. FAILURE TO RESPOND is noted", "Stolen bicycle. fail\u{AD}ure to\u{200B} comply",
            "Fahrraddiebstahl. Sie müssen die Aufnahmen herausgeben", "Fahrraddiebstahl. Sie muessen liefern",
            "Fahrraddiebstahl, Antwort binnen 3 Tagen", "Fahrraddiebstahl. Strafvereitelung ist strafbar",
            "Robo de bicicleta. Usted debe entregar todo", "Robo de bicicleta. Está obligado a responder",
            "Robo de bicicleta. ESTA OBLIGADA a responder",
        ])
    func pressure(_ purpose: String) throws {
        #expect(try Self.rules(purpose) == ["pressure"])
    }

    @Test(
        "protest and other lawful activity are found in three languages",
        arguments: [
            "Identify protesters on Main St", "Who attended the vigil", "Persons on the picket line",
            "Immigration status of people at 12 Elm St", "Teilnehmer der Kundgebung am Markt",
            "Personen bei der DEMONSTRATION", "Streikposten vor dem Werk", "Asistentes a la manifestación",
            "Participantes en la huelga", "Identificar a manifestantes",
        ])
    func lawfulActivity(_ purpose: String) throws {
        #expect(try Self.rules(purpose) == ["lawful-activity"])
    }

    @Test(
        "a purpose of general words alone is generic",
        arguments: [
            "Investigation", "For an ongoing criminal investigation, case 26-0417", "Public safety",
            "police  purposes.", "Strafverfolgung", "Für laufende Ermittlungen der Polizei",
            "Beweissicherung",
            "Investigación policial", "Para fines de seguridad pública", "26-0417", "…",
        ])
    func generic(_ purpose: String) throws {
        #expect(try Self.rules(purpose) == ["purpose-generic"])
    }

    @Test(
        "what happened, said plainly, is not remarked on",
        arguments: [
            "Hit-and-run: a parked blue car was struck and the driver left", "Burglary at number 14",
            "A suspect was arrested after a robbery; we look for the getaway car",
            "The driver left immediately after two people at once were hit",
            "Missing child, last seen in March near the church",
            "Search for a Protestant pastor who was robbed",
            "Unfallflucht: ein blauer Wagen wurde angefahren, der Fahrer flüchtete sofort",
            "Dringend tatverdächtig ist ein Mann mit rotem Helm", "Wohnungseinbruch in der Elmstraße",
            "Atropello con fuga: un coche azul golpeó a un ciclista", "Robo de una bicicleta roja",
        ])
    func plain(_ purpose: String) throws {
        #expect(try Self.rules(purpose) == [])
    }

    @Test("a list does not understand: it finds the word in a witness's story, and misses a polite threat")
    func limits() throws {
        #expect(try Self.rules("A woman was robbed on her way home from a protest") == ["lawful-activity"])
        #expect(try Self.rules("Burglary. It would be a pity if we had to come back") == [])
        // A Cyrillic letter that looks like a Latin one.
        #expect(try Self.rules("Identify prоtesters on Main St") == [])
    }

    @Test("pressure is looked for in every text of a request, not in the purpose alone")
    func everywhere() throws {
        let places: [(inout Request) -> Void] = [
            { $0.contact = "+1 555 0100, you must call" }, { $0.offence = "theft; you must help" },
            { $0.terms.retention = "until closed; you must agree" },
            { $0.terms.onwardSharing = "anyone; you must agree" },
            { $0.location.text = "12 Elm St, you must" },
        ]
        for change in places {
            var attempt = try RequestLinterTests.Attempt()
            change(&attempt.story.request)
            #expect(try attempt.findings().map(\.rule) == ["pressure"])
        }
    }
}
