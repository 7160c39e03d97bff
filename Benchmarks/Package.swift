// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody builds it who does not measure.
let package = Package(
  name: "richline-benchmarks",
  products: [
    .executable(name: "workload", targets: ["Workload"]),
    .executable(name: "expression-bench", targets: ["ExpressionBench"]),
  ],
  dependencies: [.package(name: "richline", path: "..")],
  targets: [
    .executableTarget(name: "Workload"),
    .executableTarget(
      name: "ExpressionBench", dependencies: [.product(name: "StageKit", package: "richline")]),
  ],
  swiftLanguageModes: [.v6]
)
