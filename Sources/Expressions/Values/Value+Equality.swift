import EventModel

extension Value {
  /// Whether two values are equal as CEL has it: numbers by their value, others within one type.
  ///
  /// Shape: neither is an error; a list in JSON text is compared once it is a list, by the caller.
  func equals(_ other: Value) -> Bool {
    if kind == other.kind {
      switch kind {
      case .null, .missing, .error: return kind == .null
      case .boolean, .integer, .unsigned: return bits == other.bits
      case .timestamp, .duration, .row: return bits == other.bits && count == other.count
      case .double: return double == other.double
      case .text, .bytes, .type, .url, .json: return bytes == other.bytes
      case .decimal: return number == other.number
      case .address: return address == other.address
      case .network: return network == other.network
      case .list: return equalsList(other)
      case .map: return equalsMap(other)
      }
    }
    return isNumber && other.isNumber && order(other) == .equal
  }

  private func equalsList(_ other: Value) -> Bool {
    guard count == other.count else { return false }
    for i in 0..<Int(count) where !elements[i].equals(other.elements[i]) { return false }
    return true
  }

  private func equalsMap(_ other: Value) -> Bool {
    guard count == other.count else { return false }
    for i in 0..<Int(count) {
      guard let value = other.member(elements[2 * i]), value.equals(elements[2 * i + 1]) else {
        return false
      }
    }
    return true
  }
}
