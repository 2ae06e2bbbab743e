import Handover
import Outcomes

extension [WithheldCamera] {
    /// How many are named; a folder may hold many videos that nobody can place.
    private static var most: Int { 8 }

    /// Says what stays though it has time of what is granted.
    func note(_ noting: (Note) -> Void) {
        for camera in prefix(Self.most) {
            noting(
                .footage(
                    .staysUnnamed(
                        camera: camera.camera, camera.recorder, count: camera.count, file: camera.file)))
        }
        guard count > Self.most else { return }
        noting(.footage(.othersStayUnnamed(count: count - Self.most)))
    }
}
