internal import GitStore
internal import Paths

/// What one landing changed, and whatever else a walk along the line has to know of it.
struct LandingNote {
  let commit: ObjectID
  let parent: ObjectID
  /// The root of what it holds.
  let tree: ObjectID
  /// The policy's folder in it, which the parent holds as well.
  let policy: ObjectID
  /// When it landed, in seconds since 1970.
  let time: Int
  /// The manifests, of all features.
  let files: [ChangedFile]

  init(commit: ObjectID, parent: ObjectID, tree: ObjectID, policy: ObjectID, time: Int, files: [ChangedFile]) {
    self.commit = commit
    self.parent = parent
    self.tree = tree
    self.policy = policy
    self.time = time
    self.files = files
  }

  /// Its bytes, sealed.
  var sealed: [UInt8] {
    var writer = ByteWriter()
    for id in [commit, parent, tree, policy] { writer.add(id) }
    writer.add(time)
    writer.add(list: files) { writer, file in
      writer.add(file.path.bytes)
      for entry in [file.before, file.after] {
        writer.add(entry) { writer, entry in
          writer.add(short: Int32(bitPattern: entry.mode))
          writer.add(entry.id)
        }
      }
    }
    return writer.sealed
  }

  /// Throws where the bytes are not the ones that were sealed.
  init(sealed bytes: [UInt8]) throws {
    var reader = try ByteReader(sealed: bytes)
    (commit, parent, tree, policy) = (try reader.id(), try reader.id(), try reader.id(), try reader.id())
    time = try reader.number()
    files = try reader.list { reader in
      let path = RepositoryPath(try reader.part())
      func entry(_ reader: inout ByteReader) throws -> TreeEntry {
        TreeEntry(name: Array(path.name), mode: UInt32(bitPattern: try reader.short()), id: try reader.id())
      }
      return ChangedFile(path: path, before: try reader.optional(entry), after: try reader.optional(entry))
    }
  }
}
