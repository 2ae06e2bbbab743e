import Statements
import ArgumentParser

/// A role by its name; the argument parser lists the names when another word is given.
extension Role: ExpressibleByArgument {}
