internal import ArgumentParser
internal import Findings
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// The command `status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", _superCommandName: SlipwayCommand.name,
    abstract: "Show where every feature stands.",
    usage: "slipway status [<options>]",
    discussion: """
      On a terminal a table; in a pipe one feature a line, parted by tabs: stage, feature, since, pass, owner, what is waived, title.

      Examples:
        slipway status
        slipway status --stage beta-release
        slipway status --format json
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Only features in this stage.", valueName: "stage"))
  var stage: String?

  @OptionGroup var format: FormatOption

  func run() throws {
    let printer = Printer(global)
    let board = try global.openDesk().board()
    if let stage, board.workflow.stage(stage) == nil {
      throw Trouble.unknown("stage", stage, of: board.workflow.name, among: board.workflow.stageNames)
    }
    let rows = board.rows.filter { stage == nil || $0.feature.stage.value == stage }
    switch format.format {
    case .json: try printer.result(JSONEnvelope(kind: "status", body: BoardJSON(board, rows)).text())
    case .text:
      try printer.result(table(rows, board, printer))
      for path in board.unreadable {
        try printer.remark(
          "note: `\(path)` cannot be read, or says no stage of the workflow; `slipway check` tells more")
      }
      if board.rows.isEmpty, board.unreadable.isEmpty {
        try printer.remark("no features yet; begin one with `slipway new FEATURE --title '…'`")
      }
    }
  }

  private func table(_ rows: [Board.Row], _ board: Board, _ printer: Printer) -> String {
    var table = Table("STAGE", "FEATURE", "SINCE", "PASS", "OWNER", "WAIVED", "TITLE")
    for row in rows {
      let since = row.since.map { since in
        printer.isTerminal
          ? "\(TimeSpan(seconds: max(0, board.now - since))) ago" : timestamp(epochSeconds: since)
      }
      let overdue = row.isOverdue && printer.isTerminal ? " (overdue)" : ""
      table.add(
        escaped(row.feature.stage.value), row.feature.id, (since ?? "-") + overdue,
        String(row.feature.pass + 1),
        escaped(row.feature.owner ?? "-"),
        row.waived.isEmpty ? "-" : escaped(row.waived.joined(separator: ", ")), escaped(row.feature.title ?? "-"))
    }
    return table.text(isTerminal: printer.isTerminal, columns: printer.columns, style: printer.style)
  }
}

private struct BoardJSON: Encodable {
  struct Row: Encodable {
    let feature: String
    let path: String
    let title: String?
    let owner: String?
    let stage: String
    let since: String?
    let pass: Int
    let overdue: Bool
    let waived: [String]
  }

  let workflow: String
  let stages: [String]
  let features: [Row]
  let unreadable: [String]

  init(_ board: Board, _ rows: [Board.Row]) {
    workflow = board.workflow.name
    stages = board.workflow.stageNames
    features = rows.map { row in
      Row(
        feature: row.feature.id, path: row.path.description, title: row.feature.title, owner: row.feature.owner,
        stage: row.feature.stage.value, since: row.since.map { timestamp(epochSeconds: $0) },
        pass: row.feature.pass + 1, overdue: row.isOverdue, waived: row.waived)
    }
    unreadable = board.unreadable.map(\.description)
  }
}
