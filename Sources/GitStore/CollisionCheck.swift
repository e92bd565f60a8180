internal import Dispatch
internal import Synchronization

/// Looks for an attempt at a collision in the bytes of an object, on another thread, while the object is stored.
///
/// libgit2's hash looks for one in every block, which takes ten times as long as hashing does: of a commit in a folder of
/// 10,000 files that was a tenth.
final class CollisionCheck: Sendable {
  let id: ObjectID
  private let outcome = Mutex<Result<ObjectID, GitError>?>(nil)
  private let end = DispatchSemaphore(value: 0)

  /// Begins.
  ///
  /// - Parameter id: The name that the bytes have by a hash that does not look.
  init(of bytes: [UInt8], _ kind: ObjectKind, named id: ObjectID) {
    self.id = id
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let found = Result { () throws(GitError) in try Repository.hash(bytes, kind) }
      outcome.withLock { $0 = found }
      end.signal()
    }
  }

  /// Waits for the end, once: throws where the bytes were made to collide.
  func wait() throws(GitError) {
    end.wait()
    let found = try outcome.withLock { $0 }?.get()
    if found != id { throw GitError(.corrupted, "object \(id) holds what was made to collide with another one") }
  }
}
