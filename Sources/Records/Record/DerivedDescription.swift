extension DerivativeFacts {
    /// In what a track of pictures encoded anew is described otherwise than the track they come from, so that a player would
    /// show it in another way (docs/spec/derivatives.md, Description); nil where it is in nothing.
    ///
    /// - Parameters:
    ///   - own: of the derivative's track.
    ///   - source: of its source track.
    package func flaw(of own: TrackDescription, from source: TrackDescription) -> String? {
        guard own.displayMatrix == source.displayMatrix, own.pixelAspect == source.pixelAspect else {
            return "its pictures are turned or shaped in another way than the recording's"
        }
        guard own.width == source.width, own.height == source.height else {
            return "its pictures are said to have another size than the recording's"
        }
        guard own.fields == source.fields else {
            return "its pictures are said to have other fields than the recording's"
        }
        guard
            own.colour == colour(from: source.colour) || makesColour
        else { return "its pictures are said to have other colours than the recording's" }
        return nil
    }

    /// Whether the pictures had red, green and blue samples before they were encoded, and have luma and chroma now.
    package var makesColour: Bool {
        guard let from = settings.conversion?.from else { return false }
        return ["rgb", "bgr", "gbr"].contains(where: from.contains)
    }

    /// What the pictures say of colour: what the source's container says. FFV1 has no range of its own, as other codecs have
    /// beside the container, so of lossless pictures the range is that of the decoded samples.
    package func colour(from source: ColourDescription?) -> ColourDescription? {
        guard lossless == true, let range = settings.samples?.range, range != .unknown else { return source }
        var colour = source ?? ColourDescription(primaries: 2, transfer: 2, matrix: 2, isFullRange: false)
        colour.isFullRange = range == .full
        return colour
    }
}
