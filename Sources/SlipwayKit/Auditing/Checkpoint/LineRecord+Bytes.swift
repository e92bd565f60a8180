internal import GitStore
internal import Paths
internal import WorkflowModel

extension Checkpoint.WrittenLine {
  /// Writes it down; false where a layout has no tree to read it from again.
  func write(to writer: inout ByteWriter) -> Bool {
    let trees = record.layouts.compactMap { grounds[$0] }
    if trees.count < record.layouts.count { return false }
    writer.add(list: trees) { $0.add($1) }
    record.write(to: &writer)
    return true
  }

  init(from reader: inout ByteReader, policies: PolicyStore) throws {
    let trees = try reader.list { try $0.id() }
    let layouts = try trees.map { tree in
      guard let policy = try policies.state(in: tree).policy else { throw BrokenPrivateFile() }
      return policy.workflow.layout
    }
    record = try LineRecord(from: &reader, layouts: layouts)
    grounds = Dictionary(zip(layouts, trees), uniquingKeysWith: { first, _ in first })
  }
}

extension LineRecord {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.add(list: paths) { $0.add($1.bytes) }
    writer.add(newest)
    writer.add(list: commits) { $0.add($1) }
    writer.add(list: times) { $0.add($1) }
    writer.add(list: touches) { writer, entry in
      writer.add(entry.key)
      writer.add(list: entry.value) { writer, touch in
        writer.add(short: touch.number)
        for version in [touch.before, touch.after] {
          writer.add(version) { writer, version in
            writer.add(version.id)
            writer.add(short: Int32(bitPattern: version.mode))
            writer.add(short: version.path)
            writer.add(short: version.layout)
          }
        }
      }
    }
    writer.add(list: identities) { writer, entry in
      writer.add(entry.key.bytes)
      writer.add(list: entry.value) { writer, past in
        writer.add(past.number)
        writer.add(past.id)
      }
    }
  }

  fileprivate init(from reader: inout ByteReader, layouts: [ManifestLayout]) throws {
    let paths = try reader.list { RepositoryPath(try $0.part()) }
    let newest = try reader.number()
    let commits = try reader.list { try $0.id() }
    let times = try reader.list { try $0.number() }
    guard commits.count == times.count, newest >= commits.count else { throw BrokenPrivateFile() }
    func known<Number: BinaryInteger>(_ number: Number) throws -> Number {
      guard number <= newest, number > newest - commits.count else { throw BrokenPrivateFile() }
      return number
    }
    func version(_ reader: inout ByteReader) throws -> Version {
      let version = Version(
        id: try reader.id(), mode: UInt32(bitPattern: try reader.short()), path: try reader.short(),
        layout: try reader.short())
      guard paths.indices.contains(Int(version.path)), layouts.indices.contains(Int(version.layout)) else {
        throw BrokenPrivateFile()
      }
      return version
    }
    var touches: [String: [Touch]] = [:]
    for (id, list) in try reader.list({ reader in
      (
        try reader.text(),
        try reader.list { reader in
          Touch(
            number: try known(reader.short()), before: try reader.optional(version), after: try reader.optional(version)
          )
        }
      )
    }) { touches[id] = list }
    var identities: [RepositoryPath: [PastIdentity]] = [:]
    for (path, list) in try reader.list({ reader in
      (
        RepositoryPath(try reader.part()),
        try reader.list { PastIdentity(number: try known($0.number()), id: try $0.text()) }
      )
    }) { identities[path] = list }
    self.init(
      newest: newest, commits: commits, times: times, touches: touches, identities: identities, paths: paths,
      layouts: layouts)
  }
}
