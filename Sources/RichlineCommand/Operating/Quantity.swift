/// Numbers as people read them.
enum Quantity {
  /// `1,234,567`.
  static func grouped(_ number: UInt64) -> String {
    var result = ""
    let digits = String(number)
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  /// `999 B`, `1.2 MB`; thousands, not 1,024s.
  static func bytes(_ count: UInt64) -> String {
    var value = Double(count)
    var units = ["B", "kB", "MB", "GB", "TB", "PB"][...]
    while value >= 999.95, units.count > 1 {
      value /= 1000
      units = units.dropFirst()
    }
    let tenths = Int((value * 10).rounded())
    let unit = units.first ?? ""
    return unit == "B" ? "\(count) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  /// `42 s`, `3:07 min`, `1:02:45 h`.
  static func duration(seconds: Double) -> String {
    // More than that nobody waits for: 1,000 hours.
    let all = Int(min(seconds.rounded(.up), 3_600_000))
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    if all < 60 { return "\(all) s" }
    if all < 3600 { return "\(all / 60):\(two(all % 60)) min" }
    return "\(all / 3600):\(two(all / 60 % 60)):\(two(all % 60)) h"
  }
}
