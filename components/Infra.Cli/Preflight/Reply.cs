namespace Infra.Cli.Preflight;

/// <summary>The reply to a question about the account: a value, or the reason there is none.</summary>
internal sealed record Reply<T>(T? Value, string Problem, bool Answered)
{
    /// <summary>Turns a reply into a row: that of the value, or that it could not be determined.</summary>
    internal PreflightRow Row(string check, string subject, Func<T, PreflightRow> of, string remedy) =>
        Answered ? of(Value!) : new PreflightRow(check, subject, PreflightVerdict.NotAsked, Problem, remedy);
}
