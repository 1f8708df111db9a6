// Pulumi's configuration is one environment variable for the whole process: stacks run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
