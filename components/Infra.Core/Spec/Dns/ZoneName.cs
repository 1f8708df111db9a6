using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Dns;

/// <summary>
/// Validates a zone's name: host name labels (RFC 1123), so that names in it work in certificates and URLs, and short enough for every name
/// that a project can prepend.
/// </summary>
internal static class ZoneName
{
    /// <summary>Longest label, RFC 1035.</summary>
    internal const int LongestLabel = 63;

    /// <summary>Longest name in its usual text form: 255 octets on the wire (RFC 1035) are 253 characters.</summary>
    internal const int LongestName = 253;

    /// <summary>Longest zone: the prefix is at most a service's name with a prefix or a slot, the project's name, and two dots.</summary>
    internal const int Longest = LongestName - (NameRules.LongestName + LongestAffix + 1) - (NameRules.LongestName + 1);

    // "replica-"; a slot never has that many digits.
    private const int LongestAffix = 8;

    /// <summary>Returns the name in canonical form, or null (reported). One trailing dot is optional.</summary>
    internal static string? Read(string text, SourceLocation where, DiagnosticBag bag)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (Fault(name) is not { } fault)
        {
            return name;
        }

        bag.Error(DiagnosticCodes.BadDnsZone, where, $"{Shown.Quote(text)} is not a valid zone name: {fault}.", Remedy(name));
        return null;
    }

    private static string? Fault(string name)
    {
        var labels = name.Split('.');
        return name switch
        {
            _ when name.Length > Longest =>
                $"{name.Length} characters; at most {Longest} are allowed, because record names in the zone are longer",
            _ when Array.Find(labels, label => label.Length > LongestLabel) is { } label =>
                $"a label has {label.Length} characters; at most {LongestLabel} are allowed",
            _ when !Array.TrueForAll(labels, IsLabel) =>
                "labels consist of lower-case letters, digits and dashes, and do not start or end with a dash",
            _ when labels.Length < 2 => "it has only one label",
            // All digits could be read as an address: RFC 1123, 2.1.
            _ when labels[^1].All(char.IsAsciiDigit) => "its last label is a number",
            _ => null,
        };
    }

    private static string Remedy(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower != name && Fault(lower) is null
            ? $"Write '{lower}'."
            : "Write the zone's DNS name, e.g. 'db.example.com'; internationalized names in their 'xn--' form.";
    }

    private static bool IsLabel(string label) =>
        label.Length > 0
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
