using System.Collections.Immutable;
using Infra.Components;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>A project's stack: compiles its description, then creates it on the cloud it names.</summary>
public sealed class ProjectStack : Stack
{
    /// <exception cref="RunException">The description has errors; the message lists all of them.</exception>
    public ProjectStack(StackContext context)
        : base(context.Options)
    {
        var stack = Deployment.Instance.StackName;
        var plan = context.Compiled ?? Compile(context, stack);
        SayLockChanges(plan.Project);
        var settings = OperatorSettings.Read(plan.Spec.Cloud);
        // Without a pair of the operator's own the local cloud makes one.
        var access = plan.Spec.Cloud.IsThisMachine() && !settings.HasOwnPair ? null : settings.Access();
        // Nothing exists yet, and nothing of ours is refused any more. A preview decides nothing.
        if (context.WriteLock && !Deployment.Instance.IsDryRun && plan.Project.LockChanges.Length > 0)
            context.Files.WriteLock(stack, plan.Project);
        var created = CloudPrograms.Create(
            new CloudRequest(plan, stack, context.Files.ProjectDirectory, access, settings.Keys, settings.ImageId)
        );

        Nodes = Output.Create(plan.Topology.Nodes.Select(node => node.Key).ToImmutableArray());
        PrivateAddresses = created.PrivateAddresses;
        Ports = Output.Create(
            plan.Topology.Ports.ToImmutableDictionary(service => service.Key, service => service.Value.ToImmutableDictionary())
        );
        PublicAddresses = created.PublicAddresses;
        SshEndpoints = created.SshEndpoints;
        HostKeys = created.HostKeys;
        NatAddresses = created.NatAddresses;
        Images = created.Images.Derive(images =>
        {
            ImageRecord.Keep(context, stack, plan.Project, images);
            return images;
        });
        Peerings = created.Peerings.States;
        PeeringContracts = created.Peerings.Contracts;
        Names = Output.Create(
            (plan.Names?.Records ?? [])
                .GroupBy(record => record.Service)
                .ToImmutableDictionary(
                    service => service.Key,
                    service => service.Select(record => record.Name).Distinct().ToImmutableArray()
                )
        );
    }

    /// <summary>Node keys.</summary>
    [Output("nodes")]
    public Output<ImmutableArray<string>> Nodes { get; private set; }

    /// <summary>Node key to address on the project's network.</summary>
    [Output("privateAddresses")]
    public Output<ImmutableDictionary<string, string>> PrivateAddresses { get; private set; }

    /// <summary>Node key to public address, of the nodes that have one.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableDictionary<string, string>> PublicAddresses { get; private set; }

    /// <summary>Service, then component, to port.</summary>
    [Output("ports")]
    public Output<ImmutableDictionary<string, ImmutableDictionary<string, int>>> Ports { get; private set; }

    /// <summary>Node key to <c>host:port</c> for operators.</summary>
    [Output("sshEndpoints")]
    public Output<ImmutableDictionary<string, string>> SshEndpoints { get; private set; }

    /// <summary>Node key to its SSH host key, to be pinned by whoever logs in.</summary>
    [Output("hostKeys")]
    public Output<ImmutableDictionary<string, string>> HostKeys { get; private set; }

    /// <summary>
    /// Zone key to the public address that zone's nodes are seen from; for partners' allow-lists. On AWS and GCP nodes with a public
    /// address of their own are seen from that.
    /// </summary>
    [Output("natAddresses")]
    public Output<ImmutableDictionary<string, string>> NatAddresses { get; private set; }

    /// <summary>Node key to the cloud's id of the image that its VM was made from: AWS and Google Cloud. The lock file keeps it.</summary>
    [Output("images")]
    public Output<ImmutableDictionary<string, string>> Images { get; private set; }

    /// <summary>Service to its DNS names, its nodes' among them; empty without a zone.</summary>
    [Output("names")]
    public Output<ImmutableDictionary<string, ImmutableArray<string>>> Names { get; private set; }

    /// <summary>
    /// Peering to its <c>state</c> (<c>pending-peer</c>, <c>active</c>, <c>rejected</c>, <c>deleted-by-peer</c>, <c>unknown</c>) and <c>id</c>,
    /// as of the last run or refresh.
    /// </summary>
    [Output("peerings")]
    public Output<ImmutableDictionary<string, ImmutableDictionary<string, string>>> Peerings { get; private set; }

    /// <summary>Peering to what its other side must do: the JSON of <c>infra peering --json</c>, with the ids that exist now.</summary>
    [Output("peeringContracts")]
    public Output<ImmutableDictionary<string, string>> PeeringContracts { get; private set; }

    /// <summary>One message each: Pulumi shows several in any order.</summary>
    private static void SayLockChanges(ProjectPlan plan)
    {
        Say(text => Log.Warn(text), "The lock file changes, and data is lost:", plan.LockChanges.Where(change => change.LosesData));
        Say(text => Log.Info(text), "The lock file changes:", plan.LockChanges.Where(change => !change.LosesData));

        static void Say(Action<string> log, string heading, IEnumerable<LockChange> changes)
        {
            var lines = changes.Select(change => $"  {change}").ToList();
            if (lines.Count > 0)
                log(string.Join(Environment.NewLine, lines.Prepend(heading)));
        }
    }

    private static DeploymentPlan Compile(StackContext context, string stack)
    {
        var outcome = StackLoader.Load(context.Files, stack, context.LockMode, new Config("infra").Get("project"));
        // Of what the account may lack it is enough to warn once: in the preview, which comes before every change.
        var warnings = outcome
            .Diagnostics.Where(found =>
                found.Severity != Severity.Error && (Deployment.Instance.IsDryRun || found.Code != DiagnosticCodes.QuotaTooSmall)
            )
            .OrderByDescending(found => DiagnosticCodes.IsAboutData(found.Code))
            .ToArray();
        if (warnings.Length > 0)
            Log.Warn(string.Join<Diagnostic>(Environment.NewLine, warnings));
        if (outcome is not { Succeeded: true, Value: { } plan })
        {
            var errors = outcome
                .Diagnostics.Where(found => found.Severity == Severity.Error)
                .OrderByDescending(found => DiagnosticCodes.IsAboutData(found.Code))
                .ToArray();
            throw new RunException($"{errors.Length} error(s):{Environment.NewLine}{string.Join<Diagnostic>(Environment.NewLine, errors)}");
        }

        return plan;
    }
}
