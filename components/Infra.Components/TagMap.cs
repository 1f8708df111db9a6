using Pulumi;

namespace Infra.Components;

/// <summary>Tags and labels in the form resources take.</summary>
internal static class TagMap
{
    internal static InputMap<string> Of(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var map = new InputMap<string>();
        foreach (var (key, value) in tags)
            map.Add(key, value);
        return map;
    }
}
