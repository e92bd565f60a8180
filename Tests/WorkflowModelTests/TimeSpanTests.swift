import Testing
import WorkflowModel

@Suite struct TimeSpanTests {
  @Test(
    "spans as a workflow states them",
    arguments: [
      ("1 hour", 3_600), ("36 hours", 129_600), ("1 day", 86_400), ("3 days", 259_200), ("1 week", 604_800),
      ("2 weeks", 1_209_600), ("0 days", 0), ("100000 weeks", 60_480_000_000),
    ])
  func read(text: String, seconds: Int) {
    #expect(TimeSpan(text)?.seconds == seconds)
  }

  @Test(
    "what is no span",
    arguments: [
      "", "3", "days", "three days", "-1 days", "+3 days", "-0 days", "1.5 days", "3days", "3  days", " 3 days",
      "3 days ", "3 months", "3 Days", "100001 days", "99999999999999999999 days", "3 days 2 hours", "3\tdays",
      "٣ days",
    ])
  func refused(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test(
    "spans as people read them",
    arguments: [
      (0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (3_599, "59 minutes"), (3_600, "1 hour"),
      (86_399, "23 hours"), (86_400, "1 day"), (1_036_800, "12 days"), (-5, "0 seconds"),
    ])
  func shown(seconds: Int, text: String) {
    #expect(TimeSpan(seconds: seconds).description == text)
  }

  @Test(
    "what is still to go is rounded",
    arguments: [
      (259_198, "3 days"), (129_600, "2 days"), (90_000, "1 day"), (82_800, "23 hours"), (5_400, "2 hours"),
      (3_500, "58 minutes"), (59, "59 seconds"), (0, "0 seconds"),
    ])
  func rounded(seconds: Int, text: String) {
    #expect(TimeSpan(seconds: seconds).rounded.description == text)
  }
}
