/// The form of what Slipway keeps in the Git folder.
enum PrivateFormat {
  /// What stands first in all of it, so that no version reads what another one wrote.
  ///
  /// The number goes up with each change of what is kept there or of what it means.
  static let mark: [UInt8] = {
    var writer = ByteWriter()
    writer.add("slipway 6")
    writer.add(Release.version)
    return writer.bytes
  }()
}
