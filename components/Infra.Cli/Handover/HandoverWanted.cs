namespace Infra.Cli.Handover;

/// <summary>The options of <c>infra handover</c>, as given.</summary>
/// <param name="Expires">The last day on which a request is valid.</param>
internal sealed record HandoverWanted(
    string Stack,
    string? Principal,
    string? Key,
    string? Signer,
    string? Request,
    string? Answer,
    string[] Outputs,
    string? Format,
    DateOnly? Expires,
    bool Renew,
    string? Out
)
{
    /// <summary>The option's value.</summary>
    /// <exception cref="UserException">It is missing.</exception>
    internal static string Demand(string? value, string option, string what) =>
        value ?? throw new UserException($"{option} is missing: {what}.", $"Add {option}.", ExitCode.BadInput);
}
