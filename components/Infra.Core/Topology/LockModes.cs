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
    internal static string Command(string fileName) => CommandFor(StackOf(fileName));

    /// <summary>The stack that a lock file belongs to, for command lines.</summary>
    internal static string StackOf(string fileName)
    {
        var name = fileName[(fileName.LastIndexOf('/') + 1)..];
        return name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : "<stack>";
    }

    internal static string CommandFor(string stack) => $"scripts/infra lock --stack {stack}";

    internal static void Check(LockSource source, ImmutableArray<LockChange> changes, DiagnosticBag bag)
    {
        if (source.Mode == LockMode.Extend)
        {
            return;
        }

        if (source.Text is null)
        {
            bag.Add(LockNotUpToDate.Missing(source.FileName));
            return;
        }

        // Already parsed without errors.
        var places = TextTreeReader.Read(source.Text, source.FileName, new DiagnosticBag(), keys: KeyKinds.TextsAndNumbers) is { } root
            ? new SourceMap(root)
            : null;
        foreach (var change in changes.OrderBy(change => change.Kind))
        {
            var where = places?.At(change.Path) ?? SourceLocation.Top(source.FileName, change.Path);
            bag.Add(LockNotUpToDate.Behind(where, source.FileName, change));
        }
    }
}
