import StageKit

/// The values of one request that could not be converted.
struct AccessLogErrors {
  private var fields: InvalidFields?

  mutating func add(_ name: String, _ text: String) {
    var fields = fields ?? InvalidFields()
    fields.add(name, text)
    self.fields = fields
  }

  /// All of them together; nil when there is none.
  var failure: Failure? { fields?.failure }
}
