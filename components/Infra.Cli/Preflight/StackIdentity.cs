using Infra.Core.Spec;
using Infra.Core.Spec.Identity;

namespace Infra.Cli.Preflight;

/// <summary>A cloud's tool, run as what the stack file names: with other rights its answers would be about something else.</summary>
internal static class StackIdentity
{
    internal static ICloudTool Of(ICloudTool tool, ProjectSpec spec) =>
        spec.RunAs switch
        {
            RunAs.AwsRole role => new AssumedRole(tool, role, spec.Region),
            RunAs.GoogleServiceAccount account => new Impersonating(tool, account.Email),
            // `az` has no impersonation: an application signs in by itself.
            _ => tool,
        };

    private sealed class Impersonating(ICloudTool tool, string email) : ICloudTool
    {
        public ToolAnswer Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
            tool.Run(program, [.. arguments, $"--impersonate-service-account={email}"], environment);
    }
}
