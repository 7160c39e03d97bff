import EventModel

/// What a step can call: grouped by what it works on.
enum Function: BitwiseCopyable, Equatable {
  case arithmetic(ArithmeticFunction)
  case collection(CollectionFunction)
  case conversion(ConversionFunction)
  case text(TextFunction)
  case math(MathFunction)
  case time(TimeFunction)
  case network(NetworkFunction)
  case web(WebFunction)

  static let noOverload = Value.error("no function takes values of these types")

  /// The value for some arguments, none of which is an error.
  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    switch self {
    case .arithmetic(let function): function.call(arguments, &run)
    case .collection(let function): function.call(arguments, &run)
    case .conversion(let function): function.call(arguments, &run)
    case .text(let function): function.call(arguments, &run)
    case .math(let function): function.call(arguments, &run)
    case .time(let function): function.call(arguments[0], .utc, &run)
    case .network(let function): function.call(arguments, &run)
    case .web(let function): function.call(arguments, &run)
    }
  }
}

/// The values that a function is called with.
struct Arguments {
  private let start: UnsafePointer<Value>
  let count: Int

  init(_ start: UnsafePointer<Value>, _ count: Int) {
    self.start = start
    self.count = count
  }

  subscript(_ index: Int) -> Value { start[index] }

  /// The kind of an argument; `missing`, which no argument has, behind the last.
  func kind(_ index: Int) -> Value.Kind { index < count ? start[index].kind : .missing }

  /// Whether the arguments have just these kinds.
  func are(_ a: Value.Kind, _ b: Value.Kind) -> Bool {
    count == 2 && start[0].kind == a && start[1].kind == b
  }
}
