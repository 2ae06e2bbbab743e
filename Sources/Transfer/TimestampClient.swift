import Foundation
import FoundationNetworking
import Sealing
import Synchronization

/// Asks a time-stamping authority over HTTP or HTTPS (RFC 3161 §3.4).
public struct TimestampClient: Sendable {
    /// Where the authority is asked.
    public let url: URL
    /// How long an answer may take, in seconds.
    public static let patienceSeconds: TimeInterval = 30

    /// A client for an authority.
    ///
    /// - Throws: ``TransferError/addressNotUsable(text:)`` for what is no `http` or `https` address.
    public init(_ text: String) throws(TransferError) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), url.host != nil,
            scheme == "http" || scheme == "https"
        else { throw .addressNotUsable(text: text) }
        self.url = url
    }

    /// Has a digest stamped.
    ///
    /// Nothing but the digest and a random number is sent.
    ///
    /// - Returns: an answer found to be one to this question; whom it is from is for
    ///   ``TimeStampToken/verify(digest:trusting:)``.
    /// - Throws: ``TransferError/noAnswer(address:cause:)``, also for a refusal and for an answer to something else.
    public func response(to digest: SHA256Digest) throws -> TimeStampResponse {
        let question = try TimeStampRequest(of: digest)
        var request = URLRequest(url: url, timeoutInterval: Self.patienceSeconds)
        request.httpMethod = "POST"
        request.httpBody = Data(question.der)
        request.setValue(TimeStampRequest.mediaType, forHTTPHeaderField: "Content-Type")
        request.setValue(TimeStampRequest.answerMediaType, forHTTPHeaderField: "Accept")
        let answer = try HTTPExchange.answer(to: request, maximumBytes: TimeStampRequest.maximumAnswerBytes)
        do {
            return try question.response(in: answer)
        } catch .timestamp(let cause) {
            throw TransferError.noAnswer(address: url.withoutSecrets, cause: cause)
        }
    }

    /// Has a digest stamped, of whose answer only the token is wanted.
    ///
    /// - Throws: as ``response(to:)``.
    public func stamp(_ digest: SHA256Digest) throws -> TimeStampToken { try response(to: digest).token }
}

extension URL {
    /// Scheme, host and path: a user's name, a password or a key in the query stays out of messages.
    fileprivate var withoutSecrets: String {
        guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: false) else {
            return "the authority"
        }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string ?? "the authority"
    }
}

/// One request and its answer, which is cut off where it grows too long.
private final class HTTPExchange: NSObject, URLSessionDataDelegate {
    private struct State {
        var body: [UInt8] = []
        var cause: String?
    }

    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)
    private let maximumBytes: Int

    private init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    static func answer(to request: URLRequest, maximumBytes: Int) throws(TransferError) -> [UInt8] {
        let exchange = HTTPExchange(maximumBytes: maximumBytes)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = TimestampClient.patienceSeconds
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        session.dataTask(with: request).resume()
        exchange.done.wait()
        session.invalidateAndCancel()
        let state = exchange.state.withLock { $0 }
        if let cause = state.cause {
            throw .noAnswer(address: request.url?.withoutSecrets ?? "", cause: cause)
        }
        return state.body
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else {
            fail("it answered with HTTP status \(status)")
            return completionHandler(.cancel)
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            state.body += data
            return state.body.count > maximumBytes
        }
        guard isTooLong else { return }
        fail("its answer is longer than any timestamp")
        dataTask.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error { fail((error as NSError).localizedDescription) }
        done.signal()
    }

    /// The first cause is the cause.
    private func fail(_ cause: String) { state.withLock { $0.cause = $0.cause ?? cause } }
}
