internal import GitStore
internal import Paths
internal import SlipwayKit
internal import WorkflowModel

/// Transitions as an event log in XES.
///
/// IEEE 1849-2016. A feature is a case; coming to a stage is an event.
enum LogXES {
  /// - Parameter transitions: The newest first, as the log has them; in a trace the oldest comes first.
  static func text(_ transitions: [LoggedTransition]) -> String {
    var order: [String] = []
    var traces: [String: [LoggedTransition]] = [:]
    for transition in transitions.reversed() {
      if traces[transition.feature] == nil { order.append(transition.feature) }
      traces[transition.feature, default: []].append(transition)
    }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">"#,
      #"  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>"#,
      #"  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>"#,
      #"  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>"#,
      #"  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>"#,
      #"  <global scope="trace">"#, #"    <string key="concept:name" value="feature"/>"#, "  </global>",
      #"  <global scope="event">"#, #"    <string key="concept:name" value="stage"/>"#,
      #"    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>"#, "  </global>",
      #"  <classifier name="Stage" keys="concept:name"/>"#,
    ]
    for feature in order {
      lines += ["  <trace>", "    " + string("concept:name", feature)]
      lines += (traces[feature] ?? []).flatMap(event)
      lines.append("  </trace>")
    }
    return (lines + ["</log>"]).joined(separator: "\n") + "\n"
  }

  private static func event(_ transition: LoggedTransition) -> [String] {
    var attributes = [
      string("concept:name", transition.to ?? "gone"),
      "<date key=\"time:timestamp\" value=\"\(timestamp(epochSeconds: transition.committedAt))\"/>",
      string("lifecycle:transition", "complete"), string("org:resource", transition.madeBy.name),
      string("slipway:commit", transition.commit.hex), string("slipway:verdict", transition.verdict.rawValue),
    ]
    if let from = transition.from { attributes.append(string("slipway:from", from)) }
    if let seconds = transition.heldFor {
      attributes.append("<int key=\"slipway:seconds-in-stage\" value=\"\(seconds)\"/>")
    }
    let words = [
      ("slipway:shown", transition.shownInWords), ("slipway:sign-offs", transition.signOffsInWords),
      ("slipway:waived", transition.waivedInWords),
    ]
    attributes += words.filter { !$0.1.isEmpty }.map { string($0.0, $0.1) }
    return ["    <event>"] + attributes.map { "      " + $0 } + ["    </event>"]
  }

  private static func string(_ key: String, _ value: String) -> String {
    "<string key=\"\(key)\" value=\"\(attribute(value))\"/>"
  }

  /// Control characters, which XML cannot hold, come out escaped; so no line can begin like a runner's command either.
  private static func attribute(_ text: String) -> String {
    escaped(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
