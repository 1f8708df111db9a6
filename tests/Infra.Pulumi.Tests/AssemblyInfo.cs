using System.Runtime.Versioning;

// One engine and one checkout at a time: each run builds the program, and the machine's two cores are busy with one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SupportedOSPlatform("linux")]
