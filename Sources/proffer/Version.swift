/// Which Proffer this is; `proffer --version` says it and records carry it.
enum Version {
    static let current = "0.1.0"
}
