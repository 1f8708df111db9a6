using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>An identifier that its issuer would not have issued, of the project's own account or of a peering's other side.</summary>
internal sealed record BadId
{
    internal static readonly BadId OwnAccount = new(DiagnosticCodes.BadAccount);
    internal static readonly BadId OtherSide = new(DiagnosticCodes.BadPeerId);

    private readonly string _code;

    private BadId(string code) => _code = code;

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

    internal static Diagnostic RoleOfOtherAccount(SourceLocation where, string roles, string account) =>
        OtherSide.At(
            where,
            $"The role belongs to account {roles}; the peered VPC is in account {account}.",
            "Use a role in the account that owns the VPC."
        );

    internal static Diagnostic AlreadyInId(SourceLocation where, string key) =>
        OtherSide.At(where, $"'{key}' is already part of the virtual network's resource ID.", "Remove the key.");

    private Diagnostic At(SourceLocation where, string message, string remedy) => new(_code, Severity.Error, where, message, remedy);
}
