// The C++ prototype that finds literals first: parses agents pass after pass, as `ua-bench` does.
//   lean RULESDIR AGENTS PASSES [MAX]
#include "lean_ua.hpp"

int main(int argc, char** argv) {
  if (argc < 4) return 64;
  std::vector<std::string> agents;
  std::ifstream file(argv[2]);
  size_t limit = argc > 4 ? strtoul(argv[4], nullptr, 10) : SIZE_MAX;
  for (std::string line; agents.size() < limit && std::getline(file, line);) agents.push_back(line);

  double start = cpuNow();
  std::vector<Rule> rules = loadRules(argv[1], 0);
  lean::Ua parser(rules);
  parser.build();
  printf("start-up_ms %.2f\n", (cpuNow() - start) * 1e3);

  int places[3];
  Caps groups[3];
  Res values[3];
  size_t checksum = 0;
  for (int pass = 0; pass < atoi(argv[3]); pass++) {
    start = cpuNow();
    for (const std::string& agent : agents) {
      parser.parse(agent, places, groups);
      for (int part = 0; part < 3; part++)
        resolve(places[part] < 0 ? nullptr : &rules[places[part]], groups[part], agent, values[part]);
      checksum += values[0].f[0].v.size();
    }
    printf("us_per_agent %.3f\n", (cpuNow() - start) / agents.size() * 1e6);
  }
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("agents %zu checksum %zu memory_MB %ld\n", agents.size(), checksum, usage.ru_maxrss / 1024);
}
