// swift-tools-version: 6.2
import PackageDescription

// Outside of this tree: .package(url: "…/richline.git", from: "…").
let package = Package(
  name: "custom-stage",
  products: [.executable(name: "custom-richline", targets: ["CustomRichline"])],
  dependencies: [.package(name: "richline", path: "../..")],
  targets: [
    .executableTarget(
      name: "CustomRichline",
      dependencies: [.product(name: "RichlineCommand", package: "richline")], path: "Sources")
  ],
  swiftLanguageModes: [.v6]
)

// One line a folder in `enrichments/`.
for folder in ["BotSigns", "OfficeNetwork", "VisitNumber"] {
  let stage = Target.target(
    name: "\(folder)Stage", dependencies: [.product(name: "StageKit", package: "richline")],
    path: "enrichments/\(folder)", exclude: ["README.md", "Tests"], sources: ["Sources"])
  let tests = Target.testTarget(
    name: "\(folder)StageTests",
    dependencies: [
      .target(name: stage.name), .product(name: "StageTesting", package: "richline"),
    ], path: "enrichments/\(folder)/Tests")
  package.targets[0].dependencies.append(.target(name: stage.name))
  package.targets += [stage, tests]
}
