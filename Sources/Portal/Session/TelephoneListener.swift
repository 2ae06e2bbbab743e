import CustodyDesk
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Outcomes
import Synchronization
import Threads

/// A second listener, for a telephone of the home network: it serves the one page that shows the clock code, and nothing else.
///
/// It is there only while a clock is measured, at most for some minutes, and only where the person switched it on. It knows no
/// cookie, no case and no key, and what it serves is the same for everybody: there is nothing to be had of it.
final class TelephoneListener: Sendable {
    /// After how many minutes it ends by itself.
    static let minutes = 10
    /// How many devices may be connected at once.
    private static let mostConnections = 8

    private struct Running {
        let task: AwaitedTask
        let address: String
        let ends: ContinuousClock.Instant
    }

    private let running = Mutex<Running?>(nil)

    /// Why it cannot be switched on.
    enum Refusal: Error {
        /// This computer is in no network.
        case noNetwork
        /// The network's address gives no port.
        case noPort
    }

    /// Where a telephone finds the page, and for how many more minutes; nil where it is off.
    var found: (address: String, minutesLeft: Int)? {
        running.withLock { running in
            guard let running else { return nil }
            let left = ContinuousClock().now.duration(to: running.ends)
            guard left > .zero else { return nil }
            return (running.address, Int((left.components.seconds + 59) / 60))
        }
    }

    /// Switches it on; it stays as it is where it is on. It blocks for a moment.
    ///
    /// - Parameter page: the page that it serves.
    /// - Throws: ``Refusal``.
    func start(serving page: String) throws {
        guard found == nil else { return }
        end()
        guard let host = NetworkAddress.ofHome else { throw Refusal.noNetwork }
        let page = Array(page.utf8)
        let port = Mutex<Int?>(nil)
        let silent = Logger(label: "telephone") { _ in SwiftLogNoOpLogHandler() }
        let router = Router(context: BasicRequestContext.self)
        router.get("") { request, _ in
            // A page of another name that was made to lead here is refused.
            guard request.head.authority == port.withLock({ $0.map { "\(host):\($0)" } }) else {
                return Response(status: .misdirectedRequest)
            }
            return Self.response(page)
        }
        let server = Application(
            router: router,
            configuration: .init(
                address: .hostname(host, port: 0), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in port.withLock { $0 = channel.localAddress?.port } },
            logger: silent)
        let task = AwaitedTask { try await server.run() }
        for _ in 0..<1000 where port.withLock(\.self) == nil {
            guard (try? task.hasEnded(within: 0)) == false else { throw Refusal.noPort }
            usleep(2000)
        }
        guard let number = port.withLock(\.self) else {
            task.cancel()
            throw Refusal.noPort
        }
        let ends = ContinuousClock().now.advanced(by: .seconds(Self.minutes * 60))
        running.withLock {
            // Switched on twice at once, one stays.
            $0?.task.cancel()
            $0 = Running(task: task, address: "http://\(host):\(number)/", ends: ends)
        }
    }

    /// Switches it off.
    func end() {
        running.withLock { running in
            running?.task.cancel()
            running = nil
        }
    }

    /// Switches it off where its time is over.
    func endWhenOver() { if found == nil { end() } }

    private static func response(_ page: [UInt8]) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: page)))
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}
