import Statements

extension Replacement {
    /// Why the person must be called before the new card is taken, after “but”.
    package var objectionsInWords: String { listInWords(objections.map(\.inWords)) }
}
