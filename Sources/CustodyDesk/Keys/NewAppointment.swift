import Outcomes
import Statements

/// That a person acts for an office, said by the office.
package struct NewAppointment {
    /// The person's card file.
    package var card: String
    /// From when on they act for it; nil for now.
    package var from: GivenTime?
    /// The first moment at which they do no longer.
    package var until: GivenTime
    /// Where it is said what is to be known before it is signed.
    package var noting: (Note) -> Void

    package init(
        of card: String, from: GivenTime?, until: GivenTime, noting: @escaping (Note) -> Void = { _ in }
    ) {
        self.noting = noting
        self.card = card
        self.from = from
        self.until = until
    }

    /// Signs the appointment as the office, and writes it.
    ///
    /// - Throws: ``DeskError`` also where who signs is no office, or the card is none of a person.
    package func make(signedBy office: IdentityAtHand, in output: OutputFile) throws(DeskError)
        -> MadeAppointment
    {
        try output.check()
        let person = try Card(file: card)
        let identity = try office.open()
        let issued = WallTime.nowToTheSecond(offsetSeconds: until.utcOffsetSeconds)
        let appointment = Appointment(
            office: identity.card, person: person, from: from ?? issued, until: until, issued: issued)
        if let flaw = appointment.flaw {
            throw DeskError(.usage, "\(card): nobody is appointed: \(flaw)", remedy: .appointAsOffice)
        }
        if appointment.until <= issued { noting(.custody(.appointmentPast(until: appointment.until))) }
        try output.write(try telling { try appointment.signed(by: identity) })
        return MadeAppointment(
            facts: AppointmentFileFacts(
                file: output.path, office: CardFacts(identity.card), person: CardFacts(person),
                from: appointment.from, until: appointment.until),
            appointment: appointment)
    }

    /// An appointment that was written.
    package struct MadeAppointment {
        package let facts: AppointmentFileFacts
        package let appointment: Appointment
    }
}
