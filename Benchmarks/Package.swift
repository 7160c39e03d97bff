// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody builds it who does not measure.
let package = Package(
  name: "richline-benchmarks",
  products: [
    .executable(name: "workload", targets: ["Workload"]),
    .executable(name: "addresses", targets: ["Addresses"]),
    .executable(name: "expression-bench", targets: ["ExpressionBench"]),
    .executable(name: "ua-bench", targets: ["UserAgentBench"]),
  ],
  // Named, since a package is otherwise called after its folder.
  dependencies: [.package(name: "richline", path: "..")],
  targets: [
    .executableTarget(name: "Workload"),
    .executableTarget(
      name: "Addresses", dependencies: [.product(name: "StageKit", package: "richline")]),
    .executableTarget(
      name: "ExpressionBench", dependencies: [.product(name: "StageKit", package: "richline")]),
    .executableTarget(
      name: "UserAgentBench",
      dependencies: [.product(name: "UserAgentParser", package: "richline")]),
  ],
  swiftLanguageModes: [.v6]
)
