namespace Infra.Core.Spec.Byoc;

/// <summary>What a project in the customer's account exposes to the internet.</summary>
public enum Exposure
{
    /// <summary>Bastions and NAT only: nodes have no public address, and management reaches them through the bastions alone.</summary>
    Private,

    /// <summary>Nodes have public addresses; source filters decide who may connect.</summary>
    Public,
}
