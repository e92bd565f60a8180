#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whose name a commit carries in which place.
package enum Role: String, Sendable, CaseIterable {
  case author
  case committer
}

extension Repository {
  /// Name, e-mail and date for a new commit, as git would take them from environment and settings.
  ///
  /// Throws `.noIdentity` where name or e-mail is set nowhere: git would guess from the host's name, which signs with
  /// an address nobody has. Throws `.invalid` for a date that cannot be read.
  ///
  /// - Parameter now: seconds since 1970, used where the environment sets no date.
  package func identity(for role: Role, now: Int64) throws(GitError) -> Stamp {
    let variable = "GIT_\(role.rawValue.uppercased())_"
    let name = try firstSet(environment[variable + "NAME"], ["\(role.rawValue).name", "user.name"], nil)
    let email = try firstSet(
      environment[variable + "EMAIL"], ["\(role.rawValue).email", "user.email"], environment["EMAIL"])
    guard let name else { throw missing("user.name", "\(variable)NAME") }
    guard let email else { throw missing("user.email", "\(variable)EMAIL") }
    guard let date = environment[variable + "DATE"], !date.isEmpty else {
      return Stamp(name: name, email: email, seconds: now, offset: localOffset(now))
    }
    guard let moment = GitDate(date) else {
      throw GitError(.invalid, "\(variable)DATE is no date with a time zone: \(date)")
    }
    return Stamp(name: name, email: email, seconds: moment.seconds, offset: moment.offset)
  }

  private func firstSet(
    _ variable: String?, _ settings: [String], _ fallback: String?
  ) throws(GitError) -> [UInt8]? {
    if let value = variable.map(stripped), !value.isEmpty { return value }
    for setting in settings {
      if let value = try self.setting(setting).map(stripped), !value.isEmpty { return value }
    }
    return fallback.map(stripped).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func missing(_ setting: String, _ variable: String) -> GitError {
    GitError(
      .noIdentity(missing: setting), "no identity: set one with git config \(setting) or the variable \(variable)")
  }
}

/// As git's `strip_crud`: outer punctuation goes, and what would end the field early.
private func stripped(_ text: String) -> [UInt8] {
  let crud = Array(".,:;<>\"\\'".utf8)
  let isCrud = { (byte: UInt8) in byte <= 32 || crud.contains(byte) }
  guard let first = text.utf8.firstIndex(where: { !isCrud($0) }), let last = text.utf8.lastIndex(where: { !isCrud($0) })
  else { return [] }
  return text.utf8[first...last].filter { ![UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\n"), 0].contains($0) }
}

/// Minutes east of Greenwich on this machine at a moment.
private func localOffset(_ seconds: Int64) -> Int {
  var moment = time_t(seconds)
  var local = tm()
  tzset()
  localtime_r(&moment, &local)
  return Int(local.tm_gmtoff) / 60
}
