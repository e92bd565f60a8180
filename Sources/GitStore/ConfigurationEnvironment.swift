internal import CLibgit2

/// What the environment says about configuration: git-config(1), section "Environment".
enum ConfigurationEnvironment {
  /// The system's and the user's configuration files, lowest level first.
  ///
  /// They need not exist.
  static func files(_ environment: [String: String]) -> [(level: git_config_level_t, path: String)] {
    var files: [(level: git_config_level_t, path: String)] = []
    if !isTrue(environment["GIT_CONFIG_NOSYSTEM"]) {
      files.append((GIT_CONFIG_LEVEL_SYSTEM, environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"))
    }
    if let file = environment["GIT_CONFIG_GLOBAL"] {
      if !file.isEmpty { files.append((GIT_CONFIG_LEVEL_GLOBAL, file)) }
      return files
    }
    let home = environment["HOME"]
    if let folder = environment["XDG_CONFIG_HOME"].flatMap({ $0.isEmpty ? nil : $0 }) ?? home.map({ $0 + "/.config" }) {
      files.append((GIT_CONFIG_LEVEL_XDG, folder + "/git/config"))
    }
    if let home { files.append((GIT_CONFIG_LEVEL_GLOBAL, home + "/.gitconfig")) }
    return files
  }

  /// Settings given for one command: by `GIT_CONFIG_COUNT`, and by `git -c`, which wins.
  ///
  /// A nil value is a name without `=`, which git reads as yes.
  static func overrides(_ environment: [String: String]) -> [String: String?] {
    var overrides: [String: String?] = [:]
    for number in 0..<max(0, min(1_000, Int(environment["GIT_CONFIG_COUNT"] ?? "") ?? 0)) {
      guard let key = environment["GIT_CONFIG_KEY_\(number)"], let value = environment["GIT_CONFIG_VALUE_\(number)"]
      else { continue }
      overrides[normalised(key)] = .some(value)
    }
    for word in words(environment["GIT_CONFIG_PARAMETERS"] ?? "") {
      // git writes 'key'='value' since 2.31, and 'key=value' before; the quotes are gone here.
      guard let equals = word.firstIndex(of: "=") else {
        overrides[normalised(word)] = .some(nil)
        continue
      }
      overrides[normalised(String(word[..<equals]))] = .some(String(word[word.index(after: equals)...]))
    }
    return overrides
  }

  /// The words of a line that git quoted for the shell: `'a b'='c'\''d'`.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var quoted = false
    var bytes = Array(line.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "'"):
        quoted.toggle()
        word = word ?? []
      case UInt8(ascii: " ") where !quoted:
        if let complete = word { words.append(String(decoding: complete, as: UTF8.self)) }
        word = nil
      case UInt8(ascii: "\\") where !quoted:
        if let next = bytes.popFirst() { word = (word ?? []) + [next] }
      default: word = (word ?? []) + [byte]
      }
    }
    if let word { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// Section and name in lower case, what stands between them as it is.
  private static func normalised(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else { return key.lowercased() }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  private static func isTrue(_ value: String?) -> Bool {
    guard let value = value?.lowercased() else { return false }
    return !["", "0", "no", "off", "false"].contains(value)
  }
}
