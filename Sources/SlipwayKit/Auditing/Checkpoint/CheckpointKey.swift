internal import GitStore

/// What has to be the same for a checkpoint to hold.
struct CheckpointKey: Equatable {
  /// The policy files of the tip.
  let policy: [TreeEntry?]

  func write(to writer: inout ByteWriter) {
    writer.add(plain: PrivateFormat.mark)
    writer.add(list: policy) { writer, entry in
      writer.add(entry) { writer, entry in
        writer.add(short: Int32(bitPattern: entry.mode))
        writer.add(entry.id)
      }
    }
  }

  /// Throws where another key was written.
  func check(_ reader: inout ByteReader) throws {
    var own = ByteWriter()
    write(to: &own)
    try reader.expect(own.bytes)
  }
}
