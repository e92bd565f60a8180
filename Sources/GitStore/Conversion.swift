internal import CLibgit2
package import Paths

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Line ends and other conversions between the working tree and what is stored: gitattributes(5).
extension Repository {
  /// The bytes `git add` would store for a file of the working tree; nil where there is no file.
  ///
  /// Throws `.unsupported` where a `filter` or an encoding is asked for, `.tooLarge` above `limit` bytes and `.invalid`
  /// for what is no plain file or lies behind a link.
  package func readWorkingFile(
    _ path: RepositoryPath, through folder: WorkingFolder, atMost limit: Int
  ) throws(GitError) -> [UInt8]? {
    guard let bytes = try folder.read(path, atMost: limit) else { return nil }
    return try storedBytes(bytes, at: path)
  }

  /// What `git add` would store for these bytes of the working tree at `path`.
  package func storedBytes(_ bytes: [UInt8], at path: RepositoryPath) throws(GitError) -> [UInt8] {
    if !mayConvert(in: path.folder) { return bytes }
    try refuseFilters(at: path)
    return try filtered(bytes, at: path, GIT_FILTER_TO_ODB)
  }

  /// What a checkout would put into the working tree at `path` for these stored bytes.
  package func checkedOutBytes(_ bytes: [UInt8], at path: RepositoryPath) throws(GitError) -> [UInt8] {
    if !mayConvert(in: path.folder) { return bytes }
    try refuseFilters(at: path)
    return try filtered(bytes, at: path, GIT_FILTER_TO_WORKTREE)
  }

  /// Whether any setting or attribute file could convert files of this folder; false in most repositories.
  ///
  /// Looked up once for each folder; other threads that read files without libgit2 can ask this first.
  package func mayConvert(in folder: RepositoryPath?) -> Bool {
    let key = folder?.bytes ?? []
    if let known = attributeNeeds[key] { return known }
    let parent: Bool
    if let folder, !folder.bytes.isEmpty {
      parent = mayConvert(in: folder.folder)
    } else {
      parent = convertsEverywhere
    }
    let here =
      Array((workingFolder ?? "").utf8) + (key.isEmpty ? [] : key + [UInt8(ascii: "/")]) + Array(".gitattributes".utf8)
    let found = parent || access(cString(here), F_OK) == 0
    attributeNeeds[key] = found
    return found
  }

  private var convertsEverywhere: Bool {
    if let value = try? setting("core.autocrlf"), value.lowercased() != "false" { return true }
    if (try? setting("core.attributesfile")) ?? nil != nil { return true }
    var files = [commonFolder + "info/attributes", "/etc/gitattributes"]
    if let folder = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map({ $0 + "/.config" }) {
      files.append(folder + "/git/attributes")
    }
    return files.contains { access($0, R_OK) == 0 }
  }

  /// libgit2 runs no filter programs: plain text would be stored where git stores something else.
  func refuseFilters(at path: RepositoryPath) throws(GitError) {
    for name in ["filter", "working-tree-encoding"] {
      var value: UnsafePointer<CChar>?
      try check(git_attr_get(&value, handle, 0, cString(path.bytes), name))
      guard git_attr_value(value) == GIT_ATTR_VALUE_STRING, let value else { continue }
      let setting = String(cString: value)
      if name == "working-tree-encoding", setting.lowercased() == "utf-8" { continue }
      throw GitError(
        .unsupported(setting: "\(name)=\(setting)", remedy: "take the path out of this attribute, or use git for it"),
        "\(path) has the attribute \(name)=\(setting), which cannot be applied here")
    }
  }

  private func filtered(
    _ bytes: [UInt8], at path: RepositoryPath, _ direction: git_filter_mode_t
  ) throws(GitError) -> [UInt8] {
    var filters: OpaquePointer?
    try check(git_filter_list_load(&filters, handle, nil, cString(path.bytes), direction, 0))
    guard let filters else { return bytes }
    defer { git_filter_list_free(filters) }
    var buffer = git_buf()
    let result = bytes.withUnsafeBytes { source in
      git_filter_list_apply_to_buffer(
        &buffer, filters, source.baseAddress?.assumingMemoryBound(to: CChar.self), source.count)
    }
    defer { git_buf_dispose(&buffer) }
    try check(result)
    return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }
}
