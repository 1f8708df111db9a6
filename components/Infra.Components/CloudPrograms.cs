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

/// <summary>The clouds' components, a line each: what makes a project's resources from its plan.</summary>
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

/// <summary>What a cloud's components are made from.</summary>
/// <param name="Owner">The project directory, which the local cloud marks its things on this machine with.</param>
/// <param name="Access">How operators reach nodes; null: the local cloud makes a pair of keys.</param>
/// <param name="Keys">Whose keys open nodes as far as the configuration says; the local cloud adds one that it makes.</param>
/// <param name="ImageId">The stack file's; null: the newest.</param>
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
