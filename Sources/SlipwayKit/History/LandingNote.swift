internal import GitStore
internal import Paths

/// Which manifests one landing changed: what takes long to find out where folders are large.
struct LandingNote {
  let commit: ObjectID
  /// The policy's folder, which the first parent holds as well.
  let policy: ObjectID
  /// The manifests, of all features.
  let files: [ChangedFile]
}

extension LandingNote {
  /// Its bytes, sealed.
  var sealed: [UInt8] {
    var writer = ByteWriter()
    writer.add(commit)
    writer.add(policy)
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
    (commit, policy) = (try reader.id(), try reader.id())
    files = try reader.list { reader in
      let path = RepositoryPath(try reader.part())
      func entry(_ reader: inout ByteReader) throws -> TreeEntry {
        TreeEntry(name: Array(path.name), mode: UInt32(bitPattern: try reader.short()), id: try reader.id())
      }
      return ChangedFile(path: path, before: try reader.optional(entry), after: try reader.optional(entry))
    }
  }
}
