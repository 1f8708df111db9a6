namespace Infra.Cli.Preflight;

/// <summary>The checks of an account on one cloud.</summary>
internal interface IAccountChecks
{
    /// <summary>A description of the credentials' owner; without credentials nothing else can be checked.</summary>
    Reply<string> Credentials();

    /// <summary>How to log in.</summary>
    string CredentialsRemedy { get; }

    /// <summary>Everything else, in a fixed order.</summary>
    IEnumerable<PreflightRow> Rows();
}
