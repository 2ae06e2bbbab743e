import Foundation
import FoundationNetworking

extension URLError {
    /// What is said of an error that tells nothing.
    static let unknownWords = "the connection failed"

    /// Why there was no answer, as a person is told.
    var inWords: String {
        switch code {
        case .cannotFindHost, .dnsLookupFailed:
            "no machine of that name is known, or this one is not connected"
        case .cannotConnectToHost: "nobody answers there"
        case .notConnectedToInternet: "this machine is not connected"
        case .networkConnectionLost: "the connection was lost"
        case .timedOut: "it took too long"
        case .badServerResponse, .cannotParseResponse, .zeroByteResource:
            "what it answered is no answer of that kind"
        case .secureConnectionFailed: "no encrypted connection came about"
        case .serverCertificateHasBadDate, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            "its certificate is not one that this machine trusts"
        case .unsupportedURL, .badURL: "that is no address which can be asked"
        default: "\(Self.unknownWords) (number \(errorCode))"
        }
    }
}
