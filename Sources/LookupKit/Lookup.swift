/// stub
public protocol Lookup: AnyObject, Sendable {}
public protocol IPTable: Lookup {}
