/// The rules of one section, in the order of the file.
final class UAPRuleList: @unchecked Sendable {
  // Sendable: nothing changes after `init`.

  let rules: [UAPRule]
  /// The codes of the rules side by side, for the loop that tries them.
  let codes: UnsafePointer<OpaquePointer>
  private let memory: UnsafeMutablePointer<OpaquePointer>

  init(_ rules: [UAPRule]) {
    self.rules = rules
    memory = .allocate(capacity: max(rules.count, 1))
    for (place, rule) in rules.enumerated() {
      (memory + place).initialize(to: rule.pattern.code)
    }
    codes = UnsafePointer(memory)
  }

  deinit { memory.deallocate() }
}
