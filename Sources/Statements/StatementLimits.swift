/// Bounds that hold for every statement and card.
package enum StatementLimits {
    /// The most a payload may measure. The largest real ones, requests with a dozen cards, have 20 KiB.
    package static let maximumBytes = 1 << 20
}
