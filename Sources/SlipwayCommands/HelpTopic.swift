/// What `slipway help` and `slipway explain` tell that belongs to no single command or rule.
struct HelpTopic {
  let name: String
  let summary: String
  let text: String

  static let all = [exitCodes, environment]

  static func named(_ name: String) -> HelpTopic? { all.first { $0.name == name } }

  private static let exitCodes = HelpTopic(
    name: "exit-codes",
    summary: "What the exit codes mean",
    text: """
      0  Clean: nothing is wrong, or the command did what it was asked for. There
         may be warnings and notes.
      1  Findings: at least one error was found, or a change was refused because it
         would break a rule.
      2  Usage or configuration: the command line, or the policy under `schemas/`,
         cannot be understood, or there is no repository here.
      3  Could not judge: a repository that is incomplete or of an unsupported
         format, a file that cannot be read or written, work that would be lost.
         It says nothing about the features.

      Only 0 is a pass. Where something could not be looked at, the code is never 0.
      """)

  private static let environment = HelpTopic(
    name: "environment",
    summary: "The variables and git settings that Slipway honours",
    text: """
      A flag wins over a variable, a variable over a setting of git.

      Colour, where `--color` does not decide:
        NO_COLOR                  not empty: no colour
        TERM                      `dumb`: no colour
        CLICOLOR_FORCE            neither empty nor 0: colour in a pipe, too

      In a job of GitHub Actions:
        GITHUB_ACTIONS            `true`: `check` prints annotations, unless
                                  `--format` says otherwise
        GITHUB_STEP_SUMMARY       where it adds its summary of the job

      Which repository, as git takes it:
        GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_CEILING_DIRECTORIES
        GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES
        safe.directory            another user's repository is opened only if it is
                                  named here
        core.worktree             where the working tree is
        GIT_COMMON_DIR            not supported: refused

      Who commits, and when:
        GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL
        author.name, author.email, committer.name, committer.email
        user.name, user.email     where those say nothing
        EMAIL                     the address, where nothing above gives one
        GIT_AUTHOR_DATE           the author's date, with its time zone:
                                  `@SECONDS ZONE`, ISO 8601 or RFC 2822
        GIT_COMMITTER_DATE        the committer's date, and the day in new records
        TZ                        the time zone of dates that are taken from the clock

      Whether commits are signed, and how:
        commit.gpgSign            `true`: as git would sign them
        gpg.format                `openpgp`, which is the default, `x509` or `ssh`
        user.signingKey           the key; else the committer's, or the first that
                                  gpg.ssh.defaultKeyCommand prints
        gpg.program, gpg.openpgp.program, gpg.x509.program, gpg.ssh.program
                                  what signs, if not `gpg`, `gpgsm` and `ssh-keygen`
        SSH_AUTH_SOCK, SSH_ASKPASS, SSH_ASKPASS_REQUIRE, GNUPGHOME, GPG_TTY
                                  for these programs; `--no-input` keeps `ssh-keygen`
                                  from asking
        TMPDIR                    where what is signed and verified lies meanwhile

      Who verifies commits that are signed with OpenPGP:
        gpg.openpgp.program, gpg.program
                                  if not `gpg`; its own keys and settings are not seen

      Where the settings come from:
        GIT_CONFIG_NOSYSTEM, GIT_CONFIG_SYSTEM, GIT_CONFIG_GLOBAL
        HOME, XDG_CONFIG_HOME
        GIT_CONFIG_COUNT with GIT_CONFIG_KEY_<n> and GIT_CONFIG_VALUE_<n>
        GIT_CONFIG_PARAMETERS     what `git -c NAME=VALUE` sets for `git slipway`

      What is judged where:
        slipway.base              the line, such as `main` or `origin/main`; else the
                                  remote's HEAD branch, else HEAD's own
        slipway.branches          the branches whose pushes the hooks judge: names and
                                  globs, parted by spaces; else the line
        core.hooksPath            where `slipway hook install` puts the hooks
        PRE_COMMIT_REMOTE_BRANCH, PRE_COMMIT_REMOTE_NAME, PRE_COMMIT_LOCAL_BRANCH
        PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF
                                  what the pre-commit framework says of a push

      How files are stored and checked out:
        core.autocrlf, core.eol, core.attributesFile and .gitattributes
                                  line ends; filter programs are refused
        core.fileMode             `false`: modes in the working tree are not trusted

      Not honoured: git's hooks do not run.
      """)
}
