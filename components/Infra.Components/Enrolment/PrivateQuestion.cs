using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Utilities;

namespace Infra.Components.Enrolment;

/// <summary>
/// A script run on this machine in every run, whose environment may hold the operator's private key: the whole environment is a secret
/// argument, which the engine masks in its own logs and sends on as a secret to a plugin that understands one, as this one does
/// (https://github.com/pulumi/pulumi-go-provider/blob/v1.3.0/provider.go#L795). <c>InvokeAsync</c> knows no secrets.
/// </summary>
public static class PrivateQuestion
{
    /// <summary>What the script printed. A failure to run it fails the run with its message, once.</summary>
    internal static Output<string> Ask(string command, string script, ImmutableSortedDictionary<string, string> environment) =>
        Derivation.Ask(() => OutputUtilities.GetValueAsync(Run.Invoke(Args(command, script, environment))), said => said.Stdout.Trim());

    /// <summary>The arguments of the engine's function.</summary>
    public static RunInvokeArgs Args(string command, string script, ImmutableSortedDictionary<string, string> environment) =>
        new()
        {
            Command = command,
            Stdin = script,
            Environment = Output.CreateSecret(environment.ToImmutableDictionary()),
            Logging = Logging.None,
        };
}
