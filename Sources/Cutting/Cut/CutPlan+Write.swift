import Objects
import Recordings
import Records
import CFFmpeg

extension CutPlan {
    /// Writes one of the plan's objects.
    ///
    /// The object is read back from the very bytes that leave: one sample outside the window, one picture
    /// lost or there twice, and it fails.
    ///
    /// - Parameters:
    ///   - object: one of ``objects``.
    ///   - size: chooses the size of the whole object from its size before padding; at least 8 more.
    ///   - sink: takes the object's bytes in order.
    ///   - pictureDone: called after each picture that was encoded anew.
    /// - Throws: ``FootageError``, and whatever `sink` and `pictureDone` throw: so they can have it give up.
    package func write(
        _ object: PlannedObject, size: (UInt64) throws -> UInt64,
        to sink: (UnsafeRawBufferPointer) throws -> Void, pictureDone: () throws -> Void = {}
    ) throws -> WrittenCut {
        do {
            return try withoutActuallyEscaping(sink) { sink in
                switch object.role {
                case .master: try MasterWriter(plan: self, object: object).write(size: size, to: sink)
                case .leadIn, .leadOut:
                    try DerivativeWriter(plan: self, object: object)
                        .write(size: size, to: sink, pictureDone: pictureDone)
                case .still:
                    try StillWriter(plan: self, object: object)
                        .write(size: size, to: sink, pictureDone: pictureDone)
                }
            }
        } catch let error as FootageError {
            throw error.at(recording.path)
        }
    }
}
