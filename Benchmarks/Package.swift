// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody builds it who does not measure.
let package = Package(
  name: "richline-benchmarks",
  products: [.executable(name: "workload", targets: ["Workload"])],
  targets: [.executableTarget(name: "Workload")],
  swiftLanguageModes: [.v6]
)
