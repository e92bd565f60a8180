import GitStore
import Testing

@Suite struct IdentityTests {
  @Test(arguments: [
    ("@1700000000 +0100", 1_700_000_000, 60), ("1700000000 -0330", 1_700_000_000, -210),
    ("2023-11-14T23:13:20+01:00", 1_700_000_000, 60), ("2023-11-14 22:13:20 Z", 1_700_000_000, 0),
    ("2023-11-14T22:13:20.5Z", 1_700_000_000, 0), ("Tue, 14 Nov 2023 23:13:20 +0100", 1_700_000_000, 60),
    ("2024-02-29T00:00:00Z", 1_709_164_800, 0),
  ])
  func readsDatesAsGitDoes(text: String, seconds: Int64, offset: Int) throws {
    let box = try Sandbox(variables: ["GIT_AUTHOR_DATE": text])
    let stamp = try box.open().identity(for: .author, now: 0)
    #expect(stamp.seconds == seconds && stamp.offset == offset)
    let mine = try box.git("var", "GIT_AUTHOR_IDENT")
    #expect(mine.hasPrefix("Ada <ada@example.org> \(seconds) "))
  }

  @Test(arguments: ["yesterday", "2023-02-29T00:00:00Z", "2023-11-14T22:13:20", "1700000000", "@x +0000", "noon"])
  func refusesOtherDates(text: String) throws {
    let repository = try Sandbox(variables: ["GIT_AUTHOR_DATE": text]).openKept()
    #expect(kind { _ = try repository.value.identity(for: .author, now: 0) } == .invalid)
  }

  @Test func looksWhereGitLooks() throws {
    let box = try Sandbox(variables: ["GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_AUTHOR_DATE": ""])
    #expect(kind { _ = try box.open().identity(for: .author, now: 7) } == .noIdentity(missing: "user.name"))
    #expect(
      try box.open(["GIT_AUTHOR_NAME": "E", "EMAIL": "e@x"]).identity(for: .author, now: 7).email == Array("e@x".utf8))
    try box.git("config", "user.name", " <Bob>. ")
    #expect(kind { _ = try box.open().identity(for: .author, now: 7) } == .noIdentity(missing: "user.email"))
    try box.git("config", "user.email", "bob@x")
    let bob = try box.open().identity(for: .author, now: 7)
    #expect(bob.name == Array("Bob".utf8) && bob.email == Array("bob@x".utf8) && bob.seconds == 7)
    try box.git("config", "author.name", "Carla")
    #expect(try box.open().identity(for: .author, now: 7).name == Array("Carla".utf8))
    let counted = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "author.name", "GIT_CONFIG_VALUE_0": "Dora"]
    #expect(try box.open(counted).identity(for: .author, now: 7).name == Array("Dora".utf8))
    for parameters in ["'author.name'='E'\\''va'", "'author.name=E'\\''va'"] {
      let open = try box.open(counted.merging(["GIT_CONFIG_PARAMETERS": parameters]) { $1 })
      #expect(try open.identity(for: .author, now: 7).name == Array("E'va".utf8))
    }
    #expect(try box.open().identity(for: .committer, now: 7).name == Array("Ada".utf8))
  }

  @Test func readsSettings() throws {
    let box = try Sandbox()
    try box.git("config", "slipway.on", "yes")
    try box.git("config", "slipway.bad", "perhaps")
    let repository = try box.open(["GIT_CONFIG_PARAMETERS": "'slipway.bare'"])
    #expect(try repository.flag("slipway.on") == true)
    #expect(try repository.flag("slipway.bare") == true)
    #expect(try repository.flag("slipway.none") == nil)
    #expect(try repository.setting("slipway.on") == "yes")
    #expect(kind { _ = try repository.flag("slipway.bad") } != nil)
  }
}

extension Sandbox {
  /// The repository together with the sandbox, which is removed once nobody holds it.
  fileprivate func openKept() throws -> (value: Repository, box: Sandbox) { (try open(), self) }
}
