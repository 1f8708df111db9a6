using System.Collections.Immutable;

namespace Infra.Engine.Values;

/// <summary>
/// A path into an inputs map, in the syntax of Pulumi's options: <c>tags.Name</c>, <c>rules[0].port</c>, <c>rules[*]</c>,
/// <c>tags["a.b"]</c>, <c>*</c>. A path also covers everything below it.
/// </summary>
internal sealed record PropertyPath(ImmutableArray<string> Segments)
{
    public static PropertyPath Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '.':
                    at++;
                    break;
                case '['
                    when text.IndexOf(text.AsSpan(at).StartsWith("[\"") ? "\"]" : "]", at + 1, StringComparison.Ordinal) is var end and > 0:
                    segments.Add(text[(at + 1)..end].Trim('"'));
                    at = text.IndexOf(']', end) + 1;
                    break;
                default:
                    var stop = text.IndexOfAny(['.', '['], at + 1) is var found and > 0 ? found : text.Length;
                    segments.Add(text[at..stop]);
                    at = stop;
                    break;
            }
        }

        return new PropertyPath(segments.ToImmutable());
    }

    /// <summary>Whether this path names the given place or one above it.</summary>
    public bool Covers(ImmutableArray<string> place) =>
        Segments.Length <= place.Length && Segments.Zip(place).All(pair => pair.First == "*" || pair.First == pair.Second);
}
