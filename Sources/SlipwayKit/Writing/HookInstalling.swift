internal import GitProgram
internal import GitStore

/// What became of one hook's file.
package struct HookOutcome: Sendable {
  package enum Kind: Sendable {
    case written, wasThere, removed, wasAbsent
    /// Somebody else's, and left as it is.
    case foreign
  }

  package let hook: Hook
  package let path: String
  package let kind: Kind
}

extension Desk {
  /// The hooks that make sense here: those of a person, or in a bare repository that of a server.
  private var usualHooks: [Hook] { repository.isBare ? [.preReceive] : [.preCommit, .prePush] }

  /// Writes the hooks' files, except where there is one already.
  ///
  /// - Parameter hooks: Those that are wanted; empty for the usual ones.
  package func install(_ hooks: [Hook]) throws -> [HookOutcome] {
    if repository.isBare, let hook = hooks.first(where: { $0 != .preReceive }) {
      throw Trouble(
        .usage, "`\(hook.rawValue)` never runs in a bare repository",
        help: ["`slipway hook install pre-receive` installs the hook of a server"])
    }
    let folder = try hooksFolder()
    return try (hooks.isEmpty ? usualHooks : hooks).map { hook in
      let file = HookFile(hook, in: folder)
      switch try file.state {
      case .foreign: return HookOutcome(hook: hook, path: file.path, kind: .foreign)
      case .own:
        try file.makeExecutable()
        return HookOutcome(hook: hook, path: file.path, kind: .wasThere)
      case .absent:
        try file.create()
        return HookOutcome(hook: hook, path: file.path, kind: .written)
      }
    }
  }

  /// Removes the hooks' files, except those that somebody else wrote.
  ///
  /// - Parameter hooks: Those that are wanted; empty for all.
  package func uninstall(_ hooks: [Hook]) throws -> [HookOutcome] {
    let folder = try hooksFolder()
    return try (hooks.isEmpty ? Hook.allCases : hooks).map { hook in
      let file = HookFile(hook, in: folder)
      switch try file.state {
      case .foreign: return HookOutcome(hook: hook, path: file.path, kind: .foreign)
      case .absent: return HookOutcome(hook: hook, path: file.path, kind: .wasAbsent)
      case .own:
        try file.remove()
        return HookOutcome(hook: hook, path: file.path, kind: .removed)
      }
    }
  }

  /// Where git looks for hooks: `core.hooksPath`, seen from where hooks run, or the folder beside the configuration.
  private func hooksFolder() throws -> String {
    let answer: GitProgram.Answer
    do throws(GitProgram.Failure) {
      answer = try git.run(["config", "--type=path", "--get", "core.hooksPath"])
    } catch {
      throw Trouble(.cannotJudge, error.description, help: ["`git config core.hooksPath` must be readable"])
    }
    if answer.status > 1 { throw Trouble(.usage, "`core.hooksPath` cannot be read: \(answer.remarks)") }
    let path = String(decoding: answer.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    if path.isEmpty { return repository.commonFolder + "hooks" }
    return path.hasPrefix("/") ? path : (repository.workingFolder ?? repository.gitFolder) + path
  }
}
