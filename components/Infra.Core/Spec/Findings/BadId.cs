using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>
/// An identifier that its issuer would not have issued, of the project's own account, of its identity or of a peering's other side.
/// </summary>
internal sealed record BadId
{
    internal static readonly BadId OwnAccount = new(DiagnosticCodes.BadAccount);
    internal static readonly BadId OtherSide = new(DiagnosticCodes.BadPeerId) { Owned = "the peered VPC is" };
    internal static readonly BadId RunAs = new(DiagnosticCodes.BadRunAs) { Owned = "everything is created" };

    private readonly string _code;

    private BadId(string code) => _code = code;

    /// <summary>What is in the account that a role must belong to, as the beginning of a clause.</summary>
    private string Owned { get; init; } = "";

    /// <param name="what">What it should be, with its article: <c>a VPC ID</c>.</param>
    /// <param name="form">The valid form in words.</param>
    internal Diagnostic Malformed(SourceLocation where, string text, string what, string form) =>
        At(where, $"{Shown.Quote(text)} is not {what}.", $"Expected: {form}.");

    internal Diagnostic ZeroDropped(SourceLocation where, string number) =>
        At(
            where,
            $"The account ID {Shown.Quote(number)} begins with a zero, which YAML drops from a number.",
            $"Put it in quotes: \"{number}\"."
        );

    internal Diagnostic RoleOfOtherAccount(SourceLocation where, string roles, string account) =>
        At(where, $"The role belongs to account {roles}; {Owned} in account {account}.", $"Use a role of account {account}.");

    internal Diagnostic RoleOfOtherPartition(SourceLocation where, string roles, string partition) =>
        At(
            where,
            $"The role is in the partition {roles} and the project in {partition}: neither exists in the other.",
            $"Use a role whose ARN begins with 'arn:{partition}:'."
        );

    internal static Diagnostic AlreadyInId(SourceLocation where, string key) =>
        OtherSide.At(where, $"'{key}' is already part of the virtual network's resource ID.", "Remove the key.");

    private Diagnostic At(SourceLocation where, string message, string remedy) => new(_code, Severity.Error, where, message, remedy);
}
