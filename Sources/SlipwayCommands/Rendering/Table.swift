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

  func text(isTerminal: Bool, style: Style) -> String {
    if !isTerminal { return rows.map { $0.joined(separator: "\t") + "\n" }.joined() }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    func aligned(_ row: [String]) -> String {
      zip(row, widths).enumerated().map { column, cell in
        column == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }.joined(separator: "  ")
    }
    return style.faint(aligned(header)) + "\n" + rows.map { aligned($0) + "\n" }.joined()
  }
}
