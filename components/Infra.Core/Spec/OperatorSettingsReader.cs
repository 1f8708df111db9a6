using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads the settings next to the project in a stack file's <c>config</c>: operators' keys and the image. Encrypted values are left to the
/// program under <c>pulumi</c>, which alone can decrypt them.
/// </summary>
internal sealed class OperatorSettingsReader(TextNode.Map? config, DiagnosticBag bag)
{
    internal const string Key = "infra:operatorPublicKey";
    internal const string Keys = "infra:operatorPublicKeys";
    internal const string Image = "infra:imageId";

    /// <summary>
    /// Settings that must be stored encrypted. Pulumi.yaml cannot require it: Pulumi rejects a plain default for a secret key.
    /// </summary>
    internal static readonly ImmutableArray<string> Secrets = ["infra:operatorPrivateKey", "infra:operatorPrivateKeyPassword"];

    private const string ListRemedy = "Write a list: [\"ssh-ed25519 AAAA…\"].";

    private const string KeyRemedy = "Use the single line of a `.pub` file; `ssh-keygen -t ed25519` creates a pair.";

    /// <summary>The keys of both settings; invalid ones are reported and left out.</summary>
    internal OperatorKeys ReadKeys()
    {
        var list = Value(Keys);
        var keys = OperatorKeys.Of(
            Lines(Value(Key), isList: false)
                .Select(node => Read(Key, node))
                .Concat(Lines(list, isList: true).Select(node => Read(Keys, node)))
                .OfType<OperatorKey>()
                .ToList()
        );
        if (list is TextNode.Sequence { Items.IsEmpty: true } && Value(Key) is null)
        {
            bag.Error(
                DiagnosticCodes.NoOperatorKeys,
                list.Owner,
                $"'{Keys}' is empty: nobody could log in to the nodes.",
                $"List the keys to keep, or remove '{Keys}'."
            );
        }

        return keys;
    }

    /// <summary>Whether an image is set, in clear text or encrypted.</summary>
    internal bool NamesImage => config?.Entries.Any(entry => entry.Key == Image && !IsNothing(entry.Value)) ?? false;

    /// <summary>Reports an image ID that is not valid on this cloud.</summary>
    internal void CheckImage(CloudKind cloud)
    {
        if (Value(Image) is not { } node)
        {
            return;
        }

        if (node is TextNode.Scalar scalar && ScalarKinds.Of(scalar) == ScalarKind.Text)
        {
            CheckImage(scalar.Text, cloud, node.Where, bag);
        }
        else if (!IsReadElsewhere(node))
        {
            ReportImage($"must be text, not {node.Kind}", "Write it as text, in quotes.", node.Where, bag);
        }
    }

    /// <summary>Reports secrets in clear text, without showing their values.</summary>
    internal void CheckSecrets()
    {
        foreach (var entry in config?.Entries.Where(entry => Secrets.Contains(entry.Key)) ?? [])
        {
            if (!IsNothing(entry.Value) && !IsReadElsewhere(entry.Value))
            {
                ReportClearText(entry.Key, entry.KeyWhere with { Path = entry.Key }, bag);
            }
        }
    }

    /// <summary>One key of a setting, or null (reported).</summary>
    internal static OperatorKey? ReadKey(string setting, string text, SourceLocation where, DiagnosticBag bag)
    {
        var key = OperatorKey.Parse(text, out var problem);
        if (key is null)
        {
            ReportKey($"{setting} {problem}.", KeyRemedy, where, bag);
        }

        return key;
    }

    /// <inheritdoc cref="CheckImage(CloudKind)"/>
    internal static void CheckImage(string image, CloudKind cloud, SourceLocation where, DiagnosticBag bag)
    {
        if (ImageIds.Problem(image, cloud) is { } problem)
        {
            ReportImage(problem, "Correct it, or remove it to use the newest Debian 12.", where, bag);
        }
    }

    internal static void ReportNoList(SourceLocation where, DiagnosticBag bag) =>
        ReportKey($"'{Keys}' is not a list of keys.", ListRemedy, where, bag);

    internal static void ReportClearText(string setting, SourceLocation where, DiagnosticBag bag) =>
        bag.Error(
            DiagnosticCodes.SecretInClearText,
            where,
            $"{setting} is in the stack file in clear text.",
            $"Treat it as compromised and create a new one; then `pulumi config rm {setting}` and `pulumi config set "
                + $"--secret {setting} < FILE`."
        );

    private static void ReportKey(string message, string remedy, SourceLocation where, DiagnosticBag bag) =>
        bag.Error(DiagnosticCodes.BadOperatorKey, where, message, remedy);

    private static void ReportImage(string problem, string remedy, SourceLocation where, DiagnosticBag bag) =>
        bag.Error(DiagnosticCodes.BadImageId, where, $"{Image} {problem}.", remedy);

    // Empty means not set: Pulumi.yaml gives these keys empty defaults, so that Pulumi's own check does not require them.
    private TextNode? Value(string key) =>
        config?.Entries.FirstOrDefault(entry => entry.Key == key)?.Value switch
        {
            { } empty when IsNothing(empty) => null,
            { } encrypted when IsEncrypted(encrypted) => null,
            var node => node,
        };

    private static bool IsNothing(TextNode node) =>
        node is TextNode.Scalar scalar && (ScalarKinds.Of(scalar) == ScalarKind.Null || string.IsNullOrWhiteSpace(scalar.Text));

    private ImmutableArray<TextNode> Lines(TextNode? node, bool isList)
    {
        switch (node)
        {
            case TextNode.Sequence list when isList:
                return list.Items;
            case TextNode.Scalar scalar when !isList:
                return [scalar];
            case null or TextNode.Refused:
                return [];
            default:
                ReportKey(
                    isList ? $"'{Keys}' is {node.Kind} instead of a list." : $"'{Key}' is {node.Kind} instead of one key.",
                    isList ? ListRemedy : $"Write one key, or a list under '{Keys}'.",
                    node.Where,
                    bag
                );
                return [];
        }
    }

    private OperatorKey? Read(string setting, TextNode node)
    {
        switch (node)
        {
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Text:
                return ReadKey(setting, scalar.Text, node.Where, bag);
            case not null when !IsReadElsewhere(node):
                ReportKey($"An operator's key must be text, not {node.Kind}.", "Write it as text, in quotes.", node.Where, bag);
                return null;
            default:
                return null;
        }
    }

    // Checked by the program once decrypted, or already reported.
    private static bool IsReadElsewhere(TextNode node) => node is TextNode.Refused || IsEncrypted(node);

    private static bool IsEncrypted(TextNode node) => node is TextNode.Map { Entries: [{ Key: "secure" }] };
}
