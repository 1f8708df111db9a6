namespace Infra.Cli.Preflight;

/// <summary>What can be asked of an account on one cloud.</summary>
internal interface IAccountChecks
{
    /// <summary>Whose credentials these are, in words; without them nothing else can be asked.</summary>
    Reply<string> Credentials();

    /// <summary>How to log in.</summary>
    string CredentialsRemedy { get; }

    /// <summary>Everything else, in a fixed order.</summary>
    IEnumerable<PreflightRow> Rows();
}
