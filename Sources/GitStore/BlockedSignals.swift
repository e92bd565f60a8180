#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Holds back the signals that end a program, so that Ctrl-C leaves no lock behind; they arrive afterwards.
struct BlockedSignals: ~Copyable {
  private var before = sigset_t()

  init() {
    var ending = sigset_t()
    sigemptyset(&ending)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&ending, signal) }
    pthread_sigmask(SIG_BLOCK, &ending, &before)
  }

  /// Lets them arrive now.
  consuming func release() {}

  deinit {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
