import CPCRE2

/// A regular expression, compiled by PCRE2, with JIT where the machine has it.
///
/// Shape: works on bytes; `.` is one byte, and only ASCII letters fold.
final class UAPPattern: @unchecked Sendable {
  // Sendable: PCRE2 never writes to a code after `init`; matching changes the match data only.

  let code: OpaquePointer
  /// The memory that it takes.
  let byteCount: Int

  /// Errors: PCRE2's message and the offset at which it gave up.
  init(_ text: String, foldsCase: Bool, _ compiler: UAPCompiler) throws(UAPPatternError) {
    code = try compiler.compile(text, foldsCase: foldsCase)
    // Without JIT `pcre2_match` falls back to its interpreter: slower, with equal results.
    pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    byteCount =
      UAPPattern.size(code, UInt32(PCRE2_INFO_SIZE))
      + UAPPattern.size(code, UInt32(PCRE2_INFO_JITSIZE))
  }

  deinit { pcre2_code_free_8(code) }

  private static func size(_ code: OpaquePointer, _ what: UInt32) -> Int {
    var size = 0
    return pcre2_pattern_info_8(code, what, &size) == 0 ? size : 0
  }
}
