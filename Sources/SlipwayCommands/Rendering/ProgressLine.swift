internal import Dispatch
internal import SlipwayKit

/// A line on the terminal that tells how far an audit is, once it has taken a second; gone at the end.
struct ProgressLine {
  let progress = AuditProgress()
  private let queue = DispatchQueue(label: "progress", qos: .userInteractive)
  private let timer: (any DispatchSourceTimer)?

  init(_ global: GlobalOptions) {
    guard Environment.isTerminal(2), !global.quiet else {
      timer = nil
      return
    }
    let (progress, timer) = (progress, DispatchSource.makeTimerSource(queue: queue))
    timer.setEventHandler {
      let percent = progress.fraction.map { " \(Int($0 * 100)) %" } ?? ""
      try? writeAll(Array("\rjudging the line…\(percent) ".utf8), to: 2)
    }
    timer.schedule(deadline: .now() + 1, repeating: 0.2)
    timer.resume()
    self.timer = timer
  }

  func end() {
    guard let timer else { return }
    timer.cancel()
    // What is being written just now is wiped away as well.
    queue.sync { try? writeAll(Array("\r\u{1B}[K".utf8), to: 2) }
  }
}
