using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>
/// How a cloud identifies the other side of a peering: its keys, in addition to the common ones, and the form of their values.
/// </summary>
internal abstract class PeeringForm
{
    /// <summary>The keys in the order of the documentation.</summary>
    internal abstract ImmutableArray<string> Keys { get; }

    /// <summary>The keys that always identify the other side, in every mode.</summary>
    internal abstract ImmutableArray<string> Required { get; }

    /// <summary>Returns the other side, or null (reported).</summary>
    /// <param name="region">The project's region, the default for the other side's; null if it is invalid.</param>
    internal abstract OtherSide? Read(MapReader keys, PeeringMode mode, string? region, DiagnosticBag bag);

    /// <summary>Whether both are the same network.</summary>
    internal abstract bool IsSame(OtherSide left, OtherSide right);

    /// <summary>The schema for editors of one of <see cref="Keys"/>.</summary>
    internal abstract JsonObject Schema(string key);
}
