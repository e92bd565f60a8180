import Foundation

/// A server that keeps its line, and a clone that pushes to it.
struct Served {
  let clone: Project
  let server: Project

  /// `export` stands in draft, on both sides, and its gate asks for nothing more.
  init(judging branches: String? = nil) throws {
    let project = try Project.trial(in: "draft").with(Served.path)
    try project.open("export")
    clone = project.on(day: 3)
    try project.git("clone", "-q", "--bare", ".", "../server.git")
    server = project.at(project.outside + "/server.git")
    try project.git("remote", "add", "origin", "../server.git")
    try project.git("fetch", "-q", "origin")
    if let branches { try server.git("config", "slipway.branches", branches) }
    try server.done("hook", "install")
  }

  /// The hook asks for the `slipway` on the path.
  static var path: [String: String] {
    let folder = URL(fileURLWithPath: Program.slipway).deletingLastPathComponent().path
    return ["PATH": folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")]
  }

  func push(_ arguments: String...) throws -> Outcome { try clone.tryGit(["push", "origin"] + arguments) }

  func tip(_ branch: String = "main") throws -> String { try server.git("rev-parse", branch) }

  /// A commit that passes over all gates, by hand.
  @discardableResult
  func jump() throws -> String {
    try clone.edit("features/export.yaml", "stage: draft", "stage: live")
    return try clone.commit("Jump")
  }

  /// Lands `branch` on `main`, which somebody else has moved meanwhile.
  func land(_ branch: String, by kind: String) throws {
    try clone.git("checkout", "-q", "main")
    if kind != "fast-forward" {
      try clone.write("notes.md", "Meanwhile.\n")
      try clone.commit("Meanwhile")
    }
    switch kind {
    case "merge": try clone.git("merge", "-q", "--no-ff", "-m", "Land", branch)
    case "squash":
      try clone.git("merge", "-q", "--squash", branch)
      try clone.commit("Land")
    case "rebase":
      try clone.git("rebase", "-q", "main", branch)
      try clone.git("checkout", "-q", "-B", "main", branch)
    default: try clone.git("merge", "-q", "--ff-only", branch)
    }
  }
}
