# uap-ruby: parses agents pass after pass, as `ua-bench` does.
#   uap.rb RULES AGENTS PASSES [MAX]
require "user_agent_parser"

def cpu = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)

rules, file, passes, max = ARGV
agents = File.readlines(file, chomp: true)
agents = agents.first(max.to_i) if max
start = cpu
parser = UserAgentParser::Parser.new(patterns_path: rules)
puts format("start-up_ms %.2f", (cpu - start) * 1e3)
checksum = 0
passes.to_i.times do
  start = cpu
  agents.each { |agent| checksum += parser.parse(agent).family.size }
  puts format("us_per_agent %.3f", (cpu - start) / agents.size * 1e6)
end
puts "agents #{agents.size} checksum #{checksum} memory_MB #{File.read("/proc/self/status")[/VmHWM:\s+(\d+)/, 1].to_i / 1024}"
