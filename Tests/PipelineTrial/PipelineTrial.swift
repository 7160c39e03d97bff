import DiagnosticKit
import MarkedYAML
import PipelineConfig
public import StageKit

/// What must hold for any bytes that are read as a pipeline file: for tests and for the fuzzer.
public enum PipelineTrial {
  /// Longer messages fill the screen.
  private static let longestMessage = 2000

  /// Reads bytes as YAML, and puts them in standard form; says what is wrong, nil when all is well.
  public static func read(_ bytes: [UInt8]) -> String? {
    let file = SourceFile(name: "f.yaml", bytes: bytes)
    let result = MarkedYAML.parse(file)
    if result.tree == nil, !result.findings.hasErrors { return "neither a tree nor an error" }
    if let problem = judge(result.findings) { return problem }
    if let tree = result.tree, let problem = walk(tree, depth: 0) { return problem }
    let once: String
    do throws(Findings) { once = try PipelineForm.text(of: file) } catch {
      return error.contains { $0.code == "yaml-format" }
        ? "its standard form has other values" : nil
    }
    do throws(Findings) {
      let twice = try PipelineForm.text(of: SourceFile(name: "f.yaml", text: once))
      return twice == once ? nil : "a second time changes its standard form"
    } catch {
      return "its standard form is no YAML: \(error)"
    }
  }

  /// Checks bytes as a pipeline; says what is wrong, nil when all is well.
  public static func check(_ bytes: [UInt8], _ registry: Registry) -> String? {
    let result = Checker.check(
      SourceFile(name: "f.yaml", bytes: bytes), registry: registry, in: surroundings)
    if (result.plan == nil) != result.findings.hasErrors { return "neither a plan nor an error" }
    return judge(result.findings)
  }

  /// Every variable has a value, and there is one other file.
  private static let surroundings = Surroundings(
    environment: { _ in "2" },
    read: { path, _ in
      path.hasSuffix("g.yaml")
        ? .success(Array("lookups: { c: { use: uap } }\nstages: [{ use: anonymize_ip }]\n".utf8))
        : .failure(.refused("no such file"))
    })

  private static func judge(_ findings: Findings) -> String? {
    for finding in findings {
      if finding.message.isEmpty { return "\(finding.code) has no words" }
      if finding.message.utf8.count > longestMessage { return "\(finding.code) says too much" }
    }
    let text = FindingPrinter().text(findings)
    let isSteering = text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }
    return isSteering ? "a finding steers the terminal" : nil
  }

  private static func walk(_ node: Node, depth: Int) -> String? {
    if depth > 64 { return "the tree is too deep" }
    let span = node.span
    if (span.line, span.column) > (span.endLine, span.endColumn) { return "a value ends too soon" }
    for child in node.items ?? node.entries?.flatMap({ [$0.key, $0.value] }) ?? [] {
      if let problem = walk(child, depth: depth + 1) { return problem }
    }
    return nil
  }
}
