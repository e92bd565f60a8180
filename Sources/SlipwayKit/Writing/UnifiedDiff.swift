internal import Paths

/// The difference between two versions of a file, as `git diff` shows it with three lines of context.
func unifiedDiff(_ path: RepositoryPath, from old: [UInt8], to new: [UInt8]) -> String {
  let before = lines(old)
  let after = lines(new)
  let changes = after.difference(from: before)
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in changes {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  var rows: [(mark: Character, line: ArraySlice<UInt8>, old: Int, new: Int)] = []
  var (oldIndex, newIndex) = (0, 0)
  while oldIndex < before.count || newIndex < after.count {
    if oldIndex < before.count, removed.contains(oldIndex) {
      rows.append(("-", before[oldIndex], oldIndex, newIndex))
      oldIndex += 1
    } else if newIndex < after.count, inserted.contains(newIndex) {
      rows.append(("+", after[newIndex], oldIndex, newIndex))
      newIndex += 1
    } else {
      rows.append((" ", before[oldIndex], oldIndex, newIndex))
      oldIndex += 1
      newIndex += 1
    }
  }
  let heads = ["--- " + (old.isEmpty ? "/dev/null" : "a/\(path)"), "+++ " + (new.isEmpty ? "/dev/null" : "b/\(path)")]
  return (heads + hunks(rows)).joined(separator: "\n") + "\n"
}

private func hunks(_ rows: [(mark: Character, line: ArraySlice<UInt8>, old: Int, new: Int)]) -> [String] {
  let context = 3
  var output: [String] = []
  var position = 0
  while let first = rows[position...].firstIndex(where: { $0.mark != " " }) {
    var last = first
    while let next = rows[(last + 1)...].firstIndex(where: { $0.mark != " " }), next - last <= 2 * context {
      last = next
    }
    let start = max(position, first - context)
    let end = min(rows.count - 1, last + context)
    let hunk = rows[start...end]
    let oldCount = hunk.count { $0.mark != "+" }
    let newCount = hunk.count { $0.mark != "-" }
    let oldStart = rows[start].old + (oldCount == 0 ? 0 : 1)
    let newStart = rows[start].new + (newCount == 0 ? 0 : 1)
    output.append("@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@")
    output += hunk.map { "\($0.mark)\(escaped($0.line))" }
    position = end + 1
    if position >= rows.count { break }
  }
  return output
}

private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
