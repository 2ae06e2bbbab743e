/// What an access unit is to a cut, by its own bits.
package struct AccessUnitTraits: Equatable {
    /// Decoding can start here and everything shown from here on comes out exact; leading pictures, which are
    /// decoded after it and shown before it, are not covered.
    package var isClean = false
    /// It also holds a picture that is not shown at its time but at that of a later access unit.
    package var holdsLaterPicture = false
    /// It holds a coded picture, or a part of one: some writers put what stands before a picture into a sample of its own.
    package var holdsPicture = true
}
