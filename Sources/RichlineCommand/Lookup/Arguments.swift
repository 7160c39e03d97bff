public import ArgumentParser
public import Richline

// What options of the command take: the words of the type itself.

extension NetworkOverlap: ExpressibleByArgument {}
extension NetworkExport.Form: ExpressibleByArgument {}
