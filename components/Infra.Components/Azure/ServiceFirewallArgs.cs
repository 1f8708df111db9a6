using Infra.Core.Clouds.Azure;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="ServiceFirewall"/> is made from.</summary>
public sealed class ServiceFirewallArgs : ResourceArgs
{
    /// <summary>The project's name: it is in every name that is made of it.</summary>
    public required string Project { get; init; }

    /// <summary>The group on the service's interfaces, of the compiled firewall.</summary>
    public required NsgRuleSet Rules { get; init; }

    /// <summary>Where all is made.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>Tags of all that is made.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();
}
