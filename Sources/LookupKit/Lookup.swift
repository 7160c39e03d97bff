/// One version of a lookup: reference data that stages ask, such as a database of addresses.
///
/// Shape: immutable and shared by all workers; a new file is a new object. It lives until the last
/// ticket that uses it has ended, so what it gave out stays readable that long.
public protocol Lookup: AnyObject, Sendable {
  var description: LookupDescription { get }

  /// Reads all of the data, which opening it may leave for later: done before a new version takes
  /// over while a pipeline runs.
  ///
  /// Shape: `goesOn` is asked now and then; when it says no, the check ends with an error.
  /// Errors: the first damage; the caller puts the name of the file and "is" in front.
  func verify(while goesOn: () -> Bool) throws(LookupError)
}

extension Lookup {
  public func verify(while goesOn: () -> Bool) throws(LookupError) {}
}
