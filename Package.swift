// swift-tools-version: 6.2
import PackageDescription

// Imports point one way, from the last target in this list to the first ones; the compiler refuses any other.

/// What every target of ours is compiled with: imports stay private, existentials and extensions stay visible.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "slipway",
  platforms: [.macOS(.v15)],
  dependencies: [
    // SHA-256 for what a sign-off covers, SSH signatures and the index's checksum, from the maintainers of the language.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    // Runs `git`: started without a shell, both streams read, from the language's maintainers.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    // The command line: help texts, completion and grouped subcommands, from the same maintainers.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    /// libgit2 1.5 or newer, as the system ships it.
    .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    /// libyaml 0.2, as the system ships it.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    /// Paths inside a repository as bytes, and git's glob pathspecs over them.
    .target(name: "Paths", swiftSettings: strict),
    /// Source files, places in them, and the findings that point there.
    .target(name: "Findings", dependencies: ["Paths"], swiftSettings: strict),
    /// JSON Schema's regular expressions, in time linear in the text.
    .target(name: "Patterns", swiftSettings: strict),
    /// Strict YAML as a tree that knows its byte ranges, and edits that keep every other byte.
    .target(name: "ManifestText", dependencies: ["CLibYAML", "Findings"], swiftSettings: strict),
    /// Keeps libgit2 from getting ready for servers when it starts: Slipway talks to none.
    .target(name: "NoServers"),
    /// libgit2 made safe: repositories, trees, blobs, the index and the commit path. Knows no domain words.
    .target(
      name: "GitStore",
      dependencies: ["CLibgit2", "NoServers", "Paths", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    /// OpenSSH's public keys and signatures, verified without starting a program, and lists of who may sign.
    .target(
      name: "SSHSignatures",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    /// OpenPGP's armor, packets and fingerprints: which keys a file holds. Verifying is the affair of `gpg`.
    .target(
      name: "OpenPGP", dependencies: ["SSHSignatures", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    /// The `git` program, for what it does better than any library: merging as people's own git would; and the programs
    /// that people sign with.
    .target(
      name: "GitProgram", dependencies: ["Paths", .product(name: "Subprocess", package: "swift-subprocess")],
      swiftSettings: strict),
    /// The words of the domain: workflow, stages, gates, teams, features and their records. Values only.
    .target(
      name: "WorkflowModel", dependencies: ["Findings", "OpenPGP", "Paths", "Patterns", "SSHSignatures"],
      swiftSettings: strict),
    /// The workflows that `init` can begin with, as texts.
    .target(name: "Templates", swiftSettings: strict),
    /// YAML read into the model, with a finding for whatever does not fit.
    .target(
      name: "Reading", dependencies: ["ManifestText", "OpenPGP", "SSHSignatures", "WorkflowModel"],
      swiftSettings: strict),
    /// What a sign-off covers, and which sign-offs hold.
    .target(
      name: "SignOffs",
      dependencies: ["SSHSignatures", "WorkflowModel", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    /// One pure rule a file: values in, findings out.
    .target(name: "Rules", dependencies: ["SignOffs", "WorkflowModel"], swiftSettings: strict),
    /// The use cases: check, plan, advance and their kin, over a repository.
    .target(
      name: "SlipwayKit",
      dependencies: [
        "GitProgram", "GitStore", "ManifestText", "OpenPGP", "Reading", "Rules", "SSHSignatures", "SignOffs",
        "Templates", "WorkflowModel",
      ],
      swiftSettings: strict),

    /// One file a command, and the renderers: arguments in, a use case called, its result printed.
    .target(
      name: "SlipwayCommands",
      dependencies: ["SlipwayKit", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),
    /// The entry point.
    .executableTarget(name: "slipway", dependencies: ["SlipwayCommands"], swiftSettings: strict),

    /// What the tests of several targets build on: policies, features and landings from YAML texts, findings as lines.
    .target(
      name: "TestSupport", dependencies: ["Reading", "Rules", "SignOffs", "Templates", "WorkflowModel"],
      path: "Tests/TestSupport", swiftSettings: strict),

    /// Numbers that look random and repeat from a seed, for the properties that tests try.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),

    .testTarget(name: "PathsTests", dependencies: ["Paths"], swiftSettings: strict),
    .testTarget(name: "FindingsTests", dependencies: ["Findings"], swiftSettings: strict),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns", "SeededRandom"], swiftSettings: strict),
    .testTarget(
      name: "ManifestTextTests", dependencies: ["ManifestText", "Findings", "Paths", "SeededRandom"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "SSHSignaturesTests",
      dependencies: [
        "SeededRandom", "SSHSignatures", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(name: "OpenPGPTests", dependencies: ["OpenPGP"], swiftSettings: strict),
    .testTarget(name: "GitProgramTests", dependencies: ["GitProgram"], swiftSettings: strict),
    .testTarget(name: "GitStoreTests", dependencies: ["GitStore"], swiftSettings: strict),
    .testTarget(
      name: "SlipwayKitTests", dependencies: ["GitStore", "Paths", "SlipwayKit", "WorkflowModel"],
      swiftSettings: strict),
    /// The documents of this repository: what they show is executed or compared with the code.
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Reading", "SignOffs", "SlipwayCommands", "SlipwayKit", "WorkflowModel", "slipway",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    /// Repositories that were there before Slipway: other layouts, and a past that nobody judged.
    .testTarget(
      name: "AdoptionTests", dependencies: ["Findings", "GitStore", "Paths", "Rules", "SlipwayKit", "WorkflowModel"],
      swiftSettings: strict),
    .testTarget(
      name: "WorkflowModelTests", dependencies: ["Templates", "TestSupport", "WorkflowModel"], swiftSettings: strict),
    .testTarget(
      name: "ReadingTests", dependencies: ["Reading", "Templates", "TestSupport", "WorkflowModel"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "ManifestText", "Reading", "Rules", "SSHSignatures", "SeededRandom", "SignOffs", "Templates", "TestSupport",
        "WorkflowModel",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SignOffsTests", dependencies: ["SeededRandom", "SignOffs", "TestSupport", "WorkflowModel"],
      swiftSettings: strict),
    /// The real program beside the real git, in scenarios: few for wiring, many for hostile repositories.
    .testTarget(name: "SlipwayTests", dependencies: ["slipway"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
