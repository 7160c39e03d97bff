// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "richline",
  products: [
    .library(name: "Richline", targets: ["Richline"]),
    .library(name: "RichlineCommand", targets: ["RichlineCommand"]),
    .library(name: "RichlineService", targets: ["RichlineService"]),
    .library(name: "StageKit", targets: ["StageKit"]),
    .library(name: "StageTesting", targets: ["StageTesting"]),
    .library(name: "UserAgentParser", targets: ["UserAgents"]),
    .executable(name: "richline", targets: ["RichlineProgram"]),
    .executable(name: "richline-vectors", targets: ["VectorCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.11.0"),
  ],
  targets: [
    // Layer 0: system libraries and byte kernels.
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CMaxMindDB", pkgConfig: "libmaxminddb", providers: [.apt(["libmaxminddb-dev"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Where headers of these two are missing, Packing does without.
    .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CDeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CCurl", cSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "CKernels", cSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "CFileCalls", cSettings: [.treatAllWarnings(as: .error)]),

    // Layer 1: what an event is, what a finding is.
    .target(name: "EventModel", dependencies: ["CKernels"]),
    .target(name: "DiagnosticKit"),
    .target(name: "Digests", dependencies: ["CCrypto", "EventModel"]),
    .target(name: "FileSystem", dependencies: ["CFileCalls"]),
    .target(name: "Packing", dependencies: ["CZlib", "CISAL", "CDeflate", "CZstd"]),

    // Layer 2: values, trees, expressions, lookups.
    .target(name: "MarkedYAML", dependencies: ["CYAML", "DiagnosticKit"]),
    .target(name: "WebValues", dependencies: ["EventModel", "CKernels"]),
    .target(
      name: "Expressions",
      dependencies: ["EventModel", "DiagnosticKit", "WebValues", "Digests", "LookupKit"]),
    .target(
      name: "LookupKit",
      dependencies: [
        "CMaxMindDB", "CKernels", "MarkedYAML", "EventModel", "DiagnosticKit", "WebValues",
        "Digests",
      ]),

    .target(
      name: "UserAgents",
      dependencies: [
        "CPCRE2", "CKernels", "MarkedYAML", "EventModel", "DiagnosticKit", "WebValues",
      ]),

    // Layer 3: the one door for authors of stages.
    .target(
      name: "StageKit",
      dependencies: [
        "EventModel", "DiagnosticKit", "FileSystem", "LookupKit", "Expressions", "WebValues",
        "CKernels",
      ]),

    // Layer 4: connectors, formats, the pipeline language. The stages follow below.
    .target(
      name: "Connectors", dependencies: ["StageKit", "FileSystem", "Digests", "Packing"]),
    .target(
      name: "Downloads", dependencies: ["CCurl", "Connectors", "StageKit", "FileSystem", "Digests"]),
    .target(name: "Formats", dependencies: ["StageKit", "Digests", "CKernels"]),
    .target(name: "PipelineConfig", dependencies: ["MarkedYAML", "StageKit", "Expressions"]),

    // Layer 5: the running graph.
    .target(
      name: "Engine",
      dependencies: [
        "PipelineConfig", "StageKit", "Expressions", "FileSystem", "Digests", "CKernels",
      ]),

    // Layer 6: what is installed, and the library for other applications.
    .target(
      name: "StandardCatalog", dependencies: ["StageKit", "Connectors", "Downloads", "Formats"]),
    .target(
      name: "Richline", dependencies: ["Engine", "Formats", "PipelineConfig", "StandardCatalog"]),
    .target(
      name: "PipelineTrials",
      dependencies: ["Engine", "PipelineConfig", "StageKit", "MarkedYAML", "DiagnosticKit"]),
    .target(
      name: "ControlServer",
      dependencies: [
        "Richline", "PipelineConfig", "PipelineTrials", "Engine",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    .target(
      name: "RunLogging",
      dependencies: [
        "Richline", "DiagnosticKit", .product(name: "Logging", package: "swift-log"),
      ]),
    .target(
      name: "RichlineService",
      dependencies: [
        "Richline", "Engine", "PipelineConfig", "ControlServer", "RunLogging",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),

    // Layer 7: the command, as a library for programs of one's own, and the program.
    .executableTarget(name: "RichlineProgram", dependencies: ["RichlineCommand"]),
    .target(
      name: "RichlineCommand",
      dependencies: [
        "Richline", "Engine", "PipelineConfig", "StandardCatalog", "StageKit", "DiagnosticKit",
        "PipelineTrials", "ControlServer", "RunLogging", "Digests",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The judge: cases of a vector file, run through real pipelines.
    .target(name: "VectorSuite", dependencies: ["Richline", "Formats"]),
    .executableTarget(name: "VectorCommand", dependencies: ["VectorSuite"]),

    // What examples show of the library, so that it builds.
    .executableTarget(
      name: "EmbeddedService",
      dependencies: [
        "RichlineService", "Richline",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "examples/08-embedded-service/Sources"),

    // Tools for the tests of stages.
    .target(name: "StageTesting", dependencies: ["StageKit", "PipelineConfig", "Engine"]),

    // What tests of several targets share.
    .target(
      name: "TestSupport", path: "Tests/TestSupport", exclude: ["file-server.py"]),
    .target(
      name: "DatabaseTrial", dependencies: ["LookupKit", "EventModel"],
      path: "Tests/DatabaseTrial"),
    .target(
      name: "PipelineTrial",
      dependencies: ["PipelineConfig", "MarkedYAML", "StageKit", "DiagnosticKit"],
      path: "Tests/PipelineTrial"),
    .testTarget(name: "CKernelsTests", dependencies: ["CKernels", "TestSupport"]),
    .testTarget(name: "EventModelTests", dependencies: ["EventModel", "TestSupport"]),
    .testTarget(name: "DiagnosticKitTests", dependencies: ["DiagnosticKit"]),
    .testTarget(
      name: "MarkedYAMLTests", dependencies: ["MarkedYAML", "DiagnosticKit", "TestSupport"]),
    .testTarget(name: "WebValuesTests", dependencies: ["WebValues", "EventModel", "TestSupport"]),
    .testTarget(
      name: "ExpressionsTests",
      dependencies: [
        "Expressions", "EventModel", "DiagnosticKit", "WebValues", "LookupKit", "TestSupport",
      ]),
    .testTarget(
      name: "LookupKitTests",
      dependencies: [
        "LookupKit", "EventModel", "WebValues", "CMaxMindDB", "DatabaseTrial", "TestSupport",
      ]),
    .testTarget(
      name: "UserAgentsTests",
      dependencies: [
        "UserAgents", "EventModel", "DiagnosticKit", "MarkedYAML", "StageTesting", "TestSupport",
      ]),
    .testTarget(name: "StageKitTests", dependencies: ["StageKit"]),
    .testTarget(
      name: "PipelineConfigTests",
      dependencies: [
        "PipelineConfig", "StandardCatalog", "StageKit", "DiagnosticKit", "Engine", "Richline",
        "PipelineTrial", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Engine", "PipelineConfig", "StandardCatalog", "StageKit", "DiagnosticKit", "StageTesting",
        "TestSupport",
        "FileSystem",
      ]),
    .testTarget(
      name: "FormatsTests",
      dependencies: ["Formats", "StageKit", "StageTesting", "Richline", "TestSupport"]),
    .testTarget(name: "PackingTests", dependencies: ["Packing", "TestSupport"]),
    .testTarget(
      name: "ConnectorsTests",
      dependencies: ["Connectors", "Packing", "StageKit", "TestSupport"]),
    .testTarget(
      name: "DownloadsTests",
      dependencies: ["Downloads", "StageKit", "FileSystem", "TestSupport"]),
    .testTarget(
      name: "ExampleTests",
      dependencies: ["Richline", "StandardCatalog", "RichlineCommand", "TestSupport"],
      exclude: ["Graphs"]),
    .testTarget(
      name: "OperatingTests",
      dependencies: [
        "Richline", "Engine", "PipelineConfig", "ControlServer", "RunLogging", "RichlineService",
        "RichlineCommand", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(name: "CommandTests", dependencies: ["RichlineCommand", "TestSupport"]),
    .testTarget(
      name: "PipelineTrialsTests",
      dependencies: [
        "PipelineTrials", "Richline", "StandardCatalog", "Engine", "PipelineConfig", "MarkedYAML",
        "StageKit", "DiagnosticKit", "TestSupport",
      ]),
    .testTarget(
      name: "VectorTests", dependencies: ["VectorSuite", "TestSupport"], exclude: ["Cases"]),
    .testTarget(name: "RealLogTests", dependencies: ["Richline", "TestSupport"]),
    .testTarget(name: "ReplayTests", dependencies: ["Richline", "TestSupport"]),
    .testTarget(name: "TidyTests", dependencies: ["Richline", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

/// A folder in `enrichments/`.
struct Enrichment {
  let folder: String
  var dependencies: [Target.Dependency] = []
  var hasData = false
}

// One line a folder in `enrichments/`, sorted; `scripts/new-enrichment` adds them.
let enrichments: [Enrichment] = [
  Enrichment(folder: "AnonymizeIP"),
  Enrichment(folder: "CampaignAttribution"),
  Enrichment(folder: "Dedupe", dependencies: ["Digests"]),
  Enrichment(folder: "Explode", dependencies: ["Digests"]),
  Enrichment(folder: "Filter"),
  Enrichment(folder: "Hash", dependencies: ["Digests"]),
  Enrichment(folder: "IPLookup", hasData: true),
  Enrichment(folder: "Lookup"),
  Enrichment(folder: "ParseJSON"),
  Enrichment(folder: "ParseQuery"),
  Enrichment(folder: "ParseTimestamp"),
  Enrichment(folder: "ParseURL"),
  Enrichment(folder: "RefererParser", dependencies: ["MarkedYAML"], hasData: true),
  Enrichment(folder: "Remove"),
  Enrichment(folder: "Rename"),
  Enrichment(folder: "Sample"),
  Enrichment(folder: "Set"),
  Enrichment(folder: "UserAgentParser", dependencies: ["UserAgents"]),
  Enrichment(folder: "Validate"),
]

for enrichment in enrichments {
  let name = "\(enrichment.folder)Stage"
  let path = "enrichments/\(enrichment.folder)"
  package.targets.append(
    .target(
      name: name, dependencies: ["StageKit"] + enrichment.dependencies, path: path,
      exclude: ["README.md", "Tests"] + (enrichment.hasData ? ["data"] : []),
      sources: ["Sources"]))
  package.targets.append(
    .testTarget(
      name: "\(name)Tests", dependencies: [.target(name: name), "StageTesting", "TestSupport"],
      path: "\(path)/Tests"))
  package.targets.first { $0.name == "StandardCatalog" }?.dependencies.append(.target(name: name))
}

// Only `scripts/fuzz`, its like and `scripts/bad-databases` build these.
if Context.environment["RICHLINE_FUZZ"] != nil {
  package.products.append(.executable(name: "Fuzz", targets: ["Fuzz"]))
  package.targets.append(.target(name: "CFuzzer", path: "Fuzz/CFuzzer"))
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["CFuzzer", "Formats", "StageKit"], path: "Fuzz/Sources",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.products.append(.executable(name: "DatabaseFuzz", targets: ["DatabaseFuzz"]))
  package.targets.append(
    .executableTarget(
      name: "DatabaseFuzz", dependencies: ["CFuzzer", "DatabaseTrial"], path: "Fuzz/DatabaseFuzz",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.products.append(.executable(name: "ExpressionFuzz", targets: ["ExpressionFuzz"]))
  package.targets.append(
    .executableTarget(
      name: "ExpressionFuzz", dependencies: ["CFuzzer", "StageKit"], path: "Fuzz/ExpressionFuzz",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.products.append(.executable(name: "PipelineFuzz", targets: ["PipelineFuzz"]))
  package.targets.append(
    .executableTarget(
      name: "PipelineFuzz", dependencies: ["CFuzzer", "PipelineTrial", "StandardCatalog"],
      path: "Fuzz/PipelineFuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.products.append(.executable(name: "BadDatabases", targets: ["BadDatabases"]))
  package.targets.append(
    .executableTarget(
      name: "BadDatabases", dependencies: ["DatabaseTrial", "LookupKit"],
      path: "Fuzz/BadDatabases"))
}

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let plain = ["CCurl", "CFileCalls", "CKernels", "CFuzzer"]
for target in package.targets where target.type != .system && !plain.contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + strict
}
