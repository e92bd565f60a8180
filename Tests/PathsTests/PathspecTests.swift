import Paths
import Testing

@Suite struct PathspecTests {
  @Test(
    "git's glob rules, checked against `git ls-files ':(glob)…'`",
    arguments: [
      ("features/*.yaml", "features/a.yaml", true),
      ("features/*.yaml", "features/x/a.yaml", false),
      ("features/*.yaml", "features/a.yml", false),
      ("features/**/*.yaml", "features/a.yaml", true),
      ("features/**/*.yaml", "features/x/y/a.yaml", true),
      ("**/kep.yaml", "kep.yaml", true),
      ("**/kep.yaml", "keps/sig/1/kep.yaml", true),
      ("keps/**", "keps/sig/1/kep.yaml", true),
      ("keps/**", "keps", false),
      ("keps/**/a/**/b", "keps/a/x/a/y/b", true),
      ("keps/**/a/**/b", "keps/x/b", false),
      ("a?c", "abc", true),
      ("a?c", "a/c", false),
      ("[a-c]x", "bx", true),
      ("[!a-c]x", "bx", false),
      ("[]a]x", "]x", true),
      (#"\*x"#, "*x", true),
      (#"\*x"#, "ax", false),
      ("*a*b*c*", "xxaxxbxxcxx", true),
      ("*a*b*c*", "xxaxxcxxbxx", false),
    ])
  func matching(glob: String, path: String, expected: Bool) throws {
    #expect(try Pathspec(glob).matches(RepositoryPath(path)) == expected)
  }

  @Test(arguments: [
    ("", Pathspec.Flaw.empty), ("/a", .absolute), ("a//b", .emptyPart), ("a[b", .openClass),
    (#"a\"#, .trailingBackslash), ("a/", .emptyPart),
  ])
  func flaws(glob: String, flaw: Pathspec.Flaw) {
    #expect(throws: flaw) { try Pathspec(glob) }
  }

  @Test func matchingHostilePatternsIsFast() throws {
    let glob = try Pathspec(String(repeating: "*a", count: 200) + "b")
    let clock = ContinuousClock()
    let spent = clock.measure {
      #expect(!glob.matches(RepositoryPath(String(repeating: "a", count: 4000))))
    }
    #expect(spent < .seconds(2))
  }

  @Test(arguments: [
    ("keps/**/kep.yaml", "keps"), ("features/*.yaml", "features"), ("*.yaml", ""), ("a/b/c*/d.yaml", "a/b"),
  ])
  func fixedFolder(glob: String, folder: String) throws {
    #expect(try Pathspec(glob).fixedFolder == RepositoryPath(folder))
  }
}
