import Records
import Statements

/// A time that a person gave, in full (RFC 3339). A front hands it to a desk as it is.
package typealias GivenTime = WallTime

/// A moment that a person gave, in full or as a time of day in the window they answer.
package typealias GivenMoment = MomentInWindow

/// The reference by which a person produces the first of some things as an exhibit.
package typealias GivenExhibit = ExhibitReference

/// From when to when something is, as a desk gives it to a front.
package typealias GivenSpan = Window
