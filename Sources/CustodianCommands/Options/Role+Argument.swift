import ArgumentParser
import CustodyDesk

/// A role by its name; the argument parser lists the names when another word is given.
extension NewIdentity.Role: ExpressibleByArgument {}
