namespace Infra.Core.Sdn;

/// <summary>A flow that the cloud's filter has no words for.</summary>
/// <param name="Reason">Follows a colon, ends with a full stop.</param>
public sealed record RefusedFlow(string FlowKey, string Reason)
{
    internal InvalidOperationException Exception() => new($"Flow {FlowKey}: {Reason}");
}
