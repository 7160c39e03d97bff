/// One version of a lookup: reference data that stages ask, such as a database of addresses.
///
/// Shape: immutable and shared by all workers; a new file is a new object. It lives until the last
/// ticket that uses it has ended, so what it gave out stays readable that long.
public protocol Lookup: AnyObject, Sendable {
  var description: LookupDescription { get }
}
