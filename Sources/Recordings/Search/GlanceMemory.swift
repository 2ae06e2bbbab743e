/// What a file was found to be when somebody last looked into it, and how to tell that it is still that.
package struct RememberedFile: Sendable, Hashable {
    /// Where it lies: an absolute path without links.
    package var path: String
    /// What the file system said of it then.
    package var stamp: FileStamp
    /// What was seen.
    package var outcome: GlanceOutcome

    /// A memory from its parts.
    package init(path: String, stamp: FileStamp, outcome: GlanceOutcome) {
        self.path = path
        self.stamp = stamp
        self.outcome = outcome
    }
}

/// Remembers what files were found to be, so that they need not be opened again.
///
/// It is a convenience and never a reason to fail: whoever implements it passes over its own troubles, and
/// what it does not remember is looked at anew.
package protocol GlanceMemory: AnyObject {
    /// The next remembered files in the order of their paths' bytes, some thousands at most.
    ///
    /// - Parameters:
    ///   - path: those behind it.
    ///   - end: those before it.
    /// - Returns: none where there are no more.
    func remembered(after path: String, before end: String) -> [RememberedFile]

    /// Remembers files, in place of what was remembered of the same paths, and forgets others.
    func update(remembering files: [RememberedFile], forgetting paths: [String])
}
