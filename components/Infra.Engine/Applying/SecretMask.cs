using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>Removes the secrets a command was given from what it prints. A last net: it knows values, not derivations.</summary>
/// <remarks>
/// The SDK tells of a map or list only as a whole whether it is secret, so beside one secret in an environment every
/// other value counts as one. Hence the least length, and the exception for what is no secret anyway: the resource's name.
/// </remarks>
internal sealed class SecretMask
{
    private const int Shortest = 8;
    private readonly string[] secrets;

    public SecretMask(Value inputs, string resourceName)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(inputs, secret: false, found);
        found.RemoveWhere(text => resourceName.Contains(text, StringComparison.Ordinal));
        secrets = [.. found.OrderByDescending(s => s.Length)];
    }

    public string Apply(string text) =>
        secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, ValueDisplay.SecretText, StringComparison.Ordinal));

    private static void Collect(Value value, bool secret, HashSet<string> found)
    {
        switch (value)
        {
            case Value.Secret s:
                Collect(s.Content, true, found);
                break;
            case Value.List l:
                foreach (var item in l.Items)
                    Collect(item, secret, found);
                break;
            case Value.Map m:
                // Of a connection, only the keys are secret: its host, user and port belong in every message.
                foreach (var (key, item) in m.Items)
                    Collect(item, secret && key is not ("host" or "user" or "hostKey"), found);
                break;
            case Value.Text t when secret:
                foreach (var line in t.Content.Split('\n'))
                    if (line.Trim() is { Length: >= Shortest } trimmed)
                        found.Add(trimmed);
                break;
        }
    }
}
