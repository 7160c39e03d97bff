/// A version of data that was fetched, in a file of our own.
package struct FetchedData: Sendable, Equatable {
  /// What its server tells it apart from others by.
  package struct Marks: Sendable, Equatable {
    package var entityTag: String?
    package var lastModified: String?

    package init(entityTag: String? = nil, lastModified: String? = nil) {
      self.entityTag = entityTag
      self.lastModified = lastModified
    }
  }

  /// The unpacked data.
  package let path: String
  /// The SHA-256 of the file, 64 hexadecimal digits.
  package let checksum: String
  package let marks: Marks
  /// When the server last said that this is the newest version, in milliseconds since 1970.
  package let confirmed: Int64
  /// Whether it has its place in the cache; else it waits for a judgement.
  package let isKept: Bool

  package init(
    path: String, checksum: String, marks: Marks, confirmed: Int64, isKept: Bool
  ) {
    self.path = path
    self.checksum = checksum
    self.marks = marks
    self.confirmed = confirmed
    self.isKept = isKept
  }
}
