using System.Collections.Immutable;

namespace Infra.Core.PeerContracts;

/// <summary>The part of a contract that depends on the cloud.</summary>
internal sealed record CloudTerms(
    ImmutableArray<ContractValue> Values,
    ImmutableArray<ContractStep> Steps,
    ImmutableArray<string> Notes,
    ContractStep Removal
)
{
    /// <summary>A value from the stack's outputs once it is up.</summary>
    internal static ContractValue AfterUp(string name, string meaning) =>
        new(name, meaning, null, "after up: in the stack's output 'peeringContracts'");

    /// <summary>A value that the operators know before the stack is up.</summary>
    internal static ContractValue Told(string name, string meaning) => new(name, meaning, null, "the project's operators tell you");

    /// <summary>A value of the other side.</summary>
    internal static ContractValue Yours(string name, string meaning) => new(name, meaning, null, "yours");

    internal static ContractStep You(string title, string text, params string[] commands) =>
        new(ContractParty.You, title, text, [.. commands]);

    internal static ContractStep Us(string title, string text, params string[] commands) =>
        new(ContractParty.Us, title, text, [.. commands]);
}
