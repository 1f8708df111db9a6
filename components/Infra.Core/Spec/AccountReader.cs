using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads the account that the project belongs to: <c>account</c> (AWS), <c>subscription</c> (Azure) or <c>project</c> (Google Cloud). With
/// the wrong profile in the shell, the cloud would find nothing of the project, and a second copy would be created.
/// </summary>
internal sealed class AccountReader(CloudKind? cloud, DiagnosticBag bag)
{
    // Placeholder IDs in our documentation and the clouds'.
    private static readonly ImmutableHashSet<string> Placeholders = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "000000000000",
        "111111111111",
        "111122223333",
        "123456789012",
        "444455556666",
        "999999999999",
        "00000000-0000-0000-0000-000000000000",
        "00000000-0000-4000-8000-000000000000",
        "11111111-1111-1111-1111-111111111111",
        "12345678-1234-1234-1234-123456789012",
        "12345678-1234-1234-1234-123456789abc",
        "my-project",
        "my-project-id",
        "project-id",
        "your-project",
        "your-project-id"
    );

    /// <summary>The account keys of all clouds, in cloud order.</summary>
    internal static ImmutableArray<string> Keys => [.. CloudRegistry.All.Select(cloud => cloud.Account?.Key).OfType<string>()];

    /// <summary>The cloud's account key; null if it has none.</summary>
    internal static string? KeyOf(CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).Account?.Key;

    /// <summary>The account form that a key belongs to; null if it is not an account key.</summary>
    internal static AccountForm? FormOf(string key) =>
        CloudRegistry.All.Select(cloud => cloud.Account).FirstOrDefault(form => form?.Key == key);

    /// <summary>Returns the ID in the cloud's own spelling; null if the key is missing or the value invalid (reported).</summary>
    internal string? Read(MapReader map)
    {
        string? id = null;
        foreach (var owner in CloudRegistry.All)
        {
            if (owner.Account is not { } form || map.Optional(form.Key) is not { } node)
            {
                continue;
            }

            if (cloud is { } kind && kind != owner.Kind)
            {
                var own = CloudRegistry.Of<IStackFileRules>(kind).Account;
                bag.Error(
                    DiagnosticCodes.AccountOfOtherCloud,
                    node.Owner,
                    $"'{form.Key}' is for {form.What}, but the project's cloud is {Words.Of(kind)}.",
                    own is null
                        ? $"Remove the key: {Words.Title(kind)} has no accounts."
                        : $"Use '{own.Key}' with the ID of {own.What}, e.g. '{own.Example}', or remove the key."
                );
                continue;
            }

            id = form.Read(node, bag);
        }

        return id;
    }

    /// <summary>Warnings for a project that is valid otherwise.</summary>
    internal static void Advise(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        if (CloudRegistry.Of<IStackFileRules>(spec.Cloud).Account is not { } form)
        {
            return;
        }

        if (spec.Account is not { } id)
        {
            bag.Warn(
                DiagnosticCodes.AccountNotSaid,
                places.At(form.Key),
                "The file does not name its account: with another profile in the shell, 'up' would create the project "
                    + "a second time there.",
                $"Add '{form.Example}' with your own ID."
            );
        }
        else if (Placeholders.Contains(id))
        {
            bag.Warn(
                DiagnosticCodes.AccountIsPlaceholder,
                places.At(form.Key),
                $"'{id}' is a placeholder: credentials for any real account are refused.",
                $"Write the ID of {form.What} that you own."
            );
        }
    }
}
