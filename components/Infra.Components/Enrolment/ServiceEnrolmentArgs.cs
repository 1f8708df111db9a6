using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>Arguments of <see cref="ServiceEnrolment"/>.</summary>
public sealed class ServiceEnrolmentArgs : ResourceArgs
{
    /// <summary>All nodes of the service: <c>ServiceNode.Enrolled</c> of its cloud.</summary>
    public required IReadOnlyCollection<EnrolledNode> Nodes { get; init; }
}
