/// What each file begins with that Slipway keeps in the Git folder, so that no version reads what another one wrote.
enum PrivateFormat {
  static func write(to writer: inout ByteWriter) {
    writer.add("slipway 5")
    writer.add(Release.version)
  }

  /// Throws where another version wrote it.
  static func check(_ reader: inout ByteReader) throws {
    var own = ByteWriter()
    write(to: &own)
    try reader.expect(own.bytes)
  }
}
