using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>Removes the secrets a command was given from what it prints. A last net: it knows values, not derivations.</summary>
internal sealed class SecretMask
{
    // Shorter texts would blank out ordinary words.
    private const int Shortest = 4;
    private readonly string[] secrets;

    public SecretMask(Value inputs)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(inputs, secret: false, found);
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
