using Microsoft.CodeAnalysis;

namespace Infra.Sdk.Generation;

/// <summary>The generator's errors.</summary>
internal static class Problems
{
    public static readonly DiagnosticDescriptor OwnName = new(
        "CONTRACT001",
        "A property has its class's own name",
        "{0} has a property '{1}' that C# would call by its class's own name. Find out what the provider's NuGet package "
            + "calls it, enter it under csharpNames in standin/contracts/types.json and run scripts/update-contracts.",
        "Contracts",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public static readonly DiagnosticDescriptor Malformed = new(
        "CONTRACT002",
        "A contract cannot be read",
        "{0}: {1}",
        "Contracts",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );
}
