#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import StageKit

/// The lines of a file, in memory.
struct Lines {
  let texts: [Bytes]

  init(_ path: String) throws {
    let all = try DataFile.load(path).bytes
    let bytes = all.withUnsafeBytes { Bytes.permanentCopy(of: $0) }
    var texts: [Bytes] = []
    var place = 0
    while place < bytes.count {
      let end = bytes.firstIndex(of: 10, from: place) ?? bytes.count
      if end > place { texts.append(bytes.slice(place, end)) }
      place = end + 1
    }
    self.texts = texts
  }
}
