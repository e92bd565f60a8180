internal import CLibgit2

/// An object's bytes, as libgit2 holds them.
struct RawObject: ~Copyable {
  private let handle: OpaquePointer

  init(taking handle: OpaquePointer) { self.handle = handle }

  deinit { git_odb_object_free(handle) }

  var type: git_object_t { git_odb_object_type(handle) }

  /// Valid only as long as the object lives.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: git_odb_object_data(handle), count: git_odb_object_size(handle))
  }
}

/// The kinds of object that are read here.
enum ObjectKind {
  case commit, tree, blob

  var raw: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    }
  }
}

extension Repository {
  /// Reads an object of the given kind, looking at its size before its content: 4.7 MB can inflate to 1 GiB.
  func read(_ id: ObjectID, _ kind: ObjectKind, atMost limit: Int) throws(GitError) -> RawObject {
    var name = id.raw
    var size = 0
    var type = GIT_OBJECT_INVALID
    var object: OpaquePointer?
    if isBounded {
      if git_odb_read(&object, objects, &name) == 0, let whole = object.map({ RawObject(taking: $0) }) {
        if whole.type == kind.raw, whole.bytes.count <= limit { return whole }
      }
      // What went wrong is told below, where nothing large is read.
      object = nil
    }
    var result = git_odb_read_header(&size, &type, objects, &name)
    if result == 0 {
      if type != kind.raw { throw GitError(.corrupted, "object \(id) is not a \(kind)") }
      if size > limit { throw GitError(.tooLarge(size: size), "\(kind) \(id) has \(size) bytes, more than \(limit)") }
      result = git_odb_read(&object, objects, &name)
    }
    do throws(GitError) {
      try check(result)
    } catch {
      throw explained(error, id, kind)
    }
    guard let object else { throw GitError(.corrupted, "object \(id) cannot be read") }
    return RawObject(taking: object)
  }

  private func explained(_ error: GitError, _ id: ObjectID, _ kind: ObjectKind) -> GitError {
    guard error.kind == .notFound else { return error }
    if isPartialClone {
      return GitError(
        .partialClone(missing: id), "\(kind) \(id) was not fetched: this is a partial clone", code: error.code,
        category: error.category)
    }
    if kind == .commit {
      return GitError(
        isShallow ? .shallow : .notFound,
        isShallow ? "commit \(id) was not fetched: this is a shallow clone" : "there is no commit \(id)",
        code: error.code, category: error.category)
    }
    return GitError(.corrupted, "\(kind) \(id) is missing", code: error.code, category: error.category)
  }

  /// Whether `id` names a commit that is here.
  package func contains(_ id: ObjectID) -> Bool {
    var name = id.raw
    var size = 0
    var type = GIT_OBJECT_INVALID
    let result = git_odb_read_header(&size, &type, objects, &name)
    if result < 0 { git_error_clear() }
    return result == 0 && type == GIT_OBJECT_COMMIT
  }
}
