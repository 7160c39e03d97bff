public import DiagnosticKit
import MarkedYAML

/// The standard form of pipeline files.
public enum PipelineForm {
  /// The file in standard form.
  ///
  /// Errors: what is wrong with its YAML; whether it is a good pipeline does not matter.
  public static func text(of file: SourceFile) throws(Findings) -> String {
    try MarkedYAML.format(file, style: style)
  }

  private static let style = YAMLStyle(
    sections: Grammar.sectionOrder, leading: Grammar.leadingKeys)
}
