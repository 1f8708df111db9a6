using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Existing;

/// <summary>How a cloud identifies existing networks and subnets: the keys, in its own terms, and the form of their values.</summary>
internal sealed record NetworkForm(IdForm Network, IdForm Subnet, int WidestNetwork)
{
    /// <summary>AWS accepts no narrower subnet; on the other clouds a narrower one cannot hold two nodes.</summary>
    internal const int Narrowest = 28;

    /// <summary>AWS accepts no wider one, and none is needed.</summary>
    internal const int WidestSubnet = 16;

    /// <summary>The keys of all clouds, for files whose cloud is unknown; sorted.</summary>
    internal static ImmutableArray<string> AllKeys =>
        [
            .. CloudRegistry
                .All.Select(cloud => cloud.ExistingNetwork)
                .OfType<NetworkForm>()
                .SelectMany(form => new[] { form.Network.Key, form.Subnet.Key })
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The cloud's form; null if it has no existing networks to use.</summary>
    internal static NetworkForm? Of(CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).ExistingNetwork;
}

/// <summary>A key and the form of its value.</summary>
/// <param name="What">Completes "'x' is no …".</param>
internal sealed record IdForm(string Key, string What, Regex Form, string Example);
