import GitStore
import Paths
import SlipwayKit
import Testing

/// Who moved what in a history that merges, renames and errs, before anybody heard of Slipway.
@Suite struct LogTests {
  private let airlock = "proposals/hull/0001-airlock/proposal.yaml"

  private func text(_ status: String) -> String { "title: Airlock\ncrew: hull\nstatus: \(status)\nsince: '2019'\n" }

  private func transitions(_ room: Room) throws -> [LoggedTransition] {
    try room.log(standIn: room.policy(FolderTests.workflow.replacing("[crew]", with: "[]")))
  }

  @Test func theCommitThatSetTheStageIsFoundInWhatLanded() throws {
    let room = try Room()
    try room.write(airlock, text("sketch"))
    let born = try room.commit("Begin")
    // A branch sets the stage and sets it back, another branch of the same pull request sets it for good; then the
    // folder moves, and the title changes.
    try room.git("checkout", "-q", "-b", "work")
    try room.write(airlock, text("trial"))
    try room.commit("Try")
    try room.write(airlock, text("sketch"))
    try room.commit("Wait")
    try room.git("checkout", "-q", "-b", "inner")
    try room.write(airlock, text("trial"))
    let set = try room.commit("Try again")
    try room.git("checkout", "-q", "work")
    try room.write("elsewhere", "1\n")
    try room.commit("Meanwhile")
    try room.merge("inner")
    try room.git("mv", "proposals/hull", "proposals/ship")
    try room.edit("proposals/ship/0001-airlock/proposal.yaml", "title: Airlock", "title: The airlock")
    try room.commit("Move")
    try room.git("checkout", "-q", "main")
    try room.write("other", "1\n")
    try room.commit("Meanwhile on the line")
    let landing = try room.merge("work")

    let found = try transitions(room)
    #expect(found.map(\.line) == ["0001-airlock sketch -> trial legal", "0001-airlock - -> sketch ungoverned"])
    #expect(found.map(\.commit.hex) == [landing, born])
    #expect(found.map(\.madeBy.commit.hex) == [set, born])
    #expect(found.first?.path.description == "proposals/ship/0001-airlock/proposal.yaml")
    #expect(found.first?.madeBy.email == "ines@example.org")
  }

  @Test func whatCannotBeReadMovesNothing() throws {
    let room = try Room()
    try room.write(airlock, text("sketch"))
    try room.commit()
    try room.write(airlock, text("trial or so"))
    try room.commit()
    try room.write(airlock, "status: [\n")
    try room.commit()
    try room.write(airlock, text(""))
    try room.commit()
    try room.write(airlock, text("service"))
    try room.commit()
    try room.git("rm", "-q", airlock)
    try room.commit()
    try room.write(airlock, text("trial"))
    try room.commit()
    try room.git("mv", "proposals/hull/0001-airlock", "proposals/hull/0001-lock")
    try room.commit()
    #expect(
      try transitions(room).map(\.line) == [
        "0001-airlock trial -> - illegal deletion",
        "0001-lock - -> trial illegal initial-stage",
        "0001-airlock service -> trial illegal returned",
        "0001-airlock service -> - illegal deletion",
        "0001-airlock sketch -> service illegal edge",
        "0001-airlock sketch -> trial or so illegal unknown-stage",
        "0001-airlock - -> sketch ungoverned",
      ])
  }
}
