using Infra.Core.Clouds.Azure;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="ProjectFirewall"/>.</summary>
public sealed class ProjectFirewallArgs : ResourceArgs
{
    /// <summary>The rules of the subnets' group, from the compiled firewall; null: the subnets keep what their owner attached.</summary>
    public NsgRuleSet? Rules { get; init; }

    /// <summary>The resource group it is created in.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>Subnet key to the ID of each subnet the group is attached to.</summary>
    public required IReadOnlyDictionary<string, Output<string>> SubnetIds { get; init; }

    /// <summary>Tags of the group.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();
}
