using System.Collections.Immutable;

namespace Infra.Core.Bundle;

/// <summary>One file a node shall have.</summary>
/// <param name="Path">Absolute, in a directory that <c>infra-apply</c> owns (<c>OWNED</c> in Boot/node/lib/infra/bundle.py).</param>
/// <param name="Mode">Octal text, <c>0644</c> or <c>0600</c>; owner is always root.</param>
/// <param name="Content">UTF-8 text, lines ended by <c>\n</c>.</param>
public sealed record BundleFile(string Path, string Mode, string Content);

/// <summary>
/// The desired state of one node: what <c>infra-apply</c> makes true, at first boot and at every later push.
/// Holds no secret: it travels in user data, in state and in logs.
/// </summary>
/// <param name="Files">Sorted by path (ordinal), paths unique.</param>
public sealed record NodeBundle(string Node, ImmutableArray<BundleFile> Files)
{
    /// <summary>Of the program that makes this bundle true; a node takes no earlier one than it has.</summary>
    public required int Version { get; init; }

    /// <summary>
    /// The program that makes this bundle true, and whose version is the bundle's. Null in the bundle of a first boot: user data has that
    /// program beside it.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>
    /// The bundle as the JSON document that <c>infra-apply</c> reads: one line a file, keys in fixed order, UTF-8, no BOM.
    /// </summary>
    public string ToJson() => BundleJson.Write(this);

    /// <summary>SHA-256 of <see cref="ToJson"/>, 64 lower-case hex digits: names this desired state.</summary>
    public string Hash => Stable.Sha256Hex(ToJson());

    /// <summary>The same, with nothing in the files that a node has from elsewhere.</summary>
    internal NodeBundle Without(Func<string, bool> elsewhere) =>
        this with
        {
            Files = [.. Files.Select(file => elsewhere(file.Path) ? file with { Content = "" } : file)],
        };
}
