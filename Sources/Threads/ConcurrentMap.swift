import Foundation

extension Array where Element: Sendable {
    /// What a closure makes of each element, in their order, worked out on all cores.
    package func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        map(on: ProcessInfo.processInfo.activeProcessorCount, share: 1, transform)
    }
}
