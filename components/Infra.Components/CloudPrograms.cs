using System.Collections.Immutable;
using Infra.Components.Aws;
using Infra.Components.Azure;
using Infra.Components.Enrolment;
using Infra.Components.Gcp;
using Infra.Components.Local;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Spec;

namespace Infra.Components;

/// <summary>The clouds' components, one line each: creates a project's resources from its plan.</summary>
public static class CloudPrograms
{
    private static readonly ImmutableDictionary<CloudKind, Func<CloudRequest, ProjectOutputs>> All = ImmutableDictionary.CreateRange<
        CloudKind,
        Func<CloudRequest, ProjectOutputs>
    >([
        new(CloudKind.Aws, ask => AwsProject.Create(ask.Context)),
        new(CloudKind.Azure, ask => AzureProject.Create(ask.Context)),
        new(CloudKind.Gcp, ask => GcpProject.Create(ask.Context)),
        new(CloudKind.Local, ask => LocalProject.Create(ask.Plan, ask.Stack, ask.Access, ask.Keys, ask.Owner)),
    ]);

    /// <exception cref="ArgumentException">No components are registered for the plan's cloud.</exception>
    public static ProjectOutputs Create(CloudRequest request) =>
        All.TryGetValue(request.Plan.Spec.Cloud, out var create)
            ? create(request)
            : throw new ArgumentException($"No components for {request.Plan.Spec.Cloud}.", nameof(request));
}

/// <summary>The input of a cloud's components.</summary>
/// <param name="Owner">The project directory, with which the local cloud marks its resources on this machine.</param>
/// <param name="Access">How operators reach nodes; null: the local cloud creates a key pair.</param>
/// <param name="Keys">The configured keys that may log in to nodes; the local cloud adds one that it creates.</param>
/// <param name="ImageId">From the stack file; null: the newest.</param>
public sealed record CloudRequest(
    DeploymentPlan Plan,
    string Stack,
    string Owner,
    OperatorAccess? Access,
    OperatorKeys Keys,
    string? ImageId
)
{
    internal ProjectContext Context => new(Plan, Stack, Access!, ImageId);
}
