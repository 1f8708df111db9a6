using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>
/// Removes the secrets passed to a command from its output. A last line of defence: it knows values, not what is derived from them.
/// </summary>
/// <remarks>
/// The SDK reports secrecy only for a map or list as a whole, so if an environment contains one secret, all its values count as
/// secret. Hence the minimum length, and the exception for a value that is never secret: the resource's name.
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
                // Of a connection, only the keys are secret: host, user and port belong in every message.
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
