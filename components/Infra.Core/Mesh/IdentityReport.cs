using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Core.Mesh;

/// <summary>
/// Reads the output of <c>infra-apply identity</c>, and trusts it only with proof that its author had the node's enrolment token: the first
/// contact has no pinned host key, so the network in between is untrusted.
/// </summary>
public static partial class IdentityReport
{
    private const string Label = "infra-identity-v1";
    private static readonly string[] Keys = ["node", "instance", "hostKey", "wireGuardKey", "mac"];

    /// <param name="json">Standard output of <c>infra-apply identity</c>.</param>
    /// <param name="nodeKey">The queried node.</param>
    /// <param name="token">The node's enrolment token, 64 hex characters.</param>
    /// <exception cref="IdentityException">The report is missing, malformed, from another node, or has a wrong MAC.</exception>
    public static NodeIdentity Verify(string? json, string nodeKey, string? token)
    {
        var fields = Fields(json, nodeKey);
        if (string.IsNullOrWhiteSpace(token))
        {
            throw new IdentityException($"The enrolment token of {nodeKey} is not known here, so its identity cannot be verified.");
        }

        var report = Of(fields, nodeKey);
        var given = Encoding.ASCII.GetBytes(fields["mac"]);
        var expected = Encoding.ASCII.GetBytes(Mac(report, token));
        if (!CryptographicOperations.FixedTimeEquals(given, expected))
        {
            throw new IdentityException(
                $"{nodeKey} did not prove that it holds its enrolment token. Either something intercepts the connection, "
                    + "or the node was created with another token."
            );
        }

        return report;
    }

    /// <summary>Reads a report without proof: only for comparison with what was proven before.</summary>
    /// <exception cref="IdentityException">The report is missing, malformed, or from another node.</exception>
    public static NodeIdentity Read(string? json, string nodeKey) => Of(Fields(json, nodeKey), nodeKey);

    /// <summary>Hex HMAC-SHA256 over the report, lower case.</summary>
    internal static string Mac(NodeIdentity report, string token)
    {
        var text = $"{Label}\n{report.Node}\n{report.Instance}\n{report.HostKey}\n{report.WireGuardKey}\n";
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), Encoding.UTF8.GetBytes(text)));
    }

    private static NodeIdentity Of(Dictionary<string, string> fields, string nodeKey)
    {
        var report = new NodeIdentity(fields["node"], fields["instance"], fields["hostKey"], fields["wireGuardKey"]);
        if (report.Node != nodeKey)
        {
            throw new IdentityException($"{nodeKey} identified itself as another node. Is its address used twice?");
        }

        return Instance().IsMatch(report.Instance) && HostKey().IsMatch(report.HostKey) && WireGuardKey.IsValid(report.WireGuardKey)
            ? report
            : throw new IdentityException($"{nodeKey} reported an instance ID or keys in an invalid format.");
    }

    private static Dictionary<string, string> Fields(string? json, string nodeKey)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            throw new IdentityException($"{nodeKey} returned an empty identity report: run again.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!fields.TryAdd(property.Name, property.Value.GetString() ?? ""))
                {
                    throw new IdentityException($"The identity report of {nodeKey} has '{property.Name}' twice.");
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new IdentityException($"The answer of {nodeKey} is not an identity report: {e.Message}", e);
        }

        return fields.Count == Keys.Length && Keys.All(fields.ContainsKey)
            ? fields
            : throw new IdentityException(
                $"The answer of {nodeKey} is not an identity report: that has {string.Join(", ", Keys)} and nothing else."
            );
    }

    [GeneratedRegex("^[0-9a-f]{32}\\z")]
    private static partial Regex Instance();

    // The type is fixed, and so is the head of the blob; 51 bytes, 68 characters, no padding.
    [GeneratedRegex("^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}\\z")]
    private static partial Regex HostKey();
}
