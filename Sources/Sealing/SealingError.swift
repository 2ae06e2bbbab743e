/// Why something could not be hashed, encrypted, opened, signed or read.
///
/// Each case is a situation of the reader, not a line of code; the associated text says what was found
/// and where. `description` is one line for a person.
package enum SealingError: Error, Sendable, Equatable {
    /// The cryptographic library refused. This is a fault of ours or of the machine, not of the input.
    case cryptoLibrary(operation: String, cause: String)
    /// A call that its own documentation forbids, for example two passphrases for one file.
    case misuse(String)
    /// Text or bytes given as a key are not one.
    case invalidKey(String)
    /// The age header cannot be understood, so nothing was opened.
    case ageHeader(String)
    /// The age header was changed after it was written: its MAC does not match.
    case ageHeaderMAC
    /// The file key that somebody handed over is not that of the age file.
    case ageOtherKey
    /// The age file is sound so far, but none of the given identities opens it.
    case ageNoMatch(String)
    /// The encrypted payload was changed, cut short or extended. Bytes released before were authentic.
    case agePayload(String)
    /// The ASCII armor around an age file is damaged.
    case ageArmor(String)
    /// A DSSE envelope is not one, or lacks what is needed to check it.
    case envelope(String)
    /// An RFC 3161 timestamp is not one, is of something else, or its signature does not hold.
    case timestamp(String)
    /// An RFC 3161 timestamp holds, and no chain of certificates leads to an authority that is trusted.
    case timestampOfNobodyTrusted(String)
    /// A signed note, a checkpoint of a log or a proof from one is not what it must be.
    case note(String)
    /// An X.509 certificate is not one, or is not one to rely on.
    case certificate(String)
    /// A JSON text is not what it must be. `byte` counts from 0 where the place is known.
    case json(reason: String, byte: Int?)
}

extension SealingError: CustomStringConvertible {
    /// One line, without a full stop, that says what happened and what to do where something can be done.
    package var description: String {
        switch self {
        case .cryptoLibrary(let operation, let cause):
            "the cryptographic library failed at \(operation): \(cause)"
        case .misuse(let what):
            what
        case .invalidKey(let what):
            "not a usable key: \(what)"
        case .ageHeader(let what):
            "not a readable age file: \(what)"
        case .ageHeaderMAC:
            "the header of the age file was changed after it was written (its MAC does not match); "
                + "ask for the file again"
        case .ageOtherKey:
            "the key that was handed over is not the one this file was encrypted with (the MAC of its header does not match)"
        case .ageNoMatch(let what):
            "cannot be opened with what was given: \(what)"
        case .agePayload(let what):
            "the encrypted content is damaged: \(what); ask for the file again"
        case .ageArmor(let what):
            "the text armor of the age file is damaged: \(what); copy the whole text again, "
                + "from its BEGIN line to its END line"
        case .envelope(let what):
            "not a usable signed statement (DSSE envelope): \(what)"
        case .timestamp(let what):
            "not a timestamp to rely on: \(what)"
        case .timestampOfNobodyTrusted(let cause):
            "a timestamp for which nobody among the authorities given vouches (\(cause))"
        case .note(let what):
            "not a usable checkpoint or proof of a log: \(what)"
        case .certificate(let what):
            "not a certificate to rely on: \(what)"
        case .json(let reason, let byte?):
            "the JSON cannot be read: \(reason), at byte \(byte)"
        case .json(let reason, nil):
            "the JSON cannot be read: \(reason)"
        }
    }
}
