internal import SlipwayKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the process was started with.
enum Environment {
  /// The variables, by name; read once, as nothing here changes them.
  static let variables: [String: String] = {
    var variables = [String: String](minimumCapacity: 64)
    var position = environ
    while let entry = position.pointee {
      if let equals = strchr(entry, 0x3D) {
        let name = UnsafeRawBufferPointer(start: entry, count: equals - entry)
        variables[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
      }
      position += 1
    }
    return variables
  }()

  /// Seconds since 1970.
  static var now: Int { time(nil) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How many columns a terminal has; nil where it is none, or does not say.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

extension GlobalOptions {
  func openDesk() throws -> Desk {
    var variables = Environment.variables
    if noInput {
      // Asks for the passphrase of a key by what answers nothing.
      variables["SSH_ASKPASS_REQUIRE"] = "force"
      variables["SSH_ASKPASS"] = "false"
    }
    return try Desk(in: folder, environment: variables, now: Environment.now)
  }

  /// A path that the user gave, seen from the folder that `-C` names.
  func path(_ path: String) -> String {
    guard let folder, !path.hasPrefix("/") else { return path }
    return folder + "/" + path
  }
}
