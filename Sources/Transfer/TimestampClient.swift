import Foundation
import FoundationNetworking
import Sealing

/// Asks a time-stamping authority over HTTP or HTTPS (RFC 3161 §3.4): one question to one address. No redirect is followed,
/// no name, password or cookie is sent, and what the answer may cost in time and bytes is bounded.
package struct TimestampClient: Sendable {
    /// Where the authority is asked.
    package let url: URL
    /// How long the whole exchange may take, in seconds, from the first byte sent to the last received.
    package let patienceSeconds: TimeInterval
    /// How long it may take unless somebody says otherwise, in seconds.
    package static let defaultPatienceSeconds: TimeInterval = 30

    /// A client for an authority.
    ///
    /// - Throws: ``TransferError/addressNotUsable(text:)`` for what is no `http` or `https` address, and
    ///   ``TransferError/addressHoldsSecret`` for one with a user's name or password in it.
    package init(
        _ text: String, patienceSeconds: TimeInterval = TimestampClient.defaultPatienceSeconds
    ) throws(TransferError) {
        // Every user of the machine sees what is typed, and the authorities we know of ask for neither.
        guard !text.prefix(while: { $0 != "?" && $0 != "#" }).contains("@") else { throw .addressHoldsSecret }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), url.host?.isEmpty == false,
            scheme == "http" || scheme == "https"
        else { throw .addressNotUsable(text: text) }
        self.url = url
        self.patienceSeconds = patienceSeconds
    }

    /// Has a digest stamped.
    ///
    /// Nothing but the digest and a random number is sent.
    ///
    /// - Returns: an answer found to be one to this question; whom it is from is for
    ///   ``TimeStampToken/verify(digest:trusting:)``.
    /// - Throws: ``TransferError/noAnswer(address:cause:)``, also for a refusal and for an answer to something else.
    package func response(to digest: SHA256Digest) throws -> TimeStampResponse {
        let question = try TimeStampRequest(of: digest)
        var request = URLRequest(url: url, timeoutInterval: patienceSeconds)
        request.httpMethod = "POST"
        request.httpBody = Data(question.der)
        request.setValue(TimeStampRequest.mediaType, forHTTPHeaderField: "Content-Type")
        request.setValue(TimeStampRequest.answerMediaType, forHTTPHeaderField: "Accept")
        let answer = try HTTPExchange.answer(
            to: request, maximumBytes: TimeStampRequest.maximumAnswerBytes, patienceSeconds: patienceSeconds)
        do {
            return try question.response(in: answer)
        } catch .timestamp(let cause) {
            throw TransferError.noAnswer(address: url.withoutSecrets, cause: cause)
        }
    }

    /// Has a digest stamped, of whose answer only the token is wanted.
    ///
    /// - Throws: as ``response(to:)``.
    package func stamp(_ digest: SHA256Digest) throws -> TimeStampToken { try response(to: digest).token }
}

extension URL {
    /// Scheme, host and path: a user's name, a password or a key in the query stays out of messages.
    var withoutSecrets: String {
        guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: false) else {
            return "the authority"
        }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string ?? "the authority"
    }
}
