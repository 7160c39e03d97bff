import CPCRE2

/// PCRE2's compiler with our limits.
final class UAPCompiler {
  private let context: OpaquePointer?

  /// No pattern may change how agents are read: they are bytes, not characters. The limit on offsets
  /// is for `UAPMatcher`, which tries costly rules at one place at a time.
  private static let options =
    UInt32(PCRE2_NEVER_UTF) | UInt32(PCRE2_NEVER_UCP) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    | PCRE2_USE_OFFSET_LIMIT

  init() {
    context = pcre2_compile_context_create_8(nil)
    if let context { pcre2_set_max_pattern_length_8(context, UAPLimits.patternBytes) }
  }

  deinit { pcre2_compile_context_free_8(context) }

  /// The code of a pattern, which the caller frees.
  func compile(_ text: String, foldsCase: Bool) throws(UAPPatternError) -> OpaquePointer {
    var (error, offset): (Int32, Int) = (0, 0)
    let options = UAPCompiler.options | (foldsCase ? UInt32(PCRE2_CASELESS) : 0)
    var text = text
    let code = text.withUTF8 { utf8 in
      pcre2_compile_8(utf8.baseAddress, utf8.count, options, &error, &offset, context)
    }
    guard let code else {
      throw UAPPatternError(message: UAPCompiler.message(error), offset: offset)
    }
    return code
  }

  private static func message(_ error: Int32) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let count = Int(pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count))
      return count < 0 ? "error \(error)" : String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
}
