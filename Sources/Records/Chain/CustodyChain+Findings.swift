import Statements

extension CustodyChain {
    /// What is wrong with it as it is read at a time; empty where it holds.
    package func findings(at now: WallTime = .now()) -> [String] {
        flaws.map(\.description) + datedAhead(of: now)
    }
}
