import EventModel

/// What of some rows is true, what ended as null, and what is an error; the rest is false.
struct Truth {
  var isTrue = Selection()
  var isMissing = Selection()
  var isError = Selection()
  /// The errors of the rows in `isError`.
  var errors: UnsafeMutablePointer<Value>?
}
