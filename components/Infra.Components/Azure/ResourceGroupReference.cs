using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Where a project's resources are created: each of them names its group and region.</summary>
/// <param name="Name">The resource group's name.</param>
/// <param name="Location">The region, as in the stack file.</param>
public sealed record ResourceGroupReference(Output<string> Name, string Location);
