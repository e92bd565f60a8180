import Testing

/// One after another: each blocks a thread of Swift's pool while it waits for a program, and the last one must be free.
@Suite(.serialized) struct ProgramTests {}
