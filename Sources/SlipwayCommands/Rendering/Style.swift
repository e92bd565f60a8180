/// Colours for a terminal, or none.
struct Style {
  let isOn: Bool

  /// - Parameter isTerminal: Whether the output goes to one.
  init(_ choice: ColorChoice, isTerminal: Bool, _ variables: [String: String]) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      // https://no-color.org and https://bixense.com/clicolors
      let isRefused = !(variables["NO_COLOR"] ?? "").isEmpty || variables["TERM"] == "dumb"
      let isForced = !["", "0"].contains(variables["CLICOLOR_FORCE"] ?? "")
      isOn = !isRefused && (isTerminal || isForced)
    }
  }

  static let plain = Style(.never, isTerminal: false, [:])

  func bold(_ text: String) -> String { coded("1", text) }
  func faint(_ text: String) -> String { coded("2", text) }
  func red(_ text: String) -> String { coded("1;31", text) }
  func yellow(_ text: String) -> String { coded("1;33", text) }
  func green(_ text: String) -> String { coded("32", text) }
  func cyan(_ text: String) -> String { coded("36", text) }

  private func coded(_ code: String, _ text: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
