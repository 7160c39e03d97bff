import StageKit

/// What the cache knows of the version that it has: a line each, `name value`.
struct CacheNote: Equatable {
  /// As messages show it.
  var address: String
  /// The SHA-256 of the data, and the name of its file.
  var checksum: String
  var size: UInt64
  var marks: FetchedData.Marks
  /// When the server last said that there is nothing newer, in milliseconds since 1970.
  var confirmed: Int64

  var text: String {
    var text = "address \(address)\nsha256 \(checksum)\nsize \(size)\nconfirmed \(confirmed)\n"
    if let tag = marks.entityTag { text += "etag \(tag)\n" }
    if let time = marks.lastModified { text += "last_modified \(time)\n" }
    return text
  }

  init(
    address: String, checksum: String, size: UInt64, marks: FetchedData.Marks, confirmed: Int64
  ) {
    self.address = address
    self.checksum = checksum
    self.size = size
    self.marks = marks
    self.confirmed = confirmed
  }

  /// Nil for what no note is.
  init?(_ bytes: [UInt8]) {
    var values: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let blank = line.firstIndex(of: " ") else { return nil }
      values[String(line[..<blank])] = String(line[line.index(after: blank)...])
    }
    guard let checksum = values["sha256"], ChecksumText.isChecksum(checksum),
      let size = values["size"].flatMap({ UInt64($0) }),
      let confirmed = values["confirmed"].flatMap({ Int64($0) })
    else { return nil }
    self.init(
      address: values["address"] ?? "", checksum: checksum, size: size,
      marks: FetchedData.Marks(
        entityTag: values["etag"], lastModified: values["last_modified"]), confirmed: confirmed)
  }
}
