// uap-go: parses agents pass after pass, as `ua-bench` does.
//
//	uapgo RULES AGENTS PASSES [MAX]
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"syscall"

	"github.com/ua-parser/uap-go/uaparser"
)

func cpu() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e3
}

func main() {
	passes, _ := strconv.Atoi(os.Args[3])
	limit := 1 << 30
	if len(os.Args) > 4 {
		limit, _ = strconv.Atoi(os.Args[4])
	}
	file, err := os.Open(os.Args[2])
	if err != nil {
		panic(err)
	}
	var agents []string
	for lines := bufio.NewScanner(file); len(agents) < limit && lines.Scan(); {
		agents = append(agents, lines.Text())
	}
	start := cpu()
	parser, err := uaparser.New(os.Args[1])
	if err != nil {
		panic(err)
	}
	fmt.Printf("start-up_ms %.2f\n", (cpu()-start)/1e3)
	checksum := 0
	for pass := 0; pass < passes; pass++ {
		start = cpu()
		for _, agent := range agents {
			// The parser's own cache would answer what the pass before asked.
			checksum += len(parser.ParseUserAgent(agent).Family)
			checksum += len(parser.ParseOs(agent).Family)
			checksum += len(parser.ParseDevice(agent).Family)
		}
		fmt.Printf("us_per_agent %.3f\n", (cpu()-start)/float64(len(agents)))
	}
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	fmt.Printf("agents %d checksum %d memory_MB %d\n", len(agents), checksum, usage.Maxrss/1024)
}
