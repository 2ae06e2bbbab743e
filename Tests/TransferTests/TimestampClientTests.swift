import Peers
import Sealing
import Testing
import Transfer

@Suite("Asking a time-stamping authority over HTTP")
struct TimestampClientTests {
    private static let data = Array("a root over recordings".utf8)

    @Test("brings a token that openssl accepts")
    func stamps() throws {
        let authority = try TimestampAuthority()
        let digest = try SHA256Digest.of(Self.data)
        let token = try TimestampServer.asked(of: authority) { try TimestampClient($0).stamp(digest) }
        #expect(try authority.accepts(token: token.der, over: Self.data))
        try token.verify(digest: digest, trusting: .roots(pem: try authority.folder.read("root.pem")))
    }

    @Test("ends with one line when the authority is broken")
    func brokenAuthority() throws {
        let error = try #require(throws: TransferError.self) {
            try TimestampServer.asked(of: try TimestampAuthority()) {
                try TimestampClient($0 + "broken").stamp(try SHA256Digest.of(Self.data))
            }
        }
        #expect(error.description.contains("HTTP status 503"))
    }

    @Test("gives up an answer that has no end")
    func endlessAnswer() throws {
        let error = try #require(throws: TransferError.self) {
            try TimestampServer.asked(of: try TimestampAuthority()) {
                try TimestampClient($0 + "endless").stamp(try SHA256Digest.of(Self.data))
            }
        }
        #expect(error.description.contains("longer than any timestamp"))
    }

    /// Why there was no answer, and how long it took to know, in seconds. So much time is allowed, unless time is what is
    /// tested, that a full machine does not use it up.
    private static func refusal(
        of address: (String) -> String, patienceSeconds: Double = 120
    ) throws -> (cause: String, seconds: Double, authority: TimestampAuthority) {
        let authority = try TimestampAuthority()
        let digest = try SHA256Digest.of(Self.data)
        var seconds = 0.0
        let error = try #require(throws: TransferError.self) {
            try TimestampServer.asked(of: authority) { url in
                let start = ContinuousClock.now
                defer { seconds = (ContinuousClock.now - start) / .seconds(1) }
                _ = try TimestampClient(address(url), patienceSeconds: patienceSeconds).stamp(digest)
            }
        }
        return (error.description, seconds, authority)
    }

    @Test(
        "an answer that never is whole ends after the time that was allowed, however it trickles in",
        arguments: ["slow", "slow-head", "silent"])
    func patience(path: String) throws {
        let (cause, seconds, _) = try Self.refusal(of: { $0 + path }, patienceSeconds: 1)
        #expect(cause.contains("after 1 seconds") || cause.contains("timed out"), "\(cause)")
        #expect(seconds < 30, "the server never ends, or after a minute")
    }

    @Test("the time allowed is 30 seconds, unless somebody says otherwise")
    func defaultPatience() throws {
        #expect(try TimestampClient("http://localhost/").patienceSeconds == 30)
    }

    @Test(
        "no redirect is followed, to whatever place or scheme",
        arguments: [
            "301/file:///etc/passwd", "302/gopher://127.0.0.1/", "307/asked", "308//asked",
            "303/http://127.0.0.1:9/",
        ])
    func redirects(path: String) throws {
        let (cause, _, authority) = try Self.refusal(of: { $0 + "to/" + path })
        #expect(cause.contains("another address") || cause.contains("HTTP status 30"), "\(cause)")
        #expect(try !authority.folder.names().contains("asked"))
    }

    @Test(
        "an answer that costs more than a timestamp is given up at once: packed, announced as endless, or all head",
        arguments: [("gzip", "compressed"), ("long", "longer than any timestamp"), ("heads", "")])
    func costs(path: String, says: String) throws {
        let (cause, seconds, _) = try Self.refusal(of: { $0 + path })
        #expect(says.isEmpty || cause.contains(says), "\(cause)")
        #expect(seconds < 60, "it was not the time that ended it, nor the server, who goes on for a minute")
    }

    @Test("no cookie is kept and no name given, and an address that holds one is refused without being shown")
    func secrets() throws {
        let (cause, _, authority) = try Self.refusal(of: { $0 + "cookie" })
        #expect(cause.contains("HTTP status 401"))
        #expect(String(decoding: try authority.folder.read("cookie"), as: UTF8.self) == "NoneNone")
        for address in ["http://dana:hunter2@127.0.0.1:9/", "https://dana@localhost/", "file://a:b@c/"] {
            let error = #expect(throws: TransferError.addressHoldsSecret) { try TimestampClient(address) }
            #expect(error?.description.contains("hunter2") == false)
        }
    }

    @Test("ends with one line when nobody is there")
    func nobodyThere() throws {
        #expect(throws: TransferError.self) {
            try TimestampClient("http://127.0.0.1:9/").stamp(try SHA256Digest.of(Self.data))
        }
    }

    @Test(
        "takes no other address than http and https",
        arguments: ["file:///etc/passwd", "tsa", "ftp://a/", ""])
    func otherAddresses(address: String) {
        #expect(throws: TransferError.addressNotUsable(text: address)) { try TimestampClient(address) }
    }
}
