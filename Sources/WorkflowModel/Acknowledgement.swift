package import Findings

/// An irregularity of the past that somebody looked at and stands by, as `schemas/acknowledged.yaml` lists it.
package struct Acknowledgement: Sendable {
  /// The landing's full name.
  package let landing: Located<String>
  /// The rule that it breaks.
  package let rule: Located<String>
  /// Which feature it is about; nil where it is about none, or about all that the landing does.
  package let feature: Located<String>?
  package let because: Located<String>
  package let by: Located<String>
  package let place: Place

  package init(
    landing: Located<String>, rule: Located<String>, feature: Located<String>?, because: Located<String>,
    by: Located<String>, place: Place
  ) {
    self.landing = landing
    self.rule = rule
    self.feature = feature
    self.because = because
    self.by = by
    self.place = place
  }
}
