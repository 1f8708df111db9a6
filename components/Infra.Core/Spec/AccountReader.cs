using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads the account that the project belongs to: <c>account</c> (AWS), <c>subscription</c> (Azure) or <c>project</c> (Google Cloud). With
/// the wrong profile in the shell, the cloud would find nothing of the project, and a second copy would be created.
/// </summary>
internal sealed class AccountReader(CloudKind? cloud, DiagnosticBag bag)
{
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
        else if (PlaceholderId.Is(id))
        {
            bag.Add(PlaceholderId.OfAccount(places.At(form.Key), id, form.What));
        }
    }
}
