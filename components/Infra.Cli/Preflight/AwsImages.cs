using System.Collections.Immutable;

namespace Infra.Cli.Preflight;

/// <summary>The query for the newest image; the stack program uses the same.</summary>
internal static class AwsImages
{
    internal static ImmutableArray<string> Newest { get; } =
    ["--owners", "136693071363", "--filters", "Name=name,Values=debian-12-amd64-*", "Name=architecture,Values=x86_64"];
}
