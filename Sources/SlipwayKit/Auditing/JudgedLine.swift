internal import GitStore

/// A line that was judged from its first landing to a tip.
struct JudgedLine: Sendable {
  let tip: ObjectID
  let landings: Int
  /// How many landings there was no policy for: the first ones.
  let ungoverned: Int
  /// The oldest first.
  let noted: [AuditedLanding]
  /// The latest date of all landings, in seconds since 1970: before it, the clock would change a verdict.
  let latest: Int
}
