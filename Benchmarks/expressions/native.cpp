// The same condition by hand, over the same events as Benchmarks/Sources/ExpressionBench/Events.swift:
// what a programmer writes, and the loop that an optimist writes.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

using Column = std::vector<std::string_view>;

static const char *media[] = {"email", "cpc", "organic", "social", "referral", "affiliate", "", ""};
static const char *countries[] = {"DE", "AT", "CH", "GB", "US", "FR", "NL", "IT",
                                  "ES", "PL", "SE", "NO", "DK", "BE", "JP", ""};
static uint32_t state = 1;
static int next(int limit) {
  state = state * 1664525u + 1013904223u;
  return (state >> 16) % limit;
}

static bool condition(std::string_view medium, std::string_view country) {
  return medium == "email" && (country == "DE" || country == "AT" || country == "CH");
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 2000;
  const int count = 64 * 256;
  std::deque<std::string> texts;  // each text apart, as those of lines are
  Column medium, country;
  for (int i = 0; i < count; i++) {
    texts.emplace_back(media[next(8)]);
    medium.push_back(texts.back());
    texts.emplace_back(countries[next(16)]);
    country.push_back(texts.back());
    next(2000);
  }
  std::vector<uint64_t> bits(count / 64);
  uint64_t selected = 0;
  auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < rounds; round++) {
    selected = 0;
    for (int word = 0; word < count / 64; word++) {
      uint64_t hits = 0;
      for (int bit = 0; bit < 64; bit++) {
        int row = word * 64 + bit;
        hits |= uint64_t(condition(medium[row], country[row])) << bit;
      }
      bits[word] = hits;
      selected += __builtin_popcountll(hits);
    }
    asm volatile("" : : "r"(bits.data()) : "memory");
  }
  std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
  printf("%f ns an event, %llu of %d selected\n", time.count() / (double(rounds) * count),
         (unsigned long long)selected, count);
}
