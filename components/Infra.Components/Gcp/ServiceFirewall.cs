using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Gcp;
using Pulumi;
using Pulumi.Gcp.Compute.Inputs;
using Compute = Pulumi.Gcp.Compute;
using ServiceAccounts = Pulumi.Gcp.ServiceAccount;

namespace Infra.Components.Gcp;

/// <summary>
/// The firewall rules of one service's nodes, and the service account the nodes run as, by which rules identify them. Each service has
/// its own account: anyone who may attach a network tag to a VM could put it behind a service's rules, while running as an account
/// requires a permission on that very account. It has no roles.
/// </summary>
public sealed class ServiceFirewall : ComponentResource
{
    private readonly string _accountId;
    private readonly ServiceAccounts.Account _account;
    private readonly Input<string> _network;

    /// <param name="name">The service's name.</param>
    public ServiceFirewall(string name, ServiceFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:ServiceFirewall", name, options)
    {
        _network = args.NetworkLink;
        _accountId = args.AccountId;
        _account = new ServiceAccounts.Account(
            name,
            new ServiceAccounts.AccountArgs
            {
                AccountId = _accountId,
                DisplayName = $"{args.Project} {name}",
                Description = $"nodes of {name} in {args.Project}; no roles",
            },
            new CustomResourceOptions { Parent = this }
        );
        Ready = [.. args.Rules.Select(Create)];
        RegisterOutputs(new Dictionary<string, object?> { ["accountEmail"] = RegisteredOutputs.Of(AccountEmail) });
    }

    /// <summary>The service account's email address.</summary>
    public Output<string> AccountEmail => _account.Email;

    /// <summary>What must exist before a node boots: a VM without rules may open any connection.</summary>
    public ImmutableArray<Resource> Ready { get; }

    private Resource Create(GcpFirewallRule rule)
    {
        var args = new Compute.FirewallArgs
        {
            Name = rule.Name,
            Network = _network,
            Description = rule.Description,
            Direction = rule.Ingress ? "INGRESS" : "EGRESS",
            Priority = rule.Priority,
            TargetServiceAccounts = { Account(rule.Target) },
        };
        SetRemote(rule, args);
        if (rule.Allow)
            args.Allows = Protocols(rule).Select(protocol => Allow(protocol)).ToArray();
        else
            args.Denies = Protocols(rule).Select(protocol => Deny(protocol)).ToArray();

        return new Compute.Firewall(rule.Name, args, new CustomResourceOptions { Parent = this });
    }

    private void SetRemote(GcpFirewallRule rule, Compute.FirewallArgs args)
    {
        switch (rule.Remote)
        {
            case GcpRemote.Ranges { Cidrs: var cidrs } when rule.Ingress:
                args.SourceRanges = cidrs.Select(cidr => cidr.ToString()).ToArray();
                break;
            case GcpRemote.Ranges { Cidrs: var cidrs }:
                args.DestinationRanges = cidrs.Select(cidr => cidr.ToString()).ToArray();
                break;
            case GcpRemote.ServiceAccount { Id: var id } when rule.Ingress:
                args.SourceServiceAccounts = new[] { Account(id) };
                break;
            default:
                throw new InvalidOperationException($"rule {rule.Name}: a remote that a firewall rule cannot express: {rule.Remote}");
        }
    }

    private Output<string> Account(string id) =>
        id == _accountId
            ? _account.Email
            : throw new InvalidOperationException($"a rule names the account {id}, which is not this service's");

    // A rule without protocols matches all of them, for which Google has a keyword.
    private static ImmutableArray<GcpProtocol> Protocols(GcpFirewallRule rule) =>
        rule.Protocols.IsEmpty ? [new GcpProtocol("all", new Ports.All())] : rule.Protocols;

    private static FirewallAllowArgs Allow(GcpProtocol protocol)
    {
        var args = new FirewallAllowArgs { Protocol = protocol.Name };
        if (protocol.Ports is Ports.Listed listed)
            args.Ports = Written(listed);
        return args;
    }

    private static FirewallDenyArgs Deny(GcpProtocol protocol)
    {
        var args = new FirewallDenyArgs { Protocol = protocol.Name };
        if (protocol.Ports is Ports.Listed listed)
            args.Ports = Written(listed);
        return args;
    }

    private static string[] Written(Ports.Listed ports) => [.. ports.Ranges.Select(range => range.ToString())];
}
