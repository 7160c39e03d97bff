import RichlineCommand

/// The program `richline`, with what is standard.
@main
struct Program {
  static func main() { Command.main() }
}
