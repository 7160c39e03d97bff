/// Sizes such as `64MB`.
enum ByteSize {
  private static let units: [(suffix: String, factor: Int)] = [
    ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("kB", 1000), ("MB", 1_000_000),
    ("GB", 1_000_000_000), ("B", 1),
  ]

  static func parse(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.suffix) {
      let digits = text.dropLast(unit.suffix.count)
      guard let number = Int(digits), number >= 0 else { return nil }
      let (size, isTooLarge) = number.multipliedReportingOverflow(by: unit.factor)
      return isTooLarge ? nil : size
    }
    return nil
  }
}
