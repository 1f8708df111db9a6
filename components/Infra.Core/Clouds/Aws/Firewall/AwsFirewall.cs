using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>A project's rules on AWS.</summary>
/// <param name="Plan">The plan they were compiled from.</param>
/// <param name="Services">
/// From service, or <see cref="Topology.Bastion.Owner"/>, to its security groups, see <see cref="SecurityGroupCompiler.Compile"/>.
/// </param>
/// <param name="Acl">The network ACL of the nodes' subnets; null if the project does not request one.</param>
public sealed record AwsFirewall(
    ProjectPlan Plan,
    ImmutableSortedDictionary<string, ImmutableArray<SecurityGroup>> Services,
    NetworkAcl? Acl
) : CloudFirewall
{
    /// <summary>The prefix lists that groups refer to, sorted by key.</summary>
    public ImmutableArray<PrefixList> PrefixLists { get; } =
    [
        .. Services
            .Values.SelectMany(groups => groups)
            .SelectMany(group => group.Rules)
            .Select(rule => rule.Remote)
            .OfType<SecurityGroupRemote.List>()
            .Select(remote => remote.Of)
            .DistinctBy(list => list.Key)
            .OrderBy(list => list.Key, StringComparer.Ordinal),
    ];

    internal static new AwsFirewall Compile(ProjectPlan plan) =>
        new(
            plan,
            plan.Owners.ToImmutableSortedDictionary(
                service => service,
                service => SecurityGroupCompiler.Compile(plan, service),
                StringComparer.Ordinal
            ),
            NetworkAclCompiler.Compile(plan)
        );

    public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) => SecurityGroupQuota.Check(this, placeOf);

    public override ImmutableArray<SdnFile> Files() => AwsListing.Of(this);
}
