import CustodyDesk
import Desk
import Foundation
import Glibc
import Hummingbird
import Logging
import Outcomes
import Synchronization
import Threads

/// The owner's page, served to the browser of this computer until nobody uses it.
package struct PortalServer {
    /// A file to open first; nil where none was named.
    package var file: String?
    /// Whether the person's browser is opened.
    package var opensBrowser: Bool
    /// After how many seconds without use it ends.
    package var idleSeconds: Int
    /// Which program it is part of, as bundles name it.
    private let program: ProgramVersion
    /// Where it is said what the person has to know.
    private let saying: (Event) -> Void

    /// What a front says while the page is served.
    package enum Event: Equatable {
        /// The page can be opened by a file that only the person can read.
        case listening(entry: String, isOpened: Bool)
        /// It ended, as nobody used it.
        case idle
    }

    package init(
        file: String?, opensBrowser: Bool, idleSeconds: Int = PortalServer.usualIdleSeconds,
        program: ProgramVersion, saying: @escaping (Event) -> Void
    ) {
        self.file = file
        self.opensBrowser = opensBrowser
        self.idleSeconds = idleSeconds
        self.program = program
        self.saying = saying
    }

    /// After how many seconds without use it ends if nobody says otherwise.
    package static let usualIdleSeconds = PortalState.idleMinutes * 60

    /// Serves until nobody uses it.
    ///
    /// - Throws: ``DeskError``.
    package func run() throws {
        let scratch = try PersonsFolder.ofTheMoment()
        defer { scratch.remove() }
        let portal = try PortalState(scratch: scratch.path, file: file, program: program)
        let port = Mutex<Int?>(nil)
        // No log: addresses and what was typed belong to nobody's file.
        let silent = Logger(label: "portal") { _ in SwiftLogNoOpLogHandler() }
        let server = Application(
            router: PortalRoutes(portal).router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { channel in port.withLock { $0 = channel.localAddress?.port } },
            logger: silent)
        let running = AwaitedTask { try await server.run() }
        while port.withLock(\.self) == nil {
            guard try !running.hasEnded(within: 0) else { return }
            usleep(2000)
        }
        portal.listens(on: port.withLock(\.self) ?? 0)
        let entry = try EntryPage(
            in: scratch.path, origin: portal.origin, secret: portal.session.entry, opening: file,
            words: PortalWords(environment: ProcessInfo.processInfo.environment))
        let browser = opensBrowser ? entry.openInBrowser() : nil
        saying(.listening(entry: entry.path, isOpened: browser != nil))
        while try !running.hasEnded(within: 1) {
            var status: Int32 = 0
            if let browser { waitpid(browser, &status, WNOHANG) }
            // Who waits for a bundle does nothing meanwhile.
            if portal.works.isBusy { portal.session.use() }
            portal.telephone.endWhenOver()
            portal.drafted.endStopped()
            // Between two looks, which take much and leave little.
            if portal.session.idle < .seconds(5) { MediaAtHand.giveMemoryBack() }
            if portal.session.idle >= .seconds(idleSeconds) {
                saying(.idle)
                return
            }
        }
    }
}
