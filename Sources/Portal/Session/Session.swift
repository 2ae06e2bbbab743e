import Synchronization

/// What tells the person's browser from every other program of this computer: a secret that the browser gets from a page which
/// only the person can read, and keeps as a cookie.
final class Session: Sendable {
    /// The cookie's name.
    static let cookie = "proffer"

    /// What the page that opens the browser hands over.
    let entry: String
    /// What the cookie holds.
    let key: String
    /// The folder of the address under which all pages lie, as in `/folder/cases`. A browser sends the cookie to addresses in it
    /// only: another server of this computer, to which it would send one of the same host whatever its port, does not know it.
    let folder: String
    /// What every form of ours carries, so that no form of another page can post here.
    let form: String
    private let lastUse: Mutex<ContinuousClock.Instant>

    init() {
        entry = Self.secret()
        key = Self.secret()
        folder = Self.secret()
        form = Self.secret()
        lastUse = Mutex(ContinuousClock().now)
    }

    /// Notes that the person did something.
    func use() { lastUse.withLock { $0 = ContinuousClock().now } }

    /// How long nobody did anything.
    var idle: Duration { lastUse.withLock { $0.duration(to: ContinuousClock().now) } }

    /// 256 random bits, as hexadecimal digits.
    private static func secret() -> String {
        // The system's own generator (getrandom(2)).
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Whether two secrets are the same, in a time that tells nothing of where they differ.
    static func same(_ one: String?, _ other: String) -> Bool {
        guard let one, one.utf8.count == other.utf8.count else { return false }
        return zip(one.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
