import Foundation
import Logging
import Richline
import RichlineService
import RunLogging
import ServiceLifecycle
import TestSupport
import Testing

@Suite struct `a pipeline as a service` {
  /// A folder for one test; gone with it.
  final class Folder {
    let path: String

    init() throws {
      path =
        FileManager.default.temporaryDirectory
        .appendingPathComponent("richline-service-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) -> String? {
      FileManager.default.contents(atPath: "\(path)/\(name)")
        .map { String(decoding: $0, as: UTF8.self) }
    }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
  }

  static let file = """
    version: 1
    run: { listen: 127.0.0.1:0 }
    sources: [{ id: in, use: SOURCE, format: ndjson }]
    sinks:
      - { id: out, use: files, path: out.ndjson, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  private func service(
    _ source: String, _ folder: Folder, _ lines: Lines, registry: Registry = Catalog.registry
  ) throws -> PipelineService {
    let text = Self.file.replacing("SOURCE", with: source)
    let pipeline = try Pipeline(
      SourceFile(name: "service.yaml", text: text), registry: registry, folder: folder.path)
    return PipelineService(pipeline, logger: lines.logger(.text, .notice))
  }

  private func run(_ service: PipelineService, then body: (ServiceGroup) async throws -> Void)
    async throws
  {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          ServiceGroupConfiguration.ServiceConfiguration(
            service: service, successTerminationBehavior: .gracefullyShutdownGroup)
        ], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    async let running: Void = group.run()
    try await body(group)
    try await running
  }

  @Test func `comes to its end`() async throws {
    let (folder, lines) = (try Folder(), Lines())
    try folder.write("in.ndjson", "{\"app_id\":\"a\"}\n")
    try await run(service("files, path: in.ndjson", folder, lines)) { _ in }
    #expect(folder.text("out.ndjson") == "{\"app_id\":\"a\"}\n")
    #expect(lines.all.count == 1)
  }

  @Test func `a stream that is shut down finishes what was read`() async throws {
    let (folder, lines) = (try Folder(), Lines())
    let known = Catalog.registry
    let registry = Registry(
      stages: known.stages, lookups: known.lookups, sources: [.source(EndlessSource.self)],
      sinks: known.sinks, formats: known.formats)
    let service = try service("endless", folder, lines, registry: registry)
    try await run(service) { group in
      while service.control.snapshot()?.sinks[0].taken != 3 {
        try await Task.sleep(for: .milliseconds(5))
      }
      let port = try #require(lines.all.first?.split(separator: " ").last.flatMap { Int($0) })
      #expect(PlainClient.ask("GET", "/ready", port: port).body == "ready\n")
      await group.triggerGracefulShutdown()
    }
    #expect(folder.text("out.ndjson") == String(repeating: EndlessSource.line, count: 3))
    #expect(service.control.snapshot()?.phase == .ended(.good))
  }

  @Test func `a batch that is shut down leaves nothing`() async throws {
    let (folder, lines) = (try Folder(), Lines())
    try #require(mkfifo("\(folder.path)/in", 0o600) == 0)
    let service = try service("files, path: in", folder, lines)
    try await run(service) { group in
      while service.control.snapshot() == nil { try await Task.sleep(for: .milliseconds(5)) }
      await group.triggerGracefulShutdown()
    }
    #expect(service.control.snapshot()?.phase == .ended(.interrupted))
    #expect(folder.text("out.ndjson") == nil)
  }

  @Test func `a run that ends badly throws`() async throws {
    let (folder, lines) = (try Folder(), Lines())
    let trouble = await #expect(throws: PipelineTrouble.self) {
      try await service("files, path: nix", folder, lines).run()
    }
    #expect(trouble?.outcome.status == .trouble)
    #expect(trouble?.description == "cannot open 'nix': no such file or directory")
    #expect(lines.all.contains("richline: cannot open 'nix': no such file or directory"))
  }

  @Test func `a port in use throws`() async throws {
    let (folder, lines) = (try Folder(), Lines())
    let first = Lines()
    let known = Catalog.registry
    let registry = Registry(
      stages: known.stages, lookups: known.lookups, sources: [.source(EndlessSource.self)],
      sinks: known.sinks, formats: known.formats)
    let service = try service("endless", folder, first, registry: registry)
    try await run(service) { group in
      while first.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let port = try #require(first.all.first?.split(separator: " ").last)
      let text = Self.file.replacing("SOURCE", with: "stdin").replacing(":0", with: ":\(port)")
      let pipeline = try Pipeline(SourceFile(name: "b.yaml", text: text), folder: folder.path)
      let failure = await #expect(throws: Failure.self) {
        try await PipelineService(pipeline, logger: lines.logger(.text)).run()
      }
      #expect(failure?.message == "cannot listen on 127.0.0.1:\(port): address already in use")
      await group.triggerGracefulShutdown()
    }
  }
}

/// Gives three lines, and nothing more for ever.
struct EndlessSource: Source, ByteInput {
  static let spec = Spec("endless", "three lines")
  static let line = "{\"app_id\":\"endless\"}\n"
  let isEndless = true
  let name = "endless"

  init(_ setup: Setup) throws(Findings) {}
  func inputs() throws(Failure) -> [any ByteInput] { [self] }
  func open() throws(Failure) -> any ByteStream { Stream() }

  private final class Stream: ByteStream {
    private var isRead = false

    func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
      let bytes = Array(String(repeating: EndlessSource.line, count: 3).utf8)
      isRead = true
      room.copyBytes(from: bytes)
      return bytes.count
    }

    func wait(milliseconds: Int) -> Bool {
      if isRead { usleep(UInt32(milliseconds * 1000)) }
      return !isRead
    }

    func close() {}
  }
}
