import Statements

/// An appointment that was written, as programs read it.
package struct AppointmentFileFacts: Encodable {
    package var file: String
    package var office: CardFacts
    package var person: CardFacts
    package var from: WallTime
    package var until: WallTime

    package init(file: String, office: CardFacts, person: CardFacts, from: WallTime, until: WallTime) {
        self.file = file
        self.office = office
        self.person = person
        self.from = from
        self.until = until
    }
}
