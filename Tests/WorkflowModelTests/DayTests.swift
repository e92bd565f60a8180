import Testing
import WorkflowModel

@Suite struct DayTests {
  @Test(
    "days of the calendar, counted from 1970",
    arguments: [
      ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2024-02-29", 19_782), ("2026-11-02", 20_759), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
  func counted(text: String, number: Int) {
    #expect(Day(text)?.number == number)
    #expect(Day(number: number).description == text)
  }

  @Test(
    "what is no day",
    arguments: [
      "", "2026-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10",
      "2026-01-00",
      "0000-01-01", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01",
      "2026-01-01T00:00",
      "+026-01-01", "2026-٠1-01", "2026-01-0١", "2026--1-01", "20260101",
    ])
  func refused(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("every day from 1580 to 2420 follows the one before it")
  func counting() {
    var day = Day(number: -142_445)
    var (year, month, dayOfMonth) = (1580, 1, 1)
    while year < 2420 {
      if day.parts != (year, month, dayOfMonth) || Day(day.description) != day {
        Issue.record("\(day) where \(year)-\(month)-\(dayOfMonth) should be")
        return
      }
      let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      (month, dayOfMonth) = dayOfMonth < length ? (month, dayOfMonth + 1) : (month + 1, 1)
      if month == 13 { (year, month) = (year + 1, 1) }
      day = Day(number: day.number + 1)
    }
  }

  @Test(
    "moments in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (86_399, "1970-01-01T23:59:59Z"),
      (86_400, "1970-01-02T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_793_611_845, "2026-11-02T09:30:45Z"),
      (-86_400, "1969-12-31T00:00:00Z"), (-86_401, "1969-12-30T23:59:59Z"),
    ])
  func moments(seconds: Int, text: String) {
    #expect(timestamp(epochSeconds: seconds) == text)
    #expect(Day(epochSeconds: seconds).description == String(text.prefix(10)))
  }

  @Test("no clock is too wrong", arguments: [Int.min, Int.min + 1, Int.max, -86_400 * 800_000, 1 << 62])
  func extremes(seconds: Int) {
    #expect(timestamp(epochSeconds: seconds).hasSuffix("Z"))
  }

  @Test("a day before year one keeps its sign in front")
  func beforeTheCalendar() {
    #expect(Day(number: -719_163).description == "0000-12-31")
    #expect(Day(number: -719_529).description == "-0001-12-31")
  }
}
