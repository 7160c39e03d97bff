import StageKit

/// A field that the stage writes.
enum AgentColumn: String, CaseIterable {
  case family = "ua_family"
  case version = "ua_version"
  case os = "ua_os"
  case osVersion = "ua_os_version"
  case device = "ua_device"
  case brand = "ua_device_brand"
  case model = "ua_device_model"
  case major = "ua_major"
  case minor = "ua_minor"
  case patch = "ua_patch"
  case osFamily = "ua_os_family"
  case osMajor = "ua_os_major"
  case osMinor = "ua_os_minor"
  case osPatch = "ua_os_patch"
  case osPatchMinor = "ua_os_patch_minor"
  case browserName = "br_name"
  case browserFamily = "br_family"
  case browserVersion = "br_version"
  case systemName = "os_name"
  case systemFamily = "os_family"

  var output: Output {
    Output(
      rawValue, .text, onDemand: isOnDemand,
      onlyWith: isSnowplow ? UserAgentParser.columns : nil, help)
  }

  /// Columns that Snowplow fills from another library.
  private var isSnowplow: Bool {
    switch self {
    case .browserName, .browserFamily, .browserVersion, .systemName, .systemFamily: true
    default: false
    }
  }

  /// Parts of what another column holds whole.
  private var isOnDemand: Bool {
    switch self {
    case .family, .version, .os, .osVersion, .device, .brand, .model: false
    default: !isSnowplow
    }
  }

  private var help: String {
    switch self {
    case .family: "the program, such as `Chrome`; `Other` when no rule knows it"
    case .version: "program and version, such as `Chrome 120.0.6099`"
    case .os: "the system, such as `Mac OS X`; `Other` when no rule knows it"
    case .osVersion: "system and version, such as `Mac OS X 10.15.7`"
    case .device: "the device, such as `iPhone`; `Other` when no rule knows it"
    case .brand: "who made the device, such as `Apple`"
    case .model: "the model of the device, such as `iPhone`"
    case .major: "first part of the program's version"
    case .minor: "second part of the program's version"
    case .patch: "third part of the program's version"
    case .osFamily: "the same as `ua_os`"
    case .osMajor: "first part of the system's version"
    case .osMinor: "second part of the system's version"
    case .osPatch: "third part of the system's version"
    case .osPatchMinor: "fourth part of the system's version"
    case .browserName: "the program with the first part of its version, such as `Chrome 120`"
    case .browserFamily: "the same as `ua_family`"
    case .browserVersion: "the version of the program, such as `120.0.6099`"
    case .systemName: "the system with the first part of its version, such as `Windows 10`"
    case .systemFamily: "the same as `ua_os`"
    }
  }

  /// What a record has for the column; empty for nothing.
  func value(of record: UserAgentRecord, _ arena: Arena) -> Bytes {
    switch self {
    case .family, .browserFamily: record.family
    case .version: record.version(arena: arena)
    case .os, .osFamily, .systemFamily: record.osFamily
    case .osVersion: record.osVersion(arena: arena)
    case .device: record.deviceFamily
    case .brand: record.deviceBrand
    case .model: record.deviceModel
    case .major: record.major
    case .minor: record.minor
    case .patch: record.patch
    case .osMajor: record.osMajor
    case .osMinor: record.osMinor
    case .osPatch: record.osPatch
    case .osPatchMinor: record.osPatchMinor
    case .browserName: record.name(arena: arena)
    case .browserVersion: record.number(arena: arena)
    case .systemName: record.osName(arena: arena)
    }
  }
}
