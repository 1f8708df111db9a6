using Infra.Core.Spec.Text;

namespace Infra.Cli;

/// <summary>A named item does not exist.</summary>
internal static class Missing
{
    private const int Shown = 12;

    /// <param name="what">A word for its kind, e.g. <c>stack</c>.</param>
    /// <param name="there">The existing names, in display order.</param>
    /// <param name="how">What to do with one of them, without a full stop.</param>
    internal static UserException Of(string what, string name, IReadOnlyCollection<string> there, string how, string owner = "")
    {
        var remedy = (there.Count, Suggestion.For(name, there)) switch
        {
            (0, _) => $"There is no {what}{owner}.",
            (1, { } near) => $"Did you mean '{near}'? {how}.",
            (_, { } near) => $"Did you mean '{near}'? {how}: {List()}.",
            _ => $"{how}: {List()}.",
        };
        return new UserException($"There is no {what} '{name}'{owner}.", remedy, ExitCode.BadInput, UserException.Reason.NoSuchThing);

        string List() => $"{string.Join(", ", there.Take(Shown))}{(there.Count > Shown ? $" and {there.Count - Shown} more" : "")}";
    }
}
