using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Existing;

/// <summary>How a cloud names networks and subnets that exist: the keys, in its own words, and what their values look like.</summary>
internal sealed record NetworkForm(IdForm Network, IdForm Subnet, int WidestNetwork)
{
    /// <summary>AWS takes no narrower subnet, and on the other clouds a narrower one holds no two nodes.</summary>
    internal const int Narrowest = 28;

    /// <summary>AWS takes no wider one, and nobody needs one.</summary>
    internal const int WidestSubnet = 16;

    /// <summary>Every cloud's keys, for files whose cloud is not known; sorted.</summary>
    internal static ImmutableArray<string> AllKeys =>
        [
            .. CloudRegistry
                .All.Select(cloud => cloud.ExistingNetwork)
                .OfType<NetworkForm>()
                .SelectMany(form => new[] { form.Network.Key, form.Subnet.Key })
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A cloud's; null where there is nothing but what we make.</summary>
    internal static NetworkForm? Of(CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).ExistingNetwork;
}

/// <summary>A key and the form of its value.</summary>
/// <param name="What">Completes "'x' is no …".</param>
internal sealed record IdForm(string Key, string What, Regex Form, string Example);
