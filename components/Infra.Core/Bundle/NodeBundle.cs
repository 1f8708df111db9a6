using System.Collections.Immutable;

namespace Infra.Core.Bundle;

/// <summary>One file that a node must have.</summary>
/// <param name="Path">Absolute, in a directory owned by <c>infra-apply</c> (<c>OWNED</c> in Boot/node/lib/infra/bundle.py).</param>
/// <param name="Mode">Octal text, <c>0644</c> or <c>0600</c>; the owner is always root.</param>
/// <param name="Content">UTF-8 text, lines terminated by <c>\n</c>.</param>
public sealed record BundleFile(string Path, string Mode, string Content);

/// <summary>
/// The desired state of one node, which <c>infra-apply</c> applies at first boot and at every later push. Contains no secrets: it appears
/// in user data, in state and in logs.
/// </summary>
/// <param name="Files">Sorted by path (ordinal), paths unique.</param>
public sealed record NodeBundle(string Node, ImmutableArray<BundleFile> Files)
{
    /// <summary>Version of the program that applies this bundle; a node accepts none older than its own.</summary>
    public required int Version { get; init; }

    /// <summary>
    /// The program that applies this bundle, and whose version the bundle has. Null in a first boot's bundle: user data contains that
    /// program separately.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>
    /// The bundle as the JSON document that <c>infra-apply</c> reads: one line per file, keys in fixed order, UTF-8, no BOM.
    /// </summary>
    public string ToJson() => BundleJson.Write(this);

    /// <summary>SHA-256 of <see cref="ToJson"/>, 64 lower-case hex digits: identifies this desired state.</summary>
    public string Hash => Stable.Sha256Hex(ToJson());

    /// <summary>The same bundle, with empty content for files that a node gets from elsewhere.</summary>
    internal NodeBundle Without(Func<string, bool> elsewhere) =>
        this with
        {
            Files = [.. Files.Select(file => elsewhere(file.Path) ? file with { Content = "" } : file)],
        };
}
