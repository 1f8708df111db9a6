namespace Infra.Core.Spec.Text;

/// <summary>The types that unquoted keys of a file may have.</summary>
internal enum KeyKinds
{
    /// <summary>Text only, as Pulumi requires.</summary>
    Texts,

    /// <summary>Whole numbers too: the lock file uses them for nodes.</summary>
    TextsAndNumbers,
}

internal static class KeyKindsExtensions
{
    internal static bool Allow(this KeyKinds keys, ScalarKind kind) =>
        kind == ScalarKind.Text || (keys == KeyKinds.TextsAndNumbers && kind == ScalarKind.Integer);
}
