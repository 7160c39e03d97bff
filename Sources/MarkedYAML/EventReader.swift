import CYAML

/// libyaml's event parser over bytes in memory.
final class EventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let isReady: Bool

  /// There must be bytes, and they must outlive the reader.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) == 1
    guard isReady, let first = bytes.baseAddress else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, first, bytes.count)
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
  }

  /// What libyaml says about the place at which it gave up.
  var failure: SyntaxFailure { SyntaxFailure(parser.pointee) }

  /// Hands the next event to `body` and frees it; false when the text is not YAML.
  func next(_ body: (yaml_event_t) -> Void) -> Bool {
    var event = yaml_event_t()
    guard isReady, yaml_parser_parse(parser, &event) == 1 else { return false }
    body(event)
    yaml_event_delete(&event)
    return true
  }
}
