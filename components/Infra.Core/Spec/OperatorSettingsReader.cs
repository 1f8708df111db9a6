using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads what stands beside the project in a stack file's <c>config</c>: operators' keys and the image. What is encrypted is left
/// to the program under <c>pulumi</c>, which alone can read it.
/// </summary>
internal sealed class OperatorSettingsReader(TextNode.Map? config, DiagnosticBag bag)
{
    internal const string Key = "infra:operatorPublicKey";
    internal const string Keys = "infra:operatorPublicKeys";
    internal const string Image = "infra:imageId";

    private const string KeyRemedy = "Use the single line of a `.pub` file; `ssh-keygen -t ed25519` creates a pair.";

    /// <summary>The keys of both settings; those that are none are reported and left out.</summary>
    internal OperatorKeys ReadKeys()
    {
        var list = Value(Keys);
        var keys = OperatorKeys.Of(
            Lines(Value(Key), isList: false).Concat(Lines(list, isList: true)).Select(Read).OfType<OperatorKey>().ToList()
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

    /// <summary>Whether an image is given, read or encrypted.</summary>
    internal bool NamesImage => config?.Entries.Any(entry => entry.Key == Image && !IsNothing(entry.Value)) ?? false;

    /// <summary>Reports an image that is none of this cloud's.</summary>
    internal void CheckImage(CloudKind cloud)
    {
        if (
            Value(Image) is { } node
            && Text(node, "the image id", DiagnosticCodes.BadImageId) is { } image
            && ImageIds.Problem(image, cloud) is { } problem
        )
        {
            bag.Error(
                DiagnosticCodes.BadImageId,
                node.Where,
                $"'{Image}' {problem}.",
                "Correct it, or remove it to use the newest Debian 12."
            );
        }
    }

    // Empty is not set: Pulumi.yaml gives these keys empty defaults, so that its own check does not demand them.
    private TextNode? Value(string key) =>
        config?.Entries.FirstOrDefault(entry => entry.Key == key)?.Value switch
        {
            { } empty when IsNothing(empty) => null,
            TextNode.Map { Entries: [{ Key: "secure" }] } => null,
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
                bag.Error(
                    DiagnosticCodes.BadOperatorKey,
                    node.Where,
                    isList ? $"'{Keys}' is {node.Kind} instead of a list." : $"'{Key}' is {node.Kind} instead of one key.",
                    isList ? "Write a list: [\"ssh-ed25519 AAAA…\"]." : $"Write one key, or a list under '{Keys}'."
                );
                return [];
        }
    }

    private OperatorKey? Read(TextNode node)
    {
        if (Text(node, "an operator's key", DiagnosticCodes.BadOperatorKey) is not { } text)
        {
            return null;
        }

        var key = OperatorKey.Parse(text, out var problem);
        if (key is null)
        {
            bag.Error(DiagnosticCodes.BadOperatorKey, node.Where, $"The operator's key {problem}.", KeyRemedy);
        }

        return key;
    }

    private string? Text(TextNode node, string what, string code)
    {
        switch (node)
        {
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Text:
                return scalar.Text;
            case TextNode.Map { Entries: [{ Key: "secure" }] } or TextNode.Refused:
                return null;
            default:
                bag.Error(
                    code,
                    node.Where,
                    $"{char.ToUpperInvariant(what[0])}{what[1..]} must be text, not {node.Kind}.",
                    "Write it as text, in quotes."
                );
                return null;
        }
    }
}
