package import SignOffs

/// What the repository tells of a landing that its files do not.
package struct LandingFacts: Sendable {
  /// When the landing lands, in seconds since 1970.
  package let now: Int
  /// When the keys that signed have to be valid, in seconds since 1970: never at a date that a signer chose.
  package let keyMoment: Int
  /// Those commits that the manifest names as evidence and that the repository holds.
  package let knownCommits: Set<String>
  /// Where the sign-offs that the landing may need came from.
  package let origins: RecordOrigins

  package init(now: Int, keyMoment: Int, knownCommits: Set<String>, origins: RecordOrigins = RecordOrigins()) {
    self.now = now
    self.keyMoment = keyMoment
    self.knownCommits = knownCommits
    self.origins = origins
  }
}
