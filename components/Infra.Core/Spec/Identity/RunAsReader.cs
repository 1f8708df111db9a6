using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Identity;

/// <summary>Reads <c>runAs</c>: the identity under which the project is deployed, instead of the environment's own.</summary>
internal sealed class RunAsReader(CloudKind? cloud, DiagnosticBag bag)
{
    internal const string Key = "runAs";

    internal RunAs? Read(MapReader map, RunAsProject project)
    {
        if (map.Optional(Key) is not { } node || cloud is not { } kind)
        {
            return null;
        }

        if (CloudRegistry.Of<IStackFileRules>(kind).RunAs is not { } form)
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Identities are", kind));
            return null;
        }

        // An identity often has rights in several accounts: which one is meant is never left to it.
        if (AccountReader.KeyOf(kind) is { } account && map.Optional(account) is null)
        {
            bag.Add(MissingKey.OfRunAs(map.Owner, account, CloudRegistry.Of<IStackFileRules>(kind).Account!.Example));
        }

        return MapReader.Open(node, "the identity", bag, form.Keys) is { } keys ? form.Read(keys, project, bag) : null;
    }

    /// <summary>Warnings for a project that is valid otherwise.</summary>
    internal static void Advise(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        if (spec.RunAs is not { } identity || CloudRegistry.Of<IStackFileRules>(spec.Cloud).RunAs is not { } form)
        {
            return;
        }

        foreach (var (key, id) in form.Ids(identity).Where(held => PlaceholderId.Is(held.Id)))
        {
            bag.Add(PlaceholderId.OfRunAs(places.At($"{Key}.{key}"), id));
        }
    }
}
