/// A value that was made on one thread and is used on the next, by one at a time.
struct Boxed<Value>: @unchecked Sendable {
    // The thread that made it has ended, or waits for nothing of it, when who asked for it goes on (`OwnThread`).
    let values: Value
    init(_ values: Value) { self.values = values }
}
