// The tests compare the host's network before and after, and wait for VMs that share two processors: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
