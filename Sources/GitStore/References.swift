internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A reference and the object that it leads to.
package struct Reference: Hashable, Sendable {
  /// The full name, such as `refs/heads/main`; need not be UTF-8.
  package let name: [UInt8]
  package let target: ObjectID
}

extension Repository {
  /// The references whose full name begins with `prefix`, in no order; those that lead nowhere are left out.
  package func references(below prefix: String) throws(GitError) -> [Reference] {
    var iterator: OpaquePointer?
    try check(git_reference_iterator_new(&iterator, handle))
    defer { git_reference_iterator_free(iterator) }
    var found: [Reference] = []
    while true {
      var reference: OpaquePointer?
      let result = git_reference_next(&reference, iterator)
      if result == GIT_ITEROVER.rawValue { break }
      try check(result)
      defer { git_reference_free(reference) }
      guard let text = git_reference_name(reference) else { continue }
      let name = UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
      guard name.starts(with: prefix.utf8) else { continue }
      var id = git_oid()
      if git_reference_name_to_id(&id, handle, text) == 0 { found.append(Reference(name: name, target: ObjectID(id))) }
    }
    git_error_clear()
    return found
  }

  /// The reference that another one stands for, as `refs/remotes/origin/HEAD` does; nil where it is none of that kind.
  package func symbolicTarget(of name: String) throws(GitError) -> String? {
    var reference: OpaquePointer?
    let result = git_reference_lookup(&reference, handle, name)
    // A name that no reference can have has no target either.
    if result == GIT_ENOTFOUND.rawValue || result == GIT_EINVALIDSPEC.rawValue {
      git_error_clear()
      return nil
    }
    try check(result)
    defer { git_reference_free(reference) }
    return git_reference_symbolic_target(reference).map { String(cString: $0) }
  }
}
