/// A hook of git's that asks Slipway.
package enum Hook: String, CaseIterable, Sendable {
  case preCommit = "pre-commit"
  case prePush = "pre-push"
  case preReceive = "pre-receive"

  /// What goes on without being judged when the program is missing, and how somebody who must can go on.
  private var wayAround: String {
    switch self {
    case .preCommit: "`git commit --no-verify` goes on without it"
    case .prePush: "`git push --no-verify` goes on without it"
    case .preReceive: "it is the server that has to have it; nothing was pushed, and nothing is lost"
    }
  }

  /// The whole file.
  package var script: String {
    """
    #!/bin/sh
    # Written by `slipway hook install`; `slipway hook uninstall` removes it as long as it is unchanged.
    if ! command -v slipway >/dev/null 2>&1; then
      echo 'error: the \(rawValue) hook cannot judge: there is no `slipway` on the PATH' >&2
      echo '  help: install it, or put its folder on the PATH; \(wayAround)' >&2
      exit 3
    fi
    exec slipway hook \(rawValue) "$@"

    """
  }

  /// What somebody adds to a hook of their own instead.
  package var lineToAdd: String {
    switch self {
    case .preCommit: "slipway hook pre-commit || exit $?"
    // What comes on standard input can be read once, and the rest of the hook may want it too.
    case .prePush, .preReceive:
      "updates=$(cat); printf '%s\\n' \"$updates\" | slipway hook \(rawValue) \"$@\" || exit $?"
    }
  }
}
