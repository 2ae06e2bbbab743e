/// Why something could not be sent or asked for.
package enum TransferError: Error, Sendable, Equatable {
    /// A text given as an address is none that can be used here.
    case addressNotUsable(text: String)
    /// An address with a user's name or a password in it.
    case addressHoldsSecret
    /// Nobody answered as the protocol asks.
    case noAnswer(address: String, cause: String)
}

extension TransferError: CustomStringConvertible {
    /// One line, without a full stop, that says what happened and what to do.
    package var description: String {
        switch self {
        case .addressNotUsable(let text):
            "“\(text.prefix(80))” is not an address that starts with http:// or https://"
        case .addressHoldsSecret:
            "the address has a user's name or password in it, which every user of this machine can see, and which is sent to "
                + "nobody; give it without"
        case .noAnswer(let address, let cause):
            "\(address) gave no usable answer: \(cause); try again, or another address"
        }
    }
}
