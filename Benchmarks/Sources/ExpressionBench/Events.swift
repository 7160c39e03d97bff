import StageKit

/// Made-up events as columns; the same in `expressions/events.hpp` and `expressions/events.py`.
struct Events {
  static let names = ["mkt_medium", "geo_country", "br_viewwidth", "page_url", "payload"]
  static let types: [String: FieldType] = [
    "mkt_medium": .text, "geo_country": .text, "br_viewwidth": .integer, "page_url": .text,
    "payload": .json,
  ]

  static let media = ["email", "cpc", "organic", "social", "referral", "affiliate", "", ""]
  static let countries = [
    "DE", "AT", "CH", "GB", "US", "FR", "NL", "IT", "ES", "PL", "SE", "NO", "DK", "BE", "JP", "",
  ]

  let slices: [EventSlice]
  var count: Int { slices.count * 256 }

  init(sliceCount: Int) {
    var state: UInt32 = 1
    // The generator of Numerical Recipes; its high bits serve.
    func next(_ limit: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 16) % limit
    }
    slices = (0..<sliceCount).map { _ in
      let slice = EventSlice()
      for row in 0..<256 {
        let medium = Self.media[next(Self.media.count)]
        let country = Self.countries[next(Self.countries.count)]
        let width = next(2000)
        slice.set(0, row, text: medium)
        slice.set(1, row, text: country)
        slice.slice.columns[2][row] = .integer(Int64(width))
        slice.set(3, row, text: "https://shop.example/p/\(width)?utm_medium=\(medium)")
        slice.slice.columns[4][row] = .json(slice.texts.copy(#"{"n":\#(width),"t":["a","b"]}"#))
      }
      return slice
    }
  }
}

/// One slice with its columns by name.
struct EventSlice {
  let slice = Slice(columnCount: Events.names.count)
  /// The texts of the events.
  let texts = Arena()
  /// What expressions make: emptied after each run, as the engine does.
  var arena: Arena { slice.arena }

  func set(_ column: Int, _ row: Int, text: String) {
    slice.columns[column][row] = text.isEmpty ? .empty : .text(texts.copy(text))
  }

  func columns(_ fields: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<Slot>> {
    let view = UnsafeMutablePointer<UnsafeMutablePointer<Slot>>.allocate(
      capacity: max(fields.count, 1))
    for (place, name) in fields.enumerated() {
      view[place] = slice.columns[Events.names.firstIndex(of: name) ?? 0]
    }
    return view
  }
}
