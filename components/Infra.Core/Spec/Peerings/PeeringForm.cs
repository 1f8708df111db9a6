using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>How a cloud names the other side of a peering: its keys beside those of every cloud, and what their values are.</summary>
internal abstract class PeeringForm
{
    /// <summary>Keys in the order of the documentation.</summary>
    internal abstract ImmutableArray<string> Keys { get; }

    /// <summary>Those that the other side cannot be found without, in whichever way it is written.</summary>
    internal abstract ImmutableArray<string> Required { get; }

    /// <summary>The other side, or null (reported).</summary>
    /// <param name="region">The project's, where the other side's is not written; null when it is unusable.</param>
    internal abstract OtherSide? Read(MapReader keys, PeeringMode mode, string? region, DiagnosticBag bag);

    /// <summary>Whether both are one network.</summary>
    internal abstract bool IsSame(OtherSide left, OtherSide right);

    /// <summary>What editors are told of one of <see cref="Keys"/>.</summary>
    internal abstract JsonObject Schema(string key);
}
