internal import SlipwayCommands

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

exit(Entry.run(Array(CommandLine.arguments.dropFirst())))
