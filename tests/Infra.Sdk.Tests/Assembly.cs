// Configuration and the exit code are the process's, so tests of programs must not overlap.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
