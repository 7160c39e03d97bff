import CPCRE2

/// A regular expression: compiled by PCRE2, and a program of our own machine where it can be one.
///
/// Shape: works on bytes; `.` is one byte, and only ASCII letters fold.
final class UAPPattern: @unchecked Sendable {
  // Sendable: `prepare` is called by `UAPRuleSet` under its lock, before anybody matches; all else
  // only reads.

  let code: OpaquePointer
  /// Whether a search is the same as tries from place after place: verbs and `\G` see the difference.
  let isDivisible: Bool
  /// The program for our own machine; nil before `prepare`, and where PCRE2 does the work.
  private(set) var program: UnsafeMutablePointer<UAPProgram>?
  private let text: String
  private let foldsCase: Bool

  /// Errors: PCRE2's message and the offset at which it gave up.
  init(_ text: String, foldsCase: Bool, _ compiler: UAPCompiler) throws(UAPPatternError) {
    code = try compiler.compile(text, foldsCase: foldsCase)
    isDivisible =
      !UAPPattern.has(text, (UInt8(ascii: "("), UInt8(ascii: "*")))
      && !UAPPattern.has(text, (UInt8(ascii: "\\"), UInt8(ascii: "G")))
    self.text = text
    self.foldsCase = foldsCase
  }

  deinit {
    pcre2_code_free_8(code)
    program?.pointee.deallocate()
    program?.deallocate()
  }

  /// Makes the program; without one machine code, where the machine can run it, else PCRE2's
  /// interpreter does the work.
  func prepare() {
    guard let made = UAPProgram(text, foldsCase: foldsCase) else { return compileJIT() }
    program = .allocate(capacity: 1)
    program?.initialize(to: made)
  }

  func compileJIT() { pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }

  /// The memory that it takes, without program and machine code.
  var byteCount: Int {
    var size = 0
    return pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_SIZE), &size) == 0 ? size : 0
  }

  private static func has(_ text: String, _ pair: (UInt8, UInt8)) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if last == pair.0, byte == pair.1 { return true }
      last = byte
    }
    return false
  }
}
