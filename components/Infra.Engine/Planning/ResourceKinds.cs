namespace Infra.Engine.Planning;

/// <summary>What the engine knows about resource types.</summary>
internal static class ResourceKinds
{
    public const string LocalCommand = "command:local:Command";
    public const string RemoteCommand = "command:remote:Command";
    public const string LocalRun = "command:local:run";

    public static bool IsCommand(string type) => type is LocalCommand or RemoteCommand;

    /// <summary>Runs on this machine or is Pulumi's own; everything else requires the pulumi CLI and credentials.</summary>
    public static bool IsLocal(string type) =>
        Package(type) is "pulumi"
        || type.StartsWith("command:local:", StringComparison.Ordinal)
        || type.StartsWith("command:remote:", StringComparison.Ordinal);

    /// <summary>Local, and supported by the engine.</summary>
    public static bool IsApplicable(string type) => IsCommand(type) || Package(type) is "pulumi";

    /// <summary>Whether a change of this input replaces a resource of this type.</summary>
    public static bool ReplacedBy(string type, string input) => IsCommand(type) && input == "triggers";

    /// <summary>For other types only the provider knows which changes require a replacement.</summary>
    public static bool KnowsReplacements(string type) => IsApplicable(type);

    /// <summary>Outputs that are not echoes of inputs, as far as the engine has to produce them.</summary>
    public static readonly IReadOnlyList<string> CommandOutputs = ["stdout", "stderr"];

    private static string Package(string type) => type.Split(':')[0];
}
