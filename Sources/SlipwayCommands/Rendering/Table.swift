/// Rows for people on a terminal, aligned and with a header, or for programs in a pipe, parted by tabs.
struct Table {
  let header: [String]
  private(set) var rows: [[String]] = []

  init(_ header: String...) {
    self.header = header
  }

  mutating func add(_ row: String...) {
    rows.append(row)
  }

  /// - Parameter columns: How wide the terminal is: the last cell is cut to fit, so that a row stays a line.
  func text(isTerminal: Bool, columns: Int?, style: Style) -> String {
    if !isTerminal { return rows.map { $0.joined(separator: "\t") + "\n" }.joined() }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    let room = columns.map { max(8, $0 - widths.dropLast().reduce(0) { $0 + $1 + 2 }) } ?? .max
    func cut(_ cell: String) -> String { cell.count > room ? cell.prefix(room - 1) + "…" : cell }
    func aligned(_ row: [String]) -> String {
      zip(row, widths).enumerated().map { column, cell in
        column == row.count - 1 ? cut(cell.0) : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }.joined(separator: "  ")
    }
    return style.faint(aligned(header)) + "\n" + rows.map { aligned($0) + "\n" }.joined()
  }
}
