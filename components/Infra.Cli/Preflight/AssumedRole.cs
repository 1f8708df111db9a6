using System.Text.Json;
using Infra.Core.Spec.Identity;

namespace Infra.Cli.Preflight;

/// <summary>
/// <c>aws</c> in a session of a role, which begins with the first question. Its keys are in that program's environment only.
/// </summary>
internal sealed class AssumedRole(ICloudTool tool, RunAs.AwsRole role, string region) : ICloudTool
{
    private (ToolAnswer? Refused, IReadOnlyDictionary<string, string>? Keys)? session;

    public ToolAnswer Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        session ??= Begin();
        return session.Value.Refused ?? tool.Run(program, arguments, session.Value.Keys);
    }

    private (ToolAnswer?, IReadOnlyDictionary<string, string>?) Begin()
    {
        string[] external = role.ExternalId is { } id ? ["--external-id", id] : [];
        string[] who = ["--role-arn", role.Arn, "--role-session-name", role.SessionName, .. external];
        // A role is assumed in the project's region, as the provider does.
        var answer = tool.Run("aws", ["sts", "assume-role", .. who, "--region", region, "--output", "json"]);
        if (answer.End != ToolEnd.Done)
        {
            return (answer, null);
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Output);
            var keys = document.RootElement.GetProperty("Credentials");
            return (
                null,
                new Dictionary<string, string>
                {
                    ["AWS_ACCESS_KEY_ID"] = keys.GetProperty("AccessKeyId").GetString()!,
                    ["AWS_SECRET_ACCESS_KEY"] = keys.GetProperty("SecretAccessKey").GetString()!,
                    ["AWS_SESSION_TOKEN"] = keys.GetProperty("SessionToken").GetString()!,
                }
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (new ToolAnswer(ToolEnd.Refused, "", "the answer of sts assume-role cannot be parsed"), null);
        }
    }
}
