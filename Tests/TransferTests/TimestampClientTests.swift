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
