using Infra.Core.Clouds.Azure;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="ServiceFirewall"/>.</summary>
public sealed class ServiceFirewallArgs : ResourceArgs
{
    /// <summary>The project's name: part of every resource name.</summary>
    public required string Project { get; init; }

    /// <summary>The rules of the interfaces' group, from the compiled firewall.</summary>
    public required NsgRuleSet Rules { get; init; }

    /// <summary>The resource group everything is created in.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>Tags of every resource created here.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();
}
