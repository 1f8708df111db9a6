namespace Infra.Core.Policy;

/// <summary>Names of the zones that the program itself treats apart.</summary>
public static class FlowZones
{
    /// <summary>Operators: may log in from a node's first second, before any client is admitted.</summary>
    public const string Management = "management";
}
