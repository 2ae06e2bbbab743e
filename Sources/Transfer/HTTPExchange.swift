import Foundation
import FoundationNetworking
import Synchronization

/// One request and its answer, with an end: in time, in bytes, and at the address that was asked.
///
/// The session keeps nothing and has nothing to give: no cache, no cookie, no credential. An answer that is redirected or
/// encoded is none; a small one could stand for any size.
final class HTTPExchange: NSObject, URLSessionDataDelegate {
    private struct State {
        var body: [UInt8] = []
        var cause: String?
    }

    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)
    private let invalidated = DispatchSemaphore(value: 0)
    private let maximumBytes: Int
    /// What is said of an answer that took too long.
    private let tooSlow: String

    private init(maximumBytes: Int, patienceSeconds: TimeInterval) {
        self.maximumBytes = maximumBytes
        tooSlow = "the whole answer was not there after \(Int(patienceSeconds.rounded())) seconds"
    }

    /// Asks, and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - maximumBytes: the most the answer's body may measure.
    ///   - patienceSeconds: how long all of it may take.
    /// - Throws: ``TransferError/noAnswer(address:cause:)``.
    static func answer(
        to request: URLRequest, maximumBytes: Int, patienceSeconds: TimeInterval
    ) throws(TransferError) -> [UInt8] {
        let exchange = HTTPExchange(maximumBytes: maximumBytes, patienceSeconds: patienceSeconds)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = patienceSeconds
        configuration.timeoutIntervalForResource = patienceSeconds
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.httpCookieStorage = nil
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpShouldSetCookies = false
        var request = request
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        let task = session.dataTask(with: request)
        task.resume()
        // The session's own limits count from the last byte that came, so one byte a second would have no end.
        if exchange.done.wait(timeout: .now() + patienceSeconds) == .timedOut {
            exchange.note(exchange.tooSlow)
        }
        session.invalidateAndCancel()
        // What is still on its way must not arrive while the process ends; but it is not worth waiting for long.
        _ = exchange.invalidated.wait(timeout: .now() + 2)
        let state = exchange.state.withLock { $0 }
        if let cause = state.cause {
            throw .noAnswer(address: request.url?.withoutSecrets ?? "", cause: cause)
        }
        return state.body
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // Whoever was asked was chosen by a person; where that one sends us was not.
        note(
            "it sends the question on to another address (HTTP status \(response.statusCode)), which is not followed"
        )
        completionHandler(nil)
        done.signal()
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let answer = response as? HTTPURLResponse
        let status = answer?.statusCode ?? 0
        let encoding = answer?.value(forHTTPHeaderField: "Content-Encoding") ?? "identity"
        guard status == 200 else {
            note("it answered with HTTP status \(status)")
            completionHandler(.cancel)
            done.signal()
            return
        }
        guard encoding.lowercased() == "identity" else {
            note("its answer is compressed, which was not asked for")
            completionHandler(.cancel)
            done.signal()
            return
        }
        guard response.expectedContentLength <= Int64(maximumBytes) else {
            note("its answer is longer than any timestamp")
            completionHandler(.cancel)
            done.signal()
            return
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            guard state.cause == nil, state.body.count + data.count <= maximumBytes else { return true }
            state.body += data
            return false
        }
        guard isTooLong else { return }
        fail("its answer is longer than any timestamp")
        dataTask.cancel()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler:
            @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        // Whether a certificate is believed is for the system's roots; a name or password is never given.
        completionHandler(.performDefaultHandling, nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            note(
                (error as? URLError).map { $0.code == .timedOut ? tooSlow : $0.inWords }
                    ?? URLError.unknownWords)
        }
        done.signal()
    }

    func urlSession(_ session: URLSession, didBecomeInvalidWithError error: (any Error)?) {
        invalidated.signal()
    }

    /// The first cause is the cause.
    private func note(_ cause: String) { state.withLock { $0.cause = $0.cause ?? cause } }

    /// Whoever waits is told as well: a task that is being cancelled may take its time to say so.
    ///
    /// Where Foundation waits for an answer to a question of its own, that answer is given first: who waits takes the session
    /// down, and Foundation ends the process when an answer comes after that (HTTPURLProtocol.swift, “we're not waiting for it”).
    private func fail(_ cause: String) {
        note(cause)
        done.signal()
    }
}
