import StageKit

/// Which columns there are, and which fields each of them fills.
final class TSVHeading: DecodeContext, @unchecked Sendable {
  // Sendable: only `let`s.

  /// The names of the columns, as JSON keys without quotes.
  let keys: [Bytes]
  /// By column, places among the fields of the plan; those that nobody reads are not among them.
  let fields: [[Int]]
  /// By column, whether a field has claimed it.
  let isClaimed: [Bool]
  /// Why no line under this heading can be read; nil when they can.
  let failure: Failure?
  /// Keeps the keys.
  private let memory: Arena

  /// A heading line.
  convenience init(_ line: Bytes, _ plan: TSVPlan) {
    let mark: StaticString = "\u{feff}"
    let text = line.hasPrefix(mark) ? line.dropFirst(3) : line
    let arena = Arena(firstChunk: 4096)
    var cells = TSVCells(text, plan.quoting, null: [])
    var names: [Bytes] = []
    var problem: Failure?
    do throws(Failure) {
      while let cell = try cells.next(arena: arena) {
        names.append(cell.text)
        guard names.count <= TSVInput.mostColumns else {
          throw Failure(.parse, "the heading has more than \(TSVInput.mostColumns) columns")
        }
      }
    } catch {
      problem = Failure(.parse, "the heading cannot be read: \(error.message)")
    }
    self.init(names, plan, line: line.string, problem)
    withExtendedLifetime(arena) {}
  }

  /// The same columns under a line that names others.
  convenience init(_ other: TSVHeading, line: String) {
    self.init(
      keys: other.keys, fields: other.fields, isClaimed: other.isClaimed, failure: other.failure,
      memory: other.memory, line: line)
  }

  /// Columns by their names.
  convenience init(_ names: [Bytes], _ plan: TSVPlan, line: String, _ problem: Failure? = nil) {
    let memory = Arena(firstChunk: 4096)
    var places: [String: Int] = [:]
    var failure = problem
    for (place, name) in names.enumerated()
    where places.updateValue(place, forKey: name.string) != nil {
      failure = failure ?? Failure(.parse, "two columns are called '\(name.string)'")
    }
    var fields = Array(repeating: [Int](), count: names.count)
    var isClaimed = Array(repeating: false, count: names.count)
    for (number, column) in plan.columns.enumerated() {
      let field = plan.fields[number]
      guard let place = places[column] else {
        if field.isRequired {
          failure =
            failure
            ?? Failure(
              .parse, "there is no column '\(column)', which '\(field.field.name)' requires")
        }
        continue
      }
      isClaimed[place] = true
      if field.output.isWanted || field.isRequired { fields[place].append(number) }
    }
    self.init(
      keys: names.map { TSVHeading.key($0, memory) }, fields: fields, isClaimed: isClaimed,
      failure: failure, memory: memory, line: line)
  }

  private init(
    keys: [Bytes], fields: [[Int]], isClaimed: [Bool], failure: Failure?, memory: Arena,
    line: String
  ) {
    self.keys = keys
    self.fields = fields
    self.isClaimed = isClaimed
    self.failure = failure
    self.memory = memory
    super.init(line: line)
  }

  /// A name as the inside of a JSON text.
  private static func key(_ name: Bytes, _ memory: Arena) -> Bytes {
    let valid = UTF8Repair.repaired(name, arena: memory)
    let room = memory.reserve(JSONText.capacity(escaped: valid.count))
    return memory.commit(JSONText.writeEscaped(valid, to: room))
  }
}
