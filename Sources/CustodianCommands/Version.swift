/// Which Proffer this is; `proffer --version` says it and records carry it.
package enum Version {
    package static let current = "0.1.0"
}
