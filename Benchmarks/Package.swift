// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody builds it who does not measure.
let package = Package(
  name: "richline-benchmarks",
  products: [
    .executable(name: "workload", targets: ["Workload"]),
    .executable(name: "ua-bench", targets: ["UserAgentBench"]),
  ],
  dependencies: [.package(name: "richline", path: "..")],
  targets: [
    .executableTarget(name: "Workload"),
    .executableTarget(
      name: "UserAgentBench",
      dependencies: [.product(name: "UserAgentParser", package: "richline")]),
  ],
  swiftLanguageModes: [.v6]
)
