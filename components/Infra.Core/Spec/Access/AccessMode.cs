namespace Infra.Core.Spec.Access;

/// <summary>The keyword of an <see cref="AccessPath"/>.</summary>
public enum AccessMode
{
    /// <summary><see cref="AccessPath.Direct"/>.</summary>
    Direct,

    /// <summary><see cref="AccessPath.Bastions"/>.</summary>
    Bastion,

    /// <summary><see cref="AccessPath.Endpoints"/>.</summary>
    Endpoints,
}
