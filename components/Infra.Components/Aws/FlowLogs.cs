using Infra.Core.Iam;
using Pulumi;
using CloudWatch = Pulumi.Aws.CloudWatch;
using Ec2 = Pulumi.Aws.Ec2;
using Iam = Pulumi.Aws.Iam;

namespace Infra.Components.Aws;

/// <summary>
/// Flow logs of accepted and rejected traffic, written to a log group of the project's own by a role that can write there and do nothing
/// else.
/// </summary>
internal static class FlowLogs
{
    // Ten minutes: a tenth of the records of a one-minute interval, and these are read after the fact.
    private const int AggregationSeconds = 600;

    /// <summary>Logs each target, a VPC or a subnet, keyed by resource name. Creates nothing if logging is not requested.</summary>
    internal static void Create(
        string project,
        ProjectNetworkArgs network,
        IEnumerable<(string Name, Action<Ec2.FlowLogArgs> Target)> targets,
        Resource parent
    )
    {
        if (network.FlowLogs is not { } settings)
            return;
        var name = $"{project}-flow-logs";
        var child = new CustomResourceOptions { Parent = parent };
        var region = network.Region;
        var group = new CloudWatch.LogGroup(
            name,
            new CloudWatch.LogGroupArgs
            {
                Name = settings.LogGroup,
                RetentionInDays = settings.RetentionDays,
                Tags = Tags.Named(name),
            },
            child
        );
        var role = new Iam.Role(
            name,
            new Iam.RoleArgs
            {
                Description = $"Writes the flow logs of {project}",
                PermissionsBoundary = network.RoleBoundary is { } boundary ? (Input<string>)boundary : null,
                AssumeRolePolicy = AwsAccount.Id(child).Derive(account => FlowLogPolicy.Trust(account, region)),
                Tags = Tags.Named(name),
            },
            child
        );
        var write = new Iam.RolePolicy(
            name,
            new Iam.RolePolicyArgs { Role = role.Id, Policy = group.Arn.Derive(FlowLogPolicy.Write) },
            child
        );
        foreach (var (target, set) in targets)
        {
            var args = new Ec2.FlowLogArgs
            {
                LogDestinationType = "cloud-watch-logs",
                LogDestination = group.Arn,
                IamRoleArn = role.Arn,
                TrafficType = "ALL",
                MaxAggregationInterval = AggregationSeconds,
                Tags = Tags.Named(target),
            };
            set(args);
            // The role can be assumed before its policy is attached; the log would then start in an error state.
            _ = new Ec2.FlowLog(target, args, new CustomResourceOptions { Parent = parent, DependsOn = { write } });
        }
    }
}
