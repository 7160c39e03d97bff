extension String {
  /// The text with what stands for some of its characters; nil leaves one as it is.
  package func escaped(_ form: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    for scalar in unicodeScalars {
      if let form = form(scalar) {
        result += form
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
