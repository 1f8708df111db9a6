using Infra.Core.Clouds.Azure;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="ProjectFirewall"/> is made from.</summary>
public sealed class ProjectFirewallArgs : ResourceArgs
{
    /// <summary>The group on the subnets, of the compiled firewall; null: they keep what their owner put there.</summary>
    public NsgRuleSet? Rules { get; init; }

    /// <summary>Where the group is made.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>Subnet key to the id of each subnet that the group is put on.</summary>
    public required IReadOnlyDictionary<string, Output<string>> SubnetIds { get; init; }

    /// <summary>Tags of the group.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();
}
