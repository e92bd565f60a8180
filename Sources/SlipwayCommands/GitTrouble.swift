internal import GitStore
internal import Paths

/// A repository's failure in words: what happened, and the command that mends it.
struct GitTrouble {
  let message: String
  let help: [String]
  /// The exit code.
  let code: Int32

  init(_ error: GitError) {
    var help: [String] = []
    var code: Int32 = 3
    var message = error.message
    switch error.kind {
    case .notFound where error.message.hasPrefix("could not find repository"):
      message = "this is not a Git repository, nor is any folder above it"
      help = ["`git init` makes one; `slipway demo` makes one to try things on"]
      code = 2
    case .notFound where error.message.hasPrefix("failed to resolve path"):
      message = error.message.replacing("failed to resolve path", with: "there is no folder")
      code = 2
    case .notOwned(let path):
      message = "the repository in \(path) belongs to another user"
      help = ["if you trust it: `git config --global --add safe.directory \(path)`"]
    case .unsupported(let setting, let remedy):
      help = ["`\(setting)`: \(remedy)"]
    case .shallow:
      help = ["fetch the history: `git fetch --unshallow`; in a CI checkout set `fetch-depth: 0`"]
    case .partialClone(let missing):
      message = "the object \(missing.hex.prefix(12)) was not fetched: this is a partial clone"
      help = ["fetch everything: `git fetch --refetch --no-filter`, or clone without `--filter`"]
    case .locked(let path, let age):
      message = "\(path) is held by another process" + (age.map { ", for \($0) seconds" } ?? "")
      help = ["if no git command is running here, it was left by one that died: remove the file and try again"]
    case .dirty(let path, let how):
      message = "`\(path)` is \(how), and Slipway would have to write it"
      help = ["commit it, or put it aside: `git stash push -- \(path)`"]
    case .busy(let what):
      message = "a \(what) is under way"
      help = ["finish it or abort it first: `git status` tells how"]
    case .detached:
      message = "HEAD is detached: there is no branch to commit on"
      help = ["switch to one: `git switch BRANCH`"]
    case .bare:
      help = ["run this in a clone with a working tree"]
    case .checkedOutElsewhere(let folder):
      message = "the branch is checked out in \(folder) too"
      help = ["run the command there"]
    case .noIdentity(let missing):
      message = "git does not know who you are: `\(missing)` is not set"
      help = ["`git config --global user.name 'Your Name'` and `git config --global user.email you@example.com`"]
      code = 2
    case .moved:
      message = "the branch kept moving while this was tried"
      help = ["try again"]
    case .unborn:
      help = ["make a first commit"]
      code = 2
    case .noChange:
      message = "there is nothing to change: it is recorded already"
      code = 2
    case .invalid:
      code = 2
    case .corrupted:
      help = ["no tool of git's own writes such an object: `git fsck --full` names all of them"]
    case .tooLarge:
      help = ["nothing so large is read: remove it from what the workflow's `manifests` select"]
    case .notFound, .ambiguous, .io, .other:
      break
    }
    self.message = escaped(message)
    self.help = help
    self.code = code
  }
}
