import DiagnosticKit

extension Loader {
  /// The name of the file without its folders, and a hash of its bytes, those of the files that it
  /// names, and the variables.
  ///
  /// Shape: secrets are not in it, as it stands in every failed event.
  var label: String {
    var hash = FileHash()
    hash.add(veil.masked(root).bytes)
    for file in others { hash.add(veil.masked(file).bytes) }
    for (name, value) in shownValues.sorted(by: { $0.key < $1.key }) {
      hash.add(Array("\(name)=\(veil.hidden(value))".utf8))
    }
    let digits = String(hash.value >> 32, radix: 16)
    let name = root.name.split(separator: "/").last.map(String.init) ?? root.name
    return name + "@" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// FNV-1a with 64 bits.
private struct FileHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }
}
