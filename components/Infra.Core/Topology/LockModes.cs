using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>Rejects changes to a frozen lock file, and names the command that updates it.</summary>
internal static class LockModes
{
    private const string Extension = ".lock.yaml";

    /// <summary>
    /// The command that updates a lock file; the stack comes from its name: <c>local.lock.yaml</c> belongs to stack <c>local</c>.
    /// </summary>
    internal static string Command(string fileName)
    {
        var name = fileName[(fileName.LastIndexOf('/') + 1)..];
        return CommandFor(name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : "<stack>");
    }

    internal static string CommandFor(string stack) => $"scripts/infra lock --stack {stack}";

    internal static void Check(LockSource source, ImmutableArray<LockChange> changes, DiagnosticBag bag)
    {
        if (source.Mode == LockMode.Extend)
        {
            return;
        }

        var remedy = $"Run '{Command(source.FileName)}', review the file and commit it.";
        if (source.Text is null)
        {
            bag.Error(
                DiagnosticCodes.LockNotUpToDate,
                SourceLocation.Top(source.FileName),
                "There is no lock file.",
                $"If the project was ever applied, restore it: 'git checkout -- {source.FileName}', or an older one "
                    + $"that 'git log -- {source.FileName}' shows. For a new project: "
                    + $"{char.ToLowerInvariant(remedy[0])}{remedy[1..]}"
            );
            return;
        }

        // Already parsed without errors.
        var places = TextTreeReader.Read(source.Text, source.FileName, new DiagnosticBag(), keys: KeyKinds.TextsAndNumbers) is { } root
            ? new SourceMap(root)
            : null;
        foreach (var change in changes.OrderBy(change => change.Kind))
        {
            bag.Error(
                DiagnosticCodes.LockNotUpToDate,
                places?.At(change.Path) ?? SourceLocation.Top(source.FileName, change.Path),
                $"Not in the lock file yet: {change.Sentence}",
                remedy
            );
        }
    }
}
