// Pulumi's configuration is one environment variable for the whole process: stacks run one after another. Classes that run no stack and
// mostly wait (for sockets, scripts) have a [Collection] of their own, and run beside.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
