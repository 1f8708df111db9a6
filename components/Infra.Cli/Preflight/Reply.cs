namespace Infra.Cli.Preflight;

/// <summary>What a question to the account gave: a value, or the reason why there is none.</summary>
internal sealed record Reply<T>(T? Value, string Problem, bool Answered)
{
    /// <summary>Turns an answer into a row: the value's own, or that nobody could say.</summary>
    internal PreflightRow Row(string check, string subject, Func<T, PreflightRow> of, string remedy) =>
        Answered ? of(Value!) : new PreflightRow(check, subject, PreflightVerdict.NotAsked, Problem, remedy);
}
