package import SignOffs

/// What the repository tells of a landing that its files do not.
package struct LandingFacts: Sendable {
  /// When the landing lands, in seconds since 1970.
  package let now: Int
  /// When keys have to be valid and waivers must not be over, in seconds since 1970: never at a date that somebody chose
  /// who gains by it.
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
