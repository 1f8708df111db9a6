using Infra.Core.Clouds;
using Infra.Core.Iam;

namespace Infra.Cli.Handover;

/// <summary>Formats by their words on the command line.</summary>
internal static class AccessFormats
{
    internal static string[] Words { get; } = [.. Enum.GetValues<AccessFormat>().Select(Word)];

    /// <exception cref="UserException">The cloud has no such format.</exception>
    internal static AccessFormat For(CloudKind cloud, string word)
    {
        var formats = AccountAccess.FormatsOf(cloud);
        var format = Enum.GetValues<AccessFormat>().Single(format => Word(format) == word);
        return formats.Contains(format)
            ? format
            : throw new UserException(
                $"There is no {word} for {Infra.Core.Spec.Words.Of(cloud)}.",
                $"Use --format {string.Join(" or ", formats.Select(Word))}.",
                ExitCode.BadInput
            );
    }

    internal static string Word(AccessFormat format) => format.ToString().ToLowerInvariant();
}
