using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A key without a value, or a list without the entries it needs.</summary>
internal static class EmptyValue
{
    internal static Diagnostic Single(SourceLocation key, string what, string expected) =>
        At(key, $"There is no value for {what}.", $"Write {expected}, or remove the key.");

    internal static Diagnostic List(SourceLocation key, string what) =>
        At(key, $"There is no value for {what}.", "Write a list, or '[]' for none.");

    /// <param name="example">A one-line example of a mapping that must not be empty; null if it may be.</param>
    internal static Diagnostic Mapping(SourceLocation key, string what, string? example) =>
        At(
            key,
            $"There is nothing under {what}.",
            $"Write its keys, indented below it{(example is null ? ", or '{}' for none" : $", e.g. '{example}'")}."
        );

    internal static Diagnostic Required(SourceLocation where, string key, string example) =>
        At(where, $"The key '{key}' has no value.", $"Write one, e.g. '{example}'.");

    internal static Diagnostic Zones(SourceLocation key) =>
        At(key, "The list of zones is empty.", "Write a number of zones, e.g. 'zones: 3'.");

    internal static Diagnostic Subnets(SourceLocation key) => At(key, "There are no subnets for the nodes.", "List one for each zone.");

    internal static Diagnostic ManagementSources(SourceLocation key) =>
        At(
            key,
            "The list of management sources is empty: nobody could log in to a node.",
            "List the networks of your gateways, e.g. [198.51.100.0/28]."
        );

    internal static Diagnostic TunnelSources(SourceLocation key) =>
        At(
            key,
            "The list of tunnel sources is empty: nobody could log in to a node.",
            "List the networks that the tunnel's connections come from, or remove the key."
        );

    internal static Diagnostic PeerNetworks(SourceLocation key) =>
        At(
            key,
            "The list of networks is empty: nothing could be routed to the other side.",
            "List the other network's CIDRs, e.g. [10.7.0.0/16]."
        );

    /// <param name="what">What the destination lacks, in the plural.</param>
    internal static Diagnostic Destination(SourceLocation key, string what, string example) =>
        At(key, $"A destination needs {what}.", $"Name them, e.g. {example}, or remove the destination.");

    private static Diagnostic At(SourceLocation key, string message, string remedy) =>
        new(DiagnosticCodes.EmptyValue, Severity.Error, key, message, remedy);
}
