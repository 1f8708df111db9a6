using YamlDotNet.Core;

namespace Infra.Core.Spec.Text;

/// <summary>Lines and columns of a text whose lines end with a line feed.</summary>
internal static class Lines
{
    /// <summary>The index of a position, clamped to the end of the text.</summary>
    internal static int IndexOf(string text, int line, int column)
    {
        var at = 0;
        for (var number = 1; number < line && text.IndexOf('\n', at) is >= 0 and var end; number++)
        {
            at = end + 1;
        }

        return Math.Min(text.Length, at + column - 1);
    }

    /// <summary>The position of a character, line and column from 1.</summary>
    internal static Mark MarkOf(string text, int index) =>
        new(index, text.AsSpan(0, index).Count('\n') + 1, index - (index == 0 ? -1 : text.LastIndexOf('\n', index - 1)));
}
