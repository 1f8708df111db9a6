using Infra.Components.Aws;
using Infra.Components.Enrolment;
using Infra.Core;
using Infra.Core.Clouds.Aws;
using Infra.Core.Deployments;
using Infra.Core.Spec;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Orders;

/// <summary>One service of a stack file, in the program's own VPC.</summary>
public static class OrdersProgram
{
    public static IDictionary<string, object?> Create(string stackFile, string lockFile, string operatorKey)
    {
        // Compiled before any resource exists: all errors in the files are reported here, and nothing has been created.
        var compiled = DeploymentCompiler.Compile(
            new StackSource(File.ReadAllText(stackFile), stackFile),
            new LockSource(File.ReadAllText(lockFile), lockFile, LockMode.Frozen)
        );
        var plan = compiled.Value ?? throw new RunException(string.Join('\n', compiled.Diagnostics));
        var rules = (AwsFirewall)plan.Firewall;

        // Yours: a network, with your routes. Its subnets must contain the plan's addresses.
        var vpc = new Ec2.Vpc("shop", new Ec2.VpcArgs { CidrBlock = plan.Topology.Cidr.ToString() });
        var subnets = plan.Topology.Subnets.ToDictionary(
            subnet => subnet.Key,
            subnet => new Ec2.Subnet(
                subnet.Key,
                new Ec2.SubnetArgs
                {
                    VpcId = vpc.Id,
                    CidrBlock = subnet.Cidr.ToString(),
                    AvailabilityZone = subnet.Zone.Name,
                }
            )
        );

        // Ours: the service's firewall, its nodes, and their enrolment.
        var lists = new ProjectFirewall(
            "shop",
            new ProjectFirewallArgs
            {
                VpcId = vpc.Id,
                PrefixLists = rules.PrefixLists,
                SubnetIds = new Dictionary<string, Output<string>>(),
            }
        );
        var firewall = new ServiceFirewall(
            "orders-db",
            new ServiceFirewallArgs
            {
                Project = "shop",
                Groups = rules.Services["orders-db"],
                VpcId = vpc.Id,
                PrefixListIds = lists.PrefixListIds,
            }
        );
        var operators = new OperatorRoute(
            // The private half is in the SSH agent.
            new OperatorAccess(Output.Create(OperatorKeys.Parse(operatorKey)), PrivateKey: null),
            TakesPublicAddresses: false,
            WhenSilent: "Is the VPN up?"
        );
        var nodes = plan.NodesOf("orders-db")
            .Select(node =>
                new ServiceNode(
                    node.Node.Key,
                    new ServiceNodeArgs
                    {
                        Project = "shop",
                        Plan = node,
                        ImageId = "ami-0123456789abcdef0",
                        SubnetId = subnets[node.Node.Subnet.Key].Id,
                        SecurityGroupIds = firewall.GroupIds,
                        Operators = operators,
                        After = firewall.Ready,
                    }
                ).Enrolled
            )
            .ToList();
        var enrolment = new ServiceEnrolment("orders-db", new ServiceEnrolmentArgs { Nodes = nodes });

        return new Dictionary<string, object?> { ["hostKeys"] = enrolment.HostKeys };
    }
}
