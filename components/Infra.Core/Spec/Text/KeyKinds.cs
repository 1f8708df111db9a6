namespace Infra.Core.Spec.Text;

/// <summary>What the keys of a file may be when they stand without quotes.</summary>
internal enum KeyKinds
{
    /// <summary>Texts alone, as in what Pulumi reads.</summary>
    Texts,

    /// <summary>Whole numbers as well, as nodes have them in the lock file.</summary>
    TextsAndNumbers,
}

internal static class KeyKindsExtensions
{
    internal static bool Allow(this KeyKinds keys, ScalarKind kind) =>
        kind == ScalarKind.Text || (keys == KeyKinds.TextsAndNumbers && kind == ScalarKind.Integer);
}
