internal import Paths

/// A commit's message in its parts, and as git keeps it.
package struct CommitMessage: Sendable {
  /// `type(scope): what`.
  let subject: String
  /// Sentences and lists, a line each.
  let paragraphs: [[String]]
  let trailers: [(key: String, value: String)]

  /// The message with its last newline: subject, body and trailers, each shown safely.
  package var text: String {
    var parts = [escaped(subject)]
    parts += paragraphs.filter { !$0.isEmpty }.map { lines in
      lines.flatMap { wrapped(escaped($0), to: 72) }.map(Self.asText).joined(separator: "\n")
    }
    if !trailers.isEmpty {
      parts.append(trailers.map { "\($0.key): \(escaped($0.value))" }.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// A line that git takes for nothing else: `---` ends the message of a patch, and `#` begins a comment.
  private static func asText(_ line: String) -> String {
    line.hasPrefix("---") || line.hasPrefix("#") ? " \(line)" : line
  }
}

/// Breaks a line between words so that no part is longer than `width`, where its words allow it.
package func wrapped(_ line: String, to width: Int) -> [String] {
  var lines: [String] = []
  var current = ""
  for word in line.split(separator: " ") {
    if current.isEmpty {
      current = String(word)
    } else if current.count + 1 + word.count <= width {
      current += " " + word
    } else {
      lines.append(current)
      current = String(word)
    }
  }
  return current.isEmpty ? lines : lines + [current]
}
