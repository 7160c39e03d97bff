import Foundation

/// Cases of the CEL specification that lie outside of the subset, by pattern, with the reason.
///
/// A `*` stands for any characters. That a case fails is no reason: a reason names a part of CEL that
/// a pipeline has no use for.
enum ConformanceExclusions {
  static let all: [(pattern: String, reason: String)] = [
    // Events have fields and JSON, no protobuf messages; so nothing that makes or reads one.
    ("dynamic/*", "protobuf messages: wrappers and google.protobuf.Value"),
    ("wrappers/*", "protobuf messages: wrappers"),
    ("proto2/*", "protobuf messages"),
    ("proto3/*", "protobuf messages"),
    ("proto2_ext/*", "protobuf messages: extensions"),
    ("comparisons/eq_wrapper/*", "protobuf messages: wrappers"),
    ("comparisons/eq_literal/*proto*", "protobuf messages"),
    ("comparisons/eq_literal/eq_dyn_json_null", "protobuf messages: google.protobuf.Value"),
    ("comparisons/ne_literal/*proto*", "protobuf messages"),
    ("parse/nest/message_literal", "protobuf messages"),
    ("parse/repeat/message_literal", "protobuf messages"),
    ("parse/repeat/select", "protobuf messages"),
    ("parse/struct_field_names/*", "protobuf messages: names of their fields"),
    ("parse/whitespace/*", "protobuf messages"),
    ("parse/comments/*", "protobuf messages"),
    ("string_ext/format_errors/object*", "protobuf messages"),
    ("type_deduction/complex_initializers/struct", "protobuf messages"),
    ("type_deduction/field_access/*", "protobuf messages"),
    ("type_deduction/wrappers/*", "protobuf messages: wrappers"),
    ("type_deduction/legacy_nullable_types/*", "protobuf messages and optional values"),
    ("type_deduction/flexible_type_parameter_assignment/comprehension*", "protobuf messages"),
    ("type_deduction/flexible_type_parameter_assignment/overload*", "protobuf messages"),
    ("type_deduction/flexible_type_parameter_assignment/list_parameters_do*", "protobuf messages"),
    ("enums/*", "protobuf enums"),

    // Null stands for what is not there, in every field and every member of JSON.
    ("optionals/*", "optional values"),
    ("type_deduction/flexible_type_parameter_assignment/optional*", "optional values"),

    // No one writes these: an optimizer of expressions gives them out.
    ("block_ext/*", "cel.block, the output of an optimizer"),

    // All names of a pipeline stand on one level, and the variables are the fields of the event.
    ("namespace/namespace/*", "containers of names"),
    ("namespace/namespace_shadowing/basic", "containers of names"),
    ("namespace/namespace_shadowing/disambiguation", "containers of names"),
    ("namespace/namespace_shadowing/*namespaced_selector*", "containers of names"),
    ("bindings_ext/bind/shadowing_namespace*", "containers of names"),

    // The functions are those of the language; a test cannot declare its own.
    ("type_deduction/functions/function_result_type", "functions declared by the case"),
    ("type_deduction/type_parameters/*", "functions declared by the case"),
  ]

  /// Whether a pattern stands for a name.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return pattern == name }
    guard name.hasPrefix(pieces[0]), name.hasSuffix(pieces[pieces.count - 1]) else { return false }
    var rest = name.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.range(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= pieces[pieces.count - 1].count
  }
}
