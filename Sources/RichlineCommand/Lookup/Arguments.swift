public import ArgumentParser
public import Richline

// What options of the command take: the words of the type itself.

extension NetworkOverlap: ExpressibleByArgument {}
extension NetworkExport.Form: ExpressibleByArgument {}

/// What stands between cells.
enum Delimiter: String, CaseIterable, ExpressibleByArgument {
  case comma, semicolon, tab, pipe

  var byte: UInt8 {
    switch self {
    case .comma: 44
    case .semicolon: 59
    case .tab: 9
    case .pipe: 124
    }
  }
}
