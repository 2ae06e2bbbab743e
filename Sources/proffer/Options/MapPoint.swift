import ArgumentParser

/// `LAT,LON` as one types it; whether it lies on the globe is for the request to say.
struct MapPoint: Equatable {
    var latitude: Double
    var longitude: Double

    static func argument(_ text: String) throws -> MapPoint {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimming { $0 == " " }) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else {
            throw ValidationError("write degrees north and east with a comma between, as in 49.8728,8.6512")
        }
        return MapPoint(latitude: latitude, longitude: longitude)
    }
}

extension Substring {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
        let start = drop(while: isBlank)
        return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? ""
    }
}
