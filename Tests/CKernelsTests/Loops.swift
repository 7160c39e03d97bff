import CKernels
import Testing

/// The loops for one kind of processor, over arrays.
struct Loops {
  private let loops: ck_loops

  /// `wide`: those for newer processors, when this machine has one.
  init(_ wide: Int32) { loops = ck_loops_for(wide).pointee }

  /// What `pairs` finds: the values of three names, and where the first other pair begins.
  struct Pairs: Equatable {
    var values: [[UInt8]?] = [nil, nil, nil]
    var odd: Int?
  }

  /// What a look over JSON text finds.
  struct Strings: Equatable {
    var isValid = false
    var quotes: [Int] = []
    var slashes: [Int] = []
  }

  func decode(
    _ text: [UInt8], _ plus: Bool, _ undouble: Bool, _ mode: Int32
  ) -> ([UInt8], what: UInt32) {
    var room = [UInt8](repeating: 0, count: text.count * 4 + 64)
    let done = padded(text) {
      loops.decode($0, text.count, &room, plus ? 1 : 0, undouble ? 1 : 0, mode)
    }
    return (Array(room.prefix(done.count)), done.what)
  }

  func split(_ line: [UInt8]) -> (count: Int, starts: [Int]) {
    var starts = [UnsafePointer<UInt8>?](repeating: nil, count: Int(CK_FIELD_STARTS))
    return padded(line) { base in
      let count = loops.split(base, line.count, 9, &starts)
      guard count <= Int(CK_FIELDS) else { return (count, []) }
      return (count, starts.prefix(count + 1).map { $0.map { $0 - base } ?? -1 })
    }
  }

  func pairs(_ query: [UInt8]) -> Pairs {
    var names = [ck_name](repeating: ck_name(key: 0, number: 0), count: Int(CK_NAMES))
    for number in UInt64(0)..<3 {
      let key = (97 + number) | 61 << 8
      names[ck_name_place(key)] = ck_name(key: key, number: number)
    }
    var runs = [ck_run](repeating: ck_run(start: nil, count: 0), count: 128)
    var seen: [UInt64] = [0, 0]
    return padded(query) { base in
      let odd = loops.pairs(base, base + query.count, names, &runs, &seen)
      var found = Pairs()
      found.odd = odd.map { $0 - base }
      for number in 0..<3 where seen[0] & (1 << UInt64(number)) != 0 {
        found.values[number] = Array(
          UnsafeBufferPointer(start: runs[number].start, count: runs[number].count))
      }
      return found
    }
  }

  func row(_ values: [Value]) -> (bytes: [UInt8], next: Int) {
    withColumns(of: values) { columns in
      var room = [UInt8](repeating: 0, count: 50 * 120)
      var place = ck_place(next: 0, column: 0)
      let count = room.withUnsafeMutableBufferPointer { room -> Int in
        guard let base = room.baseAddress else { return 0 }
        let end = loops.put_row(&columns, 0, &place, base, base + room.count - 16)
        return end.map { $0 - base } ?? 0
      }
      return (Array(room.prefix(count)), place.next)
    }
  }

  /// The values as members, each with the key of its place, in so much room.
  func members(_ values: [Value], _ keys: [[UInt8]], room: Int) -> (bytes: [UInt8], next: Int) {
    let runs = keys.map { key in
      let copy = Loops.copy(key)
      return ck_run(start: UnsafePointer(copy), count: key.count)
    }
    defer { for run in runs { run.start.deallocate() } }
    return withColumns(of: values) { columns in
      var written = [UInt8](repeating: 0, count: room)
      var next = 0
      let count = written.withUnsafeMutableBufferPointer { room -> Int in
        guard let base = room.baseAddress else { return 0 }
        let end = loops.put_members(&columns, runs, 0, &next, base, base + room.count)
        return end.map { $0 - base } ?? 0
      }
      return (Array(written.prefix(count)), next)
    }
  }

  /// Columns of one row.
  private func withColumns<R>(of values: [Value], _ body: (inout ck_columns) -> R) -> R {
    var texts: [UnsafeMutablePointer<UInt8>] = []
    defer { for text in texts { text.deallocate() } }
    let slots = values.map { value -> ck_slot in
      switch value {
      case .none: return ck_slot(bits: 0, count: 0, kind: UInt8(CK_EMPTY), is_clean: 0)
      case .number(let number):
        return ck_slot(bits: number, count: 0, kind: UInt8(CK_INTEGER), is_clean: 0)
      case .text(let text, let isClean):
        let copy = Loops.copy(text)
        texts.append(copy)
        return ck_slot(
          bits: UInt64(UInt(bitPattern: copy)), count: UInt32(text.count), kind: UInt8(CK_TEXT),
          is_clean: isClean ? 1 : 0)
      }
    }
    let places = Array(0..<values.count)
    return slots.withUnsafeBufferPointer { slots in
      let columns = places.map { place in slots.baseAddress.map { $0 + place } }
      return places.withUnsafeBufferPointer { places in
        columns.withUnsafeBufferPointer { columns in
          var list = ck_columns(
            count: columns.count, places: places.baseAddress, values: columns.baseAddress)
          return body(&list)
        }
      }
    }
  }

  private static func copy(_ text: [UInt8]) -> UnsafeMutablePointer<UInt8> {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 64)
    copy.initialize(repeating: 0, count: text.count + 64)
    copy.update(from: text, count: text.count)
    return copy
  }

  func uriEnd(_ text: [UInt8], _ classes: [UInt8], _ allowed: UInt8) -> Int {
    padded(text) { loops.uri_end($0, text.count, 0, classes, allowed) }
  }

  func strings(_ text: [UInt8]) -> Strings {
    var quotes = [UInt64](repeating: .max, count: Int(CK_JSON_WORDS))
    var slashes = quotes
    var found = Strings()
    found.isValid = padded(text) { loops.json_strings($0, text.count, &quotes, &slashes) } != 0
    var place = 0
    while true {
      place = ck_next_bit(quotes, place)
      if place >= text.count { break }
      found.quotes.append(place)
      place += 1
    }
    #expect(place == text.count)
    found.slashes = text.indices.filter { ck_has_bit(slashes, $0, 1) != 0 }
    #expect((ck_has_bit(slashes, 0, text.count) != 0) == !found.slashes.isEmpty)
    return found
  }

  private func padded<R>(_ bytes: [UInt8], _ body: (UnsafePointer<UInt8>) -> R) -> R {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 128)
    defer { memory.deallocate() }
    // What stands behind a run must not count, whatever it is.
    let behind = Array("A5=&%\t".utf8)
    for place in 0..<bytes.count + 128 {
      (memory + place).initialize(to: behind[place % behind.count])
    }
    memory.update(from: bytes, count: bytes.count)
    return body(UnsafePointer(memory))
  }
}
