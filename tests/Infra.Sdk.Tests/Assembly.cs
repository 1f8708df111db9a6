// Configuration and exit code belong to the process, so tests of programs must not overlap.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
