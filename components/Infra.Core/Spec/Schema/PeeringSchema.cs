using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Spec.Peerings;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Spec.Schema;

/// <summary>One entry of <c>peerings</c>, in the words of its cloud.</summary>
internal static class PeeringSchema
{
    internal static JsonObject Write(CloudKind cloud) =>
        Closed(
            "A peering; docs/peering.md.",
            PeeringKeys.RequiredFor(cloud),
            PeeringKeys.For(cloud).Select(key => KeyValuePair.Create(key, Key(key, cloud)))
        );

    /// <exception cref="InvalidOperationException">A key of the reader that this does not know yet.</exception>
    private static JsonObject Key(string key, CloudKind cloud) =>
        (cloud, key) switch
        {
            (_, PeeringKeys.Cidrs) => List("The other side's private networks.", Reference("network4"), least: 1),
            (_, PeeringKeys.Mode) => Word("Who makes the other half; one-sided without it.", Words.PeeringModes.Keys),
            (_, PeeringKeys.Provider) => Word("The project's own cloud.", [Words.Of(cloud)]),
            (CloudKind.Aws, "account") => ProjectSchema.AccountNumber("The other side's account."),
            (CloudKind.Aws, "vpc") => AnyText("The other side's VPC: vpc-0123456789abcdef0."),
            (CloudKind.Aws, "region") => AnyText("The other side's region; the project's own without it."),
            (CloudKind.Aws, PeeringKeys.AssumeRole) => AnyText("With 'mode: both-sides': the role that makes the other half."),
            (CloudKind.Azure, "tenant") => AnyText("The other side's tenant."),
            (CloudKind.Azure, "subscription") => AnyText("The other side's subscription."),
            (CloudKind.Azure, "resourceGroup") => AnyText("The resource group of the other side's network."),
            (CloudKind.Azure, "virtualNetwork") => AnyText("The other side's virtual network: its name, or its resource id."),
            (CloudKind.Azure, "app") => AnyText("The application that makes the other half."),
            (CloudKind.Gcp, "project") => AnyText("The other side's project."),
            (CloudKind.Gcp, "network") => AnyText("The other side's network."),
            _ => throw new InvalidOperationException($"The schema does not know a peering's key '{key}' on {cloud} yet."),
        };
}
